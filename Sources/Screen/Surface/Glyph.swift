/// What one cell shows: a character with the accents on it, at most two.
///
/// Plain numbers, so that a grid of thousands is filled and compared without counting references; `Visible` lets nothing through
/// that needs more.
public struct Glyph: Hashable, Sendable {
    /// The base's scalar.
    public let base: UInt32
    /// The accents' scalars, the first in the lower half; 0 where there is none.
    public let marks: UInt32

    public static let blank = Glyph(" " as Unicode.Scalar)

    public init(_ scalar: Unicode.Scalar) {
        base = scalar.value
        marks = 0
    }

    /// A scalar's number.
    init(_ value: UInt32) {
        base = value
        marks = 0
    }

    /// A cluster's base and its first two accents.
    public init(_ character: Character) {
        var scalars = character.unicodeScalars.makeIterator()
        base = scalars.next()?.value ?? 0x20
        let first = Glyph.mark(scalars.next())
        let second = Glyph.mark(scalars.next())
        marks = first | second << 16
    }

    private static func mark(_ scalar: Unicode.Scalar?) -> UInt32 {
        scalar.map { (0x300...0x36F).contains($0.value) ? $0.value : 0 } ?? 0
    }

    private var scalar: Unicode.Scalar { Unicode.Scalar(base) ?? " " }

    public var width: Int { max(1, TextWidth.of(scalar)) }

    /// As text: what a terminal is sent.
    public var text: String {
        var text = String(Character(scalar))
        for mark in [marks & 0xFFFF, marks >> 16] where mark != 0 {
            if let accent = Unicode.Scalar(mark) { text.unicodeScalars.append(accent) }
        }
        return text
    }
}
