/// Circulated 传阅: a paper goes round to be read, beside its state (J2).
///
/// `circulation/<reader>` says why it was sent, when it was seen, read and taken back.
struct Circulated: Capability {
    func carryOut(_ command: Command, on course: inout MatterCourse) throws {
        if case .see = command { course.see(by: course.facts.attribution.recordedBy) }
    }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        switch step.act {
        case .circulate: try course.circulating(form)
        case .read: try course.reading(form)
        case .recall: try course.recalling(form)
        default: [:]
        }
    }

    func carryOn(after step: Step, on course: inout MatterCourse) throws {
        if step.act == .read { try course.concludeWhenRead() }
    }
}

/// One reader of a circulation 传阅: why it was sent, what is expected back, and when it was sent, seen, read and answered.
public struct Reader: Hashable, Sendable {
    public let person: String
    public let sent: Moment?
    /// When it was first opened at the reader's own desk.
    public let seen: Moment?
    public let read: Moment?
    public let returned: Moment?
    public let recalled: Moment?
    public let opinion: String?
    /// 阅知, 阅办, 征求意见, 会签.
    public let purpose: String?
    /// 已阅, 意见, 反馈: what the reader owes.
    public let expects: String?
    /// The day by which it is to be read.
    public let until: Day?
    /// Away when it was sent: passed over, reads later (补阅).
    public let passedOver: Bool
    /// 横传, 抽阅: read without having been sent to; recorded as it happened, and flagged (domain A4, J2).
    public let isLateral: Bool

    public init(person: String, json: JSON) {
        func moment(_ key: String) -> Moment? { json[key].int.map { Moment(milliseconds: $0) } }
        self.person = person
        sent = moment("sent")
        seen = moment("seen")
        read = moment("read")
        returned = moment("returned")
        recalled = moment("recalled")
        opinion = json["opinion"].string
        purpose = json["purpose"].string
        expects = json["expects"].string
        until = json["until"].string.flatMap { Day(iso: $0) }
        passedOver = json["away"].bool ?? false
        isLateral = json["lateral"].bool ?? false
    }

    /// Whether words are owed besides the reading.
    public var owesWords: Bool { expects == "意见" || expects == "反馈" }
    /// Read, and answered where an answer was asked for.
    public var isDone: Bool { read != nil && (!owesWords || opinion != nil) }
}

extension Matter {
    private var allReaders: [Reader] { record.group("circulation").map { Reader(person: $0.key, json: $0.value) } }
    /// Those it was sent to and not taken back from.
    public var readers: [Reader] { allReaders.filter { $0.recalled == nil } }
    /// Those it was taken back from before they had read it: the trace stays.
    public var recalledReaders: [Reader] { allReaders.filter { $0.recalled != nil } }
    public func reader(_ person: String) -> Reader? { readers.first { $0.person == person } }
}

extension MatterCourse {
    func circulating(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let readers = form["readers"]?.array?.compactMap(\.string) ?? []
        if readers.isEmpty { throw .missing(field: "readers") }
        for reader in readers { try mustExist(reader, what: "reader") }
        let today = facts.calendar.zone.day(of: at)
        if let until = form["until"]?.string, let day = Day(iso: until), day < today {
            throw .invalid(field: "until", value: until, expected: .notPast)
        }
        var values: [String: JSON] = [:]
        for reader in readers where matter.reader(reader) == nil {
            let isAway = facts.directory.person(reader)?.isAway(on: today) ?? false
            values["circulation/" + reader] = .compact([
                "sent": .int(at.milliseconds), "away": isAway ? true : .null, "purpose": form["purpose"] ?? .null,
                "expects": form["expects"] ?? (form["purpose"]?.string == "征求意见" ? "意见" : .null), "until": form["until"] ?? .null,
            ])
        }
        return values
    }

    /// 收回传阅: from everybody who has not read it, or from those named; that it was sent stays in sight.
    func recalling(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let named = form["readers"]?.array?.compactMap(\.string)
        var values: [String: JSON] = [:]
        for reader in named ?? matter.readers.filter({ $0.read == nil }).map(\.person) {
            guard matter.reader(reader) != nil, var entry = matter.record["circulation/" + reader].object else {
                throw .unknown(what: "reader", text: facts.directory.name(reader) ?? reader, nearest: nil)
            }
            // What was read stays read, and stays on the sheet.
            if !(entry["read"] ?? .null).isNull { throw .alreadyTrue(kind: "matter.read") }
            entry["recalled"] = .int(at.milliseconds)
            values["circulation/" + reader] = .object(entry)
        }
        withNote("recall", form["reason"] ?? .string("收回传阅"), in: &values)
        return values
    }

    /// 已阅: read, with words where the reader gave some; somebody it was not sent to is flagged, not refused.
    func reading(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let waiting = matter.readers.filter { !$0.isDone }.map(\.person)
        let named = form["reader"]?.array?.compactMap(\.string)
        // Without a name it is whoever reads: myself where it was sent to me, else the only one it waits for.
        let readers = named ?? (waiting.contains(by) || waiting.count != 1 ? [by] : waiting)
        var values: [String: JSON] = [:]
        for reader in readers {
            try mustExist(reader, what: "reader")
            let path = "circulation/" + reader
            let known = matter.reader(reader) == nil ? nil : matter.record[path].object
            var entry = known ?? ["sent": .int(at.milliseconds), "lateral": true]
            entry["read"] = entry["read"] ?? .int(at.milliseconds)
            entry["returned"] = .int(at.milliseconds)
            if let words = form["words"]?.string, !words.trimmed.isEmpty {
                entry["opinion"] = .string(words)
                // A leader's words are an instruction, whichever way the paper reached him (K4).
                if facts.directory.person(reader)?.isLeader == true { try instructing(words, by: reader, form, in: &values) }
            }
            values[path] = .object(entry)
        }
        return values
    }

    /// It was opened at a reader's own desk: known to have reached them, not yet read.
    mutating func see(by reader: String) {
        guard let entry = matter.reader(reader), entry.seen == nil, entry.read == nil,
            var kept = matter.record["circulation/" + reader].object
        else { return }
        kept["seen"] = .int(at.milliseconds)
        record("matter.seen", ["circulation/" + reader: .object(kept)])
    }

    /// A paper that is only to be read is concluded when everybody present has read it; who is away reads later (J2).
    mutating func concludeWhenRead() throws {
        guard matter.isForReading(by: definition), definition.isUndecided(matter.state),
            let conclusion = definition.steps.first(where: { $0.concludes && $0.from.contains(matter.state) })
        else { return }
        let today = facts.calendar.zone.day(of: at)
        let isFinished = matter.readers.allSatisfy { reader in
            reader.isDone || reader.passedOver || facts.directory.person(reader.person)?.isAway(on: today) == true
        }
        guard isFinished, matter.readers.contains(where: \.isDone), facts.directory.may(by, conclusion.by) else { return }
        try take([conclusion], form: ["result": "传阅完毕"])
    }
}
