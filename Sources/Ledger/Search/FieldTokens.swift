import Office

/// A fields row of the index as its two columns: the words, and the initials of names.
struct FieldTokens: Equatable, Sendable {
    var gram = ""
    var unit = ""
}

/// Cuts the words of a matter beside its title: number, reference, names of whom it concerns, notes, names of its papers; and the
/// initials of those names.
struct FieldIndexing {
    /// Initials of names that were cut lately: the same few names come with every paper.
    private var known: [String: String] = [:]

    /// The tokens under the names of the directory, and those names in their order.
    mutating func tokens(of matter: Matter, in directory: Directory) -> (fields: FieldTokens, names: [String]) {
        var names: [String] = []
        let fields = tokens(of: matter) { id in
            let name = Self.name(id, directory)
            names.append(name.utf8.contains(0x0A) ? name.replacing("\n", with: " ") : name)
            return names[names.count - 1]
        }
        return (fields, names)
    }

    mutating func tokens(of matter: Matter, name: (String) -> String) -> FieldTokens {
        var texts: [String] = []
        var names: [String] = []
        func add(name text: String) {
            texts.append(text)
            names.append(text)
        }
        if let number = matter.number ?? matter.reserved { texts.append(number.printed) }
        for (_, value) in matter.record.group("fields") {
            guard let text = value.string else { continue }
            let isHandle = "pur".utf8.contains(text.utf8.first ?? 0) && Int(text.dropFirst()) != nil
            if isHandle { add(name: name(text)) } else { texts.append(text) }
        }
        for id in [matter.owner, matter.lead].compactMap({ $0 }) { add(name: name(id)) }
        texts += matter.notes.map(\.text)
        texts += matter.enclosures.map(\.name)
        // Who issued a paper is most often who sent it.
        var once: Set<String> = []
        texts = texts.filter { once.insert($0).inserted }
        let parts = Set(names.flatMap { $0.split(separator: "/").map { $0.trimmed } }).sorted()
        return FieldTokens(
            gram: texts.map { SearchText.line($0) }.joined(separator: " "), unit: parts.map { initials(of: $0) }.joined(separator: " "))
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
