import Screen

/// The desk read out line by line, for screen readers and pipes: the same panes, no frames, no columns to find.
public enum LinearScreen {
    /// The panes that are read out, in their order.
    public static let panes: [PaneID] = [.today, .inbound, .calendar]

    /// The desk as it must stand for one pane to be read out whole; lists longer than the window say their length in the title.
    public static func prepare(_ desk: inout DeskState, _ pane: PaneID) {
        desk.columns = 180
        desk.rows = 204
        desk.focus = pane
        desk.isZoomed = true
        desk.message = nil
    }

    /// What stands above the panes: the office, the day, what is late.
    public static func heading(_ desk: DeskState) -> String { lines(desk, in: Layout(desk).header).joined() }

    /// One pane: its title, then its rows.
    public static func text(_ desk: DeskState) -> [String] { lines(desk, in: Layout(desk).body) }

    private static func lines(_ desk: DeskState, in area: Rectangle) -> [String] {
        let surface = draw(desk)
        return (area.y..<area.bottom).compactMap { y in
            var line = ""
            for x in area.x..<area.right where !surface[x, y].isCovered { line += surface[x, y].glyph.text }
            let words = line.split(separator: " ").map(String.init).filter { !isOrnament($0) }
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }

    /// Lines and cursors that only guide the eye.
    private static func isOrnament(_ word: String) -> Bool { word.allSatisfy { "━─│┃▸".contains($0) } }
}
