/// What a leader's written words propose: who is to handle it and until when (请A、B办理: A leads).
public struct InstructionReading: Hashable, Sendable {
    public let target: String?
    public let partners: [String]
    /// The words that name a limit: `3日内`, `11月25日前`.
    public let limit: String?

    public init(_ words: String, directory: Directory) {
        var found: [(position: Int, length: Int, id: String)] = []
        let text = Array(words)
        for entry in directory.entries(.assignees) {
            for key in entry.keys where key.count >= 2 {
                let wanted = Array(key)
                guard text.count >= wanted.count else { continue }
                for start in 0...(text.count - wanted.count) where Array(text[start..<start + wanted.count]) == wanted {
                    found.append((start, wanted.count, entry.id))
                }
            }
        }
        // The longest name at a place wins; what it covers names nobody else.
        found.sort { ($0.position, -$0.length) < ($1.position, -$1.length) }
        var ids: [String] = []
        var end = 0
        for hit in found where hit.position >= end {
            end = hit.position + hit.length
            if !ids.contains(hit.id) { ids.append(hit.id) }
        }
        target = ids.first
        partners = Array(ids.dropFirst())
        limit = InstructionReading.limit(words)
    }

    private static func limit(_ words: String) -> String? {
        for separator in ["，", "。", "；", ",", ";", " "] where words.contains(separator) {
            return words.split { "，。；,; ".contains($0) }.lazy.compactMap { limit(String($0)) }.first
        }
        for suffix in ["内", "前", "之前", "以内"] where words.hasSuffix(suffix) || words.contains(suffix) {
            guard let range = words.range(of: suffix) else { continue }
            let head = words[..<range.lowerBound]
            let signs = head.reversed().prefix { $0.isNumber || "个工作日月天小时年底周一二三四五六七八九十两今明后下本".contains($0) }
            let text = String(signs.reversed())
            if !text.isEmpty { return text }
        }
        return nil
    }
}

extension String {
    /// The first place a text stands in this one.
    func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
