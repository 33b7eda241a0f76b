import Office

extension MatterSheet {
    /// The clock explained: what was counted and skipped, when it stood still and why, how often it was put off.
    public func explanation() -> [Line] {
        guard let clock = matter.clock else {
            let beside = [waiting, sendUp].compactMap { $0 } + otherClocks
            return beside.isEmpty ? [Line(label: speaker(.labelDue), text: speaker(.noLimit))] : beside
        }
        var lines = sum(clock) + [sendUp].compactMap { $0 } + otherClocks
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

    /// By when it is to be sent up, while the office has it in hand (K3).
    var sendUp: Line? {
        guard let clock = matter.sendUp, office.register(of: matter)?.state(matter.state)?.stage == .office else { return nil }
        return Line(label: speaker(.labelSendUp), text: "\(office.zone.plain(clock.due)) · \(speaker.basis(clock.basis))")
    }

    /// The other clocks beside its limit, those that stand still too.
    var otherClocks: [Line] {
        matter.clocks.filter { $0.key != ClockProposal.sendUpName }.sorted { ($0.value.due, $0.key) < ($1.value.due, $1.key) }.map {
            name, clock in
            let stands = clock.pausedAt.map { speaker(.sumStandsSince, office.zone.plain($0)) }
            return Line(
                label: speaker.clock(name, of: office.register(matter.register)),
                text: [office.zone.plain(clock.due), speaker.basis(clock.basis), stands].compactMap { $0 }.filter { !$0.isEmpty }
                    .joined(separator: " · "))
        }
    }

    /// How long an incident waits for somebody to begin with it.
    var waiting: Line? {
        guard matter.isEmergency, matter.isUntouched, let since = matter.received,
            office.register(of: matter)?.isOpen(matter.state) == true
        else { return nil }
        return Line(label: speaker(.labelWaiting), text: speaker(.waitingFor, speaker.span(since, now)))
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

extension Speaker {
    /// What a clock beside the limit is called, by its register where that names it.
    public func clock(_ name: String, of register: RegisterDefinition?) -> String {
        if let known = register?.clocks.first(where: { $0.id == name }) { return self(known.name) }
        return name == ClockProposal.sendUpName ? self(.labelSendUp) : name
    }

    /// How long it is from one instant to a later one: 12分, 1时05分, 2天.
    public func span(_ from: Moment, _ to: Moment) -> String { countdown(to: max(from, to), from: from) }
}

extension Phrase {
    public static let labelSendUp = Phrase("Send up by", "当日送批")
    static let labelWaiting = Phrase("First action", "首次处置")
    public static let waitingFor = Phrase("waiting %1", "已等%1")
    static let sumPaused = Phrase("Stood still", "暂停计时")
    static let sumPausedSpan = Phrase("%1 to %2, %3 wd", "%1 至 %2，%3个工作日")
    static let sumStandsSince = Phrase("since %1", "自 %1 起")
    static let sumExtended = Phrase("Extended", "延期")
}
