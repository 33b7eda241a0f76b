/// What a value says, as data: `Phrases` words it once for all screens, sheets and tables.
public indirect enum FieldText: Hashable, Sendable {
    /// As it was written, with the part its field plays, else its id: what some fields keep is a word of the office's own (紧急程度, 来源, 重复).
    case words(String, field: String)
    /// Somebody, a unit or a place: a handle, or a name as it was written.
    case name(String)
    /// A choice, and the word by which it was recorded.
    case choice(Choice, written: String)
    case number(Int64)
    case moment(Moment)
    case span(TimeSpan)
    case money(Money)
    /// A flag that is set; one that is not says nothing.
    case yes
    case list([FieldText])
    /// Rows of cells; an empty cell is nil.
    case rows([[FieldText?]])
}
