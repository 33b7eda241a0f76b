/// A limit that a leader's written words set (批示): it replaces the limit that ran, and says on whose words it rests (K3).
public enum InstructedLimit {
    static let ground = "依据批示"

    /// The clock of the words, counted from when they were written; nil where they name no limit.
    static func clock(_ words: String, by author: String, at: Moment, directory: Directory, calendar: WorkCalendar) -> Clock? {
        guard let text = InstructionReading.limit(of: words) else { return nil }
        let day = calendar.zone.day(of: at).monthAndDay
        let basis = "\(ground)：\(directory.name(author) ?? author) \(day)“\(text)”"
        if let length = Length(text) { return Clock(calendar.deadline(from: at, length: length), basis: basis, calendar: calendar) }
        guard let due = DateWords(now: at, calendar: calendar).read(text)?.deadline(in: calendar) else { return nil }
        return Clock(start: min(at, due), until: due, basis: basis, calendar: calendar)
    }

    /// The clock of the last instruction on a matter, where it names a limit.
    public static func last(of matter: Matter, directory: Directory, calendar: WorkCalendar) -> Clock? {
        guard let note = matter.notes.last(where: { $0.kind == "instruction" }) else { return nil }
        return clock(note.text, by: note.by, at: note.at, directory: directory, calendar: calendar)
    }
}
