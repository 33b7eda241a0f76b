import Office
import Phrases

/// A meeting form filled from a notice, each value with what it was read from.
extension DeskState {
    mutating func openMeetingFrom() -> [Effect] {
        guard let id = current, let matter = known(id) else {
            refuse(speaker(.noMatter))
            return []
        }
        if snapshot.awaitsInvitation {
            invited = id
            say(speaker(.invitationAwaited))
            return []
        }
        let text = snapshot.texts.map(\.text).joined(separator: "\n")
        let notice = MeetingNotice(text, words: words, directory: directory)
        let start = notice.start.map { zone.moment($0.day, $0.time ?? TimeOfDay(9, 0)) } ?? zone.moment(today + 1, TimeOfDay(9, 0))
        let end = notice.end.map { zone.moment($0.day, $0.time ?? TimeOfDay(18, 0)) }.flatMap { $0 > start ? $0 : nil }
        var sources: [String: String] = [:]
        if let time = notice.time {
            sources["start"] = ([told(time)] + notice.doubts.map(told)).joined(separator: " · ")
            if end != nil { sources["end"] = told(time) }
        }
        sources["place"] = notice.placeSource.map(told)
        if let invitation = snapshot.invitation {
            // An invitation says when and where without being read out of a sentence.
            return open(invitation, from: matter, otherwise: notice.place, note: note(of: notice), sources)
        }
        return openMeeting(
            from: id, start: start, end: end, place: notice.place, title: MeetingTitle.name(of: matter.title), note: note(of: notice),
            sources: sources, isPlaceOurs: notice.place != notice.placeSource?.text)
    }

    /// Opens the form that waited for its invitation, where the mail is still the one looked at.
    mutating func openInvited() -> [Effect] {
        guard let id = invited, !snapshot.awaitsInvitation else { return [] }
        invited = nil
        message = nil
        return current == id && overlays.isEmpty ? openMeetingFrom() : []
    }

    private mutating func open(
        _ invitation: Expanded, from matter: Matter, otherwise place: String?, note: String, _ read: [String: String]
    ) -> [Effect] {
        let said = speaker(.sourceInvitation)
        let written = invitation.place?.trimmed ?? ""
        // A whole day begins and ends with the office.
        let first = zone.day(of: invitation.start)
        let last = max(first, zone.day(of: invitation.end.adding(minutes: -1)))
        return openMeeting(
            from: matter.id,
            start: invitation.isAllDay ? zone.moment(first, TimeOfDay(9, 0)) : invitation.start,
            end: invitation.isAllDay ? calendar.close(of: last) : invitation.end > invitation.start ? invitation.end : nil,
            place: written.isEmpty ? place : written, title: invitation.title.trimmed.isEmpty ? matter.title : invitation.title,
            note: note,
            sources: ["title": said, "start": said, "end": said, "place": written.isEmpty ? read["place"] ?? said : said],
            isPlaceOurs: false)
    }

    /// Who comes, by when to say so, and what else the notice asks.
    private func note(of notice: MeetingNotice) -> String {
        let rows: [(Phrase, String?)] = [
            (.noticeAttendees, notice.attendees?.text), (.noticeBranches, notice.branches?.text), (.noticeReceipt, notice.receipt?.text),
            (.noticeDress, notice.dress?.text), (.noticeContact, notice.contact?.text),
        ]
        return rows.compactMap { phrase, text in text.map { speaker(phrase, $0) } }.joined(separator: "\n")
    }

    private func told(_ found: MeetingNotice.Found) -> String {
        speaker(.lineNumber, String(found.line)) + " " + found.text
    }

    private func told(_ doubt: MeetingNotice.Doubt) -> String {
        switch doubt {
        case .weekday(let written, let day):
            speaker(.noticeWeekday, speaker(Phrase.weekdays[written - 1]), speaker(Phrase.weekdays[day.weekday - 1]))
        }
    }
}
