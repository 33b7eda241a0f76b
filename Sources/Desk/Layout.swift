import Screen

/// Where everything stands: a pure function of size, focus and zoom.
public struct Layout: Hashable, Sendable {
    public enum SizeClass: Sendable {
        /// Three panes and the preview.
        case wide
        /// One pane with a tab strip and the preview.
        case medium
        /// One list.
        case narrow
        /// Too small for anything but one line.
        case tiny
    }

    public let sizeClass: SizeClass
    public private(set) var header = Rectangle(x: 0, y: 0, width: 0, height: 0)
    public private(set) var tabs: Rectangle?
    public private(set) var panes: [PaneID: Rectangle] = [:]
    public private(set) var message = Rectangle(x: 0, y: 0, width: 0, height: 0)
    public private(set) var hints = Rectangle(x: 0, y: 0, width: 0, height: 0)
    /// What lies between header and message line.
    public private(set) var body = Rectangle(x: 0, y: 0, width: 0, height: 0)

    init(_ desk: DeskState) {
        self.init(columns: desk.columns, rows: desk.rows, focus: desk.focus, lastList: desk.lastList, isZoomed: desk.isZoomed)
    }

    public init(columns: Int, rows: Int, focus: PaneID, lastList: PaneID, isZoomed: Bool) {
        let all = Rectangle(x: 0, y: 0, width: columns, height: rows)
        if columns < 40 || rows < 8 {
            sizeClass = .tiny
            body = all
            return
        }
        sizeClass = columns >= 100 && rows >= 20 ? .wide : columns >= 60 ? .medium : .narrow
        let (header, afterHeader) = all.splitTop(1)
        let (middle, hints) = afterHeader.splitBottom(1)
        let (body, message) = middle.splitBottom(1)
        self.header = header
        self.hints = hints
        self.message = message
        self.body = body
        let list = focus == .preview ? lastList : focus
        if isZoomed {
            panes[focus] = body
        } else if sizeClass == .wide, list == .matters || list == .search {
            let (left, rest) = body.splitLeft(body.width / 2)
            panes[list] = left
            panes[.preview] = Rectangle(x: rest.x + 1, y: rest.y, width: rest.width - 1, height: rest.height)
        } else if sizeClass == .wide {
            let (left, rest) = body.splitLeft(body.width * 46 / 100)
            let right = Rectangle(x: rest.x + 1, y: rest.y, width: rest.width - 1, height: rest.height)
            let (top, bottom) = left.splitTop(max(8, left.height - 15))
            panes[.today] = top
            panes[.calendar] = bottom
            let (queue, preview) = right.splitTop(right.height * 48 / 100)
            panes[.inbound] = queue
            panes[.preview] = preview
        } else {
            let (strip, rest) = body.splitTop(1)
            tabs = strip
            if sizeClass == .narrow || rows < 16 {
                panes[focus] = rest
            } else {
                let (top, bottom) = rest.splitBottom(max(6, rest.height * 36 / 100))
                panes[list] = top
                panes[.preview] = bottom
            }
        }
    }

    func shows(_ pane: PaneID) -> Bool { panes[pane] != nil }

    /// Rows a pane has for its list.
    func listHeight(_ pane: PaneID) -> Int {
        guard let area = panes[pane] else { return 10 }
        if pane == .calendar { return max(1, area.height - 1 - (area.height >= 13 ? 8 : 0)) }
        return max(1, area.height - 1)
    }
}
