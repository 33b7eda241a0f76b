import Foundation
import Office

/// Taking in papers: documents a second beside the bare text index, and what they weigh on the disk.
struct IntakeMeasuring {
    let folder: String
    let program: String
    /// Two kilobytes of text each.
    let documents: Int

    func figures(time: (String, [String]) throws -> Double) throws -> [Figure] {
        let papers = folder + "/papers"
        let office = folder + "/intake"
        for path in [papers, office] { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: papers, withIntermediateDirectories: true)
        var texts: [String] = []
        for index in 1...documents {
            let text = SyntheticPaper(index).text
            texts.append(text)
            try text.write(toFile: "\(papers)/\(index).txt", atomically: false, encoding: .utf8)
        }
        _ = try time(program, ["init", office, "--name", "测量办", "--rehearsal"])
        let taken = try time(program, ["receive", papers, "--office", office])
        let bare = try bareIndex(texts, time: time)
        let bytes = texts.reduce(0) { $0 + $1.utf8.count }
        // The write-ahead log is folded back as the last program closes the office; what is left of it counts.
        let log = try? FileManager.default.attributesOfItem(atPath: office + "/office.sqlite-wal")[.size] as? Int
        let database = try FileManager.default.attributesOfItem(atPath: office + "/office.sqlite")[.size] as? Int
        let size = (database ?? 0) + (log ?? 0)
        let perSecond = Double(documents) / taken * 1000
        let bareSecond = Double(documents) / bare * 1000
        return [
            Figure(
                row: 11, size: documents, name: "papers taken in ÷ index", value: perSecond / bareSecond, goal: 0.6,
                bar: .atLeast("×")),
            Figure(row: 11, size: documents, name: "papers taken in", value: perSecond, goal: bareSecond * 0.6, bar: .atLeast("/s")),
            Figure(
                row: 13, size: documents, name: "disk for their text", value: Double(size) / Double(bytes), goal: 2.6, bar: .atMost("×")),
        ]
    }

    /// The floor: the same text cut into the same tokens, put into an index of its own by the sqlite3 command line, in one transaction.
    private func bareIndex(_ texts: [String], time: (String, [String]) throws -> Double) throws -> Double {
        let database = folder + "/bare-index.sqlite"
        let list = folder + "/tokens.txt"
        for path in [database, list] { try? FileManager.default.removeItem(atPath: path) }
        let lines = texts.map { SearchText.tokens($0).joined(separator: " ") }
        try (lines.joined(separator: "\n") + "\n").write(toFile: list, atomically: false, encoding: .utf8)
        return try time(
            "/usr/bin/sqlite3",
            [
                database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                "CREATE VIRTUAL TABLE t USING fts5(gram, content='', tokenize='unicode61 remove_diacritics 0')", ".mode tabs",
                ".import \(list) t",
            ])
    }
}

/// A paper of two kilobytes in the words offices use.
struct SyntheticPaper {
    let index: Int
    init(_ index: Int) { self.index = index }

    private static let words = [
        "工作", "要求", "落实", "责任", "部门", "安全", "检查", "生产", "项目", "资金", "管理", "水库", "除险", "加固", "预算", "评审", "会议", "材料", "报送", "单位", "领导", "同志",
        "意见", "研究", "决定",
        "年度", "计划", "推进", "加强", "组织", "实施", "督查", "情况", "问题", "整改", "完成", "时限", "通知", "附件", "联系", "电话", "邮箱", "表格", "填写", "统一", "按照", "规定",
        "有关", "文件", "精神", "认真",
        "做好", "汇总", "分析", "报告", "县委", "政府", "办公", "综合", "财政", "水利", "交通", "教育", "卫生", "健康", "农业", "农村", "环境", "保护", "建设", "规划", "土地", "住房",
        "社会", "保障", "人员", "培训",
        "考核", "评价", "公开", "信息", "网络", "数据", "平台", "系统", "服务", "群众", "信访", "化解", "矛盾", "应急", "值班", "防汛", "抗旱", "森林", "防火", "道路", "运输",
    ]

    var text: String {
        var dice = UInt64(index) &* 2_654_435_761 &+ 17
        func next() -> Int {
            dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(dice >> 33)
        }
        var body = ""
        while body.utf8.count < 1_750 {
            body += Self.words[next() % Self.words.count]
            if next() % 9 == 0 { body += next() % 3 == 0 ? "。\n　　" : "，" }
        }
        let topic = Self.words[next() % Self.words.count]
        return "云溪县水利局文件\n云水〔2026〕\(index)号\n云溪县水利局关于\(topic)第\(index)号事项的通知\n各科室：\n　　\(body)。\n云溪县水利局\n2026年11月20日\n"
    }
}
