import GRDB
import Office

/// A filter as a condition over the rows of `matter`, and where counters already know its total.
struct FilterSQL {
    private(set) var clause: String
    private(set) var arguments: StatementArguments = []
    private(set) var counted: (clause: String, arguments: StatementArguments)?
    private(set) var index = ""
    private let now: Moment
    private let me: String?
    private let office: OfficeRecord
    private let directory: Directory
    /// The matters the asker may not know: they are not found by what they say.
    private let hidden: String?
    /// The register whose rows are asked, nil for all.
    private let register: String?

    init(
        _ filter: Filter, register: String?, now: Moment, me: String?, office: OfficeRecord, directory: Directory,
        hidden: String?
    ) throws {
        self.now = now
        self.me = me
        self.office = office
        self.directory = directory
        self.hidden = hidden
        self.register = register
        clause = "register IS NOT NULL"
        if let register {
            clause = "register = ?"
            arguments += [register]
        }
        for term in filter.terms { clause += " AND " + (try condition(term)) }
        // Open papers are few and have an index of their own; the archive is not walked for them.
        if filter.terms.contains(where: FilterSQL.needsOpen), register != nil { index = " INDEXED BY matter_open" }
        if filter.isEmpty {
            counted = register.map { ("register = ?", [$0]) } ?? ("1", [])
        } else if let register, filter.terms.count == 1, case .field("state", let words) = filter.terms[0] {
            let states = words.flatMap(stateIDs)
            let marks = Array(repeating: "?", count: states.count).joined(separator: ",")
            counted = ("register = ? AND state IN (\(marks))", StatementArguments([register] + states))
        }
    }

    private static func needsOpen(_ term: Filter.Term) -> Bool {
        switch term {
        case .state(.open), .state(.overdue), .state(.undecided), .state(.waiting), .state(.circulating), .state(.mine), .state(.todo): true
        default: false
        }
    }

    private mutating func add(_ value: (any DatabaseValueConvertible)?) { arguments += [value] }

    /// A term over what a matter says leaves out those the asker may not know; one over where it stands does not.
    private mutating func condition(_ term: Filter.Term) throws -> String {
        let plain = try bare(term)
        guard let hidden, FilterSQL.tells(term) else { return plain }
        return "(\(plain) AND id NOT IN (\(hidden)))"
    }

    private static func tells(_ term: Filter.Term) -> Bool {
        let places: Set<String> = ["state", "owner", "holder", "with", "due", "safe", "received", "year", "id", "number", "urgency"]
        return switch term {
        case .word, .literal: true
        // Digits ask for a place in the book; anything else is looked for in what the matter says.
        case .field("number", let values): !values.allSatisfy { Int($0) != nil }
        case .field(let name, _), .compare(let name, _, _), .none(let name): !places.contains(name)
        // Each of their own terms is looked at by itself.
        case .state, .not, .any: false
        }
    }

    private mutating func bare(_ term: Filter.Term) throws -> String {
        switch term {
        case .not(let inner): return "NOT coalesce((\(try condition(inner))), 0)"
        case .any(let terms):
            let alternatives = try terms.map { term in try condition(term) }
            return "(" + alternatives.joined(separator: " OR ") + ")"
        case .word(let text): return try word(text, initials: true)
        case .literal(let text): return try word(text, initials: false)
        case .none(let field): return "\(try column(field)) IS NULL"
        case .field(let field, let values):
            let alternatives = try values.map { value in try match(field, value) }
            return "(" + alternatives.joined(separator: " OR ") + ")"
        case .compare(let field, let comparison, let day):
            let name = try column(field)
            if !["due", "safe", "received"].contains(field) {
                // A day of the register itself is kept as a date, and dates sort as they are written.
                add(day.iso)
                return "\(name) \(comparison.rawValue) ?"
            }
            let zone = office.zone
            let begin = zone.moment(day, TimeOfDay(minutes: 0)).milliseconds
            let end = zone.moment(day + 1, TimeOfDay(minutes: 0)).milliseconds
            switch comparison {
            case .before: add(begin); return "\(name) < ?"
            case .notAfter: add(end); return "\(name) < ?"
            case .after: add(end); return "\(name) >= ?"
            case .notBefore: add(begin); return "\(name) >= ?"
            case .on: add(begin); add(end); return "(\(name) >= ? AND \(name) < ?)"
            }
        case .state(let condition): return self.condition(condition)
        }
    }

    private mutating func condition(_ condition: Filter.Condition) -> String {
        switch condition {
        case .open: return "open = 1"
        case .overdue:
            add(now.milliseconds)
            return "(open = 1 AND due < ?)"
        case .circulating: return "(open = 1 AND readersAll > readersDone)"
        case .unprinted: return "slip = 0"
        case .waiting: return "(open = 1 AND stage = 'away')"
        case .undecided: return "(open = 1 AND stage = 'office')"
        case .todo:
            add(me)
            add(me)
            return "(open = 1 AND (holder = ? OR (owner = ? AND stage <> 'away')))"
        case .toread: return reading(isDone: false)
        case .read: return reading(isDone: true)
        case .handled:
            add(me)
            add(me)
            return "(id IN (SELECT subject FROM acted WHERE person = ?) AND NOT (open = 1 AND coalesce(holder, '') = ?))"
        case .mine:
            add(me)
            add(me)
            return "(open = 1 AND (owner = ? OR holder = ?))"
        }
    }

    private mutating func reading(isDone: Bool) -> String {
        add(me)
        return "id IN (SELECT subject FROM reading WHERE person = ? AND done = \(isDone ? 1 : 0))"
    }

    private func column(_ field: String) throws -> String {
        switch field {
        case "state", "owner", "holder", "kind", "urgency", "due", "safe", "received", "year", "title": field
        case "with": "holder"
        case "from": "sender"
        case "number": "printed"
        case "reference": "reference"
        case "dept": "lead"
        case "id": "id"
        // Fields without a column of their own are read from the folded record.
        default:
            "(SELECT CAST(json_extract(unpacked(record), '$.\(FieldDefinition.path(of: field).replacing("/", with: "."))') AS TEXT) FROM folded f WHERE f.id = matter.id)"
        }
    }

    private mutating func match(_ field: String, _ value: String) throws -> String {
        switch field {
        case "state":
            return among("state", stateIDs(value))
        case "owner", "holder", "with", "dept":
            if value == "me", let me { return among(try column(field), [me]) }
            // A handle is nobody else's name.
            let isHandle = directory.person(value) != nil || directory.unit(value) != nil
            let ids = isHandle ? [value] : directory.matches(value, in: .assignees).map(\.id)
            return among(try column(field), ids.isEmpty ? [value] : ids)
        case "from":
            let ids = directory.matches(value, in: .units).map(\.id)
            return among("sender", ids + [value])
        case "year":
            add(Int(value) ?? 0)
            return "year = ?"
        case "id":
            add(Int(value.drop { $0 == "m" }) ?? 0)
            return "id = ?"
        case "number" where Int(value) != nil:
            add(Int(value))
            return "sequence = ?"
        case "title": return try word(value, initials: false, part: 0)
        case "reference", "number":
            // The index says in which matters the words stand at all; the column, whether they stand in it.
            let found = try word(value, initials: false, part: 1)
            guard found != "1" else { return "1" }
            add(SearchMatch.phrase(value))
            return "(\(found) AND instr(search_tokens(\(try column(field))), ?) > 0)"
        default: return try matchChoice(field, value)
        }
    }

    /// A value as it is written; of a choice, every word by which a register's records may have it.
    private mutating func matchChoice(_ field: String, _ value: String) throws -> String {
        let column = try column(field)
        var registers: [[String]: [String]] = [:]
        for definition in register.map({ [office.register($0)].compactMap(\.self) }) ?? Array(office.registers) {
            let own = definition.field(field)
            let choice = own?.choices.first { $0.id == value } ?? own?.choice(of: value)
            registers[choice?.spellings ?? [value], default: []].append(definition.id)
        }
        if registers.count < 2 { return among(column, registers.keys.first ?? [value]) }
        let alternatives = registers.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { words, ids in
            "(\(among("register", ids)) AND \(among(column, words)))"
        }
        return "(" + alternatives.joined(separator: " OR ") + ")"
    }

    /// The states a word means: an id, or a name in either language.
    private func stateIDs(_ word: String) -> [String] {
        let ids = office.registers.flatMap(\.states).filter { $0.id == word || $0.name.isMeant(by: word) }.map(\.id)
        return ids.isEmpty ? [word] : Array(Set(ids)).sorted()
    }

    private mutating func among(_ column: String, _ values: [String]) -> String {
        for value in values { add(value) }
        return "\(column) IN (\(Array(repeating: "?", count: values.count).joined(separator: ",")))"
    }

    /// A word: through the index over titles, fields and papers, or over one of these parts.
    private mutating func word(_ text: String, initials: Bool, part: Int? = nil) throws -> String {
        guard let match = SearchMatch(text, initials: initials) else { return "1" }
        add(match.expression)
        let own = part.map { " AND \(Ledger.isOwnRow) AND rowid & 3 = \($0)" } ?? ""
        return "id IN (SELECT \(Ledger.rowMatter) FROM search WHERE search MATCH ?\(own))"
    }
}
