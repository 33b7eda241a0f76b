/// What a line of quick capture may begin with before a colon.
extension Capture {
    /// The prefixes of what is no matter of a register, or of any; no register has one of these for its own.
    public static let ownPrefixes = ["m", "会", "meet", "meeting", "假", "away", "急", "urgent"]

    /// Whether a word before a colon may be a prefix that no register says of itself: short, of letters, and no key of a line.
    public static func isPrefix(_ word: String) -> Bool {
        let word = Folding.search(word)
        let isShort = word.utf8.allSatisfy { $0 < 0x80 } ? word.count <= 8 : word.count <= 2
        return !word.isEmpty && isShort && word.allSatisfy(\.isLetter) && !CaptureKeys.words.contains(word)
    }

    /// The prefixes that this office reads, in Chinese and in English; a register without a word of its own is called by its name and its id.
    public static func prefixes(_ registers: Registers) -> [Term] {
        var found = [
            Term(zh: "任", en: "task"), Term(zh: "说", en: "said"), Term(zh: "诺", en: "promise"), Term(zh: "会", en: "m"),
            Term(zh: "假", en: "away"),
            Term(zh: "急", en: "urgent"),
        ]
        for register in registers {
            let zh = register.capture.first { !$0.utf8.allSatisfy { $0 < 0x80 } } ?? register.name.zh
            let en = register.capture.first { $0.utf8.allSatisfy { $0 < 0x80 } } ?? register.id
            if !found.contains(where: { $0.zh == zh || $0.en == en }) { found.append(Term(zh: zh, en: en)) }
        }
        return found
    }

    /// `收: …` or `in: …`: a short word before a colon, which is neither a time nor a key of the line.
    static func prefix(of line: String) -> (word: String, rest: String)? {
        guard let colon = line.firstIndex(where: isColon) else { return nil }
        let word = Folding.search(line[..<colon].trimmed)
        guard !line[line.index(after: colon)...].hasPrefix("//") else { return nil }
        return isPrefix(word) ? (word, line[line.index(after: colon)...].trimmed) : nil
    }

    private static func isColon(_ sign: Character) -> Bool { sign == ":" || sign == "：" }

    /// The register that a line names before a colon, and what stands behind it; of several such beginnings the longest counts.
    ///
    /// Unlike a prefix nobody knows, its name may be of any length: `公务用车: 明天去市里` is no title with a colon in it.
    func register(leading line: String) -> (register: RegisterDefinition, rest: String)? {
        for colon in line.indices.prefix(Capture.longestName).reversed() where Capture.isColon(line[colon]) {
            let rest = line[line.index(after: colon)...]
            let word = Folding.search(line[..<colon].trimmed)
            if word.isEmpty || rest.hasPrefix("//") || CaptureKeys.words.contains(word) { continue }
            if let register = registers.called(word) { return (register, rest.trimmed) }
        }
        return nil
    }

    /// So many signs of a line are looked at for the name of a register.
    private static let longestName = 80
}

extension Registers {
    /// The register that a word before a colon leads to: the one that has it for its own, else the one of that name or id.
    ///
    /// - Parameter word: folded as for a search.
    func called(_ word: String) -> RegisterDefinition? {
        first { register in register.capture.contains { Folding.search($0) == word } }
            ?? first { register in register.callNames.contains { Folding.search($0) == word } }
    }
}

extension RegisterDefinition {
    /// What it is called whatever words it has for quick capture: its name in each language, and its id.
    var callNames: [String] { [name.zh, name.en, id].filter { !$0.isEmpty } }

    /// Every word that leads to it, with the prefix of its handles; no other register has one of them.
    public var callWords: [String] { [prefix] + capture + callNames }

    /// Its name or id where a line of quick capture that begins so means something else, and the register that it leads to; nil where it
    /// leads to none: the desk reads it as a prefix or a key of its own.
    ///
    /// What came first keeps the word, and the register is still reached by its others.
    public func lostCallNames(beside others: some Sequence<RegisterDefinition>) -> [(word: String, to: String?)] {
        var seen: Set<String> = []
        return callNames.compactMap { name in
            let word = Folding.search(name)
            guard seen.insert(word).inserted else { return nil }
            let other = others.first { $0.id != id && $0.capture.contains { Folding.search($0) == word } }
            if let other { return (name, other.id) }
            return Capture.ownPrefixes.contains(word) || CaptureKeys.words.contains(word) ? (name, nil) : nil
        }
    }
}
