import Office

/// A fields row of the index as its two columns: the words, and the initials of names.
struct FieldTokens: Equatable, Sendable {
    var gram = ""
    var unit = ""
}

/// What of a matter is indexed beside its title, before it is cut: equal words have equal tokens.
struct FieldWords: Equatable {
    fileprivate var texts: [String] = []
    fileprivate var names: [String] = []
}

/// Cuts the words of a matter beside its title: number, reference, names of units, notes, names of its papers; and the initials of those
/// names.
///
/// What is chosen from a list and who has it in hand are asked for by terms (`channel:`, `holder:`): nobody wrote those words in the paper.
struct FieldIndexing {
    /// Initials of names that were cut lately: the same few names come with every paper.
    private var known: [String: String] = [:]

    /// The tokens under the names of the directory, and what they hang on beside the record: the fields that were left out, then the names
    /// in their order.
    mutating func tokens(
        of matter: Matter, in directory: Directory, _ registers: Registers
    ) -> (fields: FieldTokens, names: [String]) {
        let (words, names) = Self.words(of: matter, in: directory, registers)
        return (tokens(of: words), names)
    }

    /// The words those tokens are cut from, and what they hang on.
    static func words(of matter: Matter, in directory: Directory, _ registers: Registers) -> (words: FieldWords, names: [String]) {
        let marks = Marks(matter, registers)
        var names = [marks.line]
        let words = words(of: matter, marks) { id in
            let name = name(id, directory)
            names.append(name.utf8.contains(0x0A) ? name.replacing("\n", with: " ") : name)
            return names[names.count - 1]
        }
        return (words, names)
    }

    /// The same words again, from the lines that were kept with them.
    static func words(of matter: Matter, kept: String) -> FieldWords {
        var rest = kept.split(separator: "\n", omittingEmptySubsequences: false)[...]
        let marks = Marks(line: rest.popFirst() ?? "")
        return words(of: matter, marks) { _ in String(rest.popFirst() ?? "") }
    }

    /// What the register's definition says of the texts of a matter, by their fields and columns (`rows.<field>.<column>`).
    struct Marks {
        /// Not found by their words: what is chosen from a list.
        private var leftOut: [String] = []
        /// Words that look like a handle and are none: a handle stands only in fields of kinds that hold names.
        private var plain: [String] = []

        init(_ matter: Matter, _ registers: Registers) {
            guard let definition = registers[matter.register] else { return }
            for (id, value) in matter.record.group("fields") {
                guard let text = value.string, let field = definition.field(id) else { continue }
                mark(field, id, [text])
            }
            for field in matter.fieldsWithRows {
                let rows = matter.lines(field).rows
                for column in definition.field(field)?.columns ?? [] {
                    mark(column, Lines.group(field) + "." + column.id, rows.compactMap { $0.cells[column.id]?.string })
                }
            }
        }

        private mutating func mark(_ field: FieldDefinition, _ id: String, _ texts: [String]) {
            switch field.kind.rules.search(field) {
            case .nothing: leftOut.append(id)
            case .words: if texts.contains(where: { Text($0) != .words }) { plain.append(id) }
            case .names: break
            }
        }

        /// As it is kept with the record.
        var line: String { (leftOut + plain.map { "=" + $0 }).joined(separator: " ") }

        init(line: Substring) {
            for mark in line.split(separator: " ") {
                if mark.hasPrefix("=") { plain.append(String(mark.dropFirst())) } else { leftOut.append(String(mark)) }
            }
        }

        enum Text {
            case person, name, words

            /// What a text is in a field that may hold a handle.
            init(_ text: String) {
                switch text.utf8.first {
                case UInt8(ascii: "p") where Int(text.dropFirst()) != nil: self = .person
                case UInt8(ascii: "u") where Int(text.dropFirst()) != nil, UInt8(ascii: "r") where Int(text.dropFirst()) != nil:
                    self = .name
                default: self = .words
                }
            }
        }

        /// How a text of a field is found; nil where it is not.
        func text(_ text: String, of field: String) -> Text? {
            if leftOut.contains(field) { return nil }
            let kind = plain.contains(field) ? .words : Text(text)
            return kind == .person ? nil : kind
        }
    }

    /// The texts in the rows of a matter, each with the column it stands in as `rows.<field>.<column>`.
    static func cells(of matter: Matter) -> [(column: String, text: String)] {
        matter.fieldsWithRows.flatMap { field in
            matter.lines(field).rows.flatMap { row in
                row.cells.sorted { $0.key < $1.key }.compactMap { column, cell in
                    cell.string.map { (Lines.group(field) + "." + column, $0) }
                }
            }
        }
    }

    private static func words(of matter: Matter, _ marks: Marks, name: (String) -> String) -> FieldWords {
        var texts: [String] = []
        var names: [String] = []
        func add(_ text: String, of field: String) {
            switch marks.text(text, of: field) {
            case .name:
                texts.append(name(text))
                names.append(texts[texts.count - 1])
            case .words: texts.append(text)
            case .person, nil: return
            }
        }
        if let number = matter.number ?? matter.reserved { texts.append(number.printed) }
        for (field, value) in matter.record.group("fields") { if let text = value.string { add(text, of: field) } }
        for (column, text) in cells(of: matter) { add(text, of: column) }
        if let lead = matter.lead, Marks.Text(lead) != .person {
            texts.append(name(lead))
            names.append(texts[texts.count - 1])
        }
        texts += matter.notes.map(\.text)
        texts += matter.enclosures.flatMap { [$0.name] + $0.otherNames }
        // Who issued a paper is most often who sent it.
        var once: Set<String> = []
        return FieldWords(texts: texts.filter { once.insert($0).inserted }, names: names)
    }

    /// The words of a matter cut.
    mutating func tokens(of words: FieldWords) -> FieldTokens {
        let parts = Set(words.names.flatMap { $0.split(separator: "/").map { $0.trimmed } }).sorted()
        return FieldTokens(
            gram: words.texts.map { SearchText.line($0) }.joined(separator: " "),
            unit: parts.map { initials(of: $0) }.joined(separator: " "))
    }

    /// The initials of a name as tokens.
    private mutating func initials(of name: String) -> String {
        if let known = known[name] { return known }
        let tokens = SearchText.initialVariants(name) + SearchText.initialPairs(Pinyin.abbreviation(name))
        let line = tokens.joined(separator: " ")
        if known.count > 500 { known = [:] }
        known[name] = line
        return line
    }

    /// Whole and short names, so that either finds it.
    private static func name(_ id: String, _ directory: Directory) -> String {
        guard let unit = directory.unit(id) else { return directory.name(id) ?? id }
        return ([unit.name] + unit.shortNames).joined(separator: " / ")
    }
}
