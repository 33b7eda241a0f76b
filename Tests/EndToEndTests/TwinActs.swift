import Foundation

/// An act as a clerk does it at the desk, and as the command line does it.
///
/// Notes (`P` `O`) and corrections of fields (`e`) have no verb on the command line; continuous entry fills in one copy, which a line of
/// capture does not say, so that it is emptied here.
struct TwinAct {
    /// What is done with the desk's keys.
    enum Key {
        /// Presses a named key: `Enter`, `F9`, `C-r`.
        case press(String)
        /// Types text as it is.
        case type(String)
        /// Goes to a field of the open form and writes into it.
        case fill(String, String)
        /// Waits until the screen shows a text.
        case see(String)
    }

    let line: [String]
    let keys: [Key]
    /// A paper that is put into the drop folder before.
    var dropped: String?

    init(_ line: [String], _ keys: [Key]) {
        self.line = line
        self.keys = keys
    }

    /// A paper that comes through the drop folder.
    static func dropped(_ paper: String, seen title: String) -> TwinAct {
        var act = TwinAct(["receive"], [.press("Escape"), .type("2"), .see(title)])
        act.dropped = paper
        return act
    }

    /// A step on the command line: fields as `--set`, further options behind.
    static func step(_ matter: String, _ step: String, _ fields: [String] = [], _ options: [String] = []) -> [String] {
        ["do", matter, step] + fields.flatMap { ["--set", $0] } + options
    }

    /// A step chosen from the moves that are offered.
    static func chosen(_ name: String, _ keys: [Key] = []) -> [Key] { [.press("F9"), .see("1 "), .type(name), .press("Enter")] + keys }

    /// Leaves nothing but one row in the list.
    static func only(_ word: String) -> [Key] { [.press("Escape"), .type("/" + word), .press("Enter"), .see("1/1 ")] }

    /// Captures a line and waits for what it says back.
    static func captured(_ line: String, _ answer: String) -> TwinAct {
        TwinAct(["add", line], [.press("Escape"), .type("A"), .see("随手记"), .type(line), .press("Enter"), .see(answer), .press("Escape")])
    }
}

enum TwinActs {
    static let all = arriving + handling + beside + closing + tasks + drafts + meetings + papers

    private static let arriving: [TwinAct] = [
        .captured("收: 财政局 12 关于报送年终决算的通知 截止:11-27", "收文〔2026〕1号"),
        TwinAct(
            ["add", "收: 水利局 7 关于石桥水库除险加固工程资金的请示"],
            [
                .type("2+"), .see("来文单位"), .fill("来文单位", "水利局"), .fill("文号", "7"), .fill("标题", "关于石桥水库除险加固工程资金的请示"),
                .fill("份数", ""), .press("Enter"), .see("收文〔2026〕2号"), .press("Escape"),
            ]),
        TwinAct(
            TwinAct.step("2", "propose", ["leader=李卫东"], ["--note", "拟请李副县长阅示。"]),
            [.type("2")] + TwinAct.only("石桥") + [
                .type("p"), .see("拟办送阅 ·"), .fill("送", "李卫东"), .fill("拟办意见", "拟请李副县长阅示。"), .press("Enter"),
            ]),
        TwinAct(
            TwinAct.step("2", "back", ["who=李卫东"], ["--note", "同意。请水利局牵头办理。", "--medium", "phone"]),
            [
                .type("b"), .see("批示人"), .fill("批示", "同意。请水利局牵头办理。"), .press("F3"), .fill("依据", "电话"), .press("Enter"),
            ]),
    ]

    private static let handling: [TwinAct] = [
        TwinAct(
            TwinAct.step("2", "dispatch", ["target=水利局", "partners=财政局、综合科", "limit=5个工作日"], ["--note", "请按批示办理。"]),
            [
                .type("a"), .see("分办 ·"), .fill("办理单位", "水利局"), .fill("协办", "财政局、综合科"), .fill("办理时限", "5个工作日"),
                .fill("拟办意见", "请按批示办理。"), .press("Enter"),
            ]),
        // The form of a signature comes again for the units that have not signed.
        TwinAct(
            TwinAct.step("2", "sign", ["who=水利局", "signedBy=刘站长"]),
            [
                .type("s"), .see("签收人"), .fill("单位或人员", "水利局"), .fill("签收人", "刘站长"), .press("Enter"), .see("签收：收文〔2026〕2号"),
                .press("Escape"),
            ]),
        TwinAct(
            TwinAct.step("2", "back", ["who=财政局"], ["--note", "同意安排。"]),
            [.type("b"), .see("反馈 ·"), .fill("单位或批示人", "财政局"), .fill("反馈或批示", "同意安排。"), .press("Enter")]),
        TwinAct(["undo"], [.type("u")]),
        TwinAct(["redo"], [.press("C-r")]),
    ]

    private static let beside: [TwinAct] = [
        TwinAct(
            TwinAct.step("2", "circulate", ["readers=周明远、王建国"]),
            [.type("c"), .see("传阅 ·"), .fill("传阅人员", "周明远、王建国"), .press("Enter")]),
        TwinAct(
            TwinAct.step("2", "read", ["reader=周明远"], ["--note", "阅，无意见。"]),
            TwinAct.chosen("已阅", [.see("已阅 ·"), .fill("阅件人", "周明远"), .fill("批示", "阅，无意见。"), .press("Enter")])),
        TwinAct(
            TwinAct.step("2", "recall", ["readers=王建国", "reason=误送"]),
            TwinAct.chosen("收回", [.see("收回传阅 ·"), .fill("传阅人员", "王建国"), .fill("原因", "误送"), .press("Enter")])),
        TwinAct(
            TwinAct.step("2", "hold", ["reason=等省厅批复"]),
            TwinAct.chosen("暂停", [.see("暂停计时 ·"), .fill("原因", "等省厅批复"), .press("Enter")])),
        TwinAct(
            TwinAct.step("2", "resume", ["reason=批复已到"]),
            TwinAct.chosen("恢复", [.see("恢复办理 ·"), .fill("原因", "批复已到"), .press("Enter")])),
        TwinAct(
            TwinAct.step("2", "extend", ["limit=10个工作日", "reason=资料不全"]),
            TwinAct.chosen("延期", [.see("延期 ·"), .fill("办理时限", "10个工作日"), .fill("原因", "资料不全"), .press("Enter")])),
        TwinAct(
            TwinAct.step("2", "chase", ["chased=财政局", "means=电话", "with=王科长", "answer=周五报", "nextOn=11-27"]),
            [
                .type("w"), .see("催办 ·"), .fill("催办对象", "财政局"), .fill("催办方式", "电话"), .fill("联系对象", "王科长"), .fill("答复", "周五报"),
                .fill("承诺日期", "11-27"), .press("Enter"),
            ]),
        TwinAct(
            TwinAct.step("2", "bringup", ["day=11-30", "reason=等财政局"]),
            [.type("l"), .see("定日提醒 ·"), .fill("日期", "11-30"), .fill("原因", "等财政局"), .press("Enter")]),
    ]

    private static let closing: [TwinAct] = [
        TwinAct(
            TwinAct.step("2", "conclude", ["result=资金已拨付。"]),
            TwinAct.chosen("办结", [.see("办结 ·"), .fill("办理结果", "资金已拨付。"), .press("Enter")])),
        TwinAct(TwinAct.step("1", "putaway"), TwinAct.only("决算") + [.type("f")]),
    ]

    private static let tasks: [TwinAct] = [
        .captured("起草讲话稿 截止:11-27", "任务〔2026〕1号"),
        TwinAct(
            TwinAct.step("t1", "assign", ["target=周明远", "limit=3个工作日"], ["--note", "请办理。"]),
            [
                .type("4"), .press("Right"), .see("起草讲话稿"), .type("a"), .see("交办 ·"), .fill("办理单位", "周明远"), .fill("办理时限", "3个工作日"),
                .fill("拟办意见", "请办理。"), .press("Enter"),
            ]),
        TwinAct(
            TwinAct.step("t1", "bringup", ["day=11-25", "reason=等数据", "waitingOn=财政局"]),
            [
                .type("l"), .see("定日提醒 ·"), .fill("日期", "11-25"), .fill("原因", "等数据"), .press("F3"), .fill("等谁", "财政局"), .press("Enter"),
            ]),
        TwinAct(
            TwinAct.step("t1", "conclude", ["result=已交稿"]),
            [.type("d"), .see("办结 ·"), .fill("办理结果", "已交稿"), .press("Enter")]),
    ]

    private static let drafts: [TwinAct] = [
        .captured("发: 关于除险加固资金的复函", "发文〔2026〕1号"),
        TwinAct(TwinAct.step("m4", "check"), [.type("4"), .press("Right"), .see("4 发文"), .type("K")]),
        TwinAct(
            TwinAct.step("m4", "back", [], ["--note", "补充金额。"]),
            [.type("b"), .see("退回修改 ·"), .fill("批示", "补充金额。"), .press("Enter")]),
        TwinAct(TwinAct.step("m4", "check"), [.type("K")]),
        TwinAct(
            TwinAct.step("m4", "sign", ["signer=李卫东"]),
            [.type("s"), .see("签发 ·"), .fill("签发人", "李卫东"), .press("Enter")]),
        TwinAct(TwinAct.step("m4", "recheck"), [.type("K")]),
        TwinAct(TwinAct.step("m4", "number"), TwinAct.chosen("编号")),
        TwinAct(
            TwinAct.step("m4", "print", ["copies=5"]),
            TwinAct.chosen("印制", [.see("印制 ·"), .fill("份数", "5"), .press("Enter")])),
        TwinAct(
            TwinAct.step("m4", "send", ["target=水利局"]),
            TwinAct.chosen("核发", [.see("核发 ·"), .fill("办理单位", "水利局"), .press("Enter")])),
    ]

    private static let meetings: [TwinAct] = [
        TwinAct(
            ["add", "会: 11-25 9:00-10:00 三楼会议室 项目推进会"],
            [
                .press("Escape"), .type("3+"), .see("会议名称"), .fill("会议名称", "项目推进会"), .fill("开始", "2026-11-25 09:00"),
                .fill("结束", "2026-11-25 10:00"), .fill("地点", "三楼会议室"), .press("Enter"), .see("已列入日程"),
            ])
    ]

    private static let letter =
        "云溪县水利局文件\n云水〔2026〕8号\n云溪县水利局关于第三季度用水的报告\n云溪县人民政府：\n　　现将情况报告如下。\n云溪县水利局\n2026年11月20日\n"

    private static let papers: [TwinAct] = [
        .dropped(letter, seen: "第三季度"),
        TwinAct(TwinAct.step("m5", "register"), [.see("▸"), .type("r")]),
        TwinAct(TwinAct.step("m5", "check"), [.type("K")]),
    ]
}

extension Screen {
    /// Does what a clerk does with keys.
    func perform(_ keys: [TwinAct.Key]) throws {
        for key in keys {
            switch key {
            case .press(let name): try press(name)
            case .type(let text): try type(text)
            case .see(let text): try wait(for: text)
            case .fill(let label, let text):
                try goTo(field: label)
                try press("C-u")
                if !text.isEmpty { try type(text) }
            }
        }
    }

    /// Tabs through a form until the cursor stands in the field of a label.
    private func goTo(field label: String) throws {
        for _ in 1...30 {
            let line = try line
            if line.contains("│ \(label) ") { return }
            try press("Tab")
            let deadline = Date().addingTimeInterval(1)
            while try self.line == line, Date() < deadline { usleep(20_000) }
        }
        throw MachineFault("no field \(label) in\n\(try text)")
    }
}
