/// A key as a person means it, whatever bytes the terminal sends for it.
public enum Key: Hashable, Sendable {
    case character(Character)
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
}

/// What a terminal reports.
public enum Input: Hashable, Sendable {
    case key(Key)
    /// Pasted text, never read as keys.
    case paste(String)
    case wheel(up: Bool, x: Int, y: Int)
    case click(x: Int, y: Int)
    case resized
    case idle
    /// The terminal went away.
    case gone
}

/// A screen that can be painted and a keyboard that can be read.
public protocol Terminal: AnyObject {
    var size: (columns: Int, rows: Int) { get }
    /// Sends what changed since the last surface.
    func show(_ surface: Surface)
    /// Forgets what stands on the screen, so that the next surface is painted whole.
    func invalidate()
    /// The next input, or `.idle` after the given time.
    func next(withinMilliseconds: Int) -> Input
}
