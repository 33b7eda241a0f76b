import Ledger
import Office
import Phrases

/// Makes the sheets an office prints from what stands in its registers.
struct Sheets {
    let session: Session
    let ledger: Ledger
    let office: OfficeRecord
    let directory: Directory
    let now: Moment

    init(_ session: Session, _ ledger: Ledger) throws {
        self.session = session
        self.ledger = ledger
        office = try ledger.office()
        directory = try ledger.directory()
        now = try session.now(office)
    }

    private var speaker: Speaker { session.speaker }
    private var zone: OfficeZone { office.zone }

    private func sheet(_ title: Phrase, _ remark: String = "") -> PrintedSheet {
        PrintedSheet(office: office.name, title: speaker(title), remark: remark)
    }

    // MARK: One matter

    /// 文件处理单: what the paper is, what is proposed, what the leaders say, who handles it, what came of it; empty boxes to write in.
    func slip(_ matter: Matter) -> PrintedSheet {
        var sheet = sheet(.sheetSlip, speaker(.printedOn, zone.plain(now)))
        let definition = office.register(matter.register)
        func field(_ id: String) -> (String, String) {
            let name = definition?.field(id).map { speaker($0.name) } ?? speaker.fieldName(id, in: office)
            return (name, written(matter.record[FieldDefinition.path(of: id)]))
        }
        sheet.boxes.append(PrintedSheet.Box(label: speaker(.labelNumber), text: matter.number?.printed ?? matter.id.text))
        for id in ["from", "reference", "title", "copies", "urgency"] {
            let (label, text) = field(id)
            if definition?.field(id) != nil { sheet.boxes.append(PrintedSheet.Box(label: label, text: text)) }
        }
        sheet.boxes.append(
            PrintedSheet.Box(label: speaker.fieldName("received", in: office), text: matter.received.map { zone.plain($0) } ?? ""))
        for (kind, room) in [("proposal", 3), ("instruction", 5)] { sheet.boxes.append(notes(kind, of: matter, room: room)) }
        let lead = ([matter.lead] + matter.partners).compactMap { directory.name($0) }.joined(separator: "、")
        sheet.boxes.append(PrintedSheet.Box(label: speaker(.labelLead), text: lead, room: 1))
        sheet.boxes.append(
            PrintedSheet.Box(
                label: speaker(.labelDue), text: matter.clock.map { "\(zone.plain($0.due))  \($0.basis)" } ?? speaker(.noLimit)))
        if !matter.readers.isEmpty {
            let readers = matter.readers.map { reader in
                "\(directory.name(reader.person) ?? reader.person) \(reader.read.map { zone.plain($0) } ?? "")".trimmed
            }
            sheet.boxes.append(PrintedSheet.Box(label: speaker(.labelCirculation), text: readers.joined(separator: "\n")))
        }
        sheet.boxes.append(notes("result", of: matter, room: 3))
        return sheet
    }

    private func notes(_ kind: String, of matter: Matter, room: Int) -> PrintedSheet.Box {
        let texts = matter.notes.filter { $0.kind == kind }.map { note in
            let author = speaker.author(by: note.by, recordedBy: note.recordedBy, medium: note.medium, directory: directory)
            return "\(note.text)  \(author) \(zone.plain(note.at))"
        }
        return PrintedSheet.Box(label: speaker.noteKind(kind), text: texts.joined(separator: "\n"), room: room)
    }

    /// 传阅单: one line a reader, with room to sign.
    func circulation(_ matter: Matter) -> PrintedSheet {
        var sheet = sheet(.sheetCirculation, "\(matter.number?.printed ?? matter.id.text)  \(matter.reference ?? "")  \(matter.title)")
        sheet.heading = [.columnReader, .columnSent, .columnRead, .columnOpinion, .columnSignature].map { speaker($0) }
        sheet.rows = matter.readers.map { reader in
            [
                directory.name(reader.person) ?? reader.person, reader.sent.map { zone.plain($0) } ?? "",
                reader.read.map { zone.plain($0) } ?? "",
                reader.opinion ?? (reader.passedOver ? speaker(.passedOver) : ""), "",
            ]
        }
        return sheet
    }

    // MARK: Many

    /// 登记簿页: the rows of a register in the order of their numbers.
    func register(_ definition: RegisterDefinition, _ period: Period) throws -> PrintedSheet {
        var sheet = PrintedSheet(office: office.name, title: speaker(definition.name) + speaker(.sheetRegister), remark: period.words)
        let fields = definition.fields.filter { $0.isFirst }
        sheet.heading =
            [speaker(.labelNumber), definition.field("received").map { speaker($0.name) } ?? speaker(.columnDate)]
            + fields.map { speaker($0.name) }
            + [speaker(.labelLead), speaker(.labelDue), speaker(.labelState)]
        try eachMatter(definition.id, period) { matter in
            let state = definition.state(matter.state).map { speaker($0.name) } ?? matter.state
            sheet.rows.append(
                [matter.number?.printed ?? matter.id.text, matter.received.map { zone.day(of: $0).iso } ?? ""]
                    + fields.map { written(matter.record[$0.path]) }
                    + [directory.name(matter.lead) ?? "", matter.clock.map { zone.day(of: $0.due).iso } ?? "", state])
        }
        sheet.rows.reverse()
        return sheet
    }

    /// 催办单: what lies with whom, overdue or due within two working days, with the telephone number to call.
    func chase() throws -> PrintedSheet {
        var sheet = sheet(.sheetChase, speaker(.printedOn, zone.plain(now)))
        sheet.heading =
            [.columnWith, .columnPhone].map { speaker($0) } + [speaker(.labelNumber), speaker.fieldName("title", in: office)]
            + [speaker(.labelDue), speaker(.columnLate), speaker(.labelChased)]
        let soon = office.calendar.close(of: office.calendar.workday(2, after: zone.day(of: now)))
        let due = try ledger.due(until: soon).filter { matter in
            guard let clock = matter.clock, clock.pausedAt == nil, !matter.isMasked else { return false }
            return clock.due <= soon
        }
        let sorted = due.sorted { ($0.holder ?? "", $0.clock?.due.milliseconds ?? 0) < ($1.holder ?? "", $1.clock?.due.milliseconds ?? 0) }
        sheet.rows = sorted.map { matter in
            let phone = directory.person(matter.holder ?? "")?.phone ?? directory.unit(matter.holder ?? "")?.phone
            return [
                directory.name(matter.holder) ?? "", phone ?? "", matter.number?.printed ?? matter.id.text, matter.title,
                matter.clock.map { zone.plain($0.due) } ?? "", matter.clock.map { speaker.countdown(to: $0.due, from: now) } ?? "",
                String(matter.chases),
            ]
        }
        return sheet
    }

    /// 归档文件目录: the columns of DA/T 22-2015, 5.5.2, for what is put away or archived.
    func catalogue(_ definition: RegisterDefinition, _ period: Period) throws -> PrintedSheet {
        var sheet = sheet(.sheetCatalogue, period.words)
        sheet.heading = Sheets.catalogueHeading.map { speaker($0) }
        var kept: [Matter] = []
        try eachMatter(definition.id, period) { if ["kept", "archived"].contains($0.state) { kept.append($0) } }
        sheet.rows = catalogueRows(kept)
        return sheet
    }

    private func eachMatter(_ register: String, _ period: Period, _ body: (Matter) -> Void) throws {
        try ledger.eachRow(of: register, now: now) { row in
            if let matter = try ledger.matter(row.id), period.contains(matter, zone) { body(matter) }
        }
    }

    /// A kept value as it is printed: a handle by its name, everything else as it stands.
    private func written(_ value: JSON) -> String {
        value.string.map { directory.name($0) ?? $0 } ?? value.int.map(String.init) ?? ""
    }
}

/// A year, a quarter or a month: `2026`, `2026Q4`, `2026-11`.
struct Period {
    let words: String
    private let year: Int
    private let months: ClosedRange<Int>

    init?(_ text: String) {
        let folded = Folding.width(text).uppercased()
        words = folded
        guard let year = Int(folded.prefix(4)), (1900...2200).contains(year) else { return nil }
        self.year = year
        let rest = folded.dropFirst(4)
        if rest.isEmpty {
            months = 1...12
        } else if rest.first == "Q", let quarter = Int(rest.dropFirst()), (1...4).contains(quarter) {
            months = (quarter * 3 - 2)...(quarter * 3)
        } else if rest.first == "-", let month = Int(rest.dropFirst()), (1...12).contains(month) {
            months = month...month
        } else {
            return nil
        }
    }

    /// By the year of its number, which is the book it stands in, and the month it came.
    func contains(_ matter: Matter, _ zone: OfficeZone) -> Bool {
        guard let received = matter.received else { return matter.number?.year == year && months == 1...12 }
        let day = zone.day(of: received)
        return (matter.number?.year ?? day.year) == year && months.contains(day.month)
    }
}
