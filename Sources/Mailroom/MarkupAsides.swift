/// The words of a page's source that stand in no text: comments, and the values of attributes.
enum MarkupAsides {
    /// Those that may hold a secrecy mark, raw.
    static func words(of source: String) -> [String] {
        var words: [String] = []
        var source = source
        source.withUTF8 { bytes in
            var index = 0
            func take(_ range: Range<Int>) {
                guard MarkSigns.count(in: UnsafeBufferPointer(rebasing: bytes[range])) > 0 else { return }
                words.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
            }
            while index < bytes.count {
                guard bytes[index] == 0x3C else {
                    index += 1
                    continue
                }
                if index + 3 < bytes.count, bytes[index + 1] == 0x21, bytes[index + 2] == 0x2D, bytes[index + 3] == 0x2D {
                    let start = index + 4
                    index = start
                    while index < bytes.count, !(bytes[index] == 0x3E && bytes[index - 1] == 0x2D && bytes[index - 2] == 0x2D) {
                        index += 1
                    }
                    // A line each: a comment may hold a whole head.
                    for line in bytes[start..<max(start, index)].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                        take(line.startIndex..<line.endIndex)
                    }
                    continue
                }
                index += 1
                // A name begins with a letter; what else stands behind a bracket is text.
                guard index < bytes.count, (0x41...0x5A).contains(bytes[index] & 0xDF) else { continue }
                while index < bytes.count, bytes[index] != 0x3E {
                    guard bytes[index] == 0x3D else {
                        index += 1
                        continue
                    }
                    index += 1
                    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
                    guard index < bytes.count else { return }
                    let quote = bytes[index]
                    let isQuoted = quote == 0x22 || quote == 0x27
                    if isQuoted { index += 1 }
                    let start = index
                    while index < bytes.count, isQuoted ? bytes[index] != quote : bytes[index] > 0x20 && bytes[index] != 0x3E { index += 1 }
                    take(start..<index)
                }
            }
        }
        return words
    }
}
