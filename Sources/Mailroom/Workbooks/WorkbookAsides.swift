import Office

/// What a workbook says beside its cells: remarks, words drawn on a sheet, the heads and feet of its printed pages, its title and keywords.
///
/// Only what bears a secrecy mark is kept of it, for the door (J13).
enum WorkbookAsides {
    /// Whether a part, by its name in lower case, holds such words; a sheet holds those of its printed pages.
    static func isTold(_ name: String) -> Bool {
        guard name.hasSuffix(".xml") else { return false }
        return name.hasPrefix("docprops/") || name.hasPrefix("xl/worksheets/") || name.hasPrefix("xl/drawings/")
            || name.contains("comments") && name.hasPrefix("xl/")
    }

    /// The words of a part that bear a mark.
    static func marked(in bytes: [UInt8]) throws(ExtractionRefused) -> [String] {
        // A sheet without the sign was read once, and need not be read again.
        guard bytes.withUnsafeBytes({ mayHold($0) }) else { return [] }
        var words: [String] = []
        var word = ""
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                let name = reader.name
                if node == .begin, name == "sheetData" {
                    try reader.skip()
                } else if node == .begin, isLeaf(name) {
                    word += try reader.content(limit: Workbook.Limit.cell)
                    // A remark is made of pieces of several looks.
                    if name != "t" { (words, word) = (words + [word], "") }
                } else if node == .end, name == "comment" || name == "text" {
                    (words, word) = (words + [word], "")
                } else if node == .end, name == "p" {
                    word += "\n"
                } else if node == .end, name == "txBody" {
                    // A sheet may be full of boxes that say nothing of this.
                    if SecrecyDoor.mark(inTyped: word) != nil { words.append(word) }
                    word = ""
                } else if node == .begin, name == "cNvPr" {
                    words += ["descr", "title"].compactMap { reader.attribute($0) }.filter { SecrecyDoor.mark(inTyped: $0) != nil }
                }
                if words.count > 2_000 { throw ExtractionRefused(.tooLarge(bytes: words.count, limit: 2_000)) }
            }
        }
        return words.flatMap(pieces).filter { SecrecyDoor.mark(inTyped: $0) != nil }
    }

    private static func isLeaf(_ name: String) -> Bool {
        [
            "t", "title", "subject", "keywords", "description", "category", "creator", "lastModifiedBy", "contentStatus", "Company",
            "Manager",
            "lpwstr", "lpstr", "bstr", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter",
            "threadedComment",
        ].contains(name)
    }

    /// The sign 密 or 宻 in UTF-8, or any sign written as a number; another encoding is looked at whole.
    private static func mayHold(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count >= 2, bytes[0] >= 0xFE { return true }
        var index = 0
        while index + 2 < bytes.count {
            switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
            case (0xE5, 0xAF, 0x86), (0xE5, 0xAE, 0xBB), (0xE3, 0x8A, 0x99): return true
            case (0x26, 0x23, _): return true
            default: index += 1
            }
        }
        return false
    }

    /// The left, middle and right of a printed head without the signs that say how it looks (ECMA-376 18.3.1.46); other words as they are.
    private static func pieces(_ text: String) -> [String] {
        var plain = ""
        var rest = text[...]
        while let sign = rest.popFirst() {
            guard sign == "&", let code = rest.popFirst() else {
                plain.append(sign)
                continue
            }
            switch code {
            case "L", "C", "R": plain.append("\n")
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "K": rest = rest.drop { $0.isHexDigit }
            case "&": plain.append("&")
            case "0"..."9": rest = rest.drop { $0.isASCII && $0.isNumber }
            default: break
            }
        }
        return plain.contains("\n") ? plain.split(separator: "\n").map(String.init) + [text] : [plain, text]
    }
}
