/// Words within the styles and scripts of a page: `content: "…"`, what a script writes into it.
enum StyleText {
    /// The strings of a style sheet and what else stands between its signs; strings side by side are one, as they are shown.
    static func words(of style: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        var signs = unescaped(style)[...]
        func end(isString: Bool) {
            let text = word.trimmed
            // .机密 is the name of a class.
            if !text.isEmpty, isString || !(text.hasPrefix(".") || text.hasPrefix("#")) { words.append(text) }
            word = ""
        }
        while let sign = signs.popFirst() {
            if let open = quote {
                guard sign == open || sign.isNewline else {
                    word.append(sign)
                    continue
                }
                quote = nil
                let next = signs.drop { $0.isWhitespace }
                if let first = next.first, first == "\"" || first == "'" {
                    quote = first
                    signs = next.dropFirst()
                } else {
                    end(isString: true)
                }
            } else if sign == "\"" || sign == "'" {
                end(isString: false)
                quote = sign
            } else if sign.isNewline || "{};:,()/*".contains(sign) {
                end(isString: false)
            } else {
                word.append(sign)
            }
        }
        end(isString: quote != nil)
        return words
    }

    /// What a script may write into a page: whatever stands between its quotes, its lines and its brackets.
    ///
    /// A level alone is left out, for a form names the levels there are.
    static func strings(ofScript script: String) -> [String] {
        unescaped(script).split { $0.isNewline || "\"'`<>;".contains($0) }.map { String($0).trimmed }.filter { $0.unicodeScalars.count > 3 }
    }

    /// `\5BC6` of a style sheet and `\u5BC6` of a script as the signs they stand for.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x5C) else { return text }
        var out = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\\") {
            out += rest[..<start]
            rest = rest[rest.index(after: start)...]
            let isScript = rest.first == "u"
            let digits = rest.dropFirst(isScript ? 1 : 0).prefix(isScript ? 4 : 6).prefix(while: \.isHexDigit)
            if let number = UInt32(digits, radix: 16), let sign = Unicode.Scalar(number), number >= 0x80 {
                out.unicodeScalars.append(sign)
                rest = rest[digits.endIndex...]
                // A blank ends the digits and stands for nothing.
                if !isScript, rest.first?.isWhitespace == true { rest = rest.dropFirst() }
            } else if let next = rest.first {
                out += next == "\\" ? "\\" : ""
                if next == "\\" { rest = rest.dropFirst() }
            }
        }
        return out + rest
    }
}
