extension RegisterDefinition {
    /// Ids that commands use for something else.
    public static let reservedIDs = ["people", "units", "places", "journal", "office", "meetings"]

    /// What is wrong with how a register and its matters are called, whatever other registers there are.
    ///
    /// A format without its count would write the same number on every paper; a prefix that is a handle's letter would make `m117` mean two
    /// things.
    func callingProblems(_ tree: Located) -> [Problem] {
        var problems: [Problem] = []
        if RegisterDefinition.reservedIDs.contains(id) {
            problems.append(Problem(line: tree.line(of: "id"), kind: .reserved(id, all: RegisterDefinition.reservedIDs)))
        }
        if revision < 1 {
            problems.append(Problem(line: tree.line(of: "revision"), kind: .wrongKind("revision", expected: "1, 2, 3 …")))
        }
        if SubjectID.Kind(rawValue: prefix.lowercased()) != nil {
            let letters = SubjectID.Kind.allCases.map(\.rawValue)
            problems.append(Problem(line: tree.line(of: "prefix"), kind: .reserved(prefix, all: letters)))
        }
        if let format, !format.contains("{seq}") {
            problems.append(Problem(line: tree.line(of: "format"), kind: .missing("{seq}")))
        }
        for name in format.map(RegisterDefinition.placeholders) ?? [] where !["{seq}", "{year}"].contains(name) {
            problems.append(Problem(line: tree.line(of: "format"), kind: .unknownValue(name, allowed: ["{seq}", "{year}"])))
        }
        return problems
    }

    /// What stands in braces in a format, in order.
    private static func placeholders(_ format: String) -> [String] {
        format.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.firstIndex(of: "}").map { "{" + piece[...$0] }
        }
    }

    /// No form holds more; what has more is several registers.
    static let fieldLimit = 200

    /// What steps ask for everywhere, so that a field of that id would be written by them. What is put away and archived is the paper's own.
    static let askedIDs = MoveForm.standard.map(\.id).filter { !["box", "retention", "pages"].contains($0) }

    /// What no id may be like, for it is part of a path, of a filter or of a handle; and what is too much.
    func shapeProblems(_ tree: Located) -> [Problem] {
        var problems: [Problem] = []
        func check(_ ids: [String], _ lines: [Int]) {
            for (id, line) in zip(ids, lines) where !id.isEmpty && !FieldDefinition.isID(id) {
                problems.append(Problem(line: line, kind: .wrongKind(id, expected: "a-z, A-Z, 0-9, _")))
            }
        }
        check(fields.map(\.id), tree.lines(of: "fields"))
        check(states.map(\.id), tree.lines(of: "states"))
        for (field, line) in zip(fields, tree.lines(of: "fields")) where RegisterDefinition.askedIDs.contains(field.id) {
            problems.append(Problem(line: line, kind: .reserved(field.id, all: RegisterDefinition.askedIDs)))
        }
        for (field, line) in zip(fields, tree.lines(of: "fields")) where Filter.ownWords.contains(field.id) {
            problems.append(Problem(line: line, kind: .reserved(field.id, all: Filter.ownWords)))
        }
        if !id.isEmpty, !FieldDefinition.isID(id) || id != id.lowercased() {
            problems.append(Problem(line: tree.line(of: "id"), kind: .wrongKind(id, expected: "a-z, 0-9, _")))
        }
        if !prefix.isEmpty, prefix.utf8.count > 8 || !prefix.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) {
            problems.append(Problem(line: tree.line(of: "prefix"), kind: .wrongKind(prefix, expected: "a-z")))
        }
        if fields.count > RegisterDefinition.fieldLimit {
            problems.append(Problem(line: tree.line(of: "fields"), kind: .tooMany("fields", RegisterDefinition.fieldLimit)))
        }
        for word in capture where !Capture.isPrefix(word) {
            problems.append(Problem(line: tree.line(of: "capture"), kind: .unreadPrefix(word)))
        }
        for word in capture where Capture.ownPrefixes.contains(Folding.search(word)) {
            problems.append(Problem(line: tree.line(of: "capture"), kind: .reserved(word, all: Capture.ownPrefixes)))
        }
        return problems
    }

    /// What of a definition another register of the office is called already: its name, its prefix, its words of quick capture.
    ///
    /// - Parameters:
    ///   - others: the registers it would stand beside; one of its own id is an older revision of it.
    ///   - tree: the file it was read from.
    public func clashes(with others: some Sequence<RegisterDefinition>, in tree: Located) -> [Problem] {
        var problems: [Problem] = []
        for other in others where other.id != id {
            let taken = Set(([other.prefix] + other.capture).map { Folding.search($0) })
            let called = Set(other.callNames.map { Folding.search($0) })
            let named = taken.union(called)
            for (key, words, taken) in [("prefix", [prefix], taken), ("capture", capture, named)] {
                for word in words where taken.contains(Folding.search(word)) {
                    problems.append(Problem(line: tree.line(of: key), kind: .taken(word, by: other.id)))
                }
            }
            for name in name.zh == name.en ? [name.zh] : [name.zh, name.en] where !name.isEmpty && called.contains(Folding.search(name)) {
                problems.append(Problem(line: tree.line(of: "name"), kind: .taken(name, by: other.id)))
            }
            for standing in uses.standing where other.uses.standing.contains(standing) {
                problems.append(Problem(line: tree.line(of: "default"), kind: .taken(standing.rawValue, by: other.id)))
            }
        }
        return problems
    }
}

extension Located {
    /// The line on which a key of a map stands; the map's own where it has no such key.
    func line(of key: String) -> Int {
        guard case .map(let members, let line) = self else { return line }
        return members.first { $0.key == key }?.line ?? line
    }
}
