import Ledger
import Office
import Phrases
import Screen

/// One year's filing on the command line: what is missing, what would be boxed, the boxing, the freeze.
struct Filing {
    let session: Session
    let year: Int
    let command: ArchiveCommand
    private let ledger: Ledger
    private let office: OfficeRecord
    private let directory: Directory
    private var speaker: Speaker { session.speaker }

    init(_ session: Session, year: Int, _ command: ArchiveCommand) throws {
        self.session = session
        self.year = year
        self.command = command
        ledger = try session.ledger(["box", "freeze"].contains(command.action) ? .writing : .reading)
        office = try ledger.office()
        directory = try ledger.directory()
    }

    private func papers() throws -> [Matter] { try ledger.papers(filedUnder: year, office) }

    // MARK: Check

    func check() throws {
        let rules = office.archives
        let check = FilingCheck(year: year, papers: try papers(), registers: office.registers, directory: directory, rules: rules)
        let today = office.zone.day(of: try session.now(office))
        let deadline = FilingCheck.deadline(year)
        let left = deadline.map { $0 - today }
        if command.global.json {
            return session.print(json: [
                "year": JSON(year), "deadline": JSON(deadline?.iso), "daysLeft": JSON(left), "basis": .string(FilingCheck.basis.zh),
                "frozen": .bool(rules.isFrozen(year)),
                "counts": .object(
                    Dictionary(
                        uniqueKeysWithValues: FilingCheck.Reason.allCases.map { ($0.rawValue, JSON(check.count($0))) }
                            + [("ready", JSON(check.ready)), ("archived", JSON(check.archived))])),
                "rows": .array(check.rows.map(json)),
            ])
        }
        if let deadline, let left {
            let phrase: Phrase = left < 0 ? .archiveDeadlinePast : .archiveDeadline
            session.print(speaker(phrase, String(year), deadline.iso, String(abs(left)), speaker(FilingCheck.basis)))
        }
        let incomplete = check.rows.count { !$0.reasons.contains(.open) && !$0.reasons.contains(.notPutAway) }
        session.print(
            speaker(
                .archiveCounts, String(check.count(.open)), String(check.count(.notPutAway)), String(incomplete), String(check.ready),
                String(check.archived)))
        if let frozen = rules.frozen(year)?["at"].int {
            session.print(speaker(.archiveFrozenOn, office.zone.day(of: Moment(milliseconds: frozen)).iso))
        }
        let rows = check.rows.map { row -> [String] in
            let state =
                office.register(row.matter.register, holding: row.matter.state)?.state(row.matter.state).map { speaker($0.name) }
                ?? row.matter.state
            return [
                row.matter.number?.printed ?? row.matter.id.text, state, directory.name(row.matter.holder) ?? "",
                row.reasons.map { speaker.why($0) }.joined(separator: speaker.language.isChinese ? "、" : ", "), row.matter.title,
            ]
        }
        for line in Columns.lines(rows, widths: [20, 12, 12, 40, 120]) { session.print(line) }
    }

    private func json(_ row: FilingCheck.Row) -> JSON {
        [
            "id": .string(row.matter.id.text), "number": JSON(row.matter.number?.printed), "register": .string(row.matter.register),
            "title": .string(row.matter.title), "state": .string(row.matter.state), "holder": JSON(directory.name(row.matter.holder)),
            "why": .array(row.reasons.map { .string($0.rawValue) }),
        ]
    }

    // MARK: Plan

    private func plan() throws -> FilingPlan {
        guard (1...500).contains(command.perBox) else {
            throw Failure(.usage, speaker(.optionNotRead, "--per-box", String(command.perBox), "1–500"))
        }
        let only = try command.term.map { try ArchiveCommand.term($0, session) }
        return try FilingPlan(
            year: year, papers: try papers(), registers: office.registers, directory: directory, rules: office.archives, zone: office.zone,
            only: only, perBox: command.perBox, lastItem: { try ledger.lastItem($0, $1) })
    }

    func showPlan() throws {
        let plan = try plan()
        if command.global.json {
            return session.print(json: [
                "year": JSON(year), "items": .array(plan.items.map(json)),
                "left": .array(
                    plan.left.map {
                        ["id": .string($0.matter.id.text), "title": .string($0.matter.title), "why": .string($0.gap.rawValue)]
                    }),
            ])
        }
        var boxes = 0
        var last: (code: ArchivalCode, box: Int)?
        for item in plan.items {
            if last?.code != item.code || last?.box != item.box {
                boxes += 1
                session.print(speaker(.planBox, speaker(item.code.term.name), item.code.unit, String(item.box)))
            }
            last = (item.code, item.box)
            let day = day(of: item) ?? ""
            let name = item.matter.number?.printed ?? item.matter.id.text
            session.print("  \(item.printed)  \(day)  \(name)  \(item.matter.title)  — \(speaker(item.proposal.ground))")
        }
        tellLeft(plan)
        session.print(
            plan.items.isEmpty
                ? speaker(.planEmpty, String(year)) : speaker(.planTotal, String(plan.items.count), String(boxes), String(year)))
    }

    /// The step that archives a paper in its register.
    private func step(of item: FilingPlan.Item) -> Step? {
        office.register(of: item.matter)?.ownStep(doing: .archive, from: item.matter.state)
    }

    private func day(of item: FilingPlan.Item) -> String? {
        item.matter.filingDay(by: office.register(of: item.matter), office.zone)?.iso
    }

    private func json(_ item: FilingPlan.Item) -> JSON {
        [
            "id": .string(item.matter.id.text), "number": JSON(item.matter.number?.printed), "register": .string(item.matter.register),
            "title": .string(item.matter.title), "dated": JSON(day(of: item)), "code": .string(item.printed),
            "item": JSON(item.item), "term": .string(item.code.term.rawValue), "unit": .string(item.code.unit), "box": JSON(item.box),
            "ground": .string(item.proposal.ground.zh), "source": .string(item.proposal.source.rawValue),
        ]
    }

    private func tellLeft(_ plan: FilingPlan) {
        for (matter, gap) in plan.left {
            session.warn(
                speaker(.planLeft, matter.number?.printed ?? matter.id.text, speaker(gap == .noTerm ? .whyNoTerm : .whyKept)))
        }
    }

    // MARK: Box

    /// Archives the plan as one act. A large year is several transactions, so that colleagues are not kept waiting.
    func box() throws {
        let plan = try plan()
        if office.archives.isFrozen(year), (command.note ?? "").trimmed.isEmpty {
            throw Refusal.guarded(.filedLate, article: String(year))
        }
        let attribution = try session.attribution(ledger)
        for item in plan.items { try step(of: item)?.refuseOthers(attribution.by, directory) }
        var act: String?
        var rest = plan.items[...]
        while !rest.isEmpty {
            let slice = rest.prefix(100)
            rest = rest.dropFirst(100)
            let commands = slice.map { item in
                Command.move(item.matter.id, step(of: item)?.verb ?? .archive, form: item.form(note: command.note))
            }
            let receipt = try ledger.submit(commands, as: attribution, wholly: true, act: act)
            act = receipt.act
        }
        let codes = try plan.items.map { try ledger.matter($0.matter.id)?.field("archiveNumber") ?? "" }
        if command.global.json {
            return session.print(json: [
                "year": JSON(year), "act": JSON(act), "archived": .array(codes.map(JSON.string)), "left": JSON(plan.left.count),
            ])
        }
        tellLeft(plan)
        guard let first = codes.first, let last = codes.last else { return session.print(speaker(.planEmpty, String(year))) }
        session.print(speaker(.boxed, String(codes.count), String(year), first, last))
    }

    // MARK: Freeze

    /// Freezes a year's files: what comes later is filed late, with its reason.
    func freeze() throws {
        try session.require(.closing, ledger)
        try ledger.submit([.change([.freeze(year: year)])], as: try session.attribution(ledger), wholly: true)
        let archived = try ledger.office().archives.frozen(year)?["count"].int ?? 0
        let waiting = FilingCheck(
            year: year, papers: try papers(), registers: office.registers, directory: directory, rules: office.archives)
        let left = waiting.rows.count + waiting.ready
        if command.global.json { return session.print(json: ["year": JSON(year), "count": .int(archived), "waiting": JSON(left)]) }
        session.print(speaker(.frozen, String(year), String(archived), String(left)))
    }
}

extension Ledger {
    /// The papers filed under a year, of every register that goes into the archive.
    func papers(filedUnder year: Int, _ office: OfficeRecord) throws -> [Matter] {
        let zone = office.zone
        // A paper does not come before the year in which it was signed.
        guard let first = Day(year, 1, 1) else { return [] }
        let since = zone.moment(first, TimeOfDay(minutes: 0))
        var papers: [Matter] = []
        for register in office.registers where register.isFiled {
            papers += try self.papers(of: register.id, since: since).filter { paper in
                !paper.isWithdrawn && paper.filingYear(by: office.register(of: paper), zone) == year
            }
        }
        return papers
    }

    /// Everything that is archived, in the order of the codes.
    func archived(_ office: OfficeRecord) throws -> [Matter] {
        var papers: [Matter] = []
        for register in office.registers where register.isFiled {
            for state in register.archiveStates { papers += try self.papers(of: register.id, state: state) }
        }
        return papers.filter { $0.archival != nil }.sorted { $0.archiveOrder < $1.archiveOrder }
    }
}

extension Matter {
    /// Year, term from the longest, unit, item number; what has no code stands last.
    var archiveOrder: (Int, Int, String, Int) {
        guard let archival, let code = ArchivalCode(of: self) else { return (Int.max, 0, "", id.handle) }
        return (archival.year, ArchivalCode.Term.allCases.firstIndex(of: code.term) ?? 0, code.unit, archival.sequence)
    }
}

extension Session {
    /// The one year an action is given.
    func year(_ words: [String], of action: String) throws -> Int {
        guard words.count == 1, let year = Int(Folding.width(words[0])), (1900...2200).contains(year) else {
            throw Failure(.usage, speaker(.optionNotRead, action, Visible.text(words.joined(separator: " ")), "YEAR"))
        }
        return year
    }
}
