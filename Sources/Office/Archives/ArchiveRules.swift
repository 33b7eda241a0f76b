/// What an office settled for its archive: its fonds number, its own terms, the years whose files are frozen.
public struct ArchiveRules: Sendable {
    private let record: Record

    public init(_ record: Record = Record()) { self.record = record }

    /// 全宗号, given by the state archive the office transfers to; nil for an office that has none (DA/T 22-2015, 5.4.2).
    public var fonds: String? { record[ArchiveRules.fondsPath].string }
    public var schedule: RetentionSchedule { RetentionSchedule(record) }

    public static let fondsPath = "archives/fonds"
    /// How the place of every frozen year begins.
    static let frozenPaths = "archives/frozen-"
    public static func freezePath(_ year: Int) -> String { frozenPaths + String(year) }

    /// What was written when a year's files were frozen: how many, who, when; nil while they are open.
    public func frozen(_ year: Int) -> JSON? {
        let value = record[ArchiveRules.freezePath(year)]
        return value.isNull ? nil : value
    }

    public func isFrozen(_ year: Int) -> Bool { frozen(year) != nil }

    /// A fonds number has four places, capital letters or digits (DA/T 22-2015, 5.4.2).
    public static func isFonds(_ text: String) -> Bool { text.utf8.count == 4 && isCode(text) }
    /// The code of a unit has one to four places.
    public static func isUnitCode(_ text: String) -> Bool { (1...4).contains(text.utf8.count) && isCode(text) }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }
}

/// What is written when a year's files are frozen: how many were archived, who froze them, and when.
public struct FrozenFiles: Hashable, Sendable {
    public let at: Moment
    public let by: String
    public let count: Int

    public init(at: Moment, by: String, count: Int) {
        self.at = at
        self.by = by
        self.count = count
    }

    var json: JSON { ["at": .int(at.milliseconds), "by": .string(by), "count": JSON(count)] }
}

extension OfficeRecord {
    public var archives: ArchiveRules { ArchiveRules(record) }
}

extension Unit {
    /// 机构代码 under which its papers are archived, where the office gave it one.
    public var archiveCode: String? { record["archive"].string }
}

extension Directory {
    /// The 机构 a paper is filed under: the department that led it, else its owner's, where the office gave that a code; else 办公室.
    public func archiveUnit(of matter: Matter) -> String {
        for id in [matter.lead, matter.owner].compactMap({ $0 }) {
            let unit = unit(orOf: id)
            if let unit, unit.level == .internal || unit.level == nil, let code = unit.archiveCode { return code }
        }
        return ArchivalCode.office
    }
}
