/// Numbered 编号: a matter has a number of its register's series and year, given once and never to another (J5).
///
/// `number` is the one it bears; `reserved` one that was given and taken back, and stays this matter's.
struct Numbered: Capability {
    var keeps: Set<String> { ["number", "reserved", "registeredAt"] }

    func needs(_ command: Command) -> [FactNeed] {
        // A number that waits is taken up by whoever opens under its title again.
        guard case .open(let draft) = command else { return [] }
        return [.waiting(register: draft.register)]
    }

    func follow(_ step: Step, _ form: [String: JSON], on course: MatterCourse, into values: inout [String: JSON]) throws {
        if step.numbers, course.matter.number == nil { values.merge(try course.number()) { $1 } }
    }

    /// A number is borne by one matter, and a closed book stays as it was closed.
    func holds(_ left: LeftMatter) throws {
        guard let facts = left.history, left.now.number != left.was?.number else { return }
        for number in [left.was?.number, left.now.number].compactMap(\.self)
        where try facts.isBookClosed(of: number.series, number.year) {
            throw Refusal.guarded(.bookClosed, article: String(number.year))
        }
        if let number = left.now.number, try facts.holder(of: number, besides: left.now.id) != nil {
            throw Refusal.guarded(.alreadyNumbered, article: number.printed)
        }
    }
}

extension Matter {
    public var number: MatterNumber? { MatterNumber(record["number"]) }
    /// A number that was given and taken back; it stays this matter's (J5).
    public var reserved: MatterNumber? { MatterNumber(record["reserved"]) }
}

/// A number as given: series, year and place in it, and how it is written (收文〔2026〕117号).
public struct MatterNumber: Hashable, Sendable {
    public let series: String
    public let year: Int
    public let sequence: Int
    public let printed: String

    public init(series: String, year: Int, sequence: Int, printed: String) {
        self.series = series
        self.year = year
        self.sequence = sequence
        self.printed = printed
    }

    public init?(_ json: JSON) {
        guard let series = json["series"].string, let year = json["year"].int, let sequence = json["sequence"].int,
            let printed = json["printed"].string
        else { return nil }
        self.init(series: series, year: Int(year), sequence: Int(sequence), printed: printed)
    }

    public var json: JSON {
        ["series": .string(series), "year": JSON(year), "sequence": JSON(sequence), "printed": .string(printed)]
    }
}

extension MatterCourse {
    /// The next number of the series, or the one this matter once had (J5). The year is that of receipt.
    ///
    /// An act that is recorded late takes a number of this year or the last; an older book is taken over with its papers, not begun by one.
    func number() throws -> [String: JSON] {
        if let reserved = matter.reserved { return ["number": reserved.json, "reserved": .null] }
        // An inbound paper takes the year it was received in, any other that of its numbering.
        let dated = definition.field("received") == nil ? at : matter.received ?? at
        var year = facts.calendar.zone.day(of: dated).year
        if definition.field("received") == nil, year < facts.calendar.zone.day(of: facts.now).year - 1 {
            throw Refusal.invalid(field: "on", value: facts.calendar.zone.day(of: dated).iso, expected: .recent)
        }
        // The old book stays open until it is closed; what comes later takes the new year.
        if try facts.isBookClosed(of: definition.id, year) { year = max(year + 1, facts.calendar.zone.day(of: at).year) }
        let sequence = try facts.newNumber(in: definition.id, year)
        let number = MatterNumber(
            series: definition.id, year: year, sequence: sequence,
            printed: definition.printed(year: year, sequence: sequence))
        return ["number": number.json, "registeredAt": .int(at.milliseconds)]
    }
}

/// A paper that was taken back keeps its number waiting for it: opened under the same title it is that paper again (J5).
func takingUp(_ draft: MatterDraft, _ subjects: Subjects, _ facts: any FactsReader) throws -> (
    draft: MatterDraft, subjects: Subjects
) {
    guard draft.twin == nil, let twin = try facts.waiting(in: draft.register, title: draft.values["title"]?.string ?? "") else {
        return (draft, subjects)
    }
    var draft = draft
    draft.twin = twin.id
    var subjects = subjects
    subjects.all[twin.id] = twin
    return (draft, subjects)
}

extension RegisterDefinition {
    /// How a number of this register is written.
    public func printed(year: Int, sequence: Int) -> String {
        var printed = ""
        for (index, piece) in (format ?? "{seq}").split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            if piece.hasPrefix("year}") {
                printed += String(year) + String(piece.dropFirst(5))
            } else if piece.hasPrefix("seq}") {
                printed += String(sequence) + String(piece.dropFirst(4))
            } else {
                printed += (index == 0 ? "" : "{") + String(piece)
            }
        }
        return printed
    }
}
