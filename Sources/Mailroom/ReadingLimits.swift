/// How much a reader of one file may take.
struct ReadingLimits: Sendable {
    /// All parts of a container together, unpacked, in bytes.
    var unpacked = TextExtraction.textLimit * 8
    /// The text that is kept, in bytes.
    var text = TextExtraction.textLimit
    /// Parts of a container that are looked at.
    var parts = 3_000
    /// Elements and texts of one part.
    var nodes = XMLReader.nodeLimit
    /// What a parser may hold at once, in bytes.
    var memory = 768 << 20
    /// How deep the elements of a page of markup may lie within one another; a browser shows a tenth of it.
    var depth = 5_000
    /// For a page of markup, in seconds.
    var seconds = 25
}
