import Office

/// The readable text of HTML and of the XML in a word processor's file: tags go, blocks become lines.
enum MarkupText {
    /// HTML as a reader sees it; scripts, styles and the head are left out.
    static func html(_ source: String) -> String {
        var out = ""
        var skipping: String?
        scan(source) { token in
            switch token {
            case .text(let text): if skipping == nil { out += collapse(text, after: out) }
            case .tag(let name, let isClosing):
                if let hidden = skipping {
                    if isClosing, name == hidden { skipping = nil }
                } else if !isClosing, hiddenTags.contains(name) {
                    skipping = name
                } else if name == "br" || (blockTags.contains(name) && !out.hasSuffix("\n")) {
                    out += "\n"
                }
            }
        }
        return lines(out)
    }

    /// The paragraphs of WordprocessingML; text in deleted runs and field codes is left out.
    static func word(_ source: String) -> String {
        var out = ""
        var isText = false
        scan(source) { token in
            switch token {
            case .text(let text): if isText { out += text }
            case .tag(let name, let isClosing):
                switch name {
                case "w:t": isText = !isClosing
                case "w:p": if isClosing { out += "\n" }
                case "w:br", "w:cr": out += "\n"
                case "w:tab": out += "\t"
                case "w:tc": if isClosing { out += "\t" }
                default: break
                }
            }
        }
        return out
    }

    /// The paragraphs of OpenDocument text.
    static func openDocument(_ source: String) -> String {
        var out = ""
        var depth = 0
        scan(source) { token in
            switch token {
            case .text(let text): if depth > 0 { out += text }
            case .tag("text:p", let isClosing), .tag("text:h", let isClosing):
                depth += isClosing ? -1 : 1
                if isClosing { out += "\n" }
            case .tag("text:tab", _): out += "\t"
            case .tag("text:line-break", _): out += "\n"
            case .tag("text:s", let isClosing): if !isClosing { out += " " }
            default: break
            }
        }
        return out
    }

    /// The text objects of an OFD page, one a line.
    static func fixedLayout(_ source: String) -> String {
        var out = ""
        var isText = false
        scan(source) { token in
            switch token {
            case .text(let text): if isText { out += text }
            case .tag(let name, let isClosing):
                let local = name.split(separator: ":").last.map(String.init) ?? name
                if local == "textcode" { isText = !isClosing }
                if local == "textobject", isClosing { out += "\n" }
            }
        }
        return out
    }

    private enum Token {
        case text(String)
        case tag(String, isClosing: Bool)
    }

    private static let hiddenTags: Set<String> = ["script", "style", "head", "noscript", "template"]
    private static let blockTags: Set<String> = [
        "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
        "footer", "blockquote", "pre", "td", "center", "body",
    ]

    private static func scan(_ source: String, _ each: (Token) -> Void) {
        let bytes = Array(source.utf8)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                each(.text(entities(String(decoding: bytes[index..<end], as: UTF8.self))))
                index = end
                continue
            }
            if bytes[index...].starts(with: "<!--".utf8) {
                index = find("-->", in: bytes, from: index + 4).map { $0 + 3 } ?? bytes.count
                continue
            }
            let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
            let inner = bytes[min(index + 1, end)..<end]
            let isClosing = inner.first == UInt8(ascii: "/")
            let name = inner.dropFirst(isClosing ? 1 : 0).prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
            each(.tag(String(decoding: name, as: UTF8.self).lowercased(), isClosing: isClosing))
            index = min(end + 1, bytes.count)
        }
    }

    private static func find(_ word: String, in bytes: [UInt8], from: Int) -> Int? {
        let wanted = Array(word.utf8)
        var index = from
        while index + wanted.count <= bytes.count {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index += 1
        }
        return nil
    }

    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": "\u{3000}",
        "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "mdash": "—", "hellip": "…", "middot": "·", "times": "×",
    ]

    private static func entities(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var out = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            out += rest[..<ampersand]
            let after = rest[rest.index(after: ampersand)...]
            guard let semicolon = after.prefix(12).firstIndex(of: ";") else {
                out += "&"
                rest = after
                continue
            }
            let name = after[..<semicolon]
            if let value = named[String(name)] {
                out += value
            } else if name.hasPrefix("#"), let scalar = numeric(name.dropFirst()) {
                out.unicodeScalars.append(scalar)
            } else {
                out += "&\(name);"
            }
            rest = after[after.index(after: semicolon)...]
        }
        return out + rest
    }

    private static func numeric(_ text: Substring) -> Unicode.Scalar? {
        let value = text.first == "x" || text.first == "X" ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
        return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }

    /// Runs of ASCII blanks are one blank; the wide blank of Chinese typesetting stays.
    private static func collapse(_ text: String, after out: String) -> String {
        var result = ""
        var isBlank = out.isEmpty || out.hasSuffix(" ") || out.hasSuffix("\n")
        for character in text {
            if character == " " || character.isNewline || character == "\t" {
                if !isBlank { result += " " }
                isBlank = true
            } else {
                result.append(character)
                isBlank = false
            }
        }
        return result
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "\n").map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
