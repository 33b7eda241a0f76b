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
    private let meaning: FilterMeaning
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
        meaning = FilterMeaning(office: office, directory: directory, now: now, me: me)
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
            let states = words.flatMap(meaning.states)
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
        case .field(let name, _), .compare(let name, _, _), .measure(let name, _, _), .none(let name): !places.contains(name)
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
        case .none(let field):
            let empty = "\(try column(field)) IS NULL"
            guard try own(field) == nil, meaning.holdsRows(field, in: register) else { return empty }
            return "(\(empty) AND NOT EXISTS (SELECT 1 FROM \(FilterSQL.rows(field)) WHERE f.id = matter.id))"
        case .field(let field, let values):
            let alternatives = try values.map { value in try match(field, value) }
            return "(" + alternatives.joined(separator: " OR ") + ")"
        case .compare(let field, let comparison, let day):
            return try sql(FieldTest(comparison, day), of: field)
        case .measure(let field, let comparison, let number): return try sql(FieldTest(comparison, number), of: field)
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
        try own(field) ?? "(SELECT CAST(\(FilterSQL.recorded(field)) AS TEXT) FROM folded f WHERE f.id = matter.id)"
    }

    /// The column of a field that has one; fields without are read from the folded record.
    private func own(_ field: String) throws -> String? {
        switch field {
        case "state", "owner", "holder", "kind", "urgency", "due", "safe", "received", "year", "title": field
        case "with": "holder"
        case "from": "sender"
        case "number": "printed"
        case "reference": "reference"
        case "dept": "lead"
        case "id": "id"
        default: nil
        }
    }

    private static func recorded(_ field: String) -> String {
        "json_extract(unpacked(record), '$.\(FieldDefinition.path(of: field).replacing("/", with: "."))')"
    }

    /// The rows of a field, of all matters.
    private static func rows(_ field: String) -> String {
        "folded f, json_each(unpacked(f.record), '$.\"\(Lines.group(field))\"') r"
    }

    private mutating func match(_ field: String, _ value: String) throws -> String {
        switch field {
        case "state":
            return among("state", meaning.states(value))
        case "owner", "holder", "with", "dept": return among(try column(field), meaning.assignees(value))
        case "from": return among("sender", meaning.senders(value))
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
        default:
            let tests = meaning.tests(field, value, in: register)
            if tests.count < 2 { return try sql(tests.first?.test ?? .texts([value]), of: field) }
            // Each register has its own kind of field of that name, and its own choices.
            let alternatives = try tests.map { test, ids in
                let own = among("register", ids)
                return "(\(own) AND \(try sql(test, of: field)))"
            }
            return "(" + alternatives.joined(separator: " OR ") + ")"
        }
    }

    /// What is asked of a value, as ``FieldTest/holds(of:in:)`` asks it of a row at hand.
    private mutating func sql(_ test: FieldTest, of field: String) throws -> String {
        if case .texts(let words) = test { return among(try column(field), words) }
        if case .rows(let columns) = test {
            var cells = "0"
            for column in columns.keys.sorted() {
                guard let asked = columns[column] else { continue }
                add(column)
                cells += " OR c.key = ? AND \(sql(asked, "c.value"))"
            }
            return "EXISTS (SELECT 1 FROM \(FilterSQL.rows(field)), json_each(r.value) c WHERE f.id = matter.id AND (\(cells)))"
        }
        if let column = try own(field) {
            // Instants in a column, which has an index.
            if case .days(let from, let before) = test, ["due", "safe", "received"].contains(field) {
                return sql(.numbers(from: from.map(midnight), before: before.map(midnight)), column)
            }
            return sql(test, column)
        }
        // The limit keeps the record from being unpacked once for each time it is looked at.
        let value = "SELECT \(FilterSQL.recorded(field)) AS x FROM folded f WHERE f.id = matter.id LIMIT 1"
        return "EXISTS (SELECT 1 FROM (\(value)) v WHERE \(sql(test, "v.x")))"
    }

    private mutating func sql(_ test: FieldTest, _ value: String) -> String {
        switch test {
        case .texts(let words): return among("CAST(\(value) AS TEXT)", words)
        case .members(let words):
            // A list is extracted as its text; what is no list stands alone.
            let list = "CASE WHEN json_valid(\(value)) THEN \(value) ELSE json_array(\(value)) END"
            return "EXISTS (SELECT 1 FROM json_each(\(list)) m WHERE \(among("m.value", words)))"
        case .words(let key):
            add(key)
            return "instr(folding_key(CAST(\(value) AS TEXT)), ?) > 0"
        // Rows hold no rows.
        case .rows: return "0"
        case .flag(let isSet): return "coalesce(\(value), 0) = \(isSet ? 1 : 0)"
        case .numbers(let from, let before):
            var parts = ["typeof(\(value)) = 'integer'"]
            if let from {
                add(from)
                parts.append("\(value) >= ?")
            }
            if let before {
                add(before)
                parts.append("\(value) < ?")
            }
            return "(" + parts.joined(separator: " AND ") + ")"
        case .days(let from, let before):
            var parts: [String] = ["\(value) IS NOT NULL"]
            if let before { parts.append(stands(value, 0, before: before)) }
            if let from { parts.append("NOT " + stands(value, 1, before: from)) }
            return "(" + parts.joined(separator: " AND ") + ")"
        }
    }

    /// Whether a day, an instant or one end of a span stands before a day; spans are extracted as the text of a list.
    private mutating func stands(_ value: String, _ end: Int, before day: Day) -> String {
        let part = "json_extract(\(value), '$[\(end)]')"
        let bare =
            "(CASE WHEN json_valid(\(value)) THEN CASE json_type(\(value)) WHEN 'array' THEN \(part) ELSE \(value) END ELSE \(value) END)"
        add(midnight(day))
        add(day.iso)
        return "(CASE typeof(\(bare)) WHEN 'integer' THEN \(bare) < ? ELSE \(bare) < ? END)"
    }

    private func midnight(_ day: Day) -> Int64 { meaning.zone.moment(day, TimeOfDay(minutes: 0)).milliseconds }

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
