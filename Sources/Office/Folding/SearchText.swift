/// Cuts text into the tokens the search index keeps: overlapping pairs of Han characters, whole words of other scripts.
///
/// Any two or more characters are then a phrase of neighbouring pairs, counted exactly; the last character of a run is
/// kept alone as well, so that a lone character is a prefix of some token wherever it stands.
public enum SearchText {
    /// Tokens of a text to be indexed, in order.
    public static func tokens(_ text: some StringProtocol) -> [String] {
        var tokens: [String] = []
        scan(text) { run, isHan in
            if isHan { appendPairs(of: run, closing: true, to: &tokens) } else { tokens.append(String(run)) }
        }
        return tokens
    }

    /// The tokens of a text to be indexed, parted by blanks.
    ///
    /// Papers come by the hundred thousand: the bytes are laid one behind the other, no token is a string of its own.
    public static func line(_ text: some StringProtocol) -> String {
        // Of one kind, so that the loop is compiled for it.
        var text = String(text)
        return text.withUTF8 { line(utf8: $0) }
    }

    private static func line(utf8 bytes: UnsafeBufferPointer<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 3)
        var runKind = 0
        var previous: UInt32 = 0
        func append(_ value: UInt32) {
            switch value {
            case ..<0x80: out.append(UInt8(value))
            case ..<0x800:
                out.append(UInt8(0xC0 | value >> 6))
                out.append(UInt8(0x80 | value & 0x3F))
            case ..<0x10000:
                out.append(UInt8(0xE0 | value >> 12))
                out.append(UInt8(0x80 | value >> 6 & 0x3F))
                out.append(UInt8(0x80 | value & 0x3F))
            default:
                out.append(UInt8(0xF0 | value >> 18))
                out.append(UInt8(0x80 | value >> 12 & 0x3F))
                out.append(UInt8(0x80 | value >> 6 & 0x3F))
                out.append(UInt8(0x80 | value & 0x3F))
            }
        }
        func close() {
            if runKind == 1 { append(previous) }
            if runKind != 0 { out.append(0x20) }
        }
        var index = 0
        while index < bytes.count {
            let raw = scalar(in: bytes, at: &index)
            let scalar = Folding.search(raw)
            // Chinese is written without blanks: a line's end or a blank within a run of characters parts nothing.
            if runKind == 1, Folding.isBlank(raw) { continue }
            let kind = kind(of: scalar)
            if kind != runKind {
                close()
                runKind = kind
                previous = 0
            }
            switch kind {
            case 0: continue
            case 1:
                if previous != 0 {
                    append(previous)
                    append(scalar.value)
                    out.append(0x20)
                }
                previous = scalar.value
            default: append(scalar.value)
            }
        }
        close()
        if out.last == 0x20 { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    /// The character at an index of valid UTF-8, which is moved behind it.
    private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Unicode.Scalar {
        let lead = UInt32(bytes[index])
        let count = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = count == 1 ? lead : lead & (0xFF >> UInt32(count + 1))
        for at in index + 1..<index + count { value = value << 6 | UInt32(bytes[at] & 0x3F) }
        index += count
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// 1 for Han characters, 2 for other letters, 3 for digits, 0 for what parts words.
    private static func kind(of scalar: Unicode.Scalar) -> Int {
        if Folding.isHan(scalar) { return 1 }
        guard Folding.isWord(scalar) else { return 0 }
        return (0x30...0x39).contains(scalar.value) ? 3 : 2
    }

    /// Tokens of a phrase to be looked for; the last one may be the beginning of a token.
    public static func queryTokens(_ text: some StringProtocol) -> [String] {
        var runs: [(String.UnicodeScalarView, Bool)] = []
        scan(text) { run, isHan in runs.append((run, isHan)) }
        var tokens: [String] = []
        for (index, (run, isHan)) in runs.enumerated() {
            if isHan {
                let isLast = index == runs.count - 1
                appendPairs(of: run, closing: !isLast || run.count == 1, to: &tokens)
            } else {
                tokens.append(String(run))
            }
        }
        return tokens
    }

    private static func appendPairs(of run: String.UnicodeScalarView, closing: Bool, to tokens: inout [String]) {
        var previous: Unicode.Scalar?
        for scalar in run {
            if let previous {
                var pair = String(Character(previous))
                pair.unicodeScalars.append(scalar)
                tokens.append(pair)
            }
            previous = scalar
        }
        if closing, let previous { tokens.append(String(Character(previous))) }
    }

    /// Calls back with every run of Han characters and every run of other letters, and of digits, folded.
    private static func scan(_ text: some StringProtocol, each: (String.UnicodeScalarView, Bool) -> Void) {
        var run = String.UnicodeScalarView()
        var runKind = 0
        for raw in text.unicodeScalars {
            let scalar = Folding.search(raw)
            // Chinese is written without blanks: a line's end or a blank within a run of characters parts nothing.
            if runKind == 1, Folding.isBlank(raw) { continue }
            let kind = kind(of: scalar)
            if kind != runKind, !run.isEmpty {
                each(run, runKind == 1)
                run = String.UnicodeScalarView()
            }
            runKind = kind
            if kind != 0 { run.append(scalar) }
        }
        if !run.isEmpty { each(run, runKind == 1) }
    }

    /// The initials under which a title or name is found, one variant for each combination of readings, at most eight.
    public static func initialVariants(_ text: some StringProtocol) -> [String] {
        var variants: [[UInt8]] = [[]]
        for scalar in String(text).unicodeScalars {
            let letters = Pinyin.initials(of: Folding.search(scalar))
            guard !letters.isEmpty else { continue }
            if letters.count == 1 || variants.count * letters.count > 8 {
                for index in variants.indices { variants[index].append(letters[0]) }
            } else {
                variants = variants.flatMap { base in letters.map { base + [$0] } }
            }
        }
        if variants.count == 1 { return variants[0].isEmpty ? [] : [String(decoding: variants[0], as: UTF8.self)] }
        return Set(variants.map { String(decoding: $0, as: UTF8.self) }).filter { !$0.isEmpty }.sorted()
    }

    /// Overlapping pairs of initials, so that a run of them is found anywhere in a title: `sk` and `kw` of 石桥水库维修.
    public static func initialPairs(_ initials: String) -> [String] {
        let letters = Array(initials)
        guard letters.count > 1 else { return [] }
        return (1..<letters.count).map { "0\(letters[$0 - 1])\(letters[$0])" }
    }
}
