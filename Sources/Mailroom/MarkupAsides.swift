import Foundation
import Office

/// The words of a page's source that no reader sees, or sees otherwise than they stand there: comments, the values of attributes, what
/// styles and scripts put in, pages within the page, characters with their reading between them.
///
/// All of it is raw: what may hold a secrecy mark is gathered here, and read as a page by `MarkupText`.
struct MarkupAsides {
    /// A line each.
    private(set) var words: [String] = []
    /// Pages of their own: those in frames, for browsers without scripts, for the programs of offices.
    private(set) var pages: [String] = []
    /// The characters over which a reading is set, without it; nil where there are none.
    private(set) var base: String?
    /// The level that a cell of its tables names under 密级; nil where none does.
    var level: String? { tables.level }
    /// Files that stand in it whole and are no text.
    private(set) var files: [DataAddress] = []

    private let scan: MarkupScan
    private var tables = TableRows()
    private var isInCell = false
    private var plain = ""
    private var reading: String?
    private var isInReading = false
    /// Those around a reading, for browsers that know none.
    private var isInBrackets = false
    private var hasReadings = false

    /// Whether a page may hold a mark in any spelling, or a file: most hold none of these signs.
    static func mayHold(_ source: String) -> Bool {
        var source = source
        return source.withUTF8 { bytes in
            var index = 0
            while index + 2 < bytes.count {
                switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
                case let (first, second, third) where MarkSign.isOne(first, second, third): return true
                // &#23494; &#x5BC6; \5BC6 \u5BC6
                case (0x26, 0x23, _) where isNumbered(bytes, index + 2), (0x5C, _, _) where isNumbered(bytes, index + 1): return true
                case (0x25, _, _) where isPercent(bytes, index): return true
                case (0x3A, _, _) where index >= 4 && isData(bytes, index - 4): return true
                default: index += 1
                }
            }
            return false
        }
    }

    private static let numbers = ["23494", "23483", "12953", "5bc6", "5bbb", "3299"].map { Array($0.utf8) }

    /// Whether the number of 密 or of one of its forms stands here.
    private static func isNumbered(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var start = place
        while start < bytes.count, start < place + 8, bytes[start] | 0x20 == 0x78 || bytes[start] | 0x20 == 0x75 || bytes[start] == 0x30 {
            start += 1
        }
        return numbers.contains { number in
            start + number.count <= bytes.count && number.indices.allSatisfy { number[$0] == bytes[start + $0] | 0x20 }
        }
    }

    private static let percent = Array("%e5%af%86".utf8)

    /// Whether 密 stands here as addresses write it (RFC 3986 §2.1).
    private static func isPercent(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + percent.count <= bytes.count && percent.indices.allSatisfy { percent[$0] == bytes[place + $0] | 0x20 }
    }

    /// A mark that stands in an address, with its signs as they were meant; a level alone may be what the address is about.
    private static func marked(inAddress value: String) -> [String] {
        guard value.utf8.contains(0x25), value.utf8.count <= 8_192, let plain = value.removingPercentEncoding else { return [] }
        return SecrecyDoor.mark(amid: plain) == nil ? [] : [plain]
    }

    private static func isData(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        zip(bytes[place..<place + 4], "data".utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    init(_ source: String) {
        scan = MarkupScan(Array(source.utf8))
        var walk = scan
        while let piece = walk.next() { take(piece) }
        tables.finish()
        endReading()
        if hasReadings { base = plain }
    }

    private mutating func take(_ piece: MarkupScan.Piece) {
        switch piece {
        case .comment(let range): comment(scan.words(range))
        case .text(let range):
            let text = scan.words(range)
            if isInReading { reading = (reading ?? "") + text } else if !isInBrackets { plain += text }
            if isInCell { tables.append(MarkupReferences.resolved(text)) }
        case .inner(let name, let range): inner(name, scan.words(range))
        case .tag(let name, let isEnd, let values):
            for value in values where !value.value.isEmpty { attribute(scan.words(value.name).lowercased(), scan.words(value.value)) }
            table(name, isEnd, values)
            ruby(name, isEnd)
        }
    }

    private mutating func add(_ word: String) { if Self.mayHold(word) { words.append(word) } }

    private mutating func add(page: String) { if Self.mayHold(page) { pages.append(page) } }

    private mutating func comment(_ text: String) {
        // A line each: a comment may hold a whole head.
        for line in text.split(whereSeparator: \.isNewline) { add(String(line)) }
        // <!--[if mso]>…<![endif]--> is a page for one program.
        if let start = text.firstIndex(of: "<") { add(page: String(text[start...])) }
    }

    private mutating func attribute(_ name: String, _ value: String) {
        if let data = DataAddress(value) {
            if let text = data.text {
                if data.isMarkup { add(page: text) } else { for line in text.split(whereSeparator: \.isNewline) { add(String(line)) } }
            } else if data.ending != nil {
                files.append(data)
            }
            return
        }
        add(value)
        for plain in Self.marked(inAddress: value) { add(plain) }
        if name == "style" { for text in StyleText.words(of: value) { add(text) } }
        if name == "srcdoc" { add(page: MarkupReferences.resolved(value)) }
    }

    private mutating func inner(_ name: String, _ source: String) {
        switch name {
        case "style": for text in StyleText.words(of: source) { add(text) }
        case "script": for text in StyleText.strings(ofScript: source) { add(text) }
        // Browsers show what stands there.
        case "textarea", "title", "xmp": break
        default: add(page: source)
        }
    }

    private mutating func table(_ name: String, _ isEnd: Bool, _ values: [(name: Range<Int>, value: Range<Int>)]) {
        switch name {
        case "table": isEnd ? tables.end() : tables.begin()
        case "tr":
            isInCell = false
            if !isEnd { tables.beginRow() }
        case "td", "th":
            isInCell = !isEnd
            guard !isEnd else { return }
            tables.beginCell()
            let span = values.first { scan.words($0.name).lowercased() == "colspan" }.flatMap { Int(scan.words($0.value).trimmed) }
            if let span { tables.widen(to: span) }
        default: return
        }
    }

    /// The words of markup a line each, those that its elements say of themselves among them; what dresses the words of a line stands
    /// between none of them.
    static func lines(of source: String) -> [String] {
        guard mayHold(source) else { return [] }
        var walk = MarkupScan(Array(source.utf8))
        var lines = [""]
        var beside: [String] = []
        while let piece = walk.next() {
            switch piece {
            case .text(let range), .inner(_, let range):
                // A section stands in brackets of its own.
                let text = walk.words(range).replacing("<![CDATA[", with: "").replacing("]]>", with: "")
                lines[lines.count - 1] += MarkupReferences.resolved(text)
            case .comment(let range): beside.append(walk.words(range))
            case .tag(let name, _, let values):
                for value in values.map({ MarkupReferences.resolved(walk.words($0.value)) }) {
                    beside += [value] + marked(inAddress: value)
                }
                if !dressing.contains(name) { lines.append("") }
            }
        }
        return (lines + beside).flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }.filter { mayHold($0) }
    }

    // MARK: Readings

    /// 机<rt>jī</rt>密<rt>mì</rt>: the reading set over a character stands behind it in the source.
    private mutating func ruby(_ name: String, _ isEnd: Bool) {
        switch name {
        case "rt", "rp", "rtc", "rb":
            hasReadings = true
            isInReading = !isEnd && name.hasPrefix("rt")
            isInBrackets = !isEnd && name == "rp"
        case "ruby": endReading()
        default:
            guard !isInReading, !isInBrackets else { return }
            plain += MarkupAsides.dressing.contains(name) ? "" : isEnd ? "</p>" : "<p>"
        }
    }

    /// Elements that only dress the words within a line.
    private static let dressing: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
        "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]

    private mutating func endReading() {
        (isInReading, isInBrackets) = (false, false)
        if let reading { add(reading) }
        reading = nil
    }
}

/// Signs written as references to them (HTML5 §13.2.5.72), as far as words need them.
enum MarkupReferences {
    private static let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "]

    /// A text with its references resolved.
    static func resolved(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var out = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            out += rest[..<start]
            rest = rest[rest.index(after: start)...]
            let name = rest.prefix(10).prefix { $0 != ";" && $0 != "&" && !$0.isWhitespace }
            let digits = name.dropFirst()
            let isHex = digits.first == "x" || digits.first == "X"
            let number = name.first != "#" ? nil : isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let sign = number.flatMap(Unicode.Scalar.init).map({ String(Character($0)) }) ?? named[String(name)] else {
                out += "&"
                continue
            }
            out += sign
            rest = rest[name.endIndex...]
            if rest.first == ";" { rest = rest.dropFirst() }
        }
        return out + rest
    }
}
