extension PaperCase {
    /// Sheets of the everyday: letter marks, salutations, closing phrases that ask for nothing.
    static let everyday = table(
        """

        === a mark that ends in the word letter
        云溪县人民政府办公室公函
        云政办公函〔2026〕3号
        关于商请协助办理项目用地手续的函
        云溪县自然资源局：
        　　现商请贵局予以协助，并盼函复。
        云溪县人民政府办公室
        2026年3月6日
        ---
        reference: 云政办公函〔2026〕3号
        title: 关于商请协助办理项目用地手续的函
        issuers: 云溪县人民政府办公室
        addressees: 云溪县自然资源局
        kind: 函
        owed: true
        === addressees behind their label at the top
        云溪县人民政府办公室便函
        主送：县财政局、县审计局
        关于报送专项资金使用情况的通知
        　　请于9月10日前报送，执行中的问题请及时反馈我办。
        云溪县人民政府办公室
        2026年9月1日
        ---
        title: 关于报送专项资金使用情况的通知
        addressees: 县财政局|县审计局
        kind: 通知
        owed: false
        due: 2026-09-10
        === colleagues are addressed
        关于调整食堂就餐时间的通知
        各位同事：
        　　自2026年11月1日起，午餐时间调整为11:40。
        机关事务服务中心
        2026年10月26日
        ---
        title: 关于调整食堂就餐时间的通知
        addressees: 各位同事
        issuers: 机关事务服务中心
        date: 2026-10-26
        deadlines: -
        owed: false
        === traffic is no handing in
        云溪县交通运输局关于印发2026年工作要点的通知
        云交〔2026〕6号
        局属各单位：
        　　2026年底前，建成农村交通服务站20个。
        云溪县交通运输局
        2026年2月3日
        ---
        reference: 云交〔2026〕6号
        deadlines: -
        === a paper that opens by citing a number
        关于开展档案安全检查的通知
        各科室：
        根据云档发〔2026〕8号
        文件要求，决定开展检查。请于6月5日前将自查表交综合科。
        综合科
        2026年5月20日
        ---
        reference: -
        due: 2026-06-05
        === a rehearsal of questions asks for views
        关于征集“十五五”规划意见建议的通知
        全体职工：
        　　请将意见建议于11月30日前通过内网反馈综合科。
        综合科
        2026年11月16日
        ---
        addressees: 全体职工
        owed: true
        due: 2026-11-30
        === a bureau's statistics bulletin
        云溪县统计局
        2026年三季度经济运行情况通报
        云统〔2026〕25号
        县委、县政府有关部门：
        　　前三季度，全县实现生产总值120亿元。
        云溪县统计局
        2026年10月22日
        ---
        reference: 云统〔2026〕25号
        kind: 通报
        title: 云溪县统计局2026年三季度经济运行情况通报
        date: 2026-10-22
        === a sub-office signs for its office
        关于开展信息系统安全自查的通知
        省直各单位：
        　　请于7月31日下午6点前登录系统填报。联系人：刘洋、王磊，联系电话：010-88886666转8012。
        江东省大数据局办公室
        2026年7月12日
        ---
        issuers: 江东省大数据局办公室
        addressees: 省直各单位
        deadlines: 7月31日下午6点前=2026-07-31 18:00
        contact: 刘洋、王磊 010-88886666转8012
        === a notice with its own date before the text
        云溪县公安局交通警察大队
        关于元旦期间交通管制的通告
        2026年12月25日
        　　为保障元旦期间道路交通安全，决定实施交通管制。
        ---
        title: 云溪县公安局交通警察大队关于元旦期间交通管制的通告
        issuers: 云溪县公安局交通警察大队
        date: 2026-12-25
        kind: 通告
        === two copies of the number
        云财综〔2026〕15号
        云溪县财政局关于做好票据年检的通知
        云财综〔2026〕15号
        各用票单位：
        　　请于2026年4月30日前完成年检。
        云溪县财政局
        2026年4月1日
        ---
        reference: 云财综〔2026〕15号
        title: 云溪县财政局关于做好票据年检的通知
        addressees: 各用票单位
        """)
}
