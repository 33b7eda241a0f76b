/// The names in a zip, read without unpacking anything: from its directory at the end, and from its first heads where that is torn
/// (APPNOTE 4.3.7, 4.3.12, 4.3.16).
enum ZipNames {
    static let limit = 10_000

    static func read(_ bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        if let start = directory(bytes) {
            walk(bytes, from: start, mark: 0x0201_4B50, head: 46, name: 28) { names.insert($0) }
        }
        // Without a directory an unpacker goes from head to head; so does this, as far as they say how long they are.
        if names.isEmpty { walk(bytes, from: 0, mark: 0x0403_4B50, head: 30, name: 26) { names.insert($0) } }
        return names
    }

    /// Where the directory begins: said in the last 22 bytes and a comment of at most 65,535.
    private static func directory(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        for at in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1)
        where bytes[at] == 0x50 && number(bytes, at, 4) == 0x0605_4B50 {
            let size = number(bytes, at + 12, 4)
            let start = number(bytes, at + 16, 4)
            if start + size <= at { return number(bytes, start, 4) == 0x0201_4B50 ? start : at - size }
            // A zip64 says its place elsewhere; the directory still ends where its own end begins.
            return nil
        }
        return nil
    }

    private static func walk(_ bytes: [UInt8], from start: Int, mark: Int, head: Int, name offset: Int, found: (String) -> Void) {
        var at = start
        for _ in 0..<limit {
            guard at >= 0, at + head <= bytes.count, number(bytes, at, 4) == mark else { return }
            let length = number(bytes, at + offset, 2)
            guard length > 0, at + head + length <= bytes.count else { return }
            found(String(decoding: bytes[at + head..<at + head + length], as: UTF8.self))
            let extra = number(bytes, at + offset + 2, 2)
            if head == 46 {
                at += head + length + extra + number(bytes, at + 32, 2)
            } else {
                // Told only behind the data: where the next head stands is not known.
                guard bytes[at + 6] & 8 == 0 else { return }
                at += head + length + extra + number(bytes, at + 18, 4)
            }
        }
    }

    /// A number of the given bytes, the least first.
    private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        guard at >= 0, at + count <= bytes.count else { return -1 }
        return (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
}
