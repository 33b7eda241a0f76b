import Office
import Testing

/// Papers written for these tests; outside papers are scored by `banshi-bench recognition`.
@Suite struct RecognitionTests {
    static let notice = """
        000123
        特急

        云溪县人民政府办公室文件

        云政办发〔2026〕88号

        云溪县人民政府办公室关于转发
        县财政局《年终决算工作方案》的通知

        各乡镇人民政府，县政府各部门：

        　　现将方案转发给你们，请认真执行。请于11月25日前报送联系人名单。

        　　附件：年终决算工作方案

        云溪县人民政府办公室
        2026年11月20日

        抄送：县委办公室。
        云溪县人民政府办公室　　2026年11月21日印发
        """

    @Test func `a notice with wrapped title, urgency and print line`() {
        let read = Recognition(of: Self.notice)
        #expect(read.reference == "云政办发〔2026〕88号")
        #expect(read.title == "云溪县人民政府办公室关于转发县财政局《年终决算工作方案》的通知")
        #expect(read.kind == "通知")
        #expect(read.list("issuers") == ["云溪县人民政府办公室"])
        #expect(read.date?.iso == "2026-11-20")
        #expect(read.text("printed") == "2026-11-21")
        #expect(read.text("urgency") == "特急")
        #expect(read.deadlines.first?.due?.iso == "2026-11-25")
        #expect(read.fields["reference"]?.line == 6)
        #expect(!read.isClassified)
    }

    @Test func `lines lost`() {
        let text = Self.notice.split(separator: "\n").map { String($0).trimmed }.joined(separator: "　")
        let read = Recognition(of: text)
        #expect(read.reference == "云政办发〔2026〕88号")
        #expect(read.date?.iso == "2026-11-20")
    }

    @Test func `a number cited in the body is not the paper's own`() {
        let read = Recognition(of: "关于做好值班工作的通知\n各科室：\n　　根据国办发〔2024〕12号精神，请做好值班。\n综合科\n2026年1月5日")
        #expect(read.reference == nil)
        #expect(read.kind == "通知")
        #expect(read.list("issuers") == ["综合科"])
    }

    @Test func `a request owes a reply and names its signer`() {
        let read = Recognition(
            of: "云水〔2026〕7号　　　　签发人：刘大江\n\n云溪县水利局关于石桥水库除险加固工程资金的请示\n\n云溪县人民政府：\n　　妥否，请批示。\n\n云溪县水利局\n2026年11月3日\n（联系人：刘工，电话：5210014）")
        #expect(read.kind == "请示")
        #expect(read.replyOwed)
        #expect(read.list("addressees") == ["云溪县人民政府"])
        #expect(read.text("signer") == "刘大江")
    }

    @Test(arguments: ["机密", "机　密", "秘密★20年", "000012机密★5年", "密级：机密", "机密·特急", "绝密★启用前", "機密★1年", "机密★至2035年1月1日", "内部密码电报"])
    func `a secrecy mark is the only thing reported`(mark: String) {
        let read = Recognition(of: "\(mark)\n云溪县人民政府文件\n云政〔2026〕3号\n关于某项工作的通知\n各科室：\n内容。\n2026年1月5日")
        #expect(read.isClassified)
        #expect(read.secrecy != nil)
        #expect(read.title == nil && read.reference == nil && read.date == nil && read.deadlines.isEmpty)
        #expect(Set(read.fields.keys) == ["secrecy"])
    }

    @Test(arguments: ["机密文件管理办法", "关于加强秘密文件清退工作的通知", "保守国家秘密是公民的义务。", "绝密行动影评"])
    func `words about secrets are no mark`(line: String) {
        #expect(!Recognition(of: "\(line)\n各科室：\n　　请学习。\n综合科\n2026年1月5日").isClassified)
    }

    @Test func `hostile texts are answered`() {
        for text in [
            "", "\n\n\n", String(repeating: "〔", count: 5000), String(repeating: "关于的通知：", count: 60_000), "\u{0}\u{1B}[2J", "令第号", "年月日",
        ] {
            let read = Recognition(of: text)
            #expect(read.reference == nil)
        }
    }

    @Test func `a leader's words name lead, partners and limit`() {
        let units = [
            Unit(id: "u1", record: Record(["name": "云溪县财政局", "short": ["财政局"]])),
            Unit(id: "u2", record: Record(["name": "云溪县水利局", "short": ["水利局"]])),
        ]
        let read = InstructionReading("请财政局、水利局研究，5个工作日内提出意见。", directory: Directory(units: units))
        #expect(read.target == "u1")
        #expect(read.partners == ["u2"])
        #expect(read.limit == "5个工作日")
        #expect(InstructionReading("同意。", directory: Directory(units: units)).target == nil)
    }

    @Test func `a meeting notice names time and place`() {
        let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)
        let notice = MeetingNotice("　　一、会议时间：11月25日（星期三）上午9:00\n　　二、会议地点：三楼会议室。", words: words)
        #expect(notice.start == DateReading(day: Day(ordinal: 20_782), time: TimeOfDay(9, 0)))
        #expect(notice.place == "三楼会议室")
    }
}
