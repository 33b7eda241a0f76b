import ArgumentParser
import Ledger
import Office
import Phrases
import Screen

/// `banshi chase [log NUMBER…|rules]`: whom to call now, what would be chased tonight, what was said, and the rules.
struct ChaseCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "chase",
        abstract: .words("Whom to call, by unit with telephone numbers; log a call; the rules.", "催办：清单、登记、规则"))
    @Argument(help: .words("log NUMBER…, or rules; without: the call list.", "log 编号…，或 rules；不写为催办清单。")) var action: String?
    @Argument(help: .words("The papers of the call.", "所催事项的编号。")) var words: [String] = []
    @Flag(help: .words("What the rules would chase at the close of today.", "按规则，今日下班时将催办哪些。")) var tonight = false
    @Flag(
        help: .words("What the rules would chase, at --at or tonight, and why the rest is left alone.", "试算：按规则将催办哪些（--at 或今日下班时），其余为何不催。"))
    var dryRun = false
    @Option(help: .words("Whom was chased; without: whoever has it.", "催办对象；不写为承办者。")) var to: String?
    @Option(parsing: .unconditional, help: .words("Spoken to.", "联系对象。")) var with: String?
    @Option(parsing: .unconditional, help: .words("What they answered.", "答复。")) var answer: String?
    @Option(help: .words("The day they promised.", "承诺日期。")) var next: String?
    @Flag(help: .words("log: every paper that call speaks of, as one act.", "log：该次通话的全部待催件一并登记。")) var all = false
    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: .words("rules: unsigned=1; “default” takes the program's.", "rules：如 unsigned=1；default 恢复默认。"))
    var set: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let logs = [("--to", to), ("--with", with), ("--answer", answer), ("--next", next)].first { $0.1 != nil }
        if action != "log", let (option, value) = logs { throw misplaced(option, value ?? "", "chase log", session) }
        if action != "log", all { throw misplaced("--all", "", "chase log", session) }
        if action != "rules", let first = set.first { throw misplaced("--set", first, "chase rules", session) }
        if action != nil, tonight || dryRun { throw misplaced(tonight ? "--tonight" : "--dry-run", action ?? "", "chase", session) }
        switch action {
        case nil: try list(session)
        case "log": try log(session)
        case "rules": try rules(session)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action ?? ""), "log rules"))
        }
    }

    private func misplaced(_ option: String, _ value: String, _ place: String, _ session: Session) -> Failure {
        Failure(.usage, session.speaker(.optionNotRead, option, Visible.text(value), "banshi " + place))
    }

    // MARK: The list

    private func list(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let list = try CallList(session, ledger)
        let calendar = list.office.calendar
        let now = try session.now(list.office)
        var moment = now
        if let at = global.at { moment = try session.moment(at, "--at") }
        let isDry = dryRun || tonight
        if tonight || (dryRun && global.at == nil) { moment = max(moment, calendar.close(of: calendar.zone.day(of: moment))) }
        let run = isDry ? try list.run(at: moment) : try list.next(after: moment)
        if global.json { return session.print(json: list.json(run)) }
        let speaker = session.speaker
        if isDry {
            session.print(speaker(run.calls.isEmpty ? .callWouldNobody : .callWould, speaker.dayAndTime(run.at)))
        } else if run.calls.isEmpty {
            session.print(speaker(.callNobody))
        } else if run.at != moment {
            session.print(speaker(.callOpens, speaker.dayAndTime(run.at)))
        }
        for line in list.lines(run) + (isDry ? list.leftOut(run) : []) { session.print(line) }
    }

    // MARK: Logging a call

    /// One call may be for several papers: they are one act.
    private func log(_ given: Session) throws {
        guard !words.isEmpty else { throw Failure(.usage, given.speaker(.optionNeeded, "NUMBER")) }
        let medium = global.medium.flatMap { ChaseMedium(word: $0) }
        var options = global.values
        // What carried the call is not how it came to be known.
        if medium != nil { options.medium = nil }
        let session = medium == nil ? given : try Session(options)
        let ledger = try session.ledger(.writing)
        let attribution = try session.attribution(ledger)
        let office = try ledger.office()
        let reading = FieldReading(directory: try ledger.directory(), calendar: office.calendar, now: attribution.recorded)
        var form: [String: JSON] = [:]
        for (id, text) in [("chased", to), ("with", with), ("answer", answer), ("nextOn", next)] {
            guard let text, let field = MoveForm.standard.first(where: { $0.id == id }) else { continue }
            let value = try reading.read(text, for: field)
            if !value.isNull { form[id] = value }
        }
        form["means"] = medium.map { .string($0.name.zh) }
        let subjects = try words.map { try session.resolve($0, ledger) }
        let others = try companions(of: subjects, form, attribution.at, session, ledger)
        var commands = subjects.map { Command.move($0, .chase, form: form) }
        if all {
            commands += others.map { other in
                .move(other.matter.id, .chase, form: form.merging(["chased": .array(other.targets.map(JSON.string))]) { named, _ in named })
            }
        }
        try ledger.submit(commands, as: attribution, wholly: true)
        let shapes = try session.shapes(ledger)
        let after = try (subjects + (all ? others.map(\.matter.id) : [])).compactMap { try ledger.matter($0) }
        if global.json {
            let shown = after.map(shapes.matter)
            return session.print(json: shown.count == 1 ? shown[0] : .array(shown))
        }
        for matter in after {
            let last = matter.chaseLog.last.map { session.speaker.chase($0, names: shapes.directory, now: attribution.recorded) } ?? ""
            session.print(session.speaker(.callLogged, matter.number?.printed ?? matter.id.text, last, String(matter.chases)))
        }
        if !all, !others.isEmpty {
            let numbers = others.map { $0.matter.number?.printed ?? $0.matter.id.text }
            session.print(session.speaker(.callAlsoAll, String(others.count), numbers.joined(separator: " ")))
        }
    }

    /// The other papers whoever is called is to be asked for now, each with who has it.
    private func companions(
        of subjects: [SubjectID], _ form: [String: JSON], _ moment: Moment, _ session: Session, _ ledger: Ledger
    ) throws -> [(matter: Matter, targets: [String])] {
        let list = try CallList(session, ledger)
        let run = try list.next(after: moment)
        let named = form["chased"]?.array?.compactMap(\.string) ?? []
        var found: [(matter: Matter, targets: [String])] = []
        for matter in try subjects.compactMap({ try ledger.matter($0) }) {
            let targets = named.isEmpty ? list.rules(at: moment).targets(of: matter) : named
            for other in run.companions(of: matter.id, with: targets) where !subjects.contains(other.matter.id) {
                if let index = found.firstIndex(where: { $0.matter.id == other.matter.id }) {
                    if !found[index].targets.contains(other.target) { found[index].targets.append(other.target) }
                } else {
                    found.append((other.matter, [other.target]))
                }
            }
        }
        return found
    }

    // MARK: Rules

    private func rules(_ session: Session) throws {
        guard words.isEmpty else { throw misplaced("rules", words[0], "chase rules --set unsigned=1", session) }
        let ledger = try session.ledger(set.isEmpty ? .reading : .writing)
        if !set.isEmpty {
            try session.require(.customs, ledger)
            var changes: [OfficeChange] = []
            for item in set {
                let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2 else { throw Failure(.usage, session.speaker(.fieldEqualsValue, Visible.text(item))) }
                guard let name = ChasingLimits.Name(rawValue: parts[0]) else {
                    throw Refusal.unknown(
                        what: "field", text: Visible.text(parts[0]),
                        nearest: Nearest.of(parts[0], in: ChasingLimits.Name.allCases.map(\.rawValue)))
                }
                let isStandard = ["default", "默认"].contains(parts[1])
                let days = Int(Folding.width(parts[1])).flatMap { ChasingLimits.allowed.contains($0) ? $0 : nil }
                guard isStandard || days != nil else {
                    throw Failure(
                        .usage, session.speaker(.optionNotRead, "--set", Visible.text(item), session.speaker(.rulesExpected)))
                }
                changes.append(.chasing(name, workdays: days))
            }
            try ledger.submit([.change(changes)], as: try session.attribution(ledger), wholly: true)
        }
        let limits = try ledger.office().chasingLimits
        let names = ChasingLimits.Name.allCases
        if global.json {
            return session.print(
                json: .array(
                    names.map { ["id": .string($0.rawValue), "workdays": JSON(limits[$0]), "own": .bool(limits.isOwn($0))] }))
        }
        let rows = names.map { name in
            [
                name.rawValue, String(limits[name]), session.speaker.chasingLimit(name),
                session.speaker(limits.isOwn(name) ? .rulesOwn : .rulesStandard),
            ]
        }
        for line in Columns.lines(rows, widths: [16, 4, 56, 40]) { session.print(line) }
        session.print(session.speaker(.rulesNote))
    }
}
