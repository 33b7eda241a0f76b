/// What the office itself is: its name, profile, registers and calendar, as its record keeps them.
public struct OfficeRecord: Sendable {
    public let record: Record
    public let registers: [String: RegisterDefinition]
    /// Registers in the order they were adopted.
    public let order: [String]
    public let calendar: WorkCalendar

    public init(_ record: Record) {
        self.record = record
        var registers: [String: RegisterDefinition] = [:]
        for (id, value) in record.group("registers") {
            registers[id] = RegisterDefinition.decode(Located(value)).definition
        }
        self.registers = registers
        let named = record["order"].array?.compactMap(\.string) ?? []
        order = named.filter { registers[$0] != nil } + registers.keys.filter { !named.contains($0) }.sorted()
        calendar = OfficeRecord.calendar(record)
    }

    public var name: String { record["name"].string ?? "" }
    public var profile: String { record["profile"].string ?? "general" }
    /// Made for tests or a demonstration: accepts a frozen clock, and is marked so for ever.
    public var isRehearsal: Bool { record["rehearsal"].bool ?? false }
    public var orderedRegisters: [RegisterDefinition] { order.compactMap { registers[$0] } }

    /// The official calendar with what the office itself adopted: later notices, its own hours.
    private static func calendar(_ record: Record) -> WorkCalendar {
        var calendar = WorkCalendar.china
        if let seasons = record["hours"].array { calendar.hours = OfficeHours(seasons: seasons.compactMap(season)) }
        for (year, notice) in record.group("notices") {
            guard let number = Int(year) else { continue }
            var days: [Day: WorkCalendar.Exception] = [:]
            for item in notice["days"].array ?? [] {
                guard let day = item["date"].string.flatMap({ Day(iso: $0) }) else { continue }
                days[day] = WorkCalendar.Exception(name: item["name"].string ?? "", isWorkday: item["work"].bool ?? false)
            }
            calendar.adopt(year: number, reference: notice["reference"].string ?? year, days: days)
        }
        return calendar
    }

    private static func season(_ json: JSON) -> OfficeHours.Season? {
        guard let begins = json["begins"].int, let spans = json["spans"].array else { return nil }
        return OfficeHours.Season(
            begins: Int(begins),
            spans: spans.compactMap { span in
                guard let ends = span.array?.compactMap(\.int), ends.count == 2, ends[0] < ends[1] else { return nil }
                return Int(ends[0])..<Int(ends[1])
            })
    }
}
