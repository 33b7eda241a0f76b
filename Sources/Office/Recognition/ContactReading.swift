/// Whom to call about a paper: 联系人：张三，电话：5210001.
enum ContactReading {
    /// - Parameters:
    ///   - rows: the body's sentences and what stands behind the signature.
    static func find(in rows: [Piece]) -> (text: String, line: Int)? {
        var phoneOnly: (text: String, line: Int)?
        for (index, piece) in rows.enumerated() where piece.key.contains(where: { $0 == "联" || $0 == "电" || $0 == "办" || $0 == "询" }) {
            if let name = name(in: piece) {
                let later = rows[min(index + 1, rows.count)..<min(index + 3, rows.count)].filter { $0.key.count <= 60 }
                let phone =
                    phones(in: piece.text.from(name.end), key: piece.key.from(name.end))
                    ?? later.lazy.compactMap { labelledPhone($0)?.text }.first
                if name.isSure || phone != nil {
                    return ([name.text, phone].compactMap { $0 }.joined(separator: " "), piece.line)
                }
            }
            if phoneOnly == nil, let phone = labelledPhone(piece) {
                phoneOnly = ([phone.name, phone.text].compactMap { $0 }.joined(separator: " "), piece.line)
            }
        }
        return phoneOnly
    }

    private static let people = ["联系人", "联络人", "承办人", "经办人", "咨询人", "联系单位", "联系科室", "联络员"]
    private static let numbers = ["联系电话", "咨询电话", "联系方式", "电话", "手机", "办公电话"]
    private static let labelParts = Words("及 和 、 与 / 电话 姓名 方式 联系 手机")
    private static let notNames = Words("我 本 县 市 省 上 下 各")
    private static let joints: SignSet = ["、", ",", "，", "；", ";", "。", "(", ")", "（", "）", ":", "：", "/", "\u{3000}"]

    /// A name behind 联系人： or in 请与…联系.
    private static func name(in piece: Piece) -> (text: String, end: Int, isSure: Bool)? {
        let key = piece.key
        for label in people {
            guard let at = key.find(label) else { continue }
            var start = at + label.unicodeScalars.count
            // 及联系电话, 和方式, 姓名
            let colon = key[min(start, key.count)...].prefix(12).firstIndex { $0 == ":" || $0 == "：" }
            let isLabel = colon.map { labelParts.begins(key.from(start)) || $0 == start } ?? false
            if let colon, isLabel {
                start = colon + 1
            } else if !(at <= 1 && piece.words.count > 1) {
                continue
            }
            var end = nameEnd(piece, start)
            // 张三、李四
            while key.at(end) == "、", nameEnd(piece, end + 1) > end + 2, !startsNumber(key.from(end + 1)) { end = nameEnd(piece, end + 1) }
            guard end - start >= 2, end - start <= 24 else { continue }
            return (Run(piece.text[start..<end]).string, end, true)
        }
        if let at = key.find("与"), let end = key.find("联系", from: at), (3...12).contains(end - at),
            key[(at + 1)..<end].allSatisfy(Folding.isHan), !notNames.begins(key.from(at + 1))
        {
            return (Run(piece.text[(at + 1)..<end]).string, end, false)
        }
        return nil
    }

    private static func startsNumber(_ key: Run) -> Bool { numbers.contains { key.has($0) } }

    private static func nameEnd(_ piece: Piece, _ start: Int) -> Int {
        var end = start
        while let scalar = piece.key.at(end), Folding.isHan(scalar) || scalar == "·", !startsNumber(piece.key.from(end)) { end += 1 }
        return end
    }

    /// `联系电话：5210001（张三）`
    private static func labelledPhone(_ piece: Piece) -> (text: String, name: String?)? {
        for label in numbers {
            guard let at = piece.key.find(label) else { continue }
            let start = at + label.unicodeScalars.count
            guard let phone = phones(in: piece.text.from(start), key: piece.key.from(start), within: 3) else { continue }
            let behind = piece.key.from(start).drop { $0 != "(" }.dropFirst()
            let inner = Run(behind.prefix { $0 != ")" })
            let isName = (2...4).contains(inner.count) && inner.allSatisfy(Folding.isHan)
            let place = piece.key.count - behind.count
            return (phone, isName ? Run(piece.text[place..<(place + inner.count)]).string : nil)
        }
        return nil
    }

    /// The telephone numbers at the beginning of a stretch, `、` between them; (0571)5210001 is written 0571-5210001.
    ///
    /// - Parameters:
    ///   - within: how many signs may stand before the first.
    private static func phones(in text: Run, key: Run, within: Int = 24) -> String? {
        var numbers: [String] = []
        var at = 0
        while at < key.count, key[at] != "。" {
            guard let phone = phone(text, key, at) else {
                if numbers.isEmpty, at < within { at += 1; continue }
                break
            }
            numbers.append(phone.text)
            at = phone.end
            guard numbers.count < 3, let next = key.at(at), "、,，/".unicodeScalars.contains(next) else { break }
            at += 1
        }
        return numbers.isEmpty ? nil : numbers.joined(separator: "、")
    }

    private static func phone(_ given: Run, _ key: Run, _ start: Int) -> (text: String, end: Int)? {
        var text = ""
        var figures = 0
        var at = start
        guard let first = key.at(start), Signs.isDigit(first) || first == "(" || first == "+" else { return nil }
        loop: while let scalar = key.at(at) {
            switch scalar {
            case _ where Signs.isDigit(scalar):
                text.unicodeScalars.append(scalar)
                figures += 1
            case "(" where at == start && Signs.isDigit(key.at(at + 1)): break
            case ")" where key[start] == "(" && figures <= 4: text += "-"
            case "-", "—", "－", "–", "−":
                guard Signs.isDigit(key.at(at + 1)), !text.hasSuffix("-") else { break loop }
                text += "-"
            case "+" where at == start: text += "+"
            case "转" where figures >= 7 && Signs.isDigit(key.at(at + 1)): text.unicodeScalars.append(given[at])
            default: break loop
            }
            at += 1
        }
        guard figures >= 5, figures <= 20, key.at(at) != "年", key.at(at) != "元" else { return nil }
        return (text, at)
    }
}
