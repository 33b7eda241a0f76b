extension PaperCase {
    /// Orders, joint announcements, courts together, circulars abroad, forwarded forwardings.
    static let further = table(
        """

        === a ministry's order
        中华人民共和国教育部令
        第58号

        《校外培训管理办法》已经2026年3月10日教育部第6次部务会议审议通过，现予公布，自2026年9月1日起施行。

        部长　周文清
        2026年4月2日
        ---
        reference: 中华人民共和国教育部令第58号
        title: 校外培训管理办法
        kind: 令
        date: 2026-04-02
        === the president's order in Chinese numerals
        中华人民共和国主席令
        第四十七号
        《中华人民共和国档案服务法》已由中华人民共和国第十四届全国人民代表大会常务委员会第三十次会议于2026年6月26日通过，现予公布，自2026年10月1日起施行。
        中华人民共和国主席　某某某
        2026年6月26日
        ---
        reference: 中华人民共和国主席令第四十七号
        title: 中华人民共和国档案服务法
        kind: 令
        date: 2026-06-26
        === a joint announcement of finance and taxation
        财政部　税务总局
        关于延续实施小微企业所得税优惠政策的公告
        财政部　税务总局公告2026年第5号

        　　为支持小微企业发展，现将有关政策公告如下：
        　　特此公告。
        财政部　税务总局
        2026年3月26日
        ---
        reference: 财政部税务总局公告2026年第5号
        title: 财政部税务总局关于延续实施小微企业所得税优惠政策的公告
        issuers: 财政部|税务总局
        kind: 公告
        date: 2026-03-26
        === three judicial bodies together
        最高人民法院　最高人民检察院　公安部
        印发《关于办理电信网络诈骗案件若干问题的意见》的通知
        法发〔2026〕8号
        各省、自治区、直辖市高级人民法院、人民检察院、公安厅（局）：
        　　现将意见印发给你们，请结合实际认真贯彻执行。
        最高人民法院　最高人民检察院　公安部
        2026年5月9日
        ---
        reference: 法发〔2026〕8号
        title: 最高人民法院最高人民检察院公安部印发《关于办理电信网络诈骗案件若干问题的意见》的通知
        issuers: 最高人民法院|最高人民检察院|公安部
        kind: 通知
        date: 2026-05-09
        === a forwarding of a forwarding, quoted
        石桥镇中心学校转发云溪县教育局
        关于转发《江东省教育厅关于加强学生体质健康工作的通知》的通知
        各村小学、幼儿园：
        　　现将文件转发给你们，请于10月15日前报送实施方案。
        石桥镇中心学校
        2026年9月30日
        ---
        reference: -
        title: 石桥镇中心学校转发云溪县教育局关于转发《江东省教育厅关于加强学生体质健康工作的通知》的通知
        issuers: 石桥镇中心学校
        addressees: 各村小学、幼儿园
        kind: 通知
        due: 2026-10-15
        === the plan's name in the title is not quoted
        云溪县人民政府办公室关于印发云溪县
        2026年重点工作任务分解方案的通知
        云政办发〔2026〕5号
        各乡镇人民政府、街道办事处，县政府各部门、各直属机构：
        　　《云溪县2026年重点工作任务分解方案》已经县政府同意，现印发给你们。
        云溪县人民政府办公室
        2026年1月28日
        （此件公开发布）
        云溪县2026年重点工作任务分解方案
        一、总体要求
        ---
        reference: 云政办发〔2026〕5号
        title: 云溪县人民政府办公室关于印发云溪县2026年重点工作任务分解方案的通知
        addressees: 各乡镇人民政府、街道办事处|县政府各部门、各直属机构
        date: 2026-01-28
        === a remark behind the title
        云溪县医疗保障局关于印发医保基金监管办法的通知（2026年修订）
        云医保发〔2026〕31号
        各定点医疗机构：
        　　请遵照执行。
        云溪县医疗保障局
        2026年7月7日
        ---
        title: 云溪县医疗保障局关于印发医保基金监管办法的通知（2026年修订）
        kind: 通知
        addressees: 各定点医疗机构
        === urgency and number on one line
        特急　　　　云政办发明电〔2026〕33号

        云溪县人民政府办公室关于做好
        寒潮天气应对工作的通知

        各乡镇人民政府：
        　　请切实做好防寒保暖工作。
        云溪县人民政府办公室
        2026年12月18日
        ---
        urgency: 特急
        reference: 云政办发明电〔2026〕33号
        title: 云溪县人民政府办公室关于做好寒潮天气应对工作的通知
        date: 2026-12-18
        === breaks lost to single blanks
        云溪县卫生健康局文件 云卫健〔2026〕44号 云溪县卫生健康局关于开展冬季传染病防控检查的通知 各医疗卫生单位： 为做好防控工作，定于12月上旬开展检查。请于12月1日前完成自查。 云溪县卫生健康局 2026年11月16日
        ---
        reference: 云卫健〔2026〕44号
        title: 云溪县卫生健康局关于开展冬季传染病防控检查的通知
        addressees: 各医疗卫生单位
        issuers: 云溪县卫生健康局
        date: 2026-11-16
        due: 2026-12-01
        === minutes with those present before the text
        县长办公会议纪要
        （2026）第9次
        时　　间：2026年10月8日下午
        地　　点：县政府第一会议室
        主　　持：陈国平
        出　　席：林卫东、赵明远、孙丽华
        列　　席：县财政局、县发改局主要负责人
        　　会议研究了以下事项：
        　　一、关于石桥水库除险加固工程。
        ---
        title: 县长办公会议纪要
        kind: 纪要
        addressees: -
        reference: -
        === a Taiwan public notice
        臨海市政府　公告
        發文日期：中華民國115年10月1日
        發文字號：臨府工字第1150033333號
        附件：位置圖
        主旨：公告本市中山路封閉施工。
        依據：市區道路條例。
        公告事項：
        一、封閉期間自115年10月10日起至10月20日止。
        市長　陳志明
        ---
        reference: 臨府工字第1150033333號
        title: 公告本市中山路封閉施工。
        issuers: 臨海市政府
        kind: 公告
        date: 2026-10-01
        owed: false
        === an English mail
        From: Linda Park <linda@example.org>
        To: Yunxi Foreign Affairs Office
        Cc: Mayor's Office
        Date: Wed, 25 Nov 2026
        Subject: Draft programme for the December visit

        Hi all,

        Attached is the draft programme. Please let us know your comments no later than 30 November 2026.

        Best regards,
        Linda Park
        Eastport Chamber of Commerce
        ---
        title: Draft programme for the December visit
        date: 2026-11-25
        addressees: Yunxi Foreign Affairs Office
        owed: true
        due: 2026-11-30
        === an English letter without a subject label
        THE EASTPORT MUSEUM

        Ref: EM/26/044
        1st December 2026

        Attn: Mr. Li Weiguo

        Dear Mr. Li,

        LOAN OF EXHIBITS FOR THE SPRING EXHIBITION

        With reference to your letter of 3 November 2026, we are pleased to lend the exhibits. Kindly confirm by January 15.

        Yours truly,
        Helen Ward
        Director, The Eastport Museum
        ---
        reference: EM/26/044
        title: LOAN OF EXHIBITS FOR THE SPRING EXHIBITION
        issuers: THE EASTPORT MUSEUM
        addressees: Mr. Li
        date: 2026-12-01
        due: 2027-01-15
        owed: true
        === an office memo inside a company
        关于购置办公设备的签报
        公司领导：
        　　因工作需要，拟购置打印机两台，约需6000元。妥否，请批示。
        行政部
        2026年8月3日
        ---
        reference: -
        title: 关于购置办公设备的签报
        addressees: 公司领导
        issuers: 行政部
        date: 2026-08-03
        === a standing committee's reply in old brackets
        【2026】云人办字第21号
        云溪县人大常委会办公室关于反馈审议意见的函
        县人民政府办公室：
        　　现将审议意见送你办，请于两个月内将办理情况书面报告县人大常委会。
        云溪县人大常委会办公室
        2026年8月28日
        ---
        reference: 〔2026〕云人办字第21号
        issuers: 云溪县人大常委会办公室
        addressees: 县人民政府办公室
        kind: 函
        === a directive without salutation, date in brackets under the title
        中国共产党云溪县委员会关于加强基层治理的决定
        （2026年7月30日中国共产党云溪县第十五届委员会第四次全体会议通过）
        　　为深入贯彻上级精神，作出如下决定。
        ---
        title: 中国共产党云溪县委员会关于加强基层治理的决定
        kind: 决定
        issuers: 中国共产党云溪县委员会
        === a power company and a bank
        国网云溪县供电公司　云溪农村商业银行
        关于联合开展电费代扣业务的通知
        各客户：
        　　自2026年9月1日起开办代扣业务。
        国网云溪县供电公司　云溪农村商业银行
        2026年8月20日
        ---
        issuers: 国网云溪县供电公司|云溪农村商业银行
        title: 国网云溪县供电公司云溪农村商业银行关于联合开展电费代扣业务的通知
        addressees: 各客户
        date: 2026-08-20
        """)
}
