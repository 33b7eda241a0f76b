/// A document's reference number 发文字号: issuing code, year, sequence (国办发〔2024〕12号).
///
/// Read from any bracket form in use and brought to the standard one of GB/T 9704: hexagonal brackets, no 第, no leading
/// zero.
public struct DocumentNumber: Hashable, Sendable {
    public let code: String
    public let year: Int
    public let sequence: Int

    public init(code: String, year: Int, sequence: Int) {
        self.code = code
        self.year = year
        self.sequence = sequence
    }

    public var canonical: String { "\(code)〔\(year)〕\(sequence)号" }

    /// Reads a whole text as one number.
    public init?(_ text: some StringProtocol) {
        let compact = String(text).filter { !$0.isWhitespace }
        guard let found = DocumentNumber.first(in: compact), found.range == compact.startIndex..<compact.endIndex else {
            return nil
        }
        self = found.number
    }

    private static let opening: Set<Character> = ["〔", "[", "【", "（", "(", "［", "﹝", "〖", "﹙", "{"]
    private static let closing: Set<Character> = ["〕", "]", "】", "）", ")", "］", "﹞", "〗", "﹚", "}"]

    /// The first number in a text without blanks: the run of Han characters before the bracket is taken as its code.
    public static func first(in text: String) -> (number: DocumentNumber, range: Range<String.Index>)? {
        var search = text.startIndex
        while let open = text[search...].firstIndex(where: opening.contains) {
            search = text.index(after: open)
            guard let number = bracketed(text, open: open) else { continue }
            return number
        }
        return nil
    }

    private static func bracketed(_ text: String, open: String.Index) -> (DocumentNumber, Range<String.Index>)? {
        var start = open
        while start > text.startIndex {
            let previous = text.index(before: start)
            guard Folding.isHan(text[previous]), text.distance(from: previous, to: open) <= 20 else { break }
            start = previous
        }
        guard start < open, let close = text[open...].firstIndex(where: closing.contains) else { return nil }
        let yearText = Folding.width(text[text.index(after: open)..<close])
        guard yearText.count == 4, let year = Int(yearText), (1949...2099).contains(year) else { return nil }
        var cursor = text.index(after: close)
        if cursor < text.endIndex, text[cursor] == "第" { cursor = text.index(after: cursor) }
        let digits = text[cursor...].prefix { ("0"..."9").contains($0) || ("０"..."９").contains($0) }
        guard let sequence = Int(Folding.width(digits)), (1...99999).contains(sequence) else { return nil }
        cursor = digits.endIndex
        guard cursor < text.endIndex, text[cursor] == "号" || text[cursor] == "號" else { return nil }
        return (
            DocumentNumber(code: String(text[start..<open]), year: year, sequence: sequence),
            start..<text.index(after: cursor)
        )
    }
}
