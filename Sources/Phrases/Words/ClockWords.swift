import Office

extension MatterSheet {
    /// The clock explained: what was counted and skipped, when it stood still and why, how often it was put off.
    public func explanation() -> [Line] {
        guard let clock = matter.clock else { return [Line(label: speaker(.labelDue), text: speaker(.noLimit))] }
        var lines = sum(clock)
        for (_, pause) in matter.record.group("pauses") {
            guard let from = pause["from"].int, let to = pause["to"].int else { continue }
            let (first, last) = (Moment(milliseconds: from), Moment(milliseconds: to))
            let days = office.calendar.workdays(from: office.zone.day(of: first), to: office.zone.day(of: last))
            let text = speaker(.sumPausedSpan, office.zone.plain(first), office.zone.plain(last), String(max(0, days)))
            lines.append(Line(label: speaker(.sumPaused), text: [text, pause["reason"].string].compactMap { $0 }.joined(separator: " · ")))
        }
        if let paused = clock.pausedAt {
            let reason = matter.notes.last { $0.kind == Move.hold.rawValue }?.text
            let text = speaker(.sumStandsSince, office.zone.plain(paused))
            lines.append(Line(label: speaker(.sumPaused), text: [text, reason].compactMap { $0 }.joined(separator: " · ")))
        }
        for (_, extended) in matter.record.group("extensions") {
            guard let from = extended["from"].int, let to = extended["to"].int else { continue }
            let text = "\(office.zone.plain(Moment(milliseconds: from))) → \(office.zone.plain(Moment(milliseconds: to)))"
            lines.append(
                Line(label: speaker(.sumExtended), text: [text, extended["reason"].string].compactMap { $0 }.joined(separator: " · ")))
        }
        return lines
    }

    private func sum(_ clock: Clock) -> [Line] {
        if let length = clock.length {
            let sum = office.calendar.deadline(from: clock.start, length: length)
            if sum.due == clock.due {
                return SumWords(sum: sum, calendar: office.calendar, speaker: speaker, basis: speaker.basis(clock.basis)).rows().map {
                    Line(label: $0.label, text: $0.text)
                }
            }
        }
        func day(_ moment: Moment) -> String { "\(office.zone.plain(moment)) \(speaker.weekday(office.zone.day(of: moment)))" }
        return [
            Line(label: speaker(.sumStart), text: day(clock.start)), Line(label: speaker(.sumDue), text: day(clock.due)),
            Line(label: speaker(.sumSafe), text: day(clock.safe)), Line(label: speaker(.sumBasis), text: speaker.basis(clock.basis)),
        ]
    }
}

extension Phrase {
    static let sumPaused = Phrase("Stood still", "暂停计时")
    static let sumPausedSpan = Phrase("%1 to %2, %3 wd", "%1 至 %2，%3个工作日")
    static let sumStandsSince = Phrase("since %1", "自 %1 起")
    static let sumExtended = Phrase("Extended", "延期")
}
