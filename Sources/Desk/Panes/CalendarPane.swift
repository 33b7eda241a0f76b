import Office
import Phrases
import Screen

extension DeskState {
    /// The day's meetings, and beneath them the month where there is room.
    func drawCalendar(_ area: Rectangle, on surface: inout Surface) {
        let focused = focus == .calendar
        let unusual = speaker.unusual(day, calendar: calendar).map { " · " + $0 } ?? ""
        let inner = Frame.titled(
            area, title: "3 \(speaker(.paneCalendar)) · \(speaker.weekday(day)) \(day.monthAndDay)\(unusual)" + filterName(.calendar),
            remark: snapshot.areOccurrencesCut ? speaker(.calendarCut) : "", focused: focused,
            on: &surface)
        let hasMonth = inner.height >= 12
        let (list, month) = inner.splitTop(hasMonth ? inner.height - 8 : inner.height)
        drawMeetings(list, focused: focused, on: &surface)
        if hasMonth { drawMonth(month, on: &surface) }
    }

    private func drawMeetings(_ area: Rectangle, focused: Bool, on surface: inout Surface) {
        let meetings = dayOccurrences
        if meetings.isEmpty { return drawEmpty(.calendar, .noMeetings, area, on: &surface) }
        let position = positions[.calendar, default: ListPosition()]
        let shown = meetings.dropFirst(position.top).prefix(area.height)
        func countdown(_ meeting: Occurrence) -> String {
            if meeting.status == "cancelled" { return speaker(.cancelled) }
            if meeting.isUnfollowed { return speaker(.seriesUnfollowedShort) }
            guard meeting.start > now, zone.day(of: meeting.start) == today else { return "" }
            return speaker.countdown(to: meeting.start, from: now)
        }
        // Place and time left each have a column of their own.
        let rightWidth = shown.map { TextWidth.of(countdown($0)) }.max() ?? 0
        let placeWidth = min(shown.map { TextWidth.of(directory.name($0.place) ?? "") }.max() ?? 0, max(0, area.width / 4))
        for (line, meeting) in shown.enumerated() {
            let y = area.y + line
            let time = meeting.hours(on: day, in: zone) ?? speaker(.allDayWord)
            let isOver = meeting.end <= now
            let isCancelled = meeting.status == "cancelled"
            surface.put(TextWidth.padded(time, to: 11), x: area.x + 2, y: y, style: Style(isOver || isCancelled ? .dim : .accent))
            let right = countdown(meeting)
            let place = directory.name(meeting.place) ?? ""
            let end = area.right - 1 - rightWidth
            surface.put(right, x: area.right - 1 - TextWidth.of(right), y: y, style: Style(.dim))
            surface.putTruncated(place, x: end - placeWidth - 1, y: y, width: placeWidth, style: Style(.dim))
            surface.putTruncated(
                meeting.title, x: area.x + 14, y: y, width: max(0, end - placeWidth - 2 - area.x - 14),
                style: isOver || isCancelled ? Style(.dim) : .plain)
            ground(area, y, selected: position.top + line == position.selected, focused: focused, on: &surface)
        }
    }

    /// A month as a grid, weeks from Monday: days off dim, days with meetings bold, make-up workdays marked.
    private func drawMonth(_ area: Rectangle, on surface: inout Surface) {
        let first = day.startOfMonth
        let (year, month, _) = first.civil
        let heading = speaker(.monthTitle, String(year), speaker.language.isChinese ? String(month) : padded(month, 2))
        surface.put(heading, x: area.x + 2, y: area.y, style: Style(.title, bold: true))
        for (index, letter) in Phrase.weekdayLetters.enumerated() {
            surface.put(speaker(letter), x: area.x + 2 + index * 5, y: area.y + 1, style: Style(.dim))
        }
        var current = first.monday
        for week in 0..<6 {
            for column in 0..<7 {
                defer { current = current + 1 }
                guard current.civil.month == month else { continue }
                let text = TextWidth.padded(String(current.dayOfMonth), to: 2, right: true)
                let isWorked = calendar.isWorkday(current)
                var style = Style(isWorked ? .text : .dim, bold: busyDays.contains(current))
                if current == today { style = Style(.today, bold: true, underlined: true) }
                style.isSelected = current == day
                let x = area.x + 2 + column * 5
                surface.put(text, x: x, y: area.y + 2 + week, style: style)
                let mark = calendar.isMakeUpWorkday(current) ? "+" : busyDays.contains(current) ? "·" : ""
                surface.put(mark, x: x + 2, y: area.y + 2 + week, style: Style(calendar.isMakeUpWorkday(current) ? .urgent : .accent))
            }
        }
    }
}
