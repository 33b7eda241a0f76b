/// How boxes are drawn: with lines where the terminal shows them narrow, else with ASCII.
public enum Frame {
    /// Draws a rule with a title at its left and a remark at its right, and returns the area beneath.
    public static func titled(
        _ area: Rectangle, title: String, remark: String = "", focused: Bool, on surface: inout Surface
    ) -> Rectangle {
        guard area.height > 0, area.width > 2 else { return area }
        let style = Style(focused ? .borderFocused : .border, bold: focused)
        surface.put(String(repeating: focused ? "━" : "─", count: area.width), x: area.x, y: area.y, limit: area.width, style: style)
        let room = max(0, area.width - 4 - (remark.isEmpty ? 0 : TextWidth.of(remark) + 3))
        let shown = TextWidth.truncated(title, to: room)
        if !shown.isEmpty {
            surface.put(" \(shown) ", x: area.x + 1, y: area.y, style: Style(focused ? .borderFocused : .title, bold: true))
        }
        let width = TextWidth.of(remark) + 2
        if !remark.isEmpty, width < area.width - 2 {
            surface.put(" \(remark) ", x: area.right - width - 1, y: area.y, limit: width, style: Style(.dim))
        }
        return Rectangle(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
    }

    /// A box over everything else, its inside cleared; returns the inside.
    public static func window(_ area: Rectangle, title: String, remark: String = "", on surface: inout Surface) -> Rectangle {
        surface.fill(area)
        guard area.width > 4, area.height > 2 else { return area }
        let style = Style(.borderFocused)
        let bar = String(repeating: "─", count: area.width - 2)
        surface.put("┌\(bar)┐", x: area.x, y: area.y, style: style)
        surface.put("└\(bar)┘", x: area.x, y: area.bottom - 1, style: style)
        for y in (area.y + 1)..<(area.bottom - 1) {
            surface.put("│", x: area.x, y: y, style: style)
            surface.put("│", x: area.right - 1, y: y, style: style)
        }
        surface.put(" \(TextWidth.truncated(title, to: area.width - 6)) ", x: area.x + 2, y: area.y, style: Style(.title, bold: true))
        let width = TextWidth.of(remark) + 2
        if !remark.isEmpty, width < area.width - 4 {
            surface.put(" \(remark) ", x: area.right - width - 2, y: area.bottom - 1, limit: width, style: Style(.hint))
        }
        return area.inset(2, 1)
    }
}

/// Where a list stands: which row is selected and which is the first one shown.
public struct ListPosition: Hashable, Sendable {
    public var selected: Int
    public var top: Int

    public init(selected: Int = 0, top: Int = 0) {
        self.selected = selected
        self.top = top
    }

    /// Brings both within a list of a length, and the selected row into view.
    public mutating func settle(count: Int, height: Int) {
        selected = max(0, min(selected, count - 1))
        let height = max(1, height)
        if selected < top { top = selected }
        if selected >= top + height { top = selected - height + 1 }
        top = max(0, min(top, max(0, count - height)))
    }
}
