import Office
import Phrases
import Screen

extension DeskState {
    // MARK: Asking

    /// What is searched for, as terms; nil where nothing is.
    var searchFilter: Filter? {
        guard !searchText.trimmed.isEmpty, let filter = try? Filter(searchText, names: names(in: .search), words: words) else { return nil }
        return filter.isEmpty ? nil : filter
    }

    func searchQuery(_ layout: Layout) -> SearchQuery? {
        guard focus == .search || lastList == .search, let filter = searchFilter else { return nil }
        let height = max(layout.listHeight(.search), 10)
        // Windows are whole pages, so that a step of the cursor asks nothing new: the one on the screen, or the two it lies across.
        let top = positions[.search, default: ListPosition()].top
        let start = top / height * height
        return SearchQuery(filter: filter, window: start..<start + height * (top == start ? 1 : 2))
    }

    /// Why a query cannot be read; nil where it can.
    func searchProblem(_ text: String) -> String? {
        problem(text, in: .search)
    }

    mutating func searchFor(_ text: String) {
        searchText = text
        positions[.search] = ListPosition()
        selected[.search] = nil
        previewTop = 0
    }

    // MARK: Drawing

    func drawSearch(_ area: Rectangle, on surface: inout Surface) {
        let focused = focus == .search
        let remark = snapshot.hitTotal.map(String.init) ?? "…"
        let inner = Frame.titled(area, title: "7 \(speaker(.paneSearch)) · \(searchText)", remark: remark, focused: focused, on: &surface)
        if snapshot.hits.isEmpty {
            let isAsked = !searchText.trimmed.isEmpty
            return drawEmpty(
                isAsked ? searchProblem(searchText) ?? speaker(.nothingMatches, searchText) : speaker(.nothingHere), inner, on: &surface)
        }
        let position = positions[.search, default: ListPosition()]
        let shown = snapshot.hits.dropFirst(position.top).prefix(inner.height)
        func number(_ hit: SearchHit) -> String { hit.row.number ?? hit.row.reference ?? hit.row.id.text }
        let width = min(shown.map { TextWidth.of(number($0)) }.max() ?? 0, 22, inner.width / 3)
        let x = inner.x + 3 + width
        let room = max(0, inner.width - width - 4)
        // Finds stand in a column of their own: titles give way to them down to half of the row.
        let finds = shown.map { TextWidth.of(speaker.find($0, in: office)) }.max() ?? 0
        let titles = shown.map { TextWidth.of($0.row.title) }.max() ?? 0
        let title = finds == 0 ? room : min(titles, max(room / 2, room - finds - 2))
        for (line, hit) in shown.enumerated() {
            let y = inner.y + line
            surface.putTruncated(number(hit), x: inner.x + 2, y: y, width: width, style: Style(.dim))
            // The find gives way to its word.
            let find = self.find(hit, columns: room - title - 2)
            surface.putTruncated(hit.row.title, x: x, y: y, width: find.isEmpty ? room : title)
            surface.putTruncated(find, x: x + title + 2, y: y, width: max(0, room - title - 2), style: Style(.dim))
            ground(inner, y, selected: position.top + line == position.selected, focused: focused, on: &surface)
        }
    }

    /// Where a word was found and what stands around it; where that is too long, what stands before the word is left out.
    private func find(_ hit: SearchHit, columns: Int) -> String {
        let whole = speaker.find(hit, in: office)
        guard let found = hit.found, TextWidth.of(whole) > columns else { return whole }
        let head = whole.dropLast(hit.snippet.count)
        var lead = hit.snippet.prefix(found.lowerBound)
        let word = hit.snippet.dropFirst(found.lowerBound)
        // The marks of what is left out before and behind it.
        let room = columns - TextWidth.of(head) - TextWidth.of(word.prefix(found.count)) - 2
        if TextWidth.of(lead) <= room + 1 { return whole }
        while !lead.isEmpty, TextWidth.of(lead) > room { lead.removeFirst() }
        return head + "…" + lead + word
    }

    // MARK: Finds in the preview

    /// The words sought, folded, while the preview belongs to a search.
    var soughtWords: [[Unicode.Scalar]] {
        guard lastList == .search, let filter = searchFilter else { return [] }
        return filter.wanted.map { Array(Folding.search(DocumentNumber($0)?.canonical ?? $0).unicodeScalars) }.filter { !$0.isEmpty }
    }

    /// Where the words sought stand in a line, by columns.
    func finds(of sought: [[Unicode.Scalar]], in line: String) -> [(column: Int, text: String)] {
        guard !sought.isEmpty else { return [] }
        let scalars = Array(line.unicodeScalars)
        let folded = scalars.map(Folding.search)
        var finds: [(column: Int, text: String)] = []
        for word in sought where folded.count >= word.count {
            var at = 0
            while at + word.count <= folded.count {
                guard folded[at] == word[0], folded[at..<at + word.count].elementsEqual(word) else {
                    at += 1
                    continue
                }
                finds.append((TextWidth.of(text(scalars[..<at])), text(scalars[at..<at + word.count])))
                at += word.count
            }
        }
        return finds
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    private static let linesAbove = 2

    /// Brings the line in which a word was found into sight.
    mutating func scrollPreview(to hit: SearchHit) {
        guard let paper = hit.paper, let line = hit.line else { return }
        let starts = paperLines { name, number, _ in name == paper && number == line }
        if let row = starts.first { previewTop = max(0, row - DeskState.linesAbove) }
    }

    /// The next line of the papers that holds a word sought; after the last comes the first.
    mutating func nextFind(forward: Bool) {
        let sought = soughtWords
        let starts = paperLines { _, _, text in !finds(of: sought, in: text).isEmpty }.map { max(0, $0 - DeskState.linesAbove) }
        let next = forward ? starts.first { $0 > previewTop } ?? starts.first : starts.last { $0 < previewTop } ?? starts.last
        if let next { previewTop = next }
    }

    /// The rows of the preview at which those lines of the papers begin that are asked for.
    private func paperLines(_ isAskedFor: (_ paper: String, _ line: Int, _ text: String) -> Bool) -> [Int] {
        guard let matter = snapshot.preview, matter.id == current, let area = Layout(self).panes[.preview] else { return [] }
        let width = area.width - 3
        let sought = soughtWords
        var row = previewHead(matter, width).count
        var rows: [Int] = []
        for (name, text) in snapshot.texts {
            row += 2
            for (index, scalars) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let line = String(scalars.last == "\r" ? scalars.dropLast() : scalars)
                let wrapped = TextWidth.wrapped(line, to: width)
                if isAskedFor(name, index + 1, line) {
                    // A paragraph is a line of many rows: the row of the find, unless it is broken between two.
                    let held = wrapped.indices.filter { !finds(of: sought, in: wrapped[$0]).isEmpty }
                    rows += held.isEmpty ? [row] : held.map { row + $0 }
                }
                row += wrapped.count
            }
        }
        return rows
    }
}
