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
    let speaker: Speaker

    /// - Parameter language: of the labels; the session's without.
    init(_ session: Session, _ ledger: Ledger, in language: Language? = nil) throws {
        self.session = session
        speaker = language.map { Speaker($0, zone: session.speaker.zone) } ?? session.speaker
        self.ledger = ledger
        office = try ledger.office()
        directory = try ledger.directory()
        now = try session.now(office)
    }

    var zone: OfficeZone { office.zone }

    /// Who issued a paper, by name.
    func issuer(_ matter: Matter) -> String? {
        let sender = office.text(of: .from, in: matter)
        return office.text(of: .issuer, in: matter) ?? directory.name(sender) ?? sender
    }

    private func sheet(_ title: Phrase, _ remark: String = "") -> PrintedSheet {
        PrintedSheet(office: office.header, title: speaker(title), remark: remark)
    }

    // MARK: One matter

    /// 收文处理单: what the paper is, what is proposed, what the leaders say, who handles it, what came of it; empty boxes to write in.
    func slip(_ matter: Matter) -> PrintedSheet {
        var sheet = PrintedSheet(
            office: office.header, title: speaker.slipName(matter.register, in: office), remark: speaker(.printedOn, zone.plain(now)))
        sheet.code = BarCode(matter.scanText(among: office.registers))
        let definition = office.register(of: matter)
        func add(_ label: String, _ text: String, room: Int = 0) {
            // What begins small in a line of the screen is a heading here.
            sheet.boxes.append(PrintedSheet.Box(label: label.prefix(1).uppercased() + label.dropFirst(), text: text, room: room))
        }
        add(speaker(.labelNumber), matter.number?.printed ?? matter.id.text)
        for finding in Sheets.slipFindings {
            let field = definition?.fields.first { $0.finding == finding }
            if let field { add(speaker(field.name), text(of: field, in: matter)) }
        }
        for field in definition.map(ownFields) ?? [] {
            let text = text(of: field, in: matter)
            if !text.isEmpty { add(speaker(field.name), text) }
        }
        add(definition?.field("received").map { speaker($0.name) } ?? speaker.fieldName("received", in: office), received(matter))
        add(speaker.noteKind("proposal"), notes("proposal", of: matter), room: 3)
        add(speaker.noteKind("instruction"), notes("instruction", of: matter), room: 5)
        add(speaker(.labelLead), handlers(matter), room: 1)
        add(speaker(.labelDue), matter.clock.map { "\(zone.plain($0.due))  \(speaker.basis($0.basis))" } ?? speaker(.noLimit))
        if !matter.readers.isEmpty { add(speaker(.labelCirculation), readers(matter)) }
        add(speaker.noteKind("result"), notes("result", of: matter), room: 3)
        return sheet
    }

    /// What every slip has a box for, filled or not.
    private static let slipFindings: [RegisterUses.Finding] = [.from, .reference, .title, .copies, .urgency]

    /// The further fields of a register's slip, filled ones alone: those at the head of its page first, then the others in their order.
    ///
    /// The sheet of papers that come in is the regulation's own: it has no more boxes than the register's `page` asks for.
    private func ownFields(_ definition: RegisterDefinition) -> [FieldDefinition] {
        let isOfPapers = office.registers[standing: .papers]?.id == definition.id
        return (definition.pageFields + (isOfPapers ? [] : definition.fieldsBesidePage)).filter { field in
            field.id != "received" && !(field.finding.map(Sheets.slipFindings.contains) ?? false)
        }
    }

    func received(_ matter: Matter) -> String { matter.received.map { zone.plain($0) } ?? "" }

    /// Who leads, and with whom.
    func handlers(_ matter: Matter) -> String {
        let partners = matter.partners.compactMap { directory.name($0) }
        let beside = partners.isEmpty ? "" : "（" + speaker(.withPartners, partners.joined(separator: "、")) + "）"
        return (directory.name(matter.lead) ?? matter.lead ?? "") + beside
    }

    /// Everybody it was sent to, with the time they had read it.
    func readers(_ matter: Matter) -> String {
        matter.readers.map { reader in
            [directory.name(reader.person) ?? reader.person, reader.read.map { zone.plain($0) }, reader.opinion].compactMap { $0 }
                .joined(separator: " ")
        }
        .joined(separator: "\n")
    }

    /// What was said of one kind, each with who and when.
    func notes(_ kind: String, of matter: Matter) -> String {
        matter.notes.filter { $0.kind == kind }.map { note in
            let author = speaker.author(by: note.by, recordedBy: note.recordedBy, medium: note.medium, directory: directory)
            return "\(note.text)  \(author) \(zone.plain(note.at))"
        }.joined(separator: "\n")
    }

    /// 传阅单: one line a reader, with room to sign; a paper not yet sent round has lines to write the readers on.
    func circulation(_ matter: Matter) -> PrintedSheet {
        let reference = office.text(of: .reference, in: matter) ?? ""
        var sheet = sheet(.sheetCirculation, "\(matter.number?.printed ?? matter.id.text)  \(reference)  \(matter.title)")
        let entries = matter.record.group("circulation")
        // What each is to do with it stands there only where somebody said so.
        let purposes = Dictionary(entries.map { ($0.key, $0.value["purpose"].string ?? "") }, uniquingKeysWith: { $1 })
        let saysPurpose = purposes.values.contains { !$0.isEmpty }
        let columns: [Phrase] = [.columnReader] + (saysPurpose ? [.columnPurpose] : []) + [.columnSent, .columnRead, .columnOpinion]
        sheet.heading = (columns + [.columnSignature]).map { speaker($0) }
        sheet.rows = matter.readers.map { reader in
            [directory.name(reader.person) ?? reader.person] + (saysPurpose ? [purposes[reader.person] ?? ""] : []) + [
                reader.sent.map { zone.plain($0) } ?? "", reader.read.map { zone.plain($0) } ?? "",
                reader.opinion ?? (reader.passedOver ? speaker(.passedOver) : ""), "",
            ]
        }
        if sheet.rows.isEmpty { sheet.rows = Array(repeating: sheet.heading.map { _ in "" }, count: 8) }
        return sheet
    }

    // MARK: Many

    /// 登记簿页: the rows of a register in the order of their numbers.
    func register(_ definition: RegisterDefinition, _ period: Period) throws -> PrintedSheet {
        var sheet = PrintedSheet(office: office.header, title: speaker(definition.name) + speaker(.sheetRegister), remark: period.words)
        let columns = RegisterColumns(definition, self)
        sheet.heading = columns.heading
        sheet.kinds = columns.kinds
        if definition.uses.sort.isEmpty {
            try eachMatter(definition.id, period) { sheet.rows.append(columns.row($0)) }
            sheet.rows.reverse()
            return sheet
        }
        var matters: [Matter] = []
        try eachMatter(definition.id, period) { matters.append($0) }
        sheet.rows = definition.sorted(matters.reversed()).map(columns.row)
        return sheet
    }

    /// 催办单 of chosen matters, whenever they are due; with room for what was answered.
    func chase(_ matters: [Matter]) -> PrintedSheet {
        var sheet = sheet(.sheetChase, speaker(.printedOn, zone.plain(now)))
        sheet.heading =
            [.columnWith, .columnPhone].map { speaker($0) } + [speaker(.labelNumber), speaker(.columnPaper)]
            + [.labelDue, .columnLate, .labelChased, .columnAnswer].map { speaker($0) }
        sheet.kinds = [speaker(.labelDue): .moment]
        func due(_ matter: Matter) -> Int64 { matter.clock?.due.milliseconds ?? .max }
        sheet.rows = matters.sorted { ($0.holder ?? "", due($0)) < ($1.holder ?? "", due($1)) }.map { matter in
            let phone = directory.person(matter.holder ?? "")?.phone ?? directory.unit(matter.holder ?? "")?.phone
            return [
                directory.name(matter.holder) ?? "", phone ?? "", matter.number?.printed ?? matter.id.text, matter.title,
                matter.clock.map { zone.plain($0.due) } ?? "",
                matter.clock.map { speaker.remaining(to: $0.due, from: now, office.calendar) } ?? "",
                String(matter.chases), "",
            ]
        }
        return sheet
    }

    /// 归档文件目录: the columns of DA/T 22-2015, 5.5.2, for what is put away or archived.
    func catalogue(_ definition: RegisterDefinition, _ period: Period) throws -> PrintedSheet {
        var sheet = sheet(.sheetCatalogue, period.words)
        sheet.heading = Sheets.catalogueHeading.map { speaker($0) }
        var kept: [Matter] = []
        try eachMatter(definition.id, period) { matter in
            if office.register(of: matter)?.isCatalogued(matter.state) ?? false { kept.append(matter) }
        }
        sheet.rows = catalogueRows(kept)
        return sheet
    }

    func eachMatter(_ register: String, _ period: Period, _ body: (Matter) -> Void) throws {
        try ledger.eachRow(of: register, now: now) { row in
            if let matter = try ledger.matter(row.id), period.contains(matter, zone) { body(matter) }
        }
    }

    /// A field's value as it is printed: people, units and places by name, instants in the office's time.
    func text(of field: FieldDefinition, in matter: Matter) -> String {
        field.text(in: matter).map { speaker.text($0, directory, as: .shown(now: nil)) } ?? ""
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
