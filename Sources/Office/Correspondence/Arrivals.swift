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
        if matter.isArchived { throw .guarded(.archived, article: "档案法 §14、§21") }
        let entry: JSON = .compact([
            "at": receipt["received"] ?? .int(at.milliseconds), "channel": receipt["channel"] ?? .null,
            "copies": receipt["copies"] ?? .null, "by": .string(facts.attribution.recordedBy),
        ])
        record("matter.receivedAgain", ["receipts/\(matter.record.nextIndex(in: "receipts"))": entry])
    }
}
