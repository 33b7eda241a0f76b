extension Packing {
    /// What journals and official papers say again and again: known beforehand, it need not be written down each time.
    ///
    /// What was packed with a vocabulary can be read with that one only: it never changes. A better one is another format.
    enum Vocabulary {
        static let first: [UInt8] = Array((papers + records).utf8)

        private static let papers = """
            为深入贯彻落实党中央、国务院决策部署和省委、省政府、市委、市政府工作要求，根据《中华人民共和国》国务院办公厅关于印发的通知各省、自治区、直辖市人民政府，\
            国务院各部委、各直属机构：各乡镇人民政府、街道办事处，县政府各部门、各直属单位：经研究同意，现印发给你们，请结合实际认真贯彻执行。现将有关事项通知如下：\
            一、指导思想二、工作目标三、主要任务（一）加强组织领导。（二）强化责任落实。（三）严格督导检查。四、保障措施五、工作要求高度重视，统一思想认识，\
            切实加强领导，明确责任分工，建立健全工作机制，确保各项工作任务落到实处，取得实效。主管部门要按照职责分工密切配合，协同推进，\
            加大资金投入和政策支持力度，做好宣传引导，营造良好氛围。安全生产、防汛抗旱、森林防火、生态环境保护、乡村振兴、民生保障、信访稳定、教育、医疗卫生、\
            社会保障、住房和城乡建设、交通运输、水利、农业农村、自然资源规划、财政预算管理、项目建设、招商引资、优化营商环境、政务公开、信息化平台、数据共享、\
            督查考核、人员培训、经费保障、隐患排查整治、应急预案、值班值守、信息报送。请于前将情况书面报送至办公室，联系人：联系电话：电子邮箱：\
            逾期未报视为无意见。妥否，请批示。特此通知。附件：1.2.3.登记表汇总表填写说明实施方案工作报告会议纪要请示批复意见函复评审验收申请资金万元\
            2026年12月31日2025年11月
            　　县人民政府办公室
            （此件公开发布）
            抄送：县委各部门，县人大常委会办公室，县政协办公室，县人民法院，县人民检察院。

            """

        private static let records = #"""
            {"changes":[["fields/amount",null,["fields/contact",null,"["fields/due",null,"["fields/place",null,"],\#
            ["clock",null,{"basis":"","calendar":"","due":,"effective":"length":,"nominal":"redAt":"safe":"start":"wakeAt":"yellowAt":\#
            ["number",null,{"printed":"收文〔2026〕号","sequence":,"series":"","year":2026}],["state","received","registered"],\#
            ["notes/1",null,{"at":,"by":"p1","kind":"progress","medium":"self","recordedBy":"p1","text":"}],["supervisor",null,"p2"],\#
            ["urgency",null,"],["importance",null,["links/","repeats"],["circulation/{"enclosures":{"":{"name":".pdf","size":,"text":true}},\#
            "fields":{"addressees":"","channel":"文件夹","copies":1,"dated":"2026-","from":"","handling":"办件","issuer":"","kind":"通知",\#
            "reference":"〔2026〕号","replyOwed":true},"heldSince":17,"holder":"p1","owner":"p1","proposals":{"addressees":\#
            {"confidence":92,"line":4},"code":{"confidence":95,"line":2},"date":{"confidence":90,"line":1},"deadlines":"issuers":\#
            {"confidence":95,"line":3},"kind":{"confidence":95,"line":3},"reference":{"confidence":95,"line":2},"replyOwed":\#
            {"confidence":70,"line":1},"sequence":{"confidence":95,"line":2},"signer":"title":{"confidence":95,"line":3},"year":\#
            {"confidence":95,"line":2}},"received":17,"recordedAt":17,"register":"inbound","revision":2,"state":"received",\#
            "title":"关于的通知"}{"changes":[["enclosures/",null,{"name":".txt","size":,"text":true}],["fields/addressees",null,"各科室"],\#
            ["fields/channel",null,"文件夹"],["fields/copies",null,1],["fields/dated",null,"2026-"],["fields/from",null,""],\#
            ["fields/handling",null,"办件"],["fields/issuer",null,""],["fields/kind",null,"通知"],["fields/reference",null,"〔2026〕号"],\#
            ["fields/replyOwed",null,true],["heldSince",null,17],["holder",null,"p1"],["owner",null,"p1"],["proposals/addressees",null,\#
            {"confidence":92,"line":4}],["proposals/code",null,{"confidence":95,"line":2}],["proposals/date",null,{"confidence":90,"line":1}],\#
            ["proposals/issuers",null,{"confidence":95,"line":3}],["proposals/kind",null,{"confidence":95,"line":3}],["proposals/limit",null,\#
            {"due":,"line":,"text":"}],["proposals/reference",null,{"confidence":95,"line":2}],["proposals/replyOwed",null,\#
            {"confidence":70,"line":1}],["proposals/sequence",null,{"confidence":95,"line":2}],["proposals/title",null,\#
            {"confidence":95,"line":3}],["proposals/year",null,{"confidence":95,"line":2}],["received",null,17],["recordedAt",null,17],\#
            ["register",null,"inbound"],["revision",null,2],["state",null,"received"],["title",null,"关于的通知"]]}
            """#
    }
}
