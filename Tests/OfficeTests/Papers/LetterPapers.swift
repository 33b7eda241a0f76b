extension PaperCase {
    /// Letters in traditional script and in English.
    static let letters = table(
        """

        === a Taiwan letter 函
        檔　　號：
        保存年限：

        臨海市政府　函
        地址：000臨海市中山路一號
        承辦人：林怡君
        電話：02-5550-1234轉567
        電子信箱：yichun@example.tw
        受文者：臨海市立圖書館
        發文日期：中華民國115年11月20日
        發文字號：臨府文圖字第1150012345號
        速別：最速件
        密等及解密條件或保密期限：普通
        附件：計畫書1份
        主旨：檢送本市「閱讀推廣計畫」修正版1份，請查照並於12月5日前回復。
        說明：
        一、依據本府115年10月1日臨府文圖字第1150009999號函辦理。
        二、請貴館依計畫辦理。
        正本：臨海市立圖書館、臨海市立美術館
        副本：本府文化局
        市長　陳志明
        ---
        reference: 臨府文圖字第1150012345號
        title: 檢送本市「閱讀推廣計畫」修正版1份，請查照並於12月5日前回復。
        issuers: 臨海市政府
        addressees: 臨海市立圖書館|臨海市立美術館
        date: 2026-11-20
        kind: 函
        urgency: 最速件
        contact: 林怡君 02-5550-1234轉567
        due: 2026-12-05
        owed: true
        === a Taiwan notice of a meeting
        臨海市政府教育局　開會通知單
        受文者：各級學校
        發文日期：中華民國115年11月2日
        發文字號：臨教務字第1150011111號
        速別：普通件
        密等及解密條件或保密期限：
        附件：議程
        開會事由：115學年度課程發展會議
        開會時間：中華民國115年11月18日（星期三）上午10時
        開會地點：本局三樓會議室
        主持人：王副局長
        聯絡人及電話：張小姐 02-5550-7777
        出席者：各級學校校長
        備註：請準時出席。
        ---
        reference: 臨教務字第1150011111號
        title: 115學年度課程發展會議
        issuers: 臨海市政府教育局
        addressees: 各級學校校長
        date: 2026-11-02
        urgency: 普通件
        contact: 張小姐 02-5550-7777
        === a Taiwan letter that is secret
        臨海市政府　函
        受文者：臨海市警察局
        發文日期：中華民國115年11月20日
        發文字號：臨府警字第1150012346號
        速別：速件
        密等及解密條件或保密期限：密（本件於公布時解密）
        主旨：有關專案勤務規劃一案，請查照。
        正本：臨海市警察局
        ---
        classified: 密
        === a mainland paper in traditional script
        雲溪縣人民政府辦公室文件
        雲政辦發〔2026〕90號
        雲溪縣人民政府辦公室關於印發《檔案工作規定》的通知
        各鄉鎮人民政府，縣政府各部門：
        　　現將《檔案工作規定》印發給你們，請於12月15日前報送貫徹情況。
        雲溪縣人民政府辦公室
        2026年11月22日
        ---
        reference: 云政办发〔2026〕90号
        title: 雲溪縣人民政府辦公室關於印發《檔案工作規定》的通知
        issuers: 雲溪縣人民政府辦公室
        addressees: 各鄉鎮人民政府|縣政府各部門
        kind: 通知
        date: 2026-11-22
        due: 2026-12-15
        === a Hong Kong letter in Chinese
        香港特別行政區政府
        文康事務處
        檔號：LCS 4/12/3
        電話：2555 0000
        來函檔號：

        雲溪縣文化和旅遊局：

        有關合辦書畫展覽事宜

        　　貴局十月五日來函收悉。請於二〇二六年十二月十日前回覆。

        文康事務處處長
        （李淑儀代行）
        二〇二六年十一月十九日
        ---
        reference: LCS 4/12/3
        title: 有關合辦書畫展覽事宜
        addressees: 雲溪縣文化和旅遊局
        date: 2026-11-19
        === an English letter of a company
        Northgate Trading Ltd.
        12 Harbour Road, Eastport

        Our ref: NT/2026/118
        Your ref: YX-77

        25 November 2026

        The Director
        Foreign Affairs Office
        Yunxi County

        Dear Director Zhang,

        Re: Visit of our delegation in December

        We are writing to confirm the visit of our delegation. Please reply by 5 December 2026.

        Yours sincerely,

        Jane Miller
        Managing Director
        Northgate Trading Ltd.
        ---
        reference: NT/2026/118
        title: Visit of our delegation in December
        issuers: Northgate Trading Ltd.
        addressees: Director Zhang
        date: 2026-11-25
        due: 2026-12-05
        owed: true
        === an urgent English letter
        URGENT

        University of Eastport
        Office of International Relations

        Nov. 25, 2026

        Dear Sir or Madam,

        Subject: Renewal of the exchange agreement

        The agreement will expire soon. We look forward to your reply before 15 December 2026.

        Best regards,
        Dr. Tom Hill
        University of Eastport
        ---
        title: Renewal of the exchange agreement
        issuers: University of Eastport
        addressees: Sir or Madam
        date: 2026-11-25
        urgency: URGENT
        due: 2026-12-15
        owed: true
        reference: -
        === an English memorandum
        MEMORANDUM

        To: All department heads
        From: General Affairs Office
        Date: 2026/11/25
        Ref. No.: GAO-2026-031
        Subject: Year-end stocktaking

        Please submit the stocktaking forms by December 10, 2026.
        Contact: Ms. Lily Wang, tel. +86 571 5210088
        ---
        title: Year-end stocktaking
        issuers: General Affairs Office
        addressees: All department heads
        date: 2026-11-25
        reference: GAO-2026-031
        due: 2026-12-10
        contact: Ms. Lily Wang +86 571 5210088
        === an English letter with ordinals and no reference
        Eastport City Council

        3rd March 2026

        Dear Mr Chen,

        RE: SISTER CITY ANNIVERSARY

        Thank you for your letter of 12 February 2026.

        Yours faithfully,
        A. Brown
        Mayor
        ---
        title: SISTER CITY ANNIVERSARY
        issuers: Eastport City Council
        addressees: Mr Chen
        date: 2026-03-03
        reference: -
        owed: false
        deadlines: -
        === a confidential English letter keeps to the door
        CONFIDENTIAL

        Eastport City Council

        3 March 2026

        Dear Mr Chen,

        Re: Anniversary
        ---
        title: Anniversary
        date: 2026-03-03
        """)
}
