/// A bar code in Code 128 (ISO/IEC 15417): what a printed slip carries so that a scanner types its number.
///
/// Written in subset B; runs of digits that are shorter that way go into subset C, two digits a symbol.
public struct BarCode: Hashable, Sendable {
    public let text: String
    /// The symbols' values in order: start, data, check digit, stop.
    public let values: [Int]

    /// Modules to be left light on either side.
    public static let quietZone = 10

    private enum Value {
        static let codeC = 99
        static let codeB = 100
        static let startB = 104
        static let startC = 105
        static let stop = 106
    }

    /// Nil where the text is empty, longer than 48 characters or holds more than printable ASCII.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 48, bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
        self.text = text
        let data = BarCode.encoded(bytes)
        values = data + [BarCode.checkDigit(data), Value.stop]
    }

    /// The check digit of a start symbol and its data: each value times its place, the start's own place being 1, modulo 103.
    public static func checkDigit(_ data: [Int]) -> Int {
        data.enumerated().reduce(0) { $0 + $1.element * max(1, $1.offset) } % 103
    }

    private static func encoded(_ bytes: [UInt8]) -> [Int] {
        var values: [Int] = []
        var isC = false
        var index = 0
        while index < bytes.count {
            let run = bytes[index...].prefix { (0x30...0x39).contains($0) }.count
            // Annex E: a switch pays for four digits at either end, for six between; of an odd run the first stays in B.
            let isEnd = index == 0 || index + run == bytes.count
            let pays = run >= (isEnd ? 4 : 6) || (index == 0 && run == 2 && bytes.count == 2)
            if pays {
                if !isC {
                    if run % 2 == 1, !values.isEmpty {
                        values.append(Int(bytes[index]) - 32)
                        index += 1
                    }
                    values.append(values.isEmpty ? Value.startC : Value.codeC)
                    isC = true
                }
                for _ in 0..<(bytes[index...].prefix { (0x30...0x39).contains($0) }.count / 2) {
                    values.append(Int(bytes[index] - 0x30) * 10 + Int(bytes[index + 1] - 0x30))
                    index += 2
                }
            } else {
                if values.isEmpty { values.append(Value.startB) } else if isC { values.append(Value.codeB) }
                isC = false
                values.append(Int(bytes[index]) - 32)
                index += 1
            }
        }
        return values
    }

    /// The modules from the first bar to the last, true where dark; the quiet zones are not among them.
    public var modules: [Bool] {
        values.flatMap { value -> [Bool] in
            var isDark = false
            return BarCode.widths[value].utf8.flatMap { width -> [Bool] in
                isDark.toggle()
                return Array(repeating: isDark, count: Int(width) - 0x30)
            }
        }
    }

    /// The widths of bar, space, bar … of every value (ISO/IEC 15417, table 1); the stop symbol has a bar more.
    static let widths: [String] = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221
        223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
        112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131
        311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
        122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
        214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}

extension Matter {
    /// What a scanner types to reach the matter from anywhere on the desk: `#` asks for a number, the rest names it for ever.
    ///
    /// An inbound paper is named by digits alone, which an input method lets through; the year has two, so that the bars stay narrow.
    public func scanText(among registers: Registers) -> String {
        guard register == registers[standing: .papers]?.id, let number, number.year >= 2000, number.year < 2100 else {
            return "#" + id.text
        }
        return "#\(padded(number.year % 100, 2))-\(number.sequence)"
    }
}
