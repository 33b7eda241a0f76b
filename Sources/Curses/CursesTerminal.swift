import CCurses
import Screen

/// A colour for the terminal, 0 to 255 each.
public struct Colour: Hashable, Sendable {
    public let red: Int
    public let green: Int
    public let blue: Int

    public init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }
}

/// How a role looks.
public struct Look: Hashable, Sendable {
    public var foreground: Colour?
    public var background: Colour?
    public var isBold: Bool

    public init(foreground: Colour?, background: Colour?, isBold: Bool) {
        self.foreground = foreground
        self.background = background
        self.isBold = isBold
    }
}

/// What a theme makes of the roles, and whether signs of disputed width are avoided.
public struct Wardrobe: Sendable {
    public var looks: [Role: Look]
    public var hasPlainBorders: Bool

    public init(looks: [Role: Look], hasPlainBorders: Bool) {
        self.looks = looks
        self.hasPlainBorders = hasPlainBorders
    }
}

/// The terminal over ncurses: sends changed cells, reads keys, and leaves the terminal as it found it on every way out.
public final class CursesTerminal: Terminal {
    private var shown: Surface?
    private var wardrobe: Wardrobe
    private var looks: [Role: Look] { wardrobe.looks }
    private var pairs: [[Colour?]: Int] = [:]
    /// What a style is sent as, worked out once: every changed cell asks.
    private var ink: [Style: Ink] = [:]
    private let colours: Int
    private let isDirect: Bool

    /// Starts the screen; nil where the terminal's type cannot show one.
    public init?(looks wardrobe: Wardrobe, monochrome: Bool) {
        guard cc_start() else { return nil }
        colours = monochrome ? 0 : Int(cc_colors())
        isDirect = cc_is_direct()
        self.wardrobe = wardrobe
    }

    public func stop() { cc_stop() }
    public func suspend() {
        cc_suspend()
        invalidate()
    }
    /// Leaves the terminal to another program while it works.
    public func lend(_ work: () -> Void) {
        cc_leave()
        work()
        cc_return()
        invalidate()
    }
    public func mouse(_ on: Bool) { cc_mouse(on) }
    public func bell() { cc_bell() }
    public func raw(_ bytes: String) { cc_raw(bytes) }

    public func dress(_ wardrobe: Wardrobe) {
        self.wardrobe = wardrobe
        pairs = [:]
        ink = [:]
        invalidate()
    }

    public var size: (columns: Int, rows: Int) { (Int(cc_columns()), Int(cc_rows())) }

    public func invalidate() {
        shown = nil
        cc_clear_all()
    }

    // MARK: Painting

    public func show(_ surface: Surface) {
        var last: (style: Style, ink: Ink)?
        surface.eachChange(since: shown) { x, y, cell in
            let ink = last.flatMap { $0.style == cell.style ? $0.ink : nil } ?? ink(cell.style)
            last = (cell.style, ink)
            put(cell, x, y, ink)
        }
        let cursor = surface.cursor ?? (max(0, surface.width - 1), max(0, surface.height - 1))
        cc_refresh(Int32(min(cursor.y, max(0, surface.height - 1))), Int32(min(cursor.x, max(0, surface.width - 1))), surface.showsCaret)
        shown = surface
    }

    private func put(_ cell: Cell, _ x: Int, _ y: Int, _ ink: Ink) {
        let glyph = wardrobe.hasPlainBorders ? PlainBorders.glyph(for: cell.glyph) : cell.glyph
        cc_put(
            Int32(y), Int32(x), glyph.base, glyph.marks & 0xFFFF, glyph.marks >> 16, Int32(ink.pair), ink.isBold, ink.isUnderlined,
            ink.isReversed)
    }

    /// A style in the terminal's terms.
    private struct Ink {
        var pair = 0
        var isBold: Bool
        var isUnderlined: Bool
        var isReversed: Bool
    }

    private func ink(_ style: Style) -> Ink {
        if let known = ink[style] { return known }
        let look = looks[style.role]
        let isSelected = style.isSelected || style.role == .selection
        var made = Ink(isBold: style.isBold || look?.isBold ?? false, isUnderlined: style.isUnderlined, isReversed: isSelected)
        if colours == 0 {
            made.isReversed = isSelected || style.role == .header
        } else {
            let background = style.isSelected ? looks[.selection]?.background : look?.background
            made.pair = pair(look?.foreground, background)
            made.isReversed = isSelected && background == nil
        }
        ink[style] = made
        return made
    }

    private func pair(_ foreground: Colour?, _ background: Colour?) -> Int {
        if foreground == nil, background == nil { return 0 }
        if let known = pairs[[foreground, background]] { return known }
        let index = pairs.count + 1
        cc_pair(Int32(index), code(foreground), code(background))
        pairs[[foreground, background]] = index
        return index
    }

    /// The terminal's number for a colour: the colour itself under a direct terminal, the nearest of 256, of 16 or of 8.
    private func code(_ colour: Colour?) -> Int32 {
        guard let colour else { return -1 }
        if isDirect { return Int32(colour.red << 16 | colour.green << 8 | colour.blue) }
        if colours >= 256 { return Int32(Palette.nearest256(colour)) }
        return Int32(Palette.nearest16(colour, bright: colours >= 16))
    }

    // MARK: Reading

    public func next(withinMilliseconds: Int) -> Input {
        var special = false
        let code = cc_key(Int32(clamping: withinMilliseconds), &special)
        switch code {
        case Int32(CC_NONE): return .idle
        case Int32(CC_RESIZED):
            invalidate()
            return .resized
        case Int32(CC_GONE): return .gone
        case Int32(CC_WHEEL_UP), Int32(CC_WHEEL_DOWN):
            return .wheel(up: code == Int32(CC_WHEEL_UP), x: Int(cc_mouse_x()), y: Int(cc_mouse_y()))
        case Int32(CC_CLICK): return .click(x: Int(cc_mouse_x()), y: Int(cc_mouse_y()))
        case Int32(CC_PASTE_END): return .idle
        case Int32(CC_PASTE): return .paste(readPaste())
        default: return special ? specialKey(code) : key(code)
        }
    }

    private func key(_ code: Int32) -> Input {
        switch code {
        case 0x0D: return .key(.enter)
        case 0x09: return .key(.tab)
        case 0x1B: return .key(.escape)
        case 0x7F, 0x08: return .key(.backspace)
        case 0x1C...0x1F, 0: return .idle
        case 1..<0x1B: return .key(.control(Character(Unicode.Scalar(UInt8(code) + 0x60))))
        default:
            guard let scalar = Unicode.Scalar(UInt32(bitPattern: code)) else { return .idle }
            return .key(.character(Character(scalar)))
        }
    }

    private func specialKey(_ code: Int32) -> Input {
        var number: Int32 = 0
        switch Int(cc_special(code, &number)) {
        case Int(CCK_UP): return .key(.up)
        case Int(CCK_DOWN): return .key(.down)
        case Int(CCK_LEFT): return .key(.left)
        case Int(CCK_RIGHT): return .key(.right)
        case Int(CCK_HOME): return .key(.home)
        case Int(CCK_END): return .key(.end)
        case Int(CCK_PPAGE): return .key(.pageUp)
        case Int(CCK_NPAGE): return .key(.pageDown)
        case Int(CCK_DC): return .key(.delete)
        case Int(CCK_IC): return .key(.insert)
        case Int(CCK_BACKSPACE): return .key(.backspace)
        case Int(CCK_BTAB): return .key(.backTab)
        case Int(CCK_ENTER): return .key(.enter)
        case Int(CCK_F0): return .key(.function(Int(number)))
        default: return .idle
        }
    }

    /// Everything up to the end of a bracketed paste, at most a megabyte; a paste that never ends stops after a second.
    private func readPaste() -> String {
        var text = String.UnicodeScalarView()
        var waits = 0
        while text.count < 1 << 20, waits < 10 {
            var special = false
            let code = cc_key(100, &special)
            if code == Int32(CC_PASTE_END) { break }
            if code == Int32(CC_NONE) {
                waits += 1
                continue
            }
            waits = 0
            if special || code < 0 { continue }
            if let scalar = Unicode.Scalar(UInt32(bitPattern: code)) { text.append(scalar == "\r" ? "\n" : scalar) }
        }
        return String(text)
    }
}
