import Office
import Settings
import TestKit
import Testing

/// A place is a room of ours, a place outside, or a question; never a guess that skips the clash check.
@Suite struct PlaceTests {
    private static let directory = Directory(
        units: [
            Unit(id: "u1", record: Record(["name": "综合科", "level": "internal"])),
            Unit(id: "u2", record: Record(["name": "云溪县财政局", "short": ["财政局"], "level": "subordinate"])),
        ],
        places: [Place(id: "r1", record: Record(["name": "三楼会议室"])), Place(id: "r2", record: Record(["name": "第二会议室"]))],
        own: "云溪县人民政府办公室")

    private func read(_ text: String, fromOutside: Bool = false) -> String {
        do throws(Refusal) { return try Self.directory.readPlace(text, fromOutside: fromOutside).value } catch {
            if case .placeUnclear(_, let room) = error { return "? " + room }
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("三楼会议室", "r1"), ("3楼会议室", "r1"), ("三樓會議室", "r1"), ("三楼", "r1"), ("r1", "r1"), ("slhys", "r1"), ("2会议室", "r2"),
        ("县政府三楼会议室", "r1"), ("县政府办三楼会议室", "r1"), ("县政府大楼三楼会议室", "r1"), ("综合科三楼会议室", "r1"),
        ("本机关三楼会议室", "r1"), ("our 三楼会议室", "r1"),
        ("市政府三楼会议室", "市政府三楼会议室"), ("县委三楼会议室", "县委三楼会议室"), ("财政局三楼会议室", "财政局三楼会议室"),
        ("云溪宾馆", "云溪宾馆"), ("四楼会议室", "四楼会议室"), ("13楼会议室", "13楼会议室"),
        ("外单位三楼会议室", "外单位三楼会议室"), ("外单位：云溪宾馆", "云溪宾馆"),
        ("三楼会议室（东）", "? 三楼会议室"), ("三楼会议厅", "? 三楼会议室"), ("2号楼三楼会议室", "? 三楼会议室"), ("三楼大会议室", "? 三楼会议室"),
    ])
    func `a clerk's words`(text: String, expected: String) { #expect(read(text) == expected) }

    @Test(arguments: [
        ("三楼会议室", "? 三楼会议室"), ("县政府三楼会议室", "r1"), ("市政府三楼会议室", "市政府三楼会议室"), ("会议室", "会议室"),
    ])
    func `the words of a paper from elsewhere`(text: String, expected: String) { #expect(read(text, fromOutside: true) == expected) }

    @Test func `capture refuses what it cannot tell and names both ways`() throws {
        let calendar = WorkCalendar.china
        let now = try #require(OfficeZone.shanghai.moment(iso: "2026-11-23T11:38"))
        let capture = Capture(
            registers: Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition }),
            directory: Self.directory, calendar: calendar, now: now, asker: "p1")
        func place(_ line: String) throws -> JSON? {
            guard case .meeting(let fields) = try capture.read(line).target else { return nil }
            return fields["place"]
        }
        #expect(throws: Refusal.placeUnclear(text: "三楼会议室（东）", room: "三楼会议室")) {
            try place("m: 明天14-15点 三楼会议室（东） 例会")
        }
        #expect(try place("m: 明天14-15点 本机关三楼会议室 例会") == "r1")
        #expect(try place("m: 明天14-15点 外单位三楼会议室（东） 例会") == "外单位三楼会议室（东）")
        #expect(try place("m: 明天14-15点 市政府三楼会议室 例会") == "市政府三楼会议室")
        #expect(try place("m: 明天14-15点 会议 三楼会议室") == "r1")
    }

    @Test func `a meeting that comes any other way is asked too`() throws {
        let office = try TestOffice(.memory)
        func schedule(_ place: String) throws -> [String: JSON] {
            let start = try office.moment("2026-11-25T09:00").milliseconds
            return ["title": "例会", "start": .int(start), "end": .int(start + 3_600_000), "place": .string(place)]
        }
        try office.ledger.submit([.schedule(fields: try schedule("r1"))], as: office.by())
        for text in ["三楼会议室", "3楼会议室", "本机关三楼会议室"] {
            guard case .roomTaken = refusal({ try office.ledger.submit([.schedule(fields: schedule(text))], as: office.by()) }) else {
                Issue.record("\(text) is not asked")
                continue
            }
        }
        #expect(
            refusal { try office.ledger.submit([.schedule(fields: schedule("三楼会议室东"))], as: office.by()) }
                == .placeUnclear(text: "三楼会议室东", room: "三楼会议室"))
        try office.ledger.submit([.schedule(fields: try schedule("外单位三楼会议室"))], as: office.by())
    }
}
