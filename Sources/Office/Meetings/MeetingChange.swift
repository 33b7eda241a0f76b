/// What the calendar is to say of a meeting, value by value.
///
/// Why it was cancelled is none of these: a meeting is cancelled by saying so.
public struct MeetingChange: Hashable, Sendable {
    /// By the places of its record.
    let values: [String: JSON]

    /// What a meeting can be given.
    public enum Field: String, Sendable, CaseIterable {
        case title, start, end, allDay, place, owner, expected, note, repeats
        /// The matter it is about.
        case matter
        /// It is held beside another meeting in the same room.
        case double
        /// Of a meeting taken from a calendar file.
        case uid, source, once, recurring, placeName, rooms, status
        /// What the calendar file said of it before it was changed here.
        case formerSource
    }

    /// As one line of quick capture was read.
    init(captured values: [String: JSON]) { self.values = values }

    public init(_ fields: [Field: JSON]) {
        values = Dictionary(uniqueKeysWithValues: fields.map { ($0.key.rawValue, $0.value) })
    }

    /// The values of a form or a file, by the names of the fields.
    ///
    /// - Throws: the refusal that names the first no meeting has.
    public init(_ values: [String: JSON]) throws(Refusal) {
        for name in values.keys.sorted() where Field(rawValue: name) == nil {
            throw .unknown(what: "field", text: name, nearest: Nearest.of(name, in: Field.allCases.map(\.rawValue)))
        }
        self.values = values
    }
}
