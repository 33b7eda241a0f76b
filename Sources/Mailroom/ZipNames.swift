/// The names in a zip, read without unpacking anything: from its directory at the end, and from its first heads where that is torn
/// (APPNOTE 4.3.7, 4.3.12, 4.3.16).
enum ZipNames {
    static let limit = 10_000

    static func read(_ bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        if let start = directory(bytes) {
            walk(bytes, from: start, mark: 0x0201_4B50, head: 46, name: 28) { name, _ in names.insert(String(decoding: name, as: UTF8.self))
            }
        }
        // Without a directory an unpacker goes from head to head; so does this, as far as they say how long they are.
        if names.isEmpty {
            walk(bytes, from: 0, mark: 0x0403_4B50, head: 30, name: 26) { name, _ in names.insert(String(decoding: name, as: UTF8.self)) }
        }
        return names
    }

    /// The names and the remarks as their writer meant them.
    static func said(_ bytes: [UInt8]) -> (names: [String], remarks: [String]) {
        var names: [String] = []
        var remarks: [String] = []
        func text(_ said: ArraySlice<UInt8>) -> String { String(validating: said, as: UTF8.self) ?? TextDecoding.decode(Array(said)).text }
        func found(_ name: ArraySlice<UInt8>, _ remark: ArraySlice<UInt8>) {
            names.append(text(name))
            if !remark.isEmpty { remarks.append(text(remark)) }
        }
        if let start = directory(bytes) { walk(bytes, from: start, mark: 0x0201_4B50, head: 46, name: 28, found: found) }
        if names.isEmpty { walk(bytes, from: 0, mark: 0x0403_4B50, head: 30, name: 26, found: found) }
        let last = max(0, bytes.count - 22 - 65_535)
        if let end = stride(from: bytes.count - 22, through: last, by: -1).first(where: { number(bytes, $0, 4) == 0x0605_4B50 }),
            end + 22 < bytes.count
        {
            remarks.append(text(bytes[(end + 22)...]))
        }
        return (names, remarks)
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

    private static func walk(
        _ bytes: [UInt8], from start: Int, mark: Int, head: Int, name offset: Int,
        found: (_ name: ArraySlice<UInt8>, _ remark: ArraySlice<UInt8>) -> Void
    ) {
        var at = start
        for _ in 0..<limit {
            guard at >= 0, at + head <= bytes.count, number(bytes, at, 4) == mark else { return }
            let length = number(bytes, at + offset, 2)
            guard length > 0, at + head + length <= bytes.count else { return }
            let extra = number(bytes, at + offset + 2, 2)
            let remark = at + head + length + extra
            let said = head == 46 ? number(bytes, at + 32, 2) : 0
            found(
                bytes[at + head..<at + head + length],
                said > 0 && remark + said <= bytes.count ? bytes[remark..<remark + said] : [])
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
