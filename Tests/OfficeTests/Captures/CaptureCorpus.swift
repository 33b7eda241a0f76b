import Office

/// Lines of quick capture as clerks type them, each with what it says, written by somebody who did not know the reader.
struct CaptureCorpus {
    struct Row {
        let line: String
        let kind: String
        let when: String
        let title: String
        let person: String
        let extras: [String: String]
    }

    let rows: [Row]
    let capture: Capture

    init(_ table: String, capture: Capture) {
        self.capture = capture
        rows = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count >= 6 else { return nil }
            var extras: [String: String] = [:]
            for extra in columns[5].split(separator: ";") where extra != "-" {
                let parts = extra.split(separator: "=", maxSplits: 1).map(String.init)
                extras[parts[0]] = parts.count > 1 ? parts[1] : ""
            }
            return Row(
                line: columns[0], kind: columns[1], when: columns[2], title: columns[3], person: columns[4],
                extras: columns[1] == "error" ? ["names": columns[5]] : extras)
        }
    }

    private var zone: OfficeZone { .shanghai }
    private func text(_ json: JSON?) -> String? { json?.int.map { zone.plain(Moment(milliseconds: $0)) } }
    private func name(_ id: String?) -> String { capture.directory.name(id) ?? "-" }

    /// What a row's line is read as otherwise than it says; empty where all is right.
    func misses(_ row: Row) -> [String] {
        do {
            let reading = try capture.read(row.line)
            if row.kind == "error" { return ["read as \(reading.echo.map(\.text))"] }
            return differences(row, reading)
        } catch {
            if row.kind == "error" {
                let wanted = row.extras["names"] ?? ""
                return "\(error)".contains(wanted) ? [] : ["\(wanted) is not named: \(error)"]
            }
            return ["refused: \(error)"]
        }
    }

    /// The date words that were left in a title, where the line says that there are none.
    func leftDates(_ row: Row) -> Bool {
        guard row.kind != "error", row.title != "-", let reading = try? capture.read(row.line) else { return false }
        let title = title(reading)
        return title != row.title && title.count > row.title.count
    }

    private func title(_ reading: CaptureReading) -> String {
        switch reading.target {
        case .matter(let draft): draft.values["title"]?.string ?? "-"
        case .meeting(let fields): fields["title"]?.string ?? "-"
        case .absence(_, let fields): fields["away/reason"]?.string ?? "-"
        }
    }

    private func differences(_ row: Row, _ reading: CaptureReading) -> [String] {
        var found: [String] = []
        func compare(_ what: String, _ wanted: String, _ read: String) {
            if wanted != read { found.append("\(what) \(wanted) ≠ \(read)") }
        }
        compare("title", row.title, title(reading))
        var seen: [String: String] = [:]
        switch reading.target {
        case .matter(let draft):
            let values = draft.values
            compare("due", row.when, text(values["clock"]?["due"]) ?? "-")
            var person = "-"
            switch row.kind {
            case "promise":
                person = values["promise"]?["to"].string ?? "-"
                compare("original due", row.when, text(values["promise"]?["originalDue"]) ?? "-")
            case "oral": person = name(values["fields/assigner"]?.string)
            default: if let owner = values["lead"]?.string ?? values["owner"]?.string { person = "@" + name(owner) }
            }
            compare("person", row.person, person)
            compare("kind", row.kind, row.kind == "paper" ? draft.register == "inbound" ? "paper" : draft.register : kind(values))
            if row.kind == "task", let importance = values["importance"]?.int { seen["importance"] = String(importance) }
            if values["emergency"]?.bool == true { seen["emergency"] = "" }
            if let supervisor = values["supervisor"]?.string { seen["supervisor"] = name(supervisor) }
            for field in ["tag", "remind", "repeats"] { seen[field] = values["fields/" + field]?.string }
            if let source = values["fields/source"]?.string, source != "oral" { seen["medium"] = source }
            if row.kind == "paper" {
                seen["issuer"] = name(values["fields/from"]?.string)
                seen["number"] = values["fields/reference"]?.string.map { reference in
                    String(reference.drop { $0 != "〕" }.dropFirst().dropLast())
                }
            }
        case .meeting(let fields):
            compare("start", row.when, text(fields["start"]) ?? "-")
            compare("kind", row.kind, "meeting")
            seen["place"] = fields["place"].map { name($0.string) }
            seen["repeats"] = fields["repeats"]?.string
            if row.extras["end"] != nil { seen["end"] = text(fields["end"]).map { String($0.suffix(5)) } }
        case .absence(let person, let fields):
            let from = fields["away/from"]?.string ?? "-"
            let to = fields["away/to"]?.string ?? "-"
            let halves = (fields["away/fromHalf"]?.string, fields["away/toHalf"]?.string)
            let isOne = from == to
            compare(
                "away", row.when,
                "\(from)\((halves.0 ?? (isOne ? halves.1 : nil)).map { " " + $0 } ?? "")..\(to)\((halves.1 ?? (isOne ? halves.0 : nil)).map { " " + $0 } ?? "")"
            )
            compare("person", row.person, person == capture.asker ? "-" : name(person))
            compare("kind", row.kind, "absence")
            if let cover = fields["away/cover"]?.string { seen["cover"] = name(cover) }
        }
        if seen != row.extras { found.append("extras \(row.extras.sorted { $0.key < $1.key }) ≠ \(seen.sorted { $0.key < $1.key })") }
        return found
    }

    private func kind(_ values: [String: JSON]) -> String {
        if values["promise"] != nil { return "promise" }
        return values["fields/assigner"] != nil ? "oral" : "task"
    }
}

extension CaptureCorpus {
    /// The office that the lines were written for: a county, on Monday, 23 November 2026, 11:38.
    static func office(registers: Registers) -> Capture {
        let people = [
            Person(id: "p1", record: Record(["name": "张敏", "post": "文书"])),
            Person(id: "p2", record: Record(["name": "王建国", "post": "县长", "rank": 1])),
            Person(id: "p3", record: Record(["name": "李卫东", "post": "副县长", "rank": 2])),
            Person(id: "p4", record: Record(["name": "周明远", "post": "办公室主任", "roles": ["director"]])),
            Person(id: "p5", record: Record(["name": "王芳", "post": "科员"])), Person(id: "p6", record: Record(["name": "刘洋", "post": "科员"])),
            Person(id: "p7", record: Record(["name": "陈晓", "post": "科员"])),
            Person(id: "p8", record: Record(["name": "王志远", "post": "科员"])),
        ]
        func unit(_ id: String, _ name: String, _ short: String, _ code: String, _ level: String = "subordinate") -> Unit {
            Unit(
                id: id,
                record: Record(["name": .string(name), "short": [.string(short)], "codes": [.string(code)], "level": .string(level)]))
        }
        let units = [
            unit("u1", "财务科", "财务科", "财务", "internal"), unit("u2", "综合科", "综合科", "综合", "internal"),
            unit("u3", "云溪县财政局", "财政局", "云财函"), unit("u4", "云溪县教育局", "教育局", "云教函"), unit("u5", "云溪县水利局", "水利局", "云水"),
            unit("u6", "云溪县卫生健康局", "卫健局", "云卫"), unit("u7", "云溪县发展和改革局", "发改局", "云发改"),
            unit("u8", "临江市财政局", "市财政局", "临财", "superior"), unit("u9", "临江市人民政府办公室", "市府办", "临政办发", "superior"),
            unit("u10", "东川省人民政府办公厅", "省府办", "东政办发", "superior"),
        ]
        let places = [Place(id: "r1", record: Record(["name": "三楼会议室"])), Place(id: "r2", record: Record(["name": "二楼会议室"]))]
        let now = OfficeZone.shanghai.moment(iso: "2026-11-23T11:38") ?? Moment(milliseconds: 0)
        return Capture(
            registers: registers, directory: Directory(people: people, units: units, places: places), calendar: .china, now: now,
            asker: "p1")
    }
}
