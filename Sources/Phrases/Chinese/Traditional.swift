/// Mainland wording in traditional script, by a table of characters and a list of phrases where one sign has several twins.
///
/// Made for our own words; names and papers are never converted.
public enum Traditional {
    public static func convert(_ text: String) -> String {
        let source = Array(text)
        if source == ["周"] { return "週" }
        var out = ""
        var index = 0
        while index < source.count {
            if let (length, replacement) = phrase(at: index, in: source) {
                out += replacement
                index += length
            } else {
                out.append(characters[source[index]] ?? source[index])
                index += 1
            }
        }
        return out
    }

    private static func phrase(at index: Int, in source: [Character]) -> (Int, String)? {
        guard let lengths = phraseLengths[source[index]] else { return nil }
        for length in lengths where index + length <= source.count {
            if let replacement = phrases[String(source[index..<index + length])] { return (length, replacement) }
        }
        return nil
    }

    private static let characters: [Character: Character] = {
        var pairs: [Character: Character] = [:]
        var simplified: Character?
        for character in TraditionalTables.characters {
            if let key = simplified {
                pairs[key] = character
                simplified = nil
            } else {
                simplified = character
            }
        }
        return pairs
    }()

    private static let phrases: [String: String] = {
        let words = TraditionalTables.phrases.split(separator: " ").map(String.init)
        return Dictionary(
            stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }, uniquingKeysWith: { $1 })
    }()

    /// The lengths of phrases that begin with a character, the longest first.
    private static let phraseLengths: [Character: [Int]] = {
        var lengths: [Character: Set<Int>] = [:]
        for phrase in phrases.keys { if let first = phrase.first { lengths[first, default: []].insert(phrase.count) } }
        return lengths.mapValues { $0.sorted(by: >) }
    }()
}
