import Foundation
import Testing

/// The JSON of every command beside its example in the documentation; `RECORD=1` writes the examples anew and still fails.
@Suite(.serialized) struct ShapeTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Office/Office.docc/Shapes.md")

    @Test func `what is asked for as JSON is JSON, or refused`() throws {
        let machine = try Machine()
        try machine.setUp()
        let hours = try machine.banshi("hours", "--json").list
        #expect(hours.first?["begins"] is String && (hours.first?["spans"] as? [String])?.isEmpty == false)
        let set = try machine.banshi("hours", "01-01 09:00-12:00 13:00-17:00", "--json").list
        #expect(set.count == 1 && set.first?["spans"] as? [String] == ["09:00-12:00", "13:00-17:00"])
        #expect(try machine.banshi("theme", "list", "--json").list.contains { $0["name"] as? String == "calm-dark" })
        let registers = try machine.banshi("register", "list", "--json").list
        #expect(registers.contains { $0["id"] as? String == "inbound" && $0["revision"] is Int })
        #expect(try machine.banshi("register", "show", "inbound", "--json").object["id"] as? String == "inbound")
        let keys = try machine.banshi("keys", "--json").list
        #expect(keys.contains { $0["action"] as? String == "help" && ($0["keys"] as? [String])?.contains("?") == true })
        for what in ["meetings", "inbound", "people", "journal"] {
            #expect(try machine.banshi("export", what, "--json").code == 64, "\(what)")
        }
    }

    @Test func `every shape is as documented`() throws {
        let machine = try furnished()
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        let records = ProcessInfo.processInfo.environment["RECORD"] == "1"
        var count = 0
        for section in text.components(separatedBy: "\n## banshi ").dropFirst() {
            guard let heading = section.split(separator: "\n").first, let open = section.range(of: "```json\n"),
                let close = section.range(of: "\n```\n", range: open.upperBound..<section.endIndex)
            else {
                Issue.record("no example under \(section.prefix(40))")
                continue
            }
            count += 1
            let arguments = heading.split(separator: " ").map {
                $0.contains(".") && !$0.hasPrefix("2") ? machine.folder + "/" + $0 : String($0)
            }
            let outcome = try Machine.run(Machine.program, arguments + ["--office", machine.office, "--lang", "en"])
            let found = try #require(outcome.json, "\(heading): \(outcome.code) \(outcome.error)\(outcome.out.prefix(200))")
            if records {
                let short = try JSONSerialization.data(
                    withJSONObject: Self.shortened(found),
                    options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
                let example = String(decoding: short, as: UTF8.self).replacingOccurrences(of: machine.folder, with: "/home/zhangmin")
                    .replacingOccurrences(of: "\"\(NSUserName())\"", with: "\"zhangmin\"")
                text = text.replacingOccurrences(
                    of: section, with: section.replacingCharacters(in: open.upperBound..<close.lowerBound, with: example))
                continue
            }
            let example = try JSONSerialization.jsonObject(
                with: Data(section[open.upperBound..<close.lowerBound].utf8), options: .fragmentsAllowed)
            for difference in Self.differences(example, found, at: "") { Issue.record("banshi \(heading): \(difference)") }
        }
        #expect(count > 15)
        if records {
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
            Issue.record("recorded")
        }
    }

    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for (name, number) in [("paper", 7), ("other", 8)] {
            try machine.write(
                name + ".txt",
                "云溪县水利局文件\n云水〔2026〕\(number)号\n云溪县水利局关于石桥水库除险加固工程资金\(number)的请示\n云溪县人民政府：\n　　请于2026年11月30日前批复。\n云溪县水利局\n2026年11月20日\n")
        }
        try machine.write(
            "calendar.ics",
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261124T150000\r\nSUMMARY:例会\r\nLOCATION:三楼会议室\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        #expect(try machine.banshi("do", "m1", "dispatch", "--set", "target=综合科", "--set", "limit=5 workdays", "--note", "请办理").code == 0)
        try machine.write("rules.yaml", "- {name: 水利来文, when: {from: 水利局}, then: {target: 综合科}}\n")
        #expect(try machine.banshi("routing", "import", machine.folder + "/rules.yaml").code == 0)
        #expect(try machine.banshi("circles", "set", "县领导", "王建国", "李卫东").code == 0)
        #expect(try machine.banshi("do", "m1", "circulate", "--set", "readers=县领导", "--set", "purpose=征求意见").code == 0)
        #expect(try machine.banshi("add", "起草讲话稿 @张敏 截止:今天17:00").code == 0)
        #expect(try machine.banshi("add", "m: 明天14-15点 三楼会议室 例会").code == 0)
        return machine
    }

    /// An example shows one of each: the first element of a list, at most sixteen for lists of plain values.
    private static func shortened(_ value: Any) -> Any {
        if let list = value as? [Any] { return Array(list.prefix(list.first is [String: Any] ? 1 : 16)).map(shortened) }
        if let object = value as? [String: Any] { return object.mapValues(shortened) }
        return value
    }

    /// Where two values are of another kind or have other names; null fits everything, and an empty list every list.
    private static func differences(_ example: Any, _ found: Any, at path: String) -> [String] {
        if example is NSNull || found is NSNull { return [] }
        switch (example, found) {
        case (let a as [String: Any], let b as [String: Any]):
            let missing = Set(a.keys).subtracting(b.keys).map { "\(path).\($0) is gone" }
            let new = Set(b.keys).subtracting(a.keys).map { "\(path).\($0) is not documented" }
            return missing + new
                + a.keys.filter { b[$0] != nil }.sorted().flatMap { differences(a[$0] as Any, b[$0] as Any, at: "\(path).\($0)") }
        case (let a as [Any], let b as [Any]):
            guard let first = a.first, let other = b.first else { return [] }
            return differences(first, other, at: path + "[]")
        case (is String, is String), (is NSNumber, is NSNumber): return []
        default: return ["\(path) is of another kind: \(example) and \(found)"]
        }
    }
}
