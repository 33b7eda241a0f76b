import Office

/// What any part of a paper's container says beside the text that is shown: what was struck out, what fields say, names and values of
/// attributes, whatever a part nobody else reads holds.
///
/// Only what bears a secrecy mark is kept of it, for the door (J13).
struct PartWords {
    private var found: [String] = []
    private var open: [Element] = []
    /// The lines another reader has made text of; nil: nobody read this part.
    private let shown: Set<String>?
    /// Whether the part holds columns of a table, where a level that stands alone is a value and no mark.
    private let isData: Bool

    /// Stands where one field begins, ends, or begins to show its text; XML has no place for it.
    private static let fieldSign: Character = "\u{1}"

    /// No part has more marks than this, and one is enough for the door.
    private static let most = 100
    /// What is longer than any mark is looked at by itself alone, in bytes.
    private static let longestMark = 240

    /// - Parameters:
    ///   - shown: the text another reader has made of the part, which passes the door with the paper.
    ///   - isData: whether the part holds columns of a table.
    /// - Throws: `ExtractionRefused` where the part is more than any paper has, or no reader of broken markup is here.
    static func marked(
        in bytes: [UInt8], beside shown: String? = nil, isData: Bool = false, limits: ReadingLimits = ReadingLimits()
    ) throws(ExtractionRefused) -> [String] {
        let addressed = try self.addressed(in: bytes)
        // Most parts end here. What stands in the text stands in the part once, so as many signs are the same signs.
        if MarkSigns.isCountable(bytes), MarkSigns.count(in: bytes) == shown.map({ MarkSigns.count(in: $0) }) ?? 0 { return addressed }
        do throws(ExtractionRefused) {
            return try XMLReader.read(TypeDeclaration.removed(from: bytes), nodes: limits.nodes) {
                (reader: inout XMLReader) throws(ExtractionRefused) in
                var words = PartWords(shown, isData: isData)
                try words.run(&reader)
                return words.found + addressed
            }
        } catch {
            guard error.reason == .broken("XML") else { throw error }
            // Torn, or written as pages are: then it is read as browsers read.
            let source = TextDecoding.decode(bytes).text
            let lines = try MarkupText.html(source, limits: limits).split(whereSeparator: \.isNewline).map(String.init)
            return Array(
                (lines.filter { SecrecyDoor.mark(inTyped: $0) != nil } + (try MarkupText.asides(of: source, limits: limits).marked)).prefix(
                    most))
        }
    }

    /// What an address in the part says, with its signs as they were meant.
    private static func addressed(in bytes: [UInt8]) throws(ExtractionRefused) -> [String] {
        do throws(OverBudget) { return try PercentWords.mark(in: bytes).map { [$0] } ?? [] } catch { throw ExtractionRefused(error) }
    }

    private init(_ shown: String?, isData: Bool) {
        self.shown = shown.map { Set($0.split(whereSeparator: \.isNewline).map(PartWords.key)) }
        self.isData = isData
    }

    /// A line however its blanks were written.
    private static func key(_ line: Substring) -> String { line.filter { !$0.isWhitespace } }

    // MARK: The way through

    private struct Element {
        let role: PartVocabulary.Role
        let space: String
        /// Which open element its words belong to, and as what.
        var target = 0
        var slot = Slot.text
        var text = ""
        var struck = ""
        var code = ""
        /// What stands within it, each by itself.
        var pieces: [String] = []
    }

    private enum Slot { case text, struck, code, formula, value }

    private mutating func run(_ reader: inout XMLReader) throws(ExtractionRefused) {
        while found.count < PartWords.most, let node = try reader.next() {
            switch node {
            case .text: append(reader.text)
            case .begin: try begin(&reader)
            case .end: end()
            }
        }
    }

    private mutating func begin(_ reader: inout XMLReader) throws(ExtractionRefused) {
        var role = reader.tag(PartVocabulary.role)
        let space = reader.space
        if role == .value || role == .inlineText {
            let isSheet = space.contains("spreadsheetml")
            // The cells of a sheet are read row by row.
            if isSheet, open.last?.role == .cell { return try reader.skip() }
            if role == .inlineText || !isSheet && !space.contains("chart") { role = .other }
        }
        if role == .skipped { return try reader.skip() }
        readAttributes(reader, role)
        let prefix = space.isEmpty ? String(reader.name.prefix { $0 != ":" }) : ""
        var element = Element(role: role, space: space.isEmpty && prefix != reader.name ? prefix : space)
        (element.target, element.slot) = place(of: element)
        if element.slot != .struck, let paragraph = open.lastIndex(where: { $0.role == .block }) {
            switch role {
            case .lineBreak: open[paragraph].text += "\n"
            // Each line of a drawing is set at a place of its own.
            case .line where reader.attribute("y") != nil: open[paragraph].text += "\n"
            case .tab: open[paragraph].text += "\t"
            case .space: open[paragraph].text += " "
            case .hyphen: open[paragraph].text += "-"
            case .fieldSign: open[paragraph].code.append(PartWords.fieldSign)
            default: break
            }
        }
        open.append(element)
    }

    /// Where the words of an element that begins belong: to the paragraph around it, or to itself.
    private func place(of element: Element) -> (Int, Slot) {
        let own = open.count
        switch element.role {
        case .block: return (own, .text)
        case .formula: return (own, .formula)
        case .value: return (own, .value)
        case .field: return (open.lastIndex { $0.role == .block } ?? own, .code)
        case .struck, .struckRun: return (open.lastIndex { $0.role == .block } ?? own, .struck)
        default: break
        }
        let paragraph = open.lastIndex { $0.role == .block }
        if let around = open.last, around.slot == .struck {
            return element.role == .run || element.space == around.space ? (around.target, .struck) : (own, .text)
        }
        guard let paragraph else { return (own, .text) }
        // What another vocabulary adds within a paragraph is none of its text.
        return element.role == .run || element.space == open[paragraph].space ? (paragraph, .text) : (own, .text)
    }

    private mutating func append(_ text: String) {
        guard let element = open.last else { return }
        // Lines of the source that only set it out.
        if element.role != .run, text.allSatisfy(\.isWhitespace), text.contains(where: \.isNewline) { return }
        switch element.slot {
        case .text, .formula, .value: open[element.target].text += text
        case .struck: open[element.target].struck += text
        case .code: open[element.target].code += text
        }
    }

    private mutating func end() {
        guard let element = open.popLast() else { return }
        switch element.slot {
        case .formula: if MarkSigns.count(in: element.text) > 0 { say(CodeWords(formula: element.text)) }
        case .value: say(element.text, isAlone: true)
        case .text where element.role == .pageHead: for piece in WorkbookAsides.pieces(element.text) { say(piece) }
        default: say(element.text, isShown: element.role == .block)
        }
        say(element.struck)
        for code in element.code.split(separator: PartWords.fieldSign) where MarkSigns.count(in: String(code)) > 0 {
            say(CodeWords(field: String(code)))
        }
        // What may be chosen is not what was.
        if element.role == .list { return say(element.pieces.joined(separator: "、")) }
        guard shown == nil else { return }
        sayTogether(element.pieces)
        let own = element.text.filter { !$0.isNewline }.trimmed
        // A group says what stands in it.
        let text = own.isEmpty ? element.pieces.joined() : own
        guard !text.isEmpty, text.utf8.count <= PartWords.longestMark, let parent = open.indices.last else { return }
        if open[parent].pieces.count < 200 { open[parent].pieces.append(text) }
    }

    // MARK: What is said

    private mutating func readAttributes(_ reader: borrowing XMLReader, _ role: PartVocabulary.Role) {
        if role == .item, let parent = open.indices.last, open[parent].role == .list {
            let words = reader.attributes { !$0.isEmpty }
            let word =
                words.first { $0.name == "displayText" || $0.name == "label" } ?? words.first { $0.name == "val" || $0.name == "value" }
            if let word, open[parent].pieces.count < 200 { open[parent].pieces.append(word.value) }
            return
        }
        let values = reader.attributes { MarkSigns.count(in: $0) > 0 }
        guard !values.isEmpty else { return }
        let element = PartVocabulary.local(reader)
        for (name, value) in values {
            // A style may be called after a level, a row hold one, and neither says it of the paper.
            let isAlone = PartVocabulary.isValue(element) || PartVocabulary.isLook(element, name)
            switch name {
            case "instr": say(CodeWords(field: value))
            case "formula", "condition": say(CodeWords(formula: value))
            case "formatCode":
                let code = CodeWords(formula: value)
                for word in code.said + code.compared { say(word) }
            default:
                say(value, isAlone: isAlone)
                // The places of the numbers in front of a paragraph.
                if value.contains("%") { say(value.replacing(#/%\d/#, with: ""), isAlone: isAlone) }
            }
        }
    }

    private mutating func say(_ code: CodeWords) {
        for word in code.said { say(word) }
        for word in code.compared { say(word, isAlone: true) }
    }

    /// - Parameters:
    ///   - isShown: whether another reader may have made text of it.
    ///   - isAlone: whether only what is a mark by itself counts, and no level without a star, a term or a label.
    private mutating func say(_ words: String, isShown: Bool = false, isAlone: Bool = false) {
        guard MarkSigns.count(in: words) > 0, found.count < PartWords.most else { return }
        var words = words
        if isShown, let shown {
            words = words.split(whereSeparator: \.isNewline).filter { !shown.contains(PartWords.key($0)) }.joined(separator: "\n")
        }
        let isAlone = isAlone || isData
        func isMark(_ words: String) -> Bool {
            (isAlone ? SecrecyDoor.mark(aloneIn: words) : SecrecyDoor.mark(inTyped: words)) != nil
        }
        guard isMark(words) else { return }
        let lines = words.split(whereSeparator: \.isNewline).map(String.init).filter(isMark)
        found += lines.isEmpty ? [words] : lines.map { PartWords.around($0, isMark) }
    }

    /// Signs or runs that stand side by side as elements of their own, where they are nothing but a mark.
    ///
    /// The columns of a table may hold a level and a term side by side; only a star makes one mark of them.
    private mutating func sayTogether(_ pieces: [String]) {
        guard pieces.count > 1, pieces.reduce(0, { $0 + $1.utf8.count }) <= PartWords.longestMark else { return }
        let joined = pieces.joined()
        guard !isData || joined.contains("★"), SecrecyDoor.mark(aloneIn: joined) != nil, found.count < PartWords.most else { return }
        found.append(joined)
    }

    /// The stretch of a long line around its mark: the door looks only at the head of what goes along with a paper.
    private static func around(_ line: String, _ isMark: (String) -> Bool) -> String {
        let signs = Array(line.unicodeScalars)
        guard signs.count > 160 else { return line }
        for index in signs.indices where MarkSigns.count(in: String(Character(signs[index]))) > 0 {
            var stretch = String.UnicodeScalarView()
            stretch.append(contentsOf: signs[max(0, index - 40)..<min(signs.count, index + 60)])
            if isMark(String(stretch)) { return String(stretch) }
        }
        return line
    }
}
