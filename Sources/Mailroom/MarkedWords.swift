import Office

/// Words that go along with a paper for the sake of the secrecy door alone: those that bear a mark, and no others.
enum MarkedWords {
    /// The door looks at no more than this of a line's beginning, in bytes.
    private static let width = 600

    /// The texts that bear a mark; of a long one only what its mark says.
    static func among(_ texts: some Sequence<String>) -> [String] {
        var found: [String] = []
        // No paper has more marks than this, and one is enough for the door.
        for text in texts where found.count < 100 {
            guard let level = SecrecyDoor.mark(inTyped: text) else { continue }
            found.append(text.utf8.count <= width ? text : label(level))
        }
        return found
    }

    /// What the names of files say that bear a mark, which may go on without a sign behind it.
    static func named(_ names: some Sequence<String>) -> [String] {
        SecrecyDoor.mark(ofFiles: names).map { [label($0)] } ?? []
    }

    /// The lines of a text that bear a mark; where several bear it together, what it says.
    static func lines(of text: String) -> [String] {
        guard let level = Recognition(of: text).mark ?? SecrecyDoor.mark(inTyped: text) else { return [] }
        let lines = among(text.split(whereSeparator: \.isNewline).lazy.map(String.init))
        return lines.isEmpty ? [label(level)] : lines
    }

    /// A level as the head of a paper says it.
    static func label(_ level: String) -> String { (["绝密", "机密", "秘密"].contains(level) ? "密级：" : "密等：") + level }
}
