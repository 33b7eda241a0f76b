extension JSON {
    /// Reads one JSON value. Fractions, trailing bytes, unpaired surrogates and nesting beyond 64 levels are refused.
    public init(bytes: some Collection<UInt8>) throws(JSONFault) {
        var reader = JSONReader(bytes: Array(bytes))
        self = try reader.readWhole()
    }

    /// Reads a stranger's value: it may be no more than a budget's bytes, and hold no more values than its items.
    ///
    /// - Throws: `JSONFault`, or `OverBudget` where it is more.
    public init(bytes: [UInt8], budget: Budget) throws {
        try budget.spend(bytes.count, of: .bytes)
        var reader = JSONReader(bytes: bytes)
        reader.left = budget.left(.items)
        do throws(JSONFault) { self = try reader.readWhole() } catch {
            if reader.left < 0 { throw budget.exhaust(.items) }
            throw error
        }
    }

    public init(text: String) throws(JSONFault) {
        var reader = JSONReader(bytes: Array(text.utf8))
        self = try reader.readWhole()
    }
}

/// Where and why bytes are not a JSON value of ours.
public struct JSONFault: Error, Hashable, Sendable {
    /// Zero-based byte offset of the fault.
    public let offset: Int
    public let reason: String
}

private struct JSONReader {
    let bytes: [UInt8]
    var position = 0
    var depth = 0
    /// How many values may still come.
    var left = Int.max

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func readWhole() throws(JSONFault) -> JSON {
        let value = try readValue()
        skipBlanks()
        guard position == bytes.count else { throw fault("trailing bytes") }
        return value
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(offset: position, reason: reason) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func readValue() throws(JSONFault) -> JSON {
        skipBlanks()
        guard let byte = next else { throw fault("value expected") }
        left -= 1
        guard left >= 0 else { throw fault("too many values") }
        switch byte {
        case UInt8(ascii: "{"): return try readObject()
        case UInt8(ascii: "["): return try readArray()
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return .int(try readInteger())
        }
    }

    private mutating func readWord(_ word: String, _ value: JSON) throws(JSONFault) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func readInteger() throws(JSONFault) -> Int64 {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            throw fault("only integers are allowed")
        }
        guard let value = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw fault("integer expected")
        }
        return value
    }

    private mutating func enter() throws(JSONFault) {
        depth += 1
        guard depth <= 64 else { throw fault("nested too deep") }
        position += 1
        skipBlanks()
    }

    private mutating func readArray() throws(JSONFault) -> JSON {
        try enter()
        defer { depth -= 1 }
        var elements: [JSON] = []
        if next == UInt8(ascii: "]") {
            position += 1
            return .array([])
        }
        while true {
            elements.append(try readValue())
            skipBlanks()
            if try readSeparator(closing: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func readObject() throws(JSONFault) -> JSON {
        try enter()
        defer { depth -= 1 }
        var members: [String: JSON] = [:]
        if next == UInt8(ascii: "}") {
            position += 1
            return .object([:])
        }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("key expected") }
            let key = try readString()
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw fault("colon expected") }
            position += 1
            let value = try readValue()
            guard members.updateValue(value, forKey: key) == nil else { throw fault("key given twice") }
            skipBlanks()
            if try readSeparator(closing: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func readSeparator(closing: UInt8) throws(JSONFault) -> Bool {
        guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else { throw fault("comma expected") }
        position += 1
        return byte == closing
    }

    private mutating func readString() throws(JSONFault) -> String {
        position += 1
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        if next == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var out = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"): try readEscape(into: &out)
            default: out.append(byte)
            }
        }
        throw fault("string not closed")
    }

    private mutating func readEscape(into out: inout [UInt8]) throws(JSONFault) {
        guard let byte = next else { throw fault("escape expected") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "u"):
            var code = try readHexUnit()
            if (0xD800..<0xDC00).contains(code) {
                guard next == UInt8(ascii: "\\") else { throw fault("unpaired surrogate") }
                position += 1
                guard next == UInt8(ascii: "u") else { throw fault("unpaired surrogate") }
                position += 1
                let low = try readHexUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("unpaired surrogate") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("unpaired surrogate") }
            out.append(contentsOf: Character(scalar).utf8)
        default: throw fault("unknown escape")
        }
    }

    private mutating func readHexUnit() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits expected") }
        position += 4
        return value
    }
}
