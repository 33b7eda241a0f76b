/// What a piece of the screen is for. Views name roles; themes give them colours.
public enum Role: UInt8, Sendable, CaseIterable {
    case text, dim, title, border, borderFocused, header, selection, selectionInactive, mark
    case overdue, urgent, soon, done, accent, hint, hintKey, error, notice, field, fieldFocused, proposal, shadow, today, seal

    /// What themes call it; asking the language for a case's name is slow enough to be seen at the start.
    public var name: String { Role.names[min(Int(rawValue), Role.names.count - 1)] }

    private static let names = [
        "text", "dim", "title", "border", "borderFocused", "header", "selection", "selectionInactive", "mark", "overdue", "urgent", "soon",
        "done", "accent", "hint", "hintKey", "error", "notice", "field", "fieldFocused", "proposal", "shadow", "today", "seal",
    ]

    /// One letter for golden screens.
    public var letter: Character {
        let letters = Array(".dtbBhsSmOUsDaHkENfFpwTR")
        return letters[min(Int(rawValue), letters.count - 1)]
    }
}

/// A role with its emphasis.
public struct Style: Hashable, Sendable {
    public var role: Role
    public var isBold: Bool
    public var isUnderlined: Bool
    /// On the selected row: the role keeps its colour, the ground is the selection's.
    public var isSelected: Bool

    public init(_ role: Role, bold: Bool = false, underlined: Bool = false, selected: Bool = false) {
        self.role = role
        isBold = bold
        isUnderlined = underlined
        isSelected = selected
    }

    public static let plain = Style(.text)

    public func selected(_ isSelected: Bool) -> Style {
        var style = self
        style.isSelected = isSelected
        return style
    }
}
