/// Turns typed text into the value a field keeps, or says what is wrong with it.
public struct FieldReading: Sendable {
    public let directory: Directory
    public let calendar: WorkCalendar
    public let now: Moment

    public init(directory: Directory, calendar: WorkCalendar, now: Moment) {
        self.directory = directory
        self.calendar = calendar
        self.now = now
    }

    private var words: DateWords { DateWords(now: now, calendar: calendar) }

    /// The value of `text` for a field; an empty text is no value.
    public func read(_ text: String, for field: FieldDefinition) throws(Refusal) -> JSON {
        let trimmed = text.trimmed
        if trimmed.isEmpty { return .null }
        switch field.kind {
        case .text, .long: return .string(trimmed)
        case .reference: return .string(DocumentNumber(trimmed)?.canonical ?? trimmed)
        case .day:
            guard let reading = words.read(trimmed) else { throw invalid(field, trimmed, .day) }
            return .string(reading.day.iso)
        case .moment:
            guard let reading = words.read(trimmed) else { throw invalid(field, trimmed, .moment) }
            let moment = reading.deadline(in: calendar)
            // What came or was signed for today has done so by now; 今天 as a limit means its end.
            let isOver = ["received", "at"].contains(field.id) && reading.time == nil && reading.day == calendar.zone.day(of: now)
            return .int((isOver ? min(moment, now) : moment).milliseconds)
        case .length: return try limit(trimmed, field)
        case .count:
            guard let count = ChineseNumber.value(Folding.width(trimmed)), (0...100_000).contains(count) else {
                throw invalid(field, trimmed, .count)
            }
            return .int(Int64(count))
        case .flag: return .bool(["1", "是", "yes", "y", "true", "x"].contains(trimmed.lowercased()))
        case .choice: return try choice(trimmed, field)
        case .unit:
            // A sender that is not in the directory yet is kept as written: the paper is in the clerk's hand.
            switch directory.read(trimmed, in: .units) {
            case .one(let known): return .string(known)
            case .none: return .string(trimmed)
            case .several(_, let exactly):
                // Two that are called so are asked; a part of a name in Han may be the whole name of somebody not known here.
                guard exactly || trimmed.utf8.allSatisfy({ $0 < 0x80 }) else { return .string(trimmed) }
                return .string(try directory.resolve(trimmed, in: .units, what: field.id))
            }
        case .department: return .string(try directory.resolve(trimmed, in: .departments, what: field.id))
        case .person: return .string(try directory.resolve(trimmed, in: .people, what: field.id))
        case .leader: return .string(try directory.resolve(trimmed, in: .people, what: field.id))
        // Also somebody the directory does not know may be waited for.
        case .assignee where field.id == "waitingOn":
            let whom = trimmed.count > 1 && trimmed.hasPrefix("等") ? String(trimmed.dropFirst()).trimmed : trimmed
            return .string((try? directory.resolve(whom, in: .assignees, what: field.id)) ?? whom)
        case .assignee: return .string(try directory.resolve(trimmed, in: .assignees, what: field.id))
        case .place: return .string(try directory.readPlace(trimmed).value)
        // Rows are written one by one, never read from one text.
        case .lines: throw invalid(field, trimmed, .text)
        case .people: return .array(try directory.members(named: trimmed, what: field.id).map(JSON.string))
        }
    }

    /// A limit is a length (`5个工作日`) or a date with an optional time; `无` means none.
    private func limit(_ text: String, _ field: FieldDefinition) throws(Refusal) -> JSON {
        if ["无", "无时限", "none", "-"].contains(text.lowercased()) { return "none" }
        if let length = Length(text) { return .string(length.stored) }
        guard let reading = words.read(text) else { throw invalid(field, text, .length) }
        let due = reading.deadline(in: calendar)
        return .int(due.milliseconds)
    }

    private func choice(_ text: String, _ field: FieldDefinition) throws(Refusal) -> JSON {
        if field.choices.isEmpty { return .string(text) }
        let wanted = Folding.key(text)
        if let index = Int(text), field.choices.indices.contains(index - 1) { return .string(field.choices[index - 1].zh) }
        if let exact = field.choice(of: text) { return .string(exact.zh) }
        let near = field.choices.filter {
            Folding.key($0.zh).hasPrefix(wanted) || Folding.key($0.en).hasPrefix(wanted)
                || Pinyin.abbreviation($0.zh).hasPrefix(wanted)
        }
        guard near.count == 1 else { throw invalid(field, text, .choice) }
        return .string(near[0].zh)
    }

    private func invalid(_ field: FieldDefinition, _ text: String, _ expected: Refusal.Expectation) -> Refusal {
        .invalid(field: field.id, value: text, expected: expected)
    }
}
