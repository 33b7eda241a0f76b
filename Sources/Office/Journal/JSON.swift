/// A JSON value with integers only: the stable form of everything the journal stores.
///
/// Keys are written sorted by their bytes and no value has two spellings, so equal values have equal bytes and a digest
/// over them means something. There are deliberately no fractions: instants are UTC milliseconds, quantities count units.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var int: Int64? { if case .int(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { self == .null }

    public subscript(key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    /// A string, or null where there is none.
    public init(_ value: String?) { self = value.map(JSON.string) ?? .null }
    public init(_ value: Int?) { self = value.map { .int(Int64($0)) } ?? .null }
    public init(_ value: Int64?) { self = value.map(JSON.int) ?? .null }

    /// An object without its null members, so that absence has one form only.
    public static func compact(_ members: [String: JSON]) -> JSON {
        .object(members.filter { !$0.value.isNull })
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}

// MARK: - Writing

extension JSON {
    /// The canonical bytes: no blanks, keys sorted by their UTF-8 bytes.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        write(to: &out, indent: nil)
        return out
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The same value laid out for a person's eye, keys still sorted; no sign in it drives a terminal.
    public var prettyText: String {
        var out: [UInt8] = []
        write(to: &out, indent: 0)
        return String(decoding: JSON.withoutSigns(out), as: UTF8.self)
    }

    /// The same value on one line for a terminal or a file of others, where no sign in it drives a terminal.
    public var lineText: String { String(decoding: JSON.withoutSigns(bytes), as: UTF8.self) }

    /// Escapes the signs that turn the direction of writing or break a line.
    ///
    /// They stand in strings only, so that every parser reads the same value. The canonical bytes keep them: digests rest on those.
    private static func withoutSigns(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == 0xE2 || $0 == 0xD8 }) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        var at = 0
        while at < bytes.count {
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            let last = at + 2 < bytes.count ? bytes[at + 2] : 0
            switch (bytes[at], next, last) {
            // U+061C.
            case (0xD8, 0x9C, _):
                escape(0x061C, to: &out)
                at += 2
            // U+200E, U+200F, U+2028 to U+202E; U+2066 to U+2069.
            case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9):
                escape(UInt32(0x2000) + UInt32(next & 0x3F) << 6 + UInt32(last & 0x3F), to: &out)
                at += 3
            default:
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    private func write(to out: inout [UInt8], indent: Int?) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): out.append(contentsOf: String(value).utf8)
        case .string(let value): JSON.write(string: value, to: &out)
        case .array(let values):
            JSON.writeList(values, open: "[", close: "]", to: &out, indent: indent) { value, out, inner in
                value.write(to: &out, indent: inner)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            JSON.writeList(sorted, open: "{", close: "}", to: &out, indent: indent) { member, out, inner in
                JSON.write(string: member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                if inner != nil { out.append(UInt8(ascii: " ")) }
                member.value.write(to: &out, indent: inner)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, to out: inout [UInt8], indent: Int?,
        each: (Element, inout [UInt8], Int?) -> Void
    ) {
        out.append(UInt8(ascii: open))
        let inner = indent.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            breakLine(inner, &out)
            each(element, &out, inner)
        }
        if !elements.isEmpty { breakLine(indent, &out) }
        out.append(UInt8(ascii: close))
    }

    private static func breakLine(_ indent: Int?, _ out: inout [UInt8]) {
        guard let indent else { return }
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    private static func write(string: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { bytes in
            // What stands between two signs that are escaped is taken over in one piece.
            var from = 0
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                let isSecond = byte == 0xC2 && index + 1 < bytes.count && bytes[index + 1] < 0xA0
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || isSecond else {
                    index += 1
                    continue
                }
                out.append(contentsOf: bytes[from..<index])
                switch byte {
                case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
                case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
                case UInt8(ascii: "\n"): out.append(contentsOf: "\\n".utf8)
                default: escape(UInt32(isSecond ? bytes[index + 1] : byte), to: &out)
                }
                index += isSecond ? 2 : 1
                from = index
            }
            out.append(contentsOf: bytes[from...])
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Control characters, those of ISO 8859 included, never reach a terminal raw.
    private static func escape(_ code: UInt32, to out: inout [UInt8]) {
        let hex = String(code, radix: 16)
        out.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
    }
}
