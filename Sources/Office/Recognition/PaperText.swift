/// The text of a paper and of what goes along with it: headers, notes, properties, a paper within it.
///
/// The paper itself comes first and is what recognition reads. What goes along can bear a mark of its own, so the door looks at the head
/// of each part (H7).
public enum PaperText {
    /// Stands between the parts. Both signs break a line and no paper has one behind the other.
    public static let seam = "\u{C}\u{2029}"

    /// A paper with what goes along with it; parts without a sign are left out.
    public static func joined(_ paper: String, along others: [String]) -> String {
        others.reduce(into: paper) { text, other in
            if other.contains(where: { !$0.isWhitespace }) { text += seam + other }
        }
    }

    /// The paper first, then what goes along with it.
    public static func parts(_ text: String) -> [Substring] {
        // Hardly any text has a form feed, and to look for one byte is cheap.
        guard text.utf8.contains(0x0C) else { return [text[...]] }
        return text.split(separator: seam, omittingEmptySubsequences: false)
    }
}
