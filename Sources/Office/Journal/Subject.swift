/// What a history is kept of: a matter, a meeting, a person, a unit, a place, the office itself, a duty, a person's day,
/// or an attempt that was refused.
public struct SubjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String
    public init(_ text: String) { self.text = text }

    public enum Kind: String, Sendable, CaseIterable {
        case matter = "m"
        case meeting = "g"
        case person = "p"
        case unit = "u"
        case place = "r"
        case office = "o"
        /// What must be done in every period, apart from the matters made of it.
        case duty = "d"
        /// One person's day, as it was opened.
        case day = "y"
        /// An act that a guard refused: which guard, at which matter, on which day.
        case attempt = "w"

        /// Where the keys of the kind begin; stored, so that none ever changes.
        fileprivate var run: Int64 {
            switch self {
            case .matter: 0
            case .meeting: 1
            case .person: 2
            case .unit: 3
            case .place: 4
            case .office: 5
            case .duty: 6
            case .day: 7
            case .attempt: 8
            }
        }

        /// Whether decisions and lists go by such subjects; what is kept beside them is read only by who asks for it.
        public var isBeside: Bool {
            switch self {
            case .matter, .meeting, .person, .unit, .place, .office: false
            case .duty, .day, .attempt: true
            }
        }
    }

    public init(_ kind: Kind, _ handle: Int) { text = kind.rawValue + String(handle) }

    /// There is one office a folder.
    public static let office = SubjectID("o1")

    public var kind: Kind? {
        switch text.utf8.first {
        case UInt8(ascii: "m"): .matter
        case UInt8(ascii: "g"): .meeting
        case UInt8(ascii: "p"): .person
        case UInt8(ascii: "u"): .unit
        case UInt8(ascii: "r"): .place
        case UInt8(ascii: "o"): .office
        case UInt8(ascii: "d"): .duty
        case UInt8(ascii: "y"): .day
        case UInt8(ascii: "w"): .attempt
        default: nil
        }
    }

    /// The number of a handle such as `m1234`, given once and never reused.
    public var handle: Int { text.utf8.isEmpty ? 0 : Int(text[text.utf8.index(after: text.utf8.startIndex)...]) ?? 0 }

    /// A number for tables that hold subjects of several kinds. Matters keep their handles, so that these lie dense; every other kind has a
    /// run of its own above them.
    public var key: Int64 { (kind?.run ?? 0) << SubjectID.runBits | Int64(handle) }

    /// Reads such a number back; nil where it is of a kind this program does not know.
    public init?(key: Int64) {
        let handle = key & (1 << SubjectID.runBits - 1)
        guard let kind = Kind.allCases.first(where: { $0.run == key >> SubjectID.runBits }) else { return nil }
        self.init(kind, Int(handle))
    }

    /// Room for a million million of each kind.
    private static let runBits: Int64 = 40

    public var description: String { text }
    public static func < (left: SubjectID, right: SubjectID) -> Bool {
        (left.text.utf8.first ?? 0, left.handle) < (right.text.utf8.first ?? 0, right.handle)
    }
}

/// Everything that is true of one subject: named values, some of which are groups of named values (`notes/3`).
///
/// A record knows nothing of the rules; `Matter`, `Person` and their like are typed views of it. Because every change is
/// a path with its value before and after, any act can be taken back by swapping the two.
public struct Record: Hashable, Sendable {
    public private(set) var values: [String: JSON]

    public init(_ values: [String: JSON] = [:]) { self.values = values }

    /// The value at `name` or `group/name`; null where there is none. Setting null removes.
    public subscript(path: String) -> JSON {
        get {
            guard let slash = Record.slash(in: path) else { return values[path] ?? .null }
            return values[String(path[..<slash])]?[String(path[path.index(after: slash)...])] ?? .null
        }
        set {
            guard let slash = Record.slash(in: path) else {
                values[path] = newValue.isNull ? nil : newValue
                return
            }
            let group = String(path[..<slash])
            // Taken out, so that the group is changed in its place and not copied for each of its members.
            var members = values.removeValue(forKey: group)?.object ?? [:]
            members[String(path[path.index(after: slash)...])] = newValue.isNull ? nil : newValue
            if !members.isEmpty { values[group] = .object(members) }
        }
    }

    /// By bytes: walking clusters made every field of every row of Today ten times as dear.
    private static func slash(in path: String) -> String.Index? { path.utf8.firstIndex(of: UInt8(ascii: "/")) }

    /// The members of a group in the order of their keys, numbers by value.
    public func group(_ name: String) -> [(key: String, value: JSON)] {
        (values[name]?.object ?? [:]).sorted { left, right in
            if let a = Int(left.key), let b = Int(right.key) { return a < b }
            return left.key < right.key
        }
    }

    public var json: JSON { .object(values) }
    public var isEmpty: Bool { values.isEmpty }

    /// The next free number in a group whose members are numbered.
    public func nextIndex(in group: String) -> Int {
        (values[group]?.object ?? [:]).keys.compactMap(Int.init).max().map { $0 + 1 } ?? 1
    }
}

/// A subject as the ledger holds it: its record and the sequence number of the last entry that touched it.
public struct Subject: Hashable, Sendable {
    public let id: SubjectID
    public var record: Record
    public var lastEntry: Int64

    public init(id: SubjectID, record: Record = Record(), lastEntry: Int64 = 0) {
        self.id = id
        self.record = record
        self.lastEntry = lastEntry
    }
}
