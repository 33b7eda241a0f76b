import Office
import Phrases
import Screen

extension DeskState {
    /// The matter under the cursor: the proposed act first, then its fields, then the paper's own words.
    func drawPreview(_ area: Rectangle, on surface: inout Surface) {
        let focused = focus == .preview
        let name = snapshot.preview.map { office.text(of: .reference, in: $0) ?? $0.number?.printed ?? $0.id.text }
        let title = name ?? snapshot.previewMeeting?.title ?? ""
        let lines = previewLines(width: area.width - 3)
        let height = area.height - 1
        let top = max(0, min(previewTop, lines.count - height))
        let remark = lines.count > height ? "\(min(lines.count, top + height))/\(lines.count)" : ""
        let inner = Frame.titled(
            area, title: "0 \(speaker(.panePreview))" + (title.isEmpty ? "" : " · \(title)"), remark: remark, focused: focused, on: &surface
        )
        let sought = soughtWords
        for (row, line) in lines.dropFirst(top).prefix(inner.height).enumerated() {
            var x = inner.x + 2
            if !line.label.isEmpty { x += surface.put(line.label + " ", x: x, y: inner.y + row, style: Style(.dim)) }
            surface.put(line.text, x: x, y: inner.y + row, limit: inner.right - x - 1, style: line.style)
            for find in finds(of: sought, in: line.text) {
                surface.put(
                    find.text, x: x + find.column, y: inner.y + row, limit: inner.right - x - find.column - 1,
                    style: Style(.mark, bold: true, underlined: true))
            }
        }
        if focused, overlays.isEmpty { surface.cursor = (inner.x, inner.y) }
    }

    struct PreviewLine: Hashable {
        var label = ""
        var text: String
        var style = Style.plain
    }

    func previewLines(width: Int) -> [PreviewLine] {
        if let meeting = snapshot.previewMeeting, current?.kind == .meeting { return meetingLines(meeting, width) }
        guard let matter = snapshot.preview, matter.id == current else { return [] }
        var lines = previewHead(matter, width)
        // Only what can be seen, and a screen beyond it, is wrapped.
        let extra = previewTop + rows + 40
        for (name, text) in snapshot.texts {
            lines.append(PreviewLine(text: ""))
            let paper = matter.enclosures.first { $0.name == name && $0.isMachineRead }
            lines.append(PreviewLine(text: "── \(paper.map(speaker.name) ?? name)", style: Style(.dim)))
            lines += TextWidth.wrapped(text, to: width, limit: extra).map { PreviewLine(text: $0) }
        }
        return lines
    }

    /// What stands over the papers: the proposed act and the matter's fields.
    func previewHead(_ matter: Matter, _ width: Int) -> [PreviewLine] {
        let sheet = MatterSheet(matter: matter, office: office, directory: directory, speaker: speaker, now: now)
        var lines: [PreviewLine] = []
        if let move = nextMove(of: matter, in: lastList), let definition = office.register(of: matter),
            let name = definition.path(to: move, from: matter.state)?.last?.name
        {
            lines.append(PreviewLine(text: speaker(.proposedAct, speaker(name)), style: Style(.proposal, bold: true)))
        }
        for line in sheet.lines() {
            let labelWidth = line.label.isEmpty ? 0 : TextWidth.of(line.label) + 1
            let style: Style = line.label.isEmpty ? Style(.title, bold: true) : .plain
            let wrapped = TextWidth.wrapped(line.text, to: max(8, width - labelWidth), limit: 12)
            for (index, text) in wrapped.enumerated() {
                lines.append(
                    PreviewLine(
                        label: index == 0 ? line.label : String(repeating: " ", count: max(0, labelWidth - 1)), text: text, style: style))
            }
        }
        return lines
    }

    private func meetingLines(_ meeting: Meeting, _ width: Int) -> [PreviewLine] {
        var lines = TextWidth.wrapped(meeting.title, to: width).map { PreviewLine(text: $0, style: Style(.title, bold: true)) }
        func add(_ label: Phrase, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            lines.append(PreviewLine(label: speaker(label), text: text))
        }
        let shown = dayOccurrences.first { $0.meeting == meeting.id }
        if let start = shown?.start ?? meeting.start { add(.fieldStart, zone.plain(start)) }
        if let end = shown?.end ?? meeting.end { add(.fieldEnd, zone.plain(end)) }
        let place = directory.name(shown?.place ?? meeting.place)
        lines += place.map { [PreviewLine(label: speaker.fieldName("place", in: nil).headed, text: $0)] } ?? []
        add(.fieldExpected, meeting.expected.map(String.init))
        if shown?.isUnfollowed == true {
            lines += TextWidth.wrapped(speaker(.seriesUnfollowed), to: width).map { PreviewLine(text: $0, style: Style(.soon)) }
        }
        if meeting.isCancelled { lines.append(PreviewLine(text: speaker(.cancelled), style: Style(.overdue))) }
        if let note = meeting.note { lines += TextWidth.wrapped(note, to: width).map { PreviewLine(text: $0) } }
        if let matter = meeting.matter { add(.labelLink, matter) }
        return lines
    }
}
