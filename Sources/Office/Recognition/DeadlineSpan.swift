/// When a limit of a paper's own words ends, once it is known when the paper came.
extension FoundDeadline {
    /// The moment it means, read from the moment the paper came; nil where it depends on something else.
    public func moment(received: Moment, in calendar: WorkCalendar) -> Moment? {
        if let span = span(from: received, in: calendar) { return span }
        return day(received: calendar.zone.day(of: received)).map { day in
            time.map { calendar.zone.moment(day, $0) } ?? calendar.close(of: day)
        }
    }

    /// 两小时内, 收到之日起5个工作日内: a length that runs from the moment the paper came.
    private func span(from received: Moment, in calendar: WorkCalendar) -> Moment? {
        guard text.hasSuffix("内"), !isRecurring, due == nil else { return nil }
        let key = Run(scalars: text).map(Folding.search)
        let runsFromReceipt = Self.receipts.occurs(in: key) || !Self.events.occurs(in: key)
        guard runsFromReceipt, let (count, unit) = Self.length(in: key), (1...366).contains(count) else { return nil }
        return calendar.deadline(from: received, length: Length(count, unit)).due
    }

    private static let receipts = Words("收到 接到 接报 收文 接文 即日起")
    /// What a length may run from instead.
    private static let events = Words("起 后 后的 之前")

    private static func length(in key: Run) -> (count: Int, unit: Length.Unit)? {
        let units: [(String, Length.Unit)] = [("小时", .hour), ("个工作日", .workday), ("日", .day), ("天", .day), ("个月", .month)]
        for (word, unit) in units {
            guard let at = key.find(word),
                key.from(at + word.unicodeScalars.count).first.map({ "之以内".unicodeScalars.contains($0) }) ?? false
            else { continue }
            var start = at
            while start > 0, Numeral.isPart(key[start - 1]) { start -= 1 }
            if let (count, end) = Numeral.read(key, start), end == at { return (count, unit) }
        }
        return nil
    }
}
