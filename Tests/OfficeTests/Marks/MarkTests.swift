import Foundation
import Office
import Testing

/// One table of what bears a secrecy mark and what only looks like it, each line with its reason (J13).
@Suite struct MarkTests {
    struct Row: CustomTestStringConvertible, Sendable {
        /// The level; empty where the text bears no mark.
        let level: String
        let text: String
        let reason: String
        var testDescription: String { "\(text.debugDescription): \(reason)" }
    }

    static let rows: [Row] = {
        let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("marks.tsv")
        let text = (try? String(contentsOf: table, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Row(level: columns[0], text: unescaped(columns[1]), reason: columns.count > 2 ? columns[2] : "")
        }
    }()

    /// `\n` and `\u{200B}`: what nobody sees is written out.
    private static func unescaped(_ text: String) -> String {
        let whole = text.replacing("\\n", with: "\n")
        return whole.replacing(#/\\u\{([0-9A-F]+)\}/#) { match in
            UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
    }

    @Test func `the table is whole`() {
        #expect(MarkTests.rows.count >= 150 && MarkTests.rows.contains { $0.level.isEmpty })
    }

    @Test(arguments: rows)
    func `a mark is a mark however it is written, and nothing else is`(row: Row) {
        #expect((SecrecyDoor.mark(inTyped: row.text) ?? "") == row.level)
    }

    @Test(arguments: rows)
    func `a paper is judged as what is typed`(row: Row) {
        let paper = Recognition(of: row.text)
        // A note has no head; in a paper only the head counts.
        if row.reason != "far down in a note" { #expect((paper.isClassified ? paper.secrecy ?? "" : "") == row.level) }
    }

    @Test func `a calendar's lines are unfolded before they are looked at`() {
        let folded = "BEGIN:VEVENT\r\nSUMMARY:例会\r\nDESCRIPTION;LANGUAGE=zh:某事\\n机\r\n 密★10年\r\nEND:VEVENT"
        #expect(SecrecyDoor.mark(inTyped: folded) == "机密")
        let file = "BEGIN:VCALENDAR\r\n" + String(repeating: "X-A:1\r\n", count: 40) + folded + "\r\nEND:VCALENDAR\r\n"
        #expect(Recognition(of: file).isClassified)
        #expect(SecrecyDoor.mark(inTyped: "BEGIN:VEVENT\r\nSUMMARY:保密工作\r\n 例会\r\nEND:VEVENT") == nil)
        #expect(SecrecyDoor.mark(inTyped: "BEGIN:VEVENT\r\nATTENDEE;CN=\"机密★\":mailto:a@b\r\nEND:VEVENT") == "机密")
    }

    @Test func `a mark far down in a long note is found`() {
        for text in ["保密1", "密级", "( 机", "特急"] {
            #expect(SecrecyDoor.mark(inTyped: String(repeating: text, count: 5_000) + "\n机密★10年") == "机密", "\(text)")
        }
    }

    @Test func `a mark alone on a line is found anywhere in a paper`() {
        let body = String(repeating: "　　请按要求办理。\n", count: 80)
        for mark in ["机密★10年", "密级：机密", "密级\t机密", "密级\n机密", "\u{0C}机密★10年", "\u{2028}机密★", "某件\t机密★10年\t3份"] {
            for end in ["", "\n完\n"] { #expect(Recognition(of: body + mark + end).secrecy == "机密", "\(mark)") }
        }
    }

    @Test func `what speaks of levels far down is no mark`() {
        let body = String(repeating: "　　请按要求办理。\n", count: 80)
        for text in [
            "标志形式为机密★10年，由定密责任人确定。", "密级\t绝密\t机密\t秘密", "密级\n绝密\n机密\n秘密", "绝密\n30年", "机密", "密级\n机密、秘密",
            "密级为机密★10年的，由办公室登记。", "密级：□机密", "涉及机密级的文件", "商业秘密★5年",
        ] { #expect(!Recognition(of: body + text + "\n完\n").isClassified, "\(text)") }
    }

    @Test func `a calendar's own name bears a mark`() {
        let file = { (line: String) in
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\(line)\r\nBEGIN:VEVENT\r\nSUMMARY:绝密★\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        }
        #expect(SecrecyDoor.mark(ofCalendar: file("X-WR-CALNAME:机密★日程")) == "机密")
        #expect(SecrecyDoor.mark(ofCalendar: file("X-WR-CALNAME:例会")) == nil)
    }

    @Test func `a row of a table is marked by its 密级 column`() {
        #expect(SecrecyDoor.mark(inRow: ["关于某事的通知", "机密"], under: ["标题", "密级"]) == "机密")
        #expect(SecrecyDoor.mark(inRow: ["关于某事的通知", "工作秘密"], under: ["标题", "密级"]) == nil)
    }

    @Test func `choices that offer the levels bear none of them`() {
        let levels: [JSON] = ["绝密", "机密级", "秘密", "公开"]
        #expect(SecrecyDoor.mark(in: .object(["choices": .array(levels)])) == nil)
        #expect(SecrecyDoor.mark(in: .array(levels.map { ["zh": $0, "en": "Level"] })) == nil)
        #expect(SecrecyDoor.mark(in: .array(levels.map { ["zh": $0, "en": "机密★10年"] })) == "机密")
        #expect(SecrecyDoor.mark(in: .array(levels + ["机密★10年"])) == "机密")
        #expect(SecrecyDoor.mark(in: .array(["机密", "公开"])) == "机密")
    }

    @Test func `names within values and paths are words too`() {
        let office = Event(.office, "office.revised", changes: [Change("circles/机密★10年", was: .null, now: ["p1"])])
        #expect(SecrecyDoor.mark(in: [office]) == "机密")
        #expect(SecrecyDoor.mark(in: .object(["机密★": true])) == "机密")
        #expect(SecrecyDoor.mark(in: [office]) { $0 == "机密★10年" } == nil)
    }

    @Test func `a ground names why and by whom`() {
        #expect(Clearance("已解密；某局") == Clearance(ground: "已解密", by: "某局"))
        #expect(Clearance("已解密") == nil && Clearance("; 某局") == nil && Clearance("已解密;") == nil)
    }
}
