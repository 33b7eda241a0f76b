/// An amount of money in 分, hundredths of a yuan 元.
public struct Money: Hashable, Sendable, Comparable {
    public let fen: Int64

    public init(fen: Int64) { self.fen = fen }

    /// No office reckons with more: ten thousand billion yuan.
    private static let largest: Int64 = 1_000_000_000_000_000

    public static func < (one: Money, other: Money) -> Bool { one.fen < other.fen }

    /// `1234.50`, as tables and programs have it.
    public var plain: String { written { $0 } }

    /// `1,234.50`, as people read it.
    public var grouped: String {
        written { yuan in
            var text = ""
            for (index, digit) in yuan.enumerated() {
                if index > 0, (yuan.count - index) % 3 == 0 { text += "," }
                text.append(digit)
            }
            return text
        }
    }

    private func written(_ yuan: (String) -> String) -> String {
        let (whole, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return (fen < 0 ? "-" : "") + yuan(String(whole)) + "." + (rest < 10 ? "0" : "") + String(rest)
    }

    // MARK: What is typed

    /// Reads `1,234.5`, `1234.50元`, `¥1234`, `3万元`, `1.5亿`, `壹万贰仟元整`; nil for anything else, parts of a 分 and more than 10 万亿元
    /// among it.
    public init?(_ typed: some StringProtocol) {
        var text = Folding.width(typed).filter { !$0.isWhitespace }.lowercased()
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        if isNegative { text.removeFirst() }
        for sign in ["人民币", "rmb", "cny", "¥", "￥"] where text.hasPrefix(sign) { text.removeFirst(sign.count) }
        let fen = text.contains { $0.isASCII && $0.isNumber } ? Money.figures(text) : Money.characters(text)
        guard let fen, fen <= Money.largest else { return nil }
        self.init(fen: isNegative ? -fen : fen)
    }

    /// `1,234.5万元`
    private static func figures(_ typed: String) -> Int64? {
        var text = typed[...]
        for sign in ["整", "yuan", "rmb", "cny", "元", "圆", "块"] where text.hasSuffix(sign) { text = text.dropLast(sign.count) }
        var scale: Int64 = 100
        for (sign, factor) in [("亿", 100_000_000), ("万", 10_000), ("千", 1_000), ("百", 100)] as [(String, Int64)] {
            guard text.hasSuffix(sign) else { continue }
            text = text.dropLast()
            scale *= factor
            break
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = digits(parts[0]) else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        // Noughts behind it say nothing.
        let decimals = String(fraction.reversed().drop { $0 == "0" }.reversed())
        var unit: Int64 = 1
        for _ in decimals { unit = unit < scale ? unit * 10 : 0 }
        guard unit > 0, scale % unit == 0, let number = Int64(whole + decimals) else { return nil }
        let (fen, isTooLarge) = number.multipliedReportingOverflow(by: scale / unit)
        return isTooLarge ? nil : fen
    }

    /// The digits of a number that may be parted in threes.
    private static func digits(_ text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isParted = groups.count > 1
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        guard !isParted || groups[0].count <= 3 && groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        return groups.joined()
    }

    /// 壹万贰仟叁佰元伍角整
    private static func characters(_ text: String) -> Int64? {
        var (total, section, fen): (Int64, Int64, Int64) = (0, 0, 0)
        var pending: Int64?
        var saysYuan = false
        for character in text {
            if let digit = numerals[character] {
                if let pending, pending != 0 { return nil }
                pending = digit
                continue
            }
            switch character {
            case "拾", "十", "佰", "百", "仟", "千":
                let unit: Int64 = "拾十".contains(character) ? 10 : "佰百".contains(character) ? 100 : 1_000
                guard !saysYuan, let digit = pending ?? (unit == 10 && section == 0 ? 1 : nil) else { return nil }
                section += digit * unit
                pending = nil
            case "万", "萬", "亿", "億":
                guard !saysYuan else { return nil }
                let isLarge = "亿億".contains(character)
                let counted = section + (pending ?? 0)
                guard total <= 10_000_000, counted <= 10_000_000 else { return nil }
                total = isLarge ? (total + counted) * 100_000_000 : total + counted * 10_000
                guard total > 0, total <= largest / 100 else { return nil }
                (section, pending) = (0, nil)
            case "元", "圆", "圓":
                guard !saysYuan else { return nil }
                total += section + (pending ?? 0)
                (section, pending, saysYuan) = (0, nil, true)
            case "角", "分":
                guard section == 0, let digit = pending, saysYuan || total == 0 else { return nil }
                fen += character == "角" ? digit * 10 : digit
                (pending, saysYuan) = (nil, true)
            case "整", "正": continue
            default: return nil
            }
        }
        guard !saysYuan || pending == nil, !text.isEmpty else { return nil }
        total += section + (pending ?? 0)
        guard total > 0 || fen > 0, total <= largest / 100 else { return nil }
        return total * 100 + fen
    }

    private static let numerals: [Character: Int64] = [
        "零": 0, "〇": 0, "壹": 1, "一": 1, "贰": 2, "二": 2, "两": 2, "叁": 3, "三": 3, "肆": 4, "四": 4, "伍": 5, "五": 5,
        "陆": 6, "六": 6, "柒": 7, "七": 7, "捌": 8, "八": 8, "玖": 9, "九": 9,
    ]
}
