import Office
import Phrases
import Screen

/// What makes itself heard: never by taking the keyboard, once a thing (J9).
extension DeskState {
    /// Rings for emergencies, urgent papers and reminders that were not there at the last look.
    mutating func ring() {
        let loud = snapshot.alarms + snapshot.mine.filter { !$0.isAlarm && $0.chips.contains(.reminder) }
        guard let known = rung else {
            rung = Set(loud.map(\.matter.id))
            return
        }
        let fresh = loud.filter { !known.contains($0.matter.id) }
        // What was quiet in between is heard again when it comes back.
        rung = Set(loud.map(\.matter.id))
        guard !fresh.isEmpty else { return }
        bellIsDue = true
        announced.formUnion(fresh.filter(\.isAlarm).map(\.matter.id))
        if fresh.contains(where: \.isAlarm) {
            heard = alarm(width: columns - 2)
        } else if heard == nil, let first = fresh.first {
            let more = fresh.count > 1 ? " · " + speaker(.alarmsMore, String(fresh.count - 1)) : ""
            heard = "\(speaker.chip(.reminder)) · \(first.matter.title)\(more)"
        }
    }

    /// The red line that stays until somebody acts on what is pressing; nil where nothing is.
    func alarm(width: Int) -> String? { named.map { line(of: $0, width: width) } }

    /// The alarm the red line names, to which its key leads: of those just announced the most pressing, else of all; after each press the next.
    var named: TodayItem? {
        let all = snapshot.alarms
        let waiting = all.filter { !beenTo.contains($0.matter.id) }
        return waiting.first { announced.contains($0.matter.id) } ?? waiting.first ?? all.first
    }

    /// The alarms the key has led to, while the cursor stands on one of them; a step away from them begins anew.
    var beenTo: Set<SubjectID> {
        guard overlays.isEmpty, focus == .today, let here = subject(in: .today), toured.contains(here) else { return [] }
        return toured
    }

    /// What is pressing, by when, its title, and the key that leads there. The hour and the key are never cut; the title is, by the room there is.
    private func line(of item: TodayItem, width: Int) -> String {
        let head = [alarmWord(item), alarmTime(item)].compactMap { $0 }.joined(separator: " ")
        let more = snapshot.alarms.count - 1
        let tail = [more > 0 ? speaker(.alarmsMore, String(more)) : nil, way(to: item)].compactMap { $0 }.map { " · " + $0 }.joined()
        let room = width - TextWidth.of(head) - 3 - TextWidth.of(tail)
        return "\(head) · \(TextWidth.truncated(item.matter.title, to: max(8, room)))\(tail)"
    }

    /// The key that leads there; there already, the way back into the form that was left for it.
    private func way(to item: TodayItem) -> String? {
        if overlays.isEmpty, !asides.isEmpty, toured.contains(item.matter.id) || toured.isEmpty { return speaker(.backIntoForm) }
        return keyName(of: .mostUrgent) { overlays.isEmpty || Keymap.passesForms($0) }.map { speaker(.goesThere, $0) }
    }

    private func alarmWord(_ item: TodayItem) -> String {
        item.matter.isEmergency ? speaker(.alarmLine) : item.matter.urgency.map { speaker.chip(.mark($0)) } ?? speaker(.alarmLine)
    }

    /// By when, with the hour; an incident without a limit says how long it waits for somebody to begin.
    private func alarmTime(_ item: TodayItem) -> String? {
        if let due = item.due {
            let day = zone.day(of: due)
            let hour = zone.time(of: due).text
            if due < now { return speaker(.duePassed, day == today ? hour : "\(day.monthAndDay) \(hour)") }
            return speaker(.dueBefore, day == today ? hour : "\(day.monthAndDay) \(hour)")
        }
        if let wait = waiting(item) { return wait }
        return item.sendUp.map { now > $0 ? speaker.chip(.sendUp(isPast: true)) : speaker(.sendUpBefore, zone.time(of: $0).text) }
    }

    /// How long an incident waits for a first action; nil for all else.
    func waiting(_ item: TodayItem) -> String? {
        item.waitsSince.map { speaker(.waitingFor, speaker.span($0, now)) }
    }

    /// Each morning, once: what the last working day left over is named first (J8, K5).
    mutating func greet() {
        guard greetedOn != today, !snapshot.mine.isEmpty else { return }
        greetedOn = today
        let left = snapshot.mine.count(where: \.isUnaccounted)
        guard left > 0, message?.tone != .refusal, heard == nil else { return }
        let isYesterday = calendar.workday(before: today) == today - 1
        let words = speaker(isYesterday ? .unaccountedYesterday : .unaccountedLeft, String(left), keyName(of: .closeDay) ?? "F9")
        say(message.map { words + "  " + $0.text } ?? words)
    }

    /// What others did with my matters while I was away, as the first screen of the day I am back (J7).
    public mutating func welcomeBack(_ lines: [HistoryLine], titles: [SubjectID: String], from: Day, to: Day) {
        let rows = lines.map { line in
            let author = speaker.author(
                by: line.attribution.by, recordedBy: line.attribution.recordedBy, medium: line.attribution.medium, directory: directory)
            let what = titles[line.event.subject] ?? line.event.subject.text
            let words = line.event.noteTexts.map { "  " + $0 }.joined()
            return ReaderState.Line(
                speaker.short(line.attribution.at, now: now), "\(what)  \(speaker.deed(line.event, in: office))  \(author)\(words)")
        }
        let title = speaker(.whileAway, from.monthAndDay, to.monthAndDay)
        let none = [ReaderState.Line("", speaker(.whileAwayNothing))]
        overlays.append(.reader(ReaderState(kind: .text, title: title, lines: rows.isEmpty ? none : rows)))
    }
}
