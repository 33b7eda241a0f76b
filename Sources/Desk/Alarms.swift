import Office
import Phrases
import Screen

/// What makes itself heard: never by taking the keyboard, once a thing (J9).
extension DeskState {
    /// Rings for emergencies and reminders that were not there at the last look.
    mutating func ring() {
        let loud = snapshot.today.filter { $0.isUntouchedEmergency || $0.chips.contains(.reminder) }
        guard let known = rung else {
            rung = Set(loud.map(\.matter.id))
            return
        }
        let fresh = loud.filter { !known.contains($0.matter.id) }
        guard let first = fresh.first else { return }
        rung = known.union(fresh.map(\.matter.id))
        bellIsDue = true
        let word = first.isUntouchedEmergency ? speaker.chip(.emergency) : speaker.chip(.reminder)
        heard = "\(word) · \(first.matter.title)"
    }

    /// The red line that stays until somebody acts on the emergency.
    var alarm: String? {
        guard let item = snapshot.today.first(where: \.isUntouchedEmergency) else { return nil }
        let line = "\(speaker(.alarmLine)) · \(item.matter.title)"
        // In a form the key would be typed, not pressed.
        guard overlays.isEmpty, let key = keyName(of: .mostUrgent) else { return line }
        return line + " · " + speaker(.goesThere, key)
    }

    /// Each morning, once: what the last working day left without a word is asked first (J8).
    mutating func greet() {
        guard greetedOn != today, scope == .person(me), !snapshot.today.isEmpty else { return }
        greetedOn = today
        let left = snapshot.today.count(where: \.isUnaccounted)
        guard left > 0, message?.tone != .refusal, heard == nil else { return }
        let words = speaker(.unaccountedLeft, String(left), keyName(of: .closeDay) ?? "F9")
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
