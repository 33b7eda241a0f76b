import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi routing list|import FILE|check FILE|explain NUMBER|clear`: the office's own rules of where papers go.
struct RoutingCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "routing",
        abstract: .words("Rules of where papers go: list, import, check, explain.", "分办规则"))
    @Argument(
        help: .words(
            "list, import FILE, check FILE, explain NUMBER, clear", "list、import 文件、check 文件、explain 编号、clear"))
    var action = "list"
    @Argument(help: .words("A file of rules, or a number.", "规则文件或编号。")) var words: [String] = []
    @OptionGroup var global: GlobalOptions

    static let actions = ["list", "import", "check", "explain", "clear"]

    func run(_ session: Session) throws {
        switch action {
        case "list": try list(session, try session.ledger(.reading))
        case "import": try adopt(session, try session.ledger(.writing))
        case "check":
            let ledger = try session.ledger(.reading)
            let reading = try reading(session, ledger)
            try SettingsCheck.run(words, session, isKept: true) { text in
                let (tree, syntax) = LocatedYAML.read(text)
                return tree.map { reading.read($0).problems } ?? syntax
            }
        case "explain": try explain(session, try session.ledger(.reading))
        case "clear":
            let ledger = try session.ledger(.writing)
            try session.require(.routing, ledger)
            try ledger.submit([.change([.routing(nil)])], as: try session.attribution(ledger), wholly: true)
            session.print(session.speaker(.rulesNone))
        default:
            throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), RoutingCommand.actions.joined(separator: " ")))
        }
    }

    private func reading(_ session: Session, _ ledger: Ledger) throws -> RoutingRuleReading {
        let office = try ledger.office()
        return RoutingRuleReading(directory: try ledger.directory(), calendar: office.calendar, now: try session.now(office))
    }

    /// A file is taken whole or not at all.
    private func adopt(_ session: Session, _ ledger: Ledger) throws {
        try session.require(.routing, ledger)
        guard let file = words.first else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        let (tree, syntax) = LocatedYAML.read(try session.settings(in: file))
        let (rules, problems) = try tree.map { try reading(session, ledger).read($0) } ?? ([], syntax)
        guard problems.isEmpty else {
            for problem in problems { session.warn("\(Visible.text(file)):\(problem.line): \(session.speaker(problem))") }
            throw Failure(.badData, session.speaker(.rulesWrong, Visible.text(file), String(problems.count)))
        }
        try ledger.submit([.change([.routing(rules)])], as: try session.attribution(ledger), wholly: true)
        session.print(session.speaker(.rulesTaken, String(rules.count)))
    }

    private func list(_ session: Session, _ ledger: Ledger) throws {
        let rules = try ledger.office().routingRules
        let words = RuleWords(speaker: session.speaker, directory: try ledger.directory())
        if global.json { return session.print(json: .array(rules.map(words.json))) }
        if rules.isEmpty { return session.print(session.speaker(.rulesNone)) }
        for line in Columns.lines(rules.map { [$0.name, words.conditions($0), words.targets($0)] }, widths: [24, 60, 120]) {
            session.print(line)
        }
    }

    /// What would be proposed for a paper, and why.
    private func explain(_ session: Session, _ ledger: Ledger) throws {
        guard let number = words.first else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER")) }
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        let office = try ledger.office()
        let paper = office.inCommonWords(matter)
        let finished = try paper.field("from").map { try ledger.finished(from: $0, besides: id) } ?? []
        let directory = try ledger.directory()
        let routing = Routing(
            for: paper.record, rules: office.routingRules, finished: finished.map(office.inCommonWords), directory: directory)
        let words = RuleWords(speaker: session.speaker, directory: directory)
        let found = RoutingRule.Target.allCases.compactMap { target in routing.proposals[target].map { (target, $0) } }
        if global.json {
            return session.print(
                json: .array(
                    found.map { target, proposal in
                        var members: [String: JSON] = [
                            "field": .string(target.rawValue), "value": words.named(proposal.value, of: target),
                            "why": .string(session.speaker(proposal.reason)), "rule": .null, "times": .null, "of": .null,
                        ]
                        switch proposal.reason {
                        case .rule(let name): members["rule"] = .string(name)
                        case .habit(let times, let papers):
                            members["times"] = JSON(times)
                            members["of"] = JSON(papers)
                        }
                        return .object(members)
                    }))
        }
        let rows = found.map { [words.name(of: $0), words.text($1.value, of: $0), session.speaker($1.reason)] }
        for line in Columns.lines(rows, widths: [14, 40, 120]) { session.print(line) }
    }
}

/// Rules in words: handles by their names.
private struct RuleWords {
    let speaker: Speaker
    let directory: Directory

    func name(of target: RoutingRule.Target) -> String { speaker.fieldName(target.rawValue, in: nil) }

    func named(_ value: JSON, of target: RoutingRule.Target) -> JSON { target.field?.scope == nil ? value : named(value) }

    private func named(_ value: JSON) -> JSON {
        if let text = value.string { return .string(directory.name(text) ?? text) }
        return value.array.map { .array($0.map(named)) } ?? value
    }

    func text(_ value: JSON, of target: RoutingRule.Target) -> String {
        if target == .limit, let length = value.string.flatMap({ Length($0) }) { return speaker.length(length) }
        guard let field = target.field else { return value.string ?? value.int.map(String.init) ?? "" }
        return field.text(value).map { speaker.text($0, directory, as: .shown(now: nil)) } ?? ""
    }

    /// What a condition asks for: senders by name.
    private func wanted(_ word: String, of condition: RoutingRule.Condition) -> String {
        condition == .from ? directory.name(word) ?? word : word
    }

    func conditions(_ rule: RoutingRule) -> String {
        RoutingRule.Condition.allCases.compactMap { condition in
            rule.conditions[condition].map { words in
                condition.rawValue + ":" + words.map { wanted($0, of: condition) }.joined(separator: ",")
            }
        }.joined(separator: " ")
    }

    func targets(_ rule: RoutingRule) -> String {
        "→ "
            + RoutingRule.Target.allCases.compactMap { target in rule.targets[target].map { "\(name(of: target)) \(text($0, of: target))" }
            }
            .joined(separator: " · ")
    }

    func json(_ rule: RoutingRule) -> JSON {
        let conditions = rule.conditions.map { condition, words in
            (condition.rawValue, JSON.array(words.map { .string(wanted($0, of: condition)) }))
        }
        let targets = rule.targets.map { ($0.key.rawValue, named($0.value, of: $0.key)) }
        return [
            "name": .string(rule.name), "when": .object(Dictionary(conditions, uniquingKeysWith: { $1 })),
            "then": .object(Dictionary(targets, uniquingKeysWith: { $1 })),
        ]
    }
}

/// `banshi circles list|set NAME READERS…|drop NAME`: readers under one name, chosen in one word when a paper is circulated.
struct CirclesCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "circles",
        abstract: .words("Circles of readers: list, set, drop.", "传阅范围"))
    @Argument(help: .words("list, set NAME READERS…, drop NAME", "list、set 名称 传阅人…、drop 名称")) var action = "list"
    @Argument(help: .words("A name, and its readers.", "名称与传阅人。")) var words: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let speaker = session.speaker
        if action == "list" { return try list(session, try session.ledger(.reading)) }
        guard ["set", "drop"].contains(action) else {
            throw Failure(.usage, speaker(.unknownAction, Visible.text(action), "list set drop"))
        }
        let ledger = try session.ledger(.writing)
        try session.require(.circles, ledger)
        guard let name = words.first?.trimmed, !name.isEmpty, !name.contains("/") else { throw Failure(.usage, speaker(.nameNeeded)) }
        let directory = try ledger.directory()
        var members: [String] = []
        if action == "set" {
            members = try directory.members(named: words.dropFirst().joined(separator: "、"), what: "readers")
            guard !members.isEmpty else { throw Failure(.usage, speaker(.circleEmpty)) }
        } else if directory.circle(name) == nil {
            throw Refusal.unknown(what: "readers", text: Visible.text(name), nearest: Nearest.of(name, in: directory.circles.map(\.name)))
        }
        let circle = OfficeChange.circle(directory.circle(name)?.name ?? name, members: members)
        try ledger.submit([.change([circle])], as: try session.attribution(ledger), wholly: true)
        try list(session, ledger)
    }

    private func list(_ session: Session, _ ledger: Ledger) throws {
        let directory = try ledger.directory()
        let names = directory.circles.map { circle in (circle.name, circle.members.map { directory.name($0) ?? $0 }) }
        if global.json {
            return session.print(
                json: .array(names.map { ["name": .string($0.0), "members": .array($0.1.map(JSON.string))] }))
        }
        if names.isEmpty { session.print(session.speaker(.circlesNone)) }
        for (name, members) in names { session.print("\(name)：\(members.joined(separator: "、"))") }
    }
}
