import Office
import Phrases
import Screen

extension DeskState {
    func draw(_ overlay: Overlay, in layout: Layout, on surface: inout Surface) {
        switch overlay {
        case .form(let form): draw(form, in: layout, on: &surface)
        case .line(let line): draw(line, in: layout, on: &surface)
        case .picker(let picker): draw(picker, in: layout, on: &surface)
        case .reader(let reader): draw(reader, in: layout, on: &surface)
        case .closing(let closing): draw(closing, in: layout, on: &surface)
        case .calls(let calls): draw(calls, in: layout, on: &surface)
        case .door(let hits): draw(hits, in: layout, on: &surface)
        }
    }

    // MARK: Line prompt

    private func draw(_ line: LinePrompt, in layout: Layout, on surface: inout Surface) {
        let label = promptLabel(line) + " "
        let y = layout.message.y
        // The prompt stands where alarms stand: one just announced keeps a line of its own above it.
        if let named, announced.contains(named.matter.id), let words = alarm(width: layout.message.width - 2) {
            surface.fill(Rectangle(x: 0, y: y - 1, width: layout.message.width, height: 1))
            surface.putTruncated(words, x: 1, y: y - 1, width: layout.message.width - 2, style: Style(.error))
        }
        surface.fill(Rectangle(x: 0, y: y, width: layout.message.width, height: 2))
        let x = 1 + surface.put(label, x: 1, y: y, style: Style(.accent, bold: true))
        let (text, caret) = line.editor.window(layout.message.width - x - 1)
        surface.put(text, x: x, y: y, style: line.editor.isSelected ? Style(.fieldFocused, underlined: true) : Style(.text))
        if line.isError, !line.fault.isEmpty, let fault = text.firstRange(of: line.fault) {
            surface.put(line.fault, x: x + TextWidth.of(String(text[..<fault.lowerBound])), y: y, style: Style(.error))
        }
        surface.cursor = (x + caret, y)
        surface.showsCaret = true
        if case .capture = line.purpose, line.editor.isEmpty {
            surface.putTruncated(
                speaker(.capturePrefixes, speaker.prefixes(Capture.prefixes(office.registers))), x: 1, y: y + 1,
                width: layout.message.width - 2, style: Style(.hint))
        } else if !line.echo.isEmpty {
            surface.putTruncated(
                line.echo, x: 1, y: y + 1, width: layout.message.width - 2, style: Style(line.isError ? .error : .proposal))
        }
    }

    // MARK: Form

    private func draw(_ form: FormState, in layout: Layout, on surface: inout Surface) {
        let shown = form.shownFields
        let labelWidth = labelWidth(form, in: layout)
        let notes = form.notes.flatMap { TextWidth.wrapped($0, to: max(8, formWidth(in: layout) - 4), limit: 3) }.prefix(4)
        let extra = 3 + (form.banner == nil ? 0 : 2) + notes.count
        let hasPicker = shown.contains { form.fields[$0].scope != nil || !form.fields[$0].definition.choices.isEmpty }
        let candidateRows = hasPicker ? min(5, max(1, layout.body.height - shown.count - 6)) : 0
        let lineRows = form.focusedField.map { fieldRows($0, labelWidth, formWidth(in: layout) - 4) } ?? 1
        let wanted = shown.count + candidateRows + extra + 1 + lineRows
        let area = layout.body.centered(width: formWidth(in: layout), height: min(layout.body.height, max(10, wanted)))
        let more = form.hasMore ? speaker(form.showsMore ? .formFewer : .formMore) : ""
        var inner = Frame.window(area, title: form.title.headed, remark: more, on: &surface)
        if let banner = form.banner {
            surface.putTruncated(banner, x: inner.x, y: inner.y, width: inner.width, style: Style(.seal, bold: true))
            inner = inner.splitTop(2).rest
        }
        // The fields come first where there is little room.
        let shownNotes = notes.prefix(max(0, inner.height - 2 - min(shown.count, 3)))
        for (row, note) in shownNotes.enumerated() {
            surface.putTruncated(note, x: inner.x, y: inner.y + row, width: inner.width, style: Style(.proposal))
        }
        inner = inner.splitTop(shownNotes.count).rest
        let (fieldsArea, foot) = inner.splitBottom(2)
        let below = candidatesShown(form) ? candidateRows : min(candidateRows, choiceRows(form, labelWidth, fieldsArea.width))
        let listRows = max(1, fieldsArea.height - below - (lineRows - 1))
        let focusRow = shown.firstIndex(of: form.focused) ?? 0
        let top = max(0, min(focusRow - listRows + 1, shown.count - listRows))
        var y = fieldsArea.y
        for index in shown.dropFirst(max(0, top)) {
            if y >= fieldsArea.bottom { break }
            let rows = index == form.focused ? min(lineRows, fieldsArea.bottom - y) : 1
            drawField(form.fields[index], isFocused: index == form.focused, labelWidth, fieldsArea, y, rows, on: &surface)
            y += rows
            if index == form.focused {
                let room = Rectangle(
                    x: fieldsArea.x, y: fieldsArea.y, width: fieldsArea.width,
                    height: min(fieldsArea.height, y - fieldsArea.y + candidateRows))
                y = drawCandidates(form.fields[index], labelWidth, room, y, on: &surface)
            }
        }
        if let error = form.error {
            surface.putTruncated(error, x: foot.x, y: foot.y, width: foot.width, style: Style(.error))
        } else if let twin = snapshot.twins.first, form.referenceForTwin != nil {
            surface.putTruncated(
                speaker(.twinHere, twin.number ?? twin.id.text, twin.title), x: foot.x, y: foot.y, width: foot.width, style: Style(.error))
        }
        let keys: Phrase = form.isFolder ? .formFolder : form.focusedField?.editor.allowsBreaks == true ? .formAcceptLines : .formAccept
        surface.putTruncated(speaker(keys), x: foot.x, y: foot.y + 1, width: foot.width, style: Style(.hint))
    }

    private func candidatesShown(_ form: FormState) -> Bool {
        guard form.fields.indices.contains(form.focused) else { return false }
        return form.fields[form.focused].scope != nil
    }

    private func choiceRows(_ form: FormState, _ labelWidth: Int, _ width: Int) -> Int {
        form.focusedField.map { choiceLines($0, width - labelWidth - 2).count } ?? 0
    }

    // MARK: Field

    private func formWidth(in layout: Layout) -> Int { min(layout.body.width, 96) }

    private func labelWidth(_ form: FormState, in layout: Layout) -> Int {
        min(layout.body.width / 3, form.shownFields.map { TextWidth.of(speaker(form.fields[$0].definition.name)) }.max() ?? 8)
    }

    /// What stands beside a field: what is wrong with it, how it is read, where it is from.
    private func remark(_ field: FormField) -> String {
        let read = echo(field).flatMap { $0 == field.text ? nil : $0 }
        // What stands between the strokes of a row.
        let columns = field.definition.columns.map { speaker($0.name) }
        return field.error
            ?? [read, columns.isEmpty ? nil : Lines.typed(columns), field.source].compactMap { $0 }.joined(separator: " · ")
    }

    /// The columns a field's text has beside its label and its remark.
    private func textWidth(_ field: FormField, _ labelWidth: Int, _ width: Int) -> Int {
        let room = width - labelWidth - 2
        let remarkWidth = remarkWidth(field, room)
        return max(4, room - (remarkWidth > 0 ? remarkWidth + 2 : 0))
    }

    /// The columns a remark gets: half of the row, an error all that the typed text does not need.
    private func remarkWidth(_ field: FormField, _ room: Int) -> Int {
        let spared = field.error == nil ? 0 : room - 4 - max(8, TextWidth.of(field.editor.text))
        return min(TextWidth.of(remark(field)), max(0, room / 2, spared))
    }

    /// The rows a field takes while it is typed in: several lines are shown as such, at most six.
    private func fieldRows(_ field: FormField, _ labelWidth: Int, _ width: Int) -> Int {
        guard field.definition.kind.rules.isProse else { return 1 }
        return min(6, field.editor.lines(textWidth(field, labelWidth, width)).lines.count)
    }

    /// The columns of the field being typed in, for keys that go from line to line.
    func focusedTextWidth(_ form: FormState) -> Int {
        let layout = Layout(self)
        return form.focusedField.map { textWidth($0, labelWidth(form, in: layout), formWidth(in: layout) - 4) } ?? 20
    }

    private func drawField(
        _ field: FormField, isFocused: Bool, _ labelWidth: Int, _ area: Rectangle, _ y: Int, _ rows: Int, on surface: inout Surface
    ) {
        let label = TextWidth.padded(speaker(field.definition.name), to: labelWidth)
        surface.put(label, x: area.x, y: y, style: Style(isFocused ? .accent : .dim, bold: isFocused))
        let x = area.x + labelWidth + 2
        let remark = remark(field)
        let remarkWidth = remarkWidth(field, area.width - labelWidth - 2)
        let width = textWidth(field, labelWidth, area.width)
        let style = Style(isFocused ? .fieldFocused : .field)
        surface.fill(Rectangle(x: x, y: y, width: width, height: rows), style: style)
        if isFocused, field.definition.kind.rules.isProse {
            let (lines, row, column) = field.editor.lines(width)
            let top = max(0, min(row - rows + 1, lines.count - rows))
            for (index, line) in lines.dropFirst(top).prefix(rows).enumerated() {
                surface.put(
                    line, x: x, y: y + index, limit: width,
                    style: field.editor.isSelected ? Style(.fieldFocused, underlined: true) : style)
            }
            surface.cursor = (x + column, y + row - top)
            surface.showsCaret = true
        } else if isFocused {
            let (text, caret) = field.editor.window(width)
            surface.put(text, x: x, y: y, limit: width, style: field.editor.isSelected ? Style(.fieldFocused, underlined: true) : style)
            surface.cursor = (x + caret, y)
            surface.showsCaret = true
        } else {
            surface.putTruncated(field.editor.text, x: x, y: y, width: width, style: style)
        }
        let remarkStyle = Style(field.error != nil ? .error : .proposal)
        surface.putTruncated(remark, x: x + width + 2, y: y, width: remarkWidth, style: remarkStyle)
    }

    /// The choices of a field by their digits, none of them broken in two.
    private func choiceLines(_ field: FormField, _ width: Int) -> [String] {
        guard field.definition.kind == .choice else { return [] }
        return TextWidth.gathered(field.definition.choices.enumerated().map { "\($0.offset + 1) \(speaker($0.element.name))" }, to: width)
    }

    private func drawCandidates(_ field: FormField, _ labelWidth: Int, _ area: Rectangle, _ from: Int, on surface: inout Surface) -> Int {
        var y = from
        let choices = choiceLines(field, area.width - labelWidth - 2)
        for line in choices where y < area.bottom {
            surface.put(line, x: area.x + labelWidth + 2, y: y, style: Style(.dim))
            y += 1
        }
        if !choices.isEmpty { return y }
        guard field.scope != nil, field.isTouched || field.text.isEmpty || unclearRoom(field) != nil else { return y }
        for (index, entry) in candidates(field).enumerated() where y < area.bottom {
            let isChosen = index == field.choice && !field.text.isEmpty
            let x = area.x + labelWidth + 2
            surface.put(isChosen ? "▸ " : "  ", x: x, y: y, style: Style(.accent))
            let width = surface.putTruncated(
                entry.name, x: x + 2, y: y, width: 24, style: Style(isChosen ? .accent : .text, bold: isChosen))
            surface.putTruncated(entry.detail, x: x + 4 + width, y: y, width: max(0, area.right - x - 4 - width), style: Style(.dim))
            y += 1
        }
        return y
    }

    // MARK: Picker and reader

    private func draw(_ picker: PickerState, in layout: Layout, on surface: inout Surface) {
        let shown = picker.shown
        let area = layout.body.centered(
            width: min(layout.body.width, 72), height: min(layout.body.height, max(8, shown.count + picker.notes.count + 4)))
        let remark = speaker(picker.purpose == .views ? .viewKeys : .typeToSearch)
        let window = Frame.window(area, title: picker.title.headed, remark: remark, on: &surface)
        let (notes, inner) = window.splitTop(picker.notes.count)
        for (row, note) in picker.notes.prefix(notes.height).enumerated() {
            surface.putTruncated(note, x: notes.x + 2, y: notes.y + row, width: notes.width - 3, style: Style(.proposal))
        }
        let (search, list) = inner.splitTop(1)
        let (text, caret) = picker.editor.window(search.width - 2)
        surface.put("› ", x: search.x, y: search.y, style: Style(.accent))
        surface.put(text, x: search.x + 2, y: search.y)
        surface.cursor = (search.x + 2 + caret, search.y)
        surface.showsCaret = true
        var position = picker.position
        position.settle(count: shown.count, height: list.height)
        for (line, item) in shown.dropFirst(position.top).prefix(list.height).enumerated() {
            let y = list.y + line
            let index = position.top + line
            let isChosen = index == position.selected
            let number = picker.takesDigits && index < 9 ? "\(index + 1) " : ""
            let style = item.reason == nil ? Style.plain : Style(.dim)
            let detailWidth = min(TextWidth.of(item.detail), list.width / 2)
            surface.putTruncated("\(number)\(item.label)", x: list.x + 2, y: y, width: list.width - detailWidth - 4, style: style)
            surface.putTruncated(item.detail, x: list.right - detailWidth, y: y, width: detailWidth, style: Style(.hint))
            if isChosen {
                surface.tint(Rectangle(x: list.x, y: y, width: list.width, height: 1)) { $0.isSelected = true }
                surface.put("▸", x: list.x, y: y, style: Style(.accent, selected: true))
            }
        }
        if shown.isEmpty { drawEmpty(.nothingHere, list, on: &surface) }
    }

    private func draw(_ given: ReaderState, in layout: Layout, on surface: inout Surface) {
        var reader = given
        if reader.kind == .history { reader.lines = historyLines() }
        let shown = reader.shown
        let isHelp = reader.kind == .help
        let width = min(layout.body.width, isHelp ? 72 : 100)
        let labelWidth = min(width / 3, shown.map { TextWidth.of($0.label) }.max() ?? 0)
        var rows: [(index: Int, label: String, text: String)] = []
        for (index, line) in shown.enumerated() {
            let wrapped = TextWidth.wrapped(line.text, to: max(10, width - labelWidth - 8), limit: 8)
            for (part, text) in (wrapped.isEmpty ? [""] : wrapped).enumerated() { rows.append((index, part == 0 ? line.label : "", text)) }
        }
        let searchRows = isHelp || !reader.editor.isEmpty ? 1 : 0
        let area = layout.body.centered(width: width, height: min(layout.body.height, max(6, rows.count + 2 + searchRows)))
        let inner = Frame.window(area, title: reader.title.headed, remark: speaker(isHelp ? .typeToSearch : .readMore), on: &surface)
        let (search, list) = inner.splitTop(searchRows)
        if searchRows > 0 {
            let (text, caret) = reader.editor.window(search.width - 2)
            surface.put("› ", x: search.x, y: search.y, style: Style(.accent))
            surface.put(text, x: search.x + 2, y: search.y)
            surface.cursor = (search.x + 2 + caret, search.y)
            surface.showsCaret = true
        }
        let selectedRow = rows.firstIndex { $0.index == reader.position.selected } ?? 0
        var position = ListPosition(selected: selectedRow, top: reader.position.top)
        position.settle(count: rows.count, height: list.height)
        for (line, row) in rows.dropFirst(position.top).prefix(list.height).enumerated() {
            let y = list.y + line
            surface.put(
                TextWidth.padded(row.label, to: labelWidth), x: list.x + 2, y: y, style: Style(isHelp ? .hintKey : .dim, bold: isHelp))
            surface.put(row.text, x: list.x + 4 + labelWidth, y: y, limit: list.width - labelWidth - 4)
            if row.index == reader.position.selected {
                surface.tint(Rectangle(x: list.x, y: y, width: list.width, height: 1)) { $0.isSelected = true }
                if searchRows == 0 { surface.cursor = (list.x, y) }
            }
        }
    }
}

extension String {
    /// As it stands over a box: what is small among the keys (`lend`, `task from it`) begins with a capital there.
    var headed: String { prefix(1).uppercased() + dropFirst() }
}
