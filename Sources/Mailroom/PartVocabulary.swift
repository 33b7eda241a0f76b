/// What the elements of papers and workbooks are to the words in them, by their names alone: the vocabularies of Office Open XML, OpenDocument,
/// OFD and SVG agree as far.
enum PartVocabulary {
    enum Role: Int32 {
        case other, block, run, struckRun, struck, field, fieldSign, formula, value, cell, list, item, line, lineBreak, tab, space, hyphen
        case pageHead, inlineText, skipped
    }

    static func local(_ reader: borrowing XMLReader) -> String {
        let name = reader.name
        return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    static func role(_ reader: borrowing XMLReader) -> Role {
        switch local(reader) {
        // What is said aloud beside a word is a line of its own.
        case "p", "h", "si", "text", "TextObject", "rt", "rPh", "ruby-text": .block
        case "t": .run
        case "delText": .struckRun
        case "del", "moveFrom": .struck
        case "instrText", "delInstrText": .field
        case "fldChar": .fieldSign
        case "f", "formula", "formula1", "formula2", "oldFormula", "definedName", "calculatedColumnFormula": .formula
        case "v": .value
        case "c": .cell
        case "dropDownList", "comboBox", "ddList", "restriction", "listbox", "combobox": .list
        case "listItem", "listEntry", "enumeration", "option", "item": .item
        case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter": .pageHead
        case "tspan": .line
        case "br", "cr", "line-break": .lineBreak
        case "tab", "ptab", "tab-stop": .tab
        case "s": .space
        case "noBreakHyphen": .hyphen
        case "is": .inlineText
        // Places of signs, and bytes that are written as letters.
        case "fldData", "CGTransform", "binary-data": .skipped
        default: .other
        }
    }

    /// Whether an attribute of an element is the value of a cell, or what is looked for in a column.
    static func isValue(_ element: String) -> Bool { values.contains(element) }

    private static let values: Set = [
        "cfRule", "filter", "customFilter", "table-cell", "covered-table-cell", "filter-condition", "filter-set-item", "data-pilot-member",
    ]

    /// Whether an attribute says by which name a style or a type is called; templates of offices bring many.
    static func isLook(_ element: String, _ attribute: String) -> Bool {
        if attribute.hasSuffix("style-name") || attribute.hasSuffix("font-name") || attribute.hasSuffix("font-family") { return true }
        switch element {
        case "style", "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink", "rFonts", "latin", "ea", "cs", "sym", "font", "buFont",
            "cellStyle", "tableStyle", "tableStyleInfo", "lsdException", "font-face", "list-style", "default-style", "page-layout":
            return true
        default: return false
        }
    }
}
