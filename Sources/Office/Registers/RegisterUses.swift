/// What a register says of itself beside its way: how it is listed and printed, what stands for it elsewhere, and which of its fields rules
/// and recognition speak of.
public struct RegisterUses: Hashable, Sendable {
    /// What a register stands for where nobody names one.
    public enum Standing: String, Sendable, CaseIterable {
        /// Papers taken in.
        case papers
        /// A line of quick capture without a prefix.
        case lines
        /// Answers to papers.
        case answers
    }

    /// The parts a field may play for rules, whatever it is called.
    public enum Part: String, Sendable, CaseIterable {
        /// Who wrote it, and so does not sign it.
        case author
        case signer
        /// Where it lies once it is put away.
        case box
        /// What a line of quick capture says: who asked for it, by which means, its tag, who handles it, when it is well done.
        case assigner, source, tag, department, standard
        /// How long before its time it rings, and how often it comes round.
        case remind, repeats
    }

    /// What recognition finds in a paper, and what is said of it at the door.
    public enum Finding: String, Sendable, CaseIterable {
        case from, reference, title, issuer, kind, urgency, dated, addressees, copies, contact, serial
        /// How it came, whether it is to be acted on or read, whether it asks for an answer, what else it bears.
        case channel, handling, replyOwed, remark
    }

    /// How a list is put in order.
    public struct Order: Hashable, Sendable {
        /// A field, or one of `standingColumns`.
        public let key: String
        public let isDescending: Bool
    }

    /// A sheet of its own: the fields on it, in order.
    public struct Sheet: Hashable, Sendable {
        public let id: String
        public let name: Term
        public let fields: [String]
    }

    /// What is counted over its matters.
    public struct Statistic: Hashable, Sendable {
        public let id: String
        public let name: Term
        /// The field by whose values they are told apart.
        public let by: String
        /// The field that is added up; nil where matters are counted.
        public let sum: String?
    }

    /// The columns of its lists, in order: fields, or `standingColumns`; none where the usual ones do.
    public var list: [String] = []
    public var sort: [Order] = []
    /// The fields that lists are narrowed by.
    public var filter: [String] = []
    /// The fields at the head of a matter's page.
    public var page: [String] = []
    public var printed: [Sheet] = []
    public var statistics: [Statistic] = []
    public var limits: [OwnLimit] = []
    /// The field that takes what recognition found, where it is called otherwise.
    public var recognised: [Finding: String] = [:]
    public var plays: [Part: String] = [:]
    public var standing: [Standing] = []

    public init() {}

    /// What every list may show, whatever the register's fields.
    public static let standingColumns = ["number", "state", "title", "owner", "holder", "received", "due"]
}

/// A limit that a register gives its matters when they are opened.
public struct OwnLimit: Hashable, Sendable {
    public let length: Length
    /// What it rests on.
    public let basis: Term
    /// The words that must stand in a field for it; of several limits the first that fits counts.
    public let when: [String: [String]]
}

extension RegisterDefinition {
    /// The id of the field that plays a part: the one the definition names for it, else the part's own word.
    public func id(of part: RegisterUses.Part) -> String { uses.plays[part] ?? part.rawValue }

    /// The id of the field that takes what recognition finds: the one the definition names for it, else the finding's own word.
    public func id(of finding: RegisterUses.Finding) -> String { uses.recognised[finding] ?? finding.rawValue }

    /// The field that plays a part, where the register has it.
    public func field(playing part: RegisterUses.Part) -> FieldDefinition? { field(id(of: part)) }

    /// Where a part's value stands in a matter's record.
    public func path(of part: RegisterUses.Part) -> String { FieldDefinition.path(of: id(of: part)) }

    /// Where what recognition found is kept.
    public func path(of finding: RegisterUses.Finding) -> String { FieldDefinition.path(of: id(of: finding)) }

    /// The field that what a step asks for is kept in: the one of that id, else the one that plays the part of that name.
    public func field(asked ask: String) -> FieldDefinition? {
        field(ask) ?? RegisterUses.Part(rawValue: ask).flatMap { field(playing: $0) }
    }

    /// Whether a step asks for what plays a part, by the part's word or by the field's own.
    public func asks(_ step: Step, for part: RegisterUses.Part) -> Bool { keys(of: part).contains(where: step.asks.contains) }

    /// What the form of a step says of a part, by the field's own word or by the part's.
    public func value(of part: RegisterUses.Part, in form: [String: JSON]) -> JSON? {
        keys(of: part).lazy.compactMap { form[$0] }.first
    }

    /// The words by which forms speak of a part; the part's own is another field's where the register has such a field beside.
    func keys(of part: RegisterUses.Part) -> [String] {
        let id = id(of: part)
        return id == part.rawValue || field(part.rawValue) != nil ? [id] : [id, part.rawValue]
    }

    /// The fields at the head of a matter's page, in the order the register names them; the title heads every page.
    public var pageFields: [FieldDefinition] { uses.page.compactMap { field($0) }.filter { $0.id != "title" } }

    /// The fields further down a matter's page, in their own order.
    public var fieldsBesidePage: [FieldDefinition] { fields.filter { $0.id != "title" && !uses.page.contains($0.id) } }

    /// Matters in the order the register asks for; what is equal by it stays as it stood.
    public func sorted(_ matters: [Matter]) -> [Matter] {
        matters.enumerated().sorted { one, other in
            for order in uses.sort {
                let isBefore = isOrdered(one.element, before: other.element, by: order.key)
                let isBehind = isOrdered(other.element, before: one.element, by: order.key)
                if isBefore != isBehind { return order.isDescending ? isBehind : isBefore }
            }
            return one.offset < other.offset
        }.map(\.element)
    }

    private func isOrdered(_ one: Matter, before other: Matter, by key: String) -> Bool {
        func number(_ matter: Matter) -> Int64? {
            switch key {
            case "number": matter.number.map { Int64($0.year) * 1_000_000 + Int64($0.sequence) }
            case "received": matter.received?.milliseconds
            case "due": matter.clock?.due.milliseconds
            default: states.firstIndex { $0.id == matter.state }.map { Int64($0) }
            }
        }
        switch key {
        case "number", "received", "due", "state": return (number(one) ?? .max) < (number(other) ?? .max)
        case "title": return one.title < other.title
        case "owner": return one.owner ?? "" < other.owner ?? ""
        case "holder": return one.holder ?? "" < other.holder ?? ""
        default: return field(key)?.isOrdered(one, before: other) ?? false
        }
    }

    /// A matter in the words of recognition: what its register keeps in fields of its own stands where every paper of the program's has it.
    public func inCommonWords(_ matter: Matter) -> Matter {
        if uses.recognised.isEmpty { return matter }
        var common = matter
        for finding in uses.recognised.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            common.record[FieldDefinition.path(of: finding.rawValue)] = matter.record[path(of: finding)]
        }
        return common
    }

    /// What recognition found, at the fields of this register that take it.
    public func recognised(_ values: [String: JSON]) -> [String: JSON] {
        if uses.recognised.isEmpty { return values }
        var values = values
        for finding in uses.recognised.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            let found = values.removeValue(forKey: FieldDefinition.path(of: finding.rawValue))
            values[path(of: finding)] = found ?? values[path(of: finding)]
        }
        return values
    }

    /// The limit of its own that a matter gets when it is opened, counted from the day it came; nil where none fits or it is over already.
    func ownLimit(of matter: Matter, now: Moment, calendar: WorkCalendar) -> Clock? {
        let fitting = uses.limits.first { limit in
            limit.when.allSatisfy { id, words in
                guard let field = field(id) else { return false }
                guard let value = matter.value(of: field).string else { return false }
                return words.contains { $0 == value || field.choice(of: $0)?.id == value }
            }
        }
        guard let fitting else { return nil }
        let clock = Clock(
            calendar.deadline(from: min(matter.received ?? now, now), length: fitting.length), basis: fitting.basis.zh, calendar: calendar)
        return clock.due > now ? clock : nil
    }
}

extension RegisterUses.Part {
    /// Where its value stands in a record; where the register is not known, under the part's own word.
    func path(by definition: RegisterDefinition?) -> String { definition?.path(of: self) ?? FieldDefinition.path(of: rawValue) }
}

extension RegisterUses.Finding {
    /// Where it stands in a record; where the register is not known, under the finding's own word.
    func path(by definition: RegisterDefinition?) -> String { definition?.path(of: self) ?? FieldDefinition.path(of: rawValue) }
}

extension Matter {
    /// The words in the field that plays a part.
    public func text(of part: RegisterUses.Part, by definition: RegisterDefinition?) -> String? {
        record[part.path(by: definition)].string
    }

    /// The words in the field that takes what recognition finds.
    public func text(of finding: RegisterUses.Finding, by definition: RegisterDefinition?) -> String? {
        record[finding.path(by: definition)].string
    }
}

extension OfficeRecord {
    /// The words of a matter in the field of its register that takes what recognition finds.
    public func text(of finding: RegisterUses.Finding, in matter: Matter) -> String? { matter.text(of: finding, by: register(of: matter)) }

    /// A matter in the words of recognition.
    public func inCommonWords(_ matter: Matter) -> Matter { register(of: matter)?.inCommonWords(matter) ?? matter }

    /// Where the office keeps which register stands for what.
    static func path(of standing: RegisterUses.Standing) -> String { "standing/" + standing.rawValue }

    /// Where the office keeps that a register takes no new matter.
    static func retiredPath(_ register: String) -> String { "retired/" + register }

    /// Whether a register takes no new matter.
    public func isRetired(_ register: String) -> Bool { !record[OfficeRecord.retiredPath(register)].isNull }
}
