/// 档号: the code under which an archived document stands (DA/T 22-2015, 5.4.2), `WS·2026-D30-BGS-0001`.
///
/// 档案门类代码·年度-保管期限-机构代码-件号; item numbers run without gaps within year, term and unit.
public struct ArchivalCode: Hashable, Sendable {
    /// How long a document is kept (国家档案局令第8号 §6).
    public enum Term: String, Sendable, CaseIterable {
        case permanent = "Y"
        case thirtyYears = "D30"
        case tenYears = "D10"

        public var chinese: String {
            switch self {
            case .permanent: "永久"
            case .thirtyYears: "30年"
            case .tenYears: "10年"
            }
        }
    }

    public let year: Int
    public let term: Term
    public let unit: String
    /// 全宗号; an office that has none leaves it out.
    public let fonds: String?

    /// 办公室, the unit whose papers these are where no other is named.
    public static let office = "BGS"

    public init(year: Int, term: Term, unit: String = ArchivalCode.office, fonds: String? = nil) {
        self.year = year
        self.term = term
        self.unit = unit
        self.fonds = fonds
    }

    /// The run of item numbers the code belongs to.
    public var series: String { "archive/WS-\(term.rawValue)-\(unit)" }

    /// An item number as it is written: four places, more where they do not suffice.
    public static func fourDigits(_ item: Int) -> String { padded(item, 4) }

    /// The run a paper was archived in, read back from its code; nil where it has none.
    public init?(of matter: Matter) {
        guard let archival = matter.archival else { return nil }
        let parts = archival.series.split(separator: "-").map(String.init)
        guard parts.count == 3, let term = Term(rawValue: parts[1]) else { return nil }
        let fonds = archival.printed.range(of: "-WS·").map { String(archival.printed[..<$0.lowerBound]) }
        self.init(year: archival.year, term: term, unit: parts[2], fonds: fonds)
    }

    public func printed(_ item: Int) -> String {
        (fonds.map { $0 + "-" } ?? "") + "WS·\(year)-\(term.rawValue)-\(unit)-" + ArchivalCode.fourDigits(item)
    }
}
