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

    /// 办公室, the unit whose papers these are where no other is named.
    public static let office = "BGS"

    public init(year: Int, term: Term, unit: String = ArchivalCode.office) {
        self.year = year
        self.term = term
        self.unit = unit
    }

    /// The run of item numbers the code belongs to.
    public var series: String { "archive/WS-\(term.rawValue)-\(unit)" }

    public func printed(_ item: Int) -> String {
        let digits = String(item)
        return "WS·\(year)-\(term.rawValue)-\(unit)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Matter {
    /// The code it was archived under.
    public var archival: MatterNumber? { MatterNumber(record["archival"]) }

    /// The year it is filed under: that of its signing, else that in which it came (DA/T 22-2015, 5.2.3).
    func filingYear(_ zone: OfficeZone) -> Int {
        field("dated").flatMap { Day(iso: $0) }?.year ?? received.map { zone.day(of: $0).year } ?? number?.year ?? 0
    }
}

extension MatterCourse {
    /// What archiving writes down: term, item number, pages, box. Asked only where the register's definition asks for the term.
    func archiving(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        var values: [String: JSON] = [:]
        if let box = form["box"], !box.isNull { values["fields/box"] = box }
        guard definition.move(.archive, from: matter.state)?.asks.contains("retention") == true else { return values }
        guard let text = form["retention"]?.string else { throw .missing(field: "retention") }
        guard let term = ArchivalCode.Term.allCases.first(where: { $0.chinese == text || $0.rawValue == text }) else {
            throw .invalid(field: "retention", value: text, expected: .choice)
        }
        let code = ArchivalCode(year: matter.filingYear(facts.calendar.zone), term: term)
        let item = facts.newNumber(code.series, code.year)
        values["archival"] = MatterNumber(series: code.series, year: code.year, sequence: item, printed: code.printed(item)).json
        values["fields/archiveNumber"] = .string(code.printed(item))
        values["fields/retention"] = .string(term.chinese)
        if let pages = form["pages"], !pages.isNull { values["fields/pages"] = pages }
        return values
    }
}
