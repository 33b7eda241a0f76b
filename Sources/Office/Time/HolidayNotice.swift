/// An official notice of holidays, as an office adopts it for a year.
public struct HolidayNotice: Hashable, Sendable {
    /// A day that is off, or worked instead of one.
    public struct Entry: Hashable, Sendable {
        public let date: Day
        public let name: String
        public let isWorkday: Bool

        public init(date: Day, name: String, isWorkday: Bool) {
            self.date = date
            self.name = name
            self.isWorkday = isWorkday
        }
    }

    public let year: Int
    /// The number or address it is known by.
    public let reference: String
    public let days: [Entry]

    public init(year: Int, reference: String, days: [Entry]) {
        self.year = year
        self.reference = reference
        self.days = days
    }

    /// As the office's record keeps it.
    init(year: Int, _ json: JSON) {
        self.init(
            year: year, reference: json["reference"].string ?? String(year),
            days: (json["days"].array ?? []).compactMap { item in
                guard let date = item["date"].string.flatMap({ Day(iso: $0) }) else { return nil }
                return Entry(date: date, name: item["name"].string ?? "", isWorkday: item["work"].bool ?? false)
            })
    }

    var json: JSON {
        let list = days.map { day -> JSON in
            ["date": .string(day.date.iso), "name": .string(day.name), "work": .bool(day.isWorkday)]
        }
        return ["reference": .string(reference), "days": .array(list)]
    }

    /// Where the office's record keeps notices, a year each.
    static let group = "notices"
    var path: String { "\(HolidayNotice.group)/\(year)" }
}

extension OfficeHours.Season {
    /// As the office's record keeps it; spans that end before they begin are none.
    init?(_ json: JSON) {
        guard let begins = json["begins"].int, let spans = json["spans"].array else { return nil }
        self.init(
            begins: Int(begins),
            spans: spans.compactMap { span in
                guard let ends = span.array?.compactMap(\.int), ends.count == 2, ends[0] < ends[1] else { return nil }
                return Int(ends[0])..<Int(ends[1])
            })
    }

    var json: JSON {
        let list = spans.map { JSON.array([JSON($0.lowerBound), JSON($0.upperBound)]) }
        return ["begins": JSON(begins), "spans": .array(list)]
    }
}
