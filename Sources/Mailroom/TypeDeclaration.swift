/// What a part of XML declares of its own type. Drawings often bring one, and it is not followed.
enum TypeDeclaration {
    private static let opening = Array("<!DOCTYPE".utf8)

    /// The bytes without it; the same bytes where there is none.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let head = bytes.prefix(4_096)
        guard let start = head.indices.first(where: { head[$0] == opening[0] && head[$0...].starts(with: opening) }) else { return bytes }
        var depth = 0
        for index in bytes[start...].indices {
            switch bytes[index] {
            case 0x5B: depth += 1
            case 0x5D: depth -= 1
            case 0x3E where depth == 0: return Array(bytes[..<start] + bytes[(index + 1)...])
            default: continue
            }
        }
        return bytes
    }
}
