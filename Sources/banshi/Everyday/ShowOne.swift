import Calendars
import Foundation
import Ledger
import Office
import Phrases

/// One matter or meeting; of what is kept beside them, what it is.
struct ShowOne: Errand {
    let number: String

    static func plain(_ arguments: [String]) -> (ShowOne, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.count == 1 else { return nil }
        return (ShowOne(number: plain.words[0]), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger, beside: true)
        let shapes = try session.shapes(ledger)
        if let kind = id.kind, kind.isBeside {
            let name = session.speaker.subject(id)
            return session.options.json
                ? session.print(json: ["id": .string(id.text), "kind": .string("\(kind)"), "name": .string(name)]) : session.print(name)
        }
        if id.kind == .meeting {
            guard let meeting = try ledger.meeting(id) else { throw Refusal.notFound(number) }
            return showMeeting(meeting, try session.nextDate(of: meeting, ledger), shapes, session)
        }
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        if session.options.json { return session.print(json: shapes.matter(matter)) }
        let sheet = MatterSheet(
            matter: matter, office: shapes.office, directory: shapes.directory, speaker: session.speaker,
            now: try session.now(shapes.office))
        for line in sheet.lines() {
            // In a terminal the name of a paper leads to its file.
            if isatty(1) == 1, let paper = matter.enclosures.first(where: { session.speaker.name(of: $0) == line.text }) {
                session.printLink(line.label, line.text, ledger.enclosureFile(paper.digest))
                continue
            }
            session.print(line.label.isEmpty ? line.text : "\(line.label)\(session.speaker.language.isChinese ? "：" : ": ")\(line.text)")
        }
    }

    /// - Parameter date: of a series from a calendar file the next, or the last there was.
    private func showMeeting(_ meeting: Meeting, _ date: Expanded?, _ shapes: Shapes, _ session: Session) {
        let isSeries = meeting.isRecurring && meeting.source != nil
        let (start, end) = isSeries ? (date?.start, date?.end) : (meeting.start, meeting.end)
        if session.options.json {
            var members: [String: JSON] = [
                "id": .string(meeting.id.text), "uid": .string(meeting.uid), "title": .string(meeting.title),
                "start": shapes.moment(start), "end": shapes.moment(end), "place": shapes.name(meeting.place),
                "status": JSON(meeting.status), "recurring": .bool(meeting.isRecurring || meeting.repeats != nil),
                "note": JSON(meeting.note),
            ]
            if date?.isUnfollowed == true { members["unexpanded"] = true }
            return session.print(json: .object(members))
        }
        session.print(meeting.title)
        if let start {
            let alone = date?.isUnfollowed == true ? session.speaker(.seriesUnfollowed) : nil
            session.print([session.speaker.zone.plain(start), meeting.repeats?.chinese, alone].compactMap { $0 }.joined(separator: "  "))
        }
        if let place = meeting.place { session.print(shapes.directory.name(place) ?? place) }
    }
}

extension Session {
    /// The next date of a series from a calendar file, else the last there was; nil for any other meeting.
    func nextDate(of meeting: Meeting, _ ledger: Ledger) throws -> Expanded? {
        guard meeting.isRecurring, let source = meeting.source else { return nil }
        let now = try now(try ledger.office())
        let year = 366 * 24 * 60
        func date(from: Moment, to: Moment) -> Expanded? {
            let found = (try? expandOccurrences(source, from: from, to: to)) ?? []
            return found.first { $0.end >= now } ?? found.last
        }
        // A series may be long over, or far ahead.
        return date(from: now.adding(minutes: -2 * year), to: now.adding(minutes: 2 * year))
            ?? date(from: Moment(seconds: -4_000_000_000), to: Moment(seconds: 64_000_000_000))
    }
}
