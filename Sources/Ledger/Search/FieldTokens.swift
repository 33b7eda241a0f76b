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
        let chosen = chosen(matter, registers)
        var names = [chosen.joined(separator: " ")]
        let words = words(of: matter, without: Set(chosen)) { id in
            let name = name(id, directory)
            names.append(name.utf8.contains(0x0A) ? name.replacing("\n", with: " ") : name)
            return names[names.count - 1]
        }
        return (words, names)
    }

    /// The same words again, from the lines that were kept with them.
    static func words(of matter: Matter, kept: String) -> FieldWords {
        var rest = kept.split(separator: "\n", omittingEmptySubsequences: false)[...]
        let chosen = Set((rest.popFirst() ?? "").split(separator: " ").map(String.init))
        return words(of: matter, without: chosen) { _ in String(rest.popFirst() ?? "") }
    }

    /// The fields of a matter that hold a choice, as its register defines them now.
    static func chosen(_ matter: Matter, _ registers: Registers) -> [String] {
        guard let definition = registers[matter.register] else { return [] }
        let fields = matter.record.group("fields").filter { field in
            field.value.string != nil && definition.fields.contains { $0.id == field.key && $0.kind == .choice }
        }.map(\.key)
        let rows = matter.fieldsWithRows
        guard !rows.isEmpty else { return fields }
        let columns = definition.fields.filter { rows.contains($0.id) }.flatMap { field in
            field.columns.filter { $0.kind == .choice }.map { Lines.group(field.id) + "." + $0.id }
        }
        return fields + columns
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

    /// Whether a field's text is the handle of a person.
    static func isPerson(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "p") && Int(text.dropFirst()) != nil }

    private static func words(of matter: Matter, without chosen: Set<String>, name: (String) -> String) -> FieldWords {
        var texts: [String] = []
        var names: [String] = []
        func add(name text: String) {
            texts.append(text)
            names.append(text)
        }
        if let number = matter.number ?? matter.reserved { texts.append(number.printed) }
        for (field, value) in matter.record.group("fields") {
            guard let text = value.string, !chosen.contains(field), !isPerson(text) else { continue }
            let isHandle = "ur".utf8.contains(text.utf8.first ?? 0) && Int(text.dropFirst()) != nil
            if isHandle { add(name: name(text)) } else { texts.append(text) }
        }
        for (column, text) in cells(of: matter) where !chosen.contains(column) && !isPerson(text) {
            let isHandle = "ur".utf8.contains(text.utf8.first ?? 0) && Int(text.dropFirst()) != nil
            if isHandle { add(name: name(text)) } else { texts.append(text) }
        }
        if let lead = matter.lead, !isPerson(lead) { add(name: name(lead)) }
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
