import Office

/// What a workbook says beside its cells: remarks, words drawn on a sheet, charts, the heads and feet of its printed pages, names, hints at
/// cells, its title and keywords.
///
/// Only what bears a secrecy mark is kept of it, for the door (J13).
enum WorkbookAsides {
    /// Whether a part, by its name in lower case, may hold words at all.
    static func isTold(_ name: String) -> Bool {
        guard ["xml", "rels", "vml", "svg"].contains(PathText.ending(name)) else { return false }
        return !["xl/theme/", "xl/charts/style", "xl/charts/colors"].contains { name.hasPrefix($0) }
    }

    /// The words of a part that bear a mark.
    static func marked(in bytes: [UInt8], named name: String) throws(ExtractionRefused) -> [String] {
        // Cells of this and other workbooks pass the door row by row, where a level that stands alone is a value.
        let isData = ["xl/sharedstrings", "xl/pivot", "xl/externallinks/", "xl/tables/", "xl/querytables/"].contains { name.hasPrefix($0) }
        return try PartWords.marked(in: bytes, isData: isData)
    }

    /// The left, middle and right of a printed head without the signs that say how it looks (ECMA-376 18.3.1.46), and
    /// the whole.
    static func pieces(_ text: String) -> [String] {
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
