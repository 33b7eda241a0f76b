/// One column of the screen. A wide glyph takes two: itself and a covered cell.
public struct Cell: Hashable, Sendable {
    public var glyph: Glyph
    public var style: Style
    /// The right half of the wide glyph before it.
    public var isCovered: Bool

    public static let blank = Cell(glyph: .blank, style: .plain, isCovered: false)
}

/// A place and size on the screen, in columns and rows from the top left.
public struct Rectangle: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    public var isEmpty: Bool { width == 0 || height == 0 }
    public var right: Int { x + width }
    public var bottom: Int { y + height }

    public func inset(_ horizontal: Int, _ vertical: Int) -> Rectangle {
        Rectangle(x: x + horizontal, y: y + vertical, width: width - 2 * horizontal, height: height - 2 * vertical)
    }

    /// Cuts rows off the top; the rest follows.
    public func splitTop(_ rows: Int) -> (top: Rectangle, rest: Rectangle) {
        let height = min(max(0, rows), self.height)
        return (
            Rectangle(x: x, y: y, width: width, height: height),
            Rectangle(x: x, y: y + height, width: width, height: self.height - height)
        )
    }

    public func splitBottom(_ rows: Int) -> (rest: Rectangle, bottom: Rectangle) {
        let (rest, bottom) = splitTop(height - min(max(0, rows), height))
        return (rest, bottom)
    }

    public func splitLeft(_ columns: Int) -> (left: Rectangle, rest: Rectangle) {
        let width = min(max(0, columns), self.width)
        return (
            Rectangle(x: x, y: y, width: width, height: height),
            Rectangle(x: x + width, y: y, width: self.width - width, height: height)
        )
    }

    /// A rectangle of a size in the middle of this one, no larger than it.
    public func centered(width: Int, height: Int) -> Rectangle {
        let w = min(width, self.width)
        let h = min(height, self.height)
        return Rectangle(x: x + (self.width - w) / 2, y: y + (self.height - h) / 2, width: w, height: h)
    }

    public func contains(x: Int, y: Int) -> Bool { x >= self.x && x < right && y >= self.y && y < bottom }
}

/// A grid of cells to draw on. Drawing cannot fail: what does not fit is cut.
public struct Surface: Sendable {
    public let width: Int
    public let height: Int
    public private(set) var cells: [Cell]
    /// Where the hardware cursor stands; input methods open their window there.
    public var cursor: (x: Int, y: Int)?
    /// Whether a caret is shown there.
    public var showsCaret = false

    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
        cells = Array(repeating: .blank, count: self.width * self.height)
    }

    public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: width, height: height) }

    public subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

    /// Puts text on a row from a column on, within `limit` columns; returns the columns taken.
    @discardableResult
    public mutating func put(_ text: some StringProtocol, x: Int, y: Int, limit: Int = .max, style: Style = .plain) -> Int {
        guard y >= 0, y < height else { return 0 }
        let end = min(width, limit == .max ? width : x + max(0, limit))
        let width = width
        var column = x
        cells.withUnsafeMutableBufferPointer { cells in
            Visible.walk(text) { glyph, glyphWidth in
                if column + glyphWidth > end { return false }
                if column >= 0 { Surface.set(cells, column, y, width, glyph, glyphWidth, style) }
                column += glyphWidth
                return true
            }
        }
        return column - x
    }

    /// Text cut with … where it does not fit.
    @discardableResult
    public mutating func putTruncated(
        _ text: String, x: Int, y: Int, width: Int, toTheRight: Bool = false, style: Style = .plain
    ) -> Int {
        guard y >= 0, y < height, width > 0 else { return 0 }
        var taken = 0
        var fits = true
        // How much is shown where the … needs room, too.
        var cut = 0
        Visible.walk(text) { _, glyphWidth in
            if taken + glyphWidth > width { fits = false }
            if taken + glyphWidth < width { cut = taken + glyphWidth }
            taken += glyphWidth
            return fits
        }
        let shown = fits ? taken : cut
        let used = shown + (fits ? 0 : 1)
        let begin = toTheRight ? x + width - used : x
        let right = self.width
        cells.withUnsafeMutableBufferPointer { cells in
            var column = begin
            Visible.walk(text) { glyph, glyphWidth in
                if column + glyphWidth > begin + shown { return false }
                if column >= 0, column + glyphWidth <= right { Surface.set(cells, column, y, right, glyph, glyphWidth, style) }
                column += glyphWidth
                return true
            }
            if !fits, column >= 0, column < right { Surface.set(cells, column, y, right, Surface.more, 1, style) }
        }
        return used
    }

    private static let more = Glyph("…" as Unicode.Scalar)

    /// The row and column are within the screen; a wide glyph fits.
    @inline(__always)
    private static func set(
        _ cells: UnsafeMutableBufferPointer<Cell>, _ x: Int, _ y: Int, _ width: Int, _ glyph: Glyph, _ glyphWidth: Int, _ style: Style
    ) {
        let index = y * width + x
        clearHalf(cells, index, x, width)
        cells[index] = Cell(glyph: glyph, style: style, isCovered: false)
        if glyphWidth == 2 {
            clearHalf(cells, index + 1, x + 1, width)
            cells[index + 1] = Cell(glyph: .blank, style: style, isCovered: true)
        }
    }

    /// Overwriting one half of a wide glyph clears the other.
    @inline(__always)
    private static func clearHalf(_ cells: UnsafeMutableBufferPointer<Cell>, _ index: Int, _ x: Int, _ width: Int) {
        if cells[index].isCovered, x > 0 {
            cells[index - 1].glyph = .blank
            cells[index].isCovered = false
        }
        if x + 1 < width, cells[index + 1].isCovered {
            cells[index + 1].isCovered = false
            cells[index + 1].glyph = .blank
        }
    }

    public mutating func fill(_ area: Rectangle, style: Style = .plain, with character: Character = " ") {
        let glyph = Glyph(character)
        let width = width
        let height = height
        cells.withUnsafeMutableBufferPointer { cells in
            for y in max(0, area.y)..<max(0, min(area.bottom, height)) {
                for x in max(0, area.x)..<max(0, min(area.right, width)) { Surface.set(cells, x, y, width, glyph, 1, style) }
            }
        }
    }

    /// Gives a row its ground without touching its text.
    public mutating func tint(_ area: Rectangle, _ change: (inout Style) -> Void) {
        for y in max(0, area.y)..<max(0, min(area.bottom, height)) {
            for x in max(0, area.x)..<max(0, min(area.right, width)) { change(&cells[y * width + x].style) }
        }
    }

    /// Hands over every glyph that a terminal showing an older surface has to be sent; all of them where it shows none of this size.
    public func eachChange(since shown: Surface?, _ send: (_ x: Int, _ y: Int, _ cell: Cell) -> Void) {
        let known = shown.flatMap { $0.width == width && $0.height == height ? $0.cells : nil } ?? []
        cells.withUnsafeBufferPointer { cells in
            known.withUnsafeBufferPointer { known in
                for index in cells.indices where !cells[index].isCovered {
                    let next = index + 1
                    // A glyph is sent again where the half behind it changed, too.
                    if !known.isEmpty, known[index] == cells[index],
                        next % width == 0 || known[next].isCovered == cells[next].isCovered
                    {
                        continue
                    }
                    send(index % width, index / width, cells[index])
                }
            }
        }
    }

    /// The screen as lines of text, trailing blanks cut: what tests compare.
    public var text: String {
        (0..<height).map { y in
            var line = ""
            for x in 0..<width where !self[x, y].isCovered { line += self[x, y].glyph.text }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// The screen as role letters, selected cells in place of their role.
    public var roles: String {
        (0..<height).map { y in
            var line = ""
            for x in 0..<width {
                let cell = self[x, y]
                line.append(cell.style.isSelected ? "#" : cell.style == .plain ? "." : cell.style.role.letter)
            }
            while line.last == "." { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
