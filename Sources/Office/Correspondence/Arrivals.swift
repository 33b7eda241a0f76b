/// One arrival of a paper after the first: the same paper handed in by another channel (J4).
public struct Arrival: Hashable, Sendable {
    public let at: Moment?
    public let channel: String?
    public let copies: Int?

    init(_ json: JSON) {
        at = json["at"].int.map { Moment(milliseconds: $0) }
        channel = json["channel"].string
        copies = json["copies"].int.map(Int.init)
    }
}

extension Matter {
    /// The arrivals after the first.
    public var receipts: [Arrival] { record.group("receipts").map { Arrival($0.value) } }
}

extension MatterCourse {
    mutating func receiveAgain(_ receipt: [String: JSON]) throws(Refusal) {
        if isArchived { throw .guarded(.archived, article: "档案法 §14、§21") }
        try refuseFuture(["received": receipt["received"] ?? .null], was: Record(), in: definition, facts)
        let entry: JSON = .compact([
            "at": receipt["received"] ?? .int(at.milliseconds), "channel": receipt["channel"] ?? .null,
            "copies": receipt["copies"] ?? .null, "by": .string(facts.attribution.recordedBy),
        ])
        record("matter.receivedAgain", ["receipts/\(matter.record.nextIndex(in: "receipts"))": entry])
    }
}

/// Refuses a time of receipt that has not come, and the date of a paper that came before it was signed. What stands so already stays.
///
/// A form shows minutes, so that the clock's minute is let pass.
func refuseFuture(_ values: [String: JSON], was: Record, in definition: RegisterDefinition, _ facts: any FactsReader) throws(Refusal) {
    let zone = facts.calendar.zone
    if let received = values["received"], received != was["received"], let at = received.int.map({ Moment(milliseconds: $0) }),
        at > facts.now.adding(minutes: 1)
    {
        throw .invalid(field: "received", value: zone.plain(at), expected: .notLater)
    }
    guard definition.field("received") != nil, let path = definition.field("dated")?.path, let dated = values[path], dated != was[path],
        let day = dated.string.flatMap({ Day(iso: $0) }), day > zone.day(of: facts.now)
    else { return }
    throw .invalid(field: "dated", value: day.iso, expected: .past)
}
