/// A matter 事项: anything the office must handle, standing in a register, with one owner and a history.
///
/// A typed view of a record; the names here are the paths kept in the journal.
public struct Matter: Hashable, Sendable {
    public let id: SubjectID
    public var record: Record
    public let lastEntry: Int64

    public init(_ subject: Subject) {
        id = subject.id
        record = subject.record
        lastEntry = subject.lastEntry
    }

    public var register: String { record["register"].string ?? "" }
    public var title: String { record["title"].string ?? "" }
    public var state: String { record["state"].string ?? "" }
    public var isWithdrawn: Bool { record["register"].isNull }
    /// 跟办人: exactly one person of this office.
    public var owner: String? { record["owner"].string }
    /// Who leads outside or inside: a unit or a person (主办).
    public var lead: String? { record["lead"].string }
    public var partners: [String] { record["partners"].array?.compactMap(\.string) ?? [] }
    public var supervisor: String? { record["supervisor"].string }
    /// Who has the paper now.
    public var holder: String? { record["holder"].string }
    public var heldSince: Moment? { moment("heldSince") }
    public var urgency: String? { record["urgency"].string }
    public var kind: String? { record["fields/kind"].string }
    public var reference: String? { record["fields/reference"].string }
    public var importance: Int { Int(record["importance"].int ?? 1) }
    public var isEmergency: Bool { record["emergency"].bool ?? false }
    /// 特提, 特急: at once.
    public var isImmediate: Bool { ["特提", "特急"].contains(urgency ?? "") }
    /// Whether nobody has begun with it. To put it off is no beginning: an emergency stays one (H0).
    public var isUntouched: Bool {
        if !record["firstAct"].isNull { return false }
        return record["lastMove"].isNull || lastAct == .bringUp
    }
    /// What the last step did; nil where no step was taken.
    var lastAct: Act? { Act(lastMove: record["lastMove"]) }
    public var received: Moment? { moment("received") }
    /// The day it came, or was opened here where it is said to have come later.
    ///
    /// An act dated earlier may well be meant: a leader writes on a paper and the office receives it afterwards (J1, 补记). It is said, and
    /// not refused.
    public func began(in zone: OfficeZone) -> Day? {
        [received, moment("recordedAt")].compactMap { $0.map { zone.day(of: $0) } }.min()
    }
    public var plannedOn: Day? { day("plannedOn") }
    public var bringUpOn: Day? { day("bringUpOn") }
    public var isPrinted: Bool { record["printed"].int != nil }
    /// Records that a slip was printed, so that `is:unprinted` finds the rest; nil where it is recorded, or nothing may be written down.
    public func rememberingSlip(at moment: Moment, by definition: RegisterDefinition?) -> Command? {
        guard !isPrinted, !isMasked, !isPlaceholder, !isArchived(by: definition) else { return nil }
        return .slipPrinted(id, at: moment)
    }
    public func field(_ id: String) -> String? { record["fields/" + id].string }

    public var notes: [Note] { record.group("notes").map { Note($0.value) } }
    public var chases: Int { record.group("chases").count }
    public var links: [String] { record.group("links").map(\.key) }
    /// 督办件: a leader's instruction or task, or one put under supervision by name; only such are chased by a slip (domain K2).
    public var isSupervised: Bool { record["supervised"].bool ?? (importance >= 4 || notes.contains(where: \.asksForResult)) }
    /// Papers in their own right before what hangs on them.
    public var enclosures: [Enclosure] {
        let all = record.group("enclosures").map {
            Enclosure(
                digest: $0.key, name: $0.value["name"].string ?? $0.key,
                otherNames: $0.value["also"].array?.compactMap(\.string) ?? [], size: Int($0.value["size"].int ?? 0),
                hasText: $0.value["text"].bool ?? false, isAttached: $0.value["attached"].bool ?? false,
                isMachineRead: $0.value["scan"].bool ?? false, unread: UnreadParts($0.value["unread"]))
        }
        return all.filter { !$0.isAttached } + all.filter(\.isAttached)
    }

    private func moment(_ path: String) -> Moment? { record[path].int.map { Moment(milliseconds: $0) } }
    private func day(_ path: String) -> Day? { record[path].string.flatMap { Day(iso: $0) } }
}

/// Something a person wrote on a matter: 拟办, 批示, progress, an obstacle.
public struct Note: Hashable, Sendable {
    public let kind: String
    public let text: String
    public let by: String
    public let recordedBy: String
    public let at: Moment
    public let medium: Attribution.Medium
    /// Where the paper is on which it was written.
    public let original: String?

    public init(_ json: JSON) {
        original = json["original"].string
        kind = json["kind"].string ?? "note"
        text = json["text"].string ?? ""
        by = json["by"].string ?? ""
        recordedBy = json["recordedBy"].string ?? by
        at = Moment(milliseconds: json["at"].int ?? 0)
        medium = json["medium"].string.map(Attribution.Medium.init(recorded:)) ?? .own
    }

    public static func json(kind: String, text: String, attribution: Attribution, original: String? = nil) -> JSON {
        .compact([
            "kind": .string(kind), "text": .string(text), "by": .string(attribution.by),
            "recordedBy": .string(attribution.recordedBy), "at": .int(attribution.at.milliseconds),
            "medium": .string(attribution.medium.id), "original": JSON(original),
        ])
    }

    /// The words that came back with a paper, among what an act writes: a leader's instruction or a unit's answer; the last of several.
    public static func brought(by written: [(path: String, value: JSON)]) -> Note? {
        let words = written.filter {
            $0.path.hasPrefix("notes/") && ["instruction", "feedback"].contains($0.value["kind"].string)
        }
        return words.max { $0.path < $1.path }.map { Note($0.value) }
    }
}

/// A paper's file beside a matter.
public struct Enclosure: Hashable, Sendable {
    public let digest: String
    public let name: String
    /// Further names under which the same bytes came with the same paper.
    public let otherNames: [String]
    public let size: Int
    public let hasText: Bool
    public let isAttached: Bool
    /// Its text was read by a machine from a picture: what was found in it is to be checked.
    public let isMachineRead: Bool
    /// What of it gave no text, so that no mark in it was looked for.
    public let unread: UnreadParts
}
