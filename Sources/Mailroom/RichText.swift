import Office

/// The text of a paper in Rich Text (.rtf, 1.9.1), as Word and WPS write it; what only says how it looks is left out.
enum RichText {
    static func isRich(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "{\\rtf".utf8) }

    static func text(_ bytes: [UInt8]) -> String {
        var reading = Reading(bytes)
        return reading.text()
    }

    /// What holds in a group and ends with it.
    private struct Group {
        var isLeftOut = false
        /// How many signs stand behind a `\u` for programs that know no Unicode.
        var skips = 1
        /// What the file says of itself or beside its text: its title, its keywords, what stands in a field before it is filled in.
        var isTold = false
        /// One of several words that may be chosen.
        var isChoice = false
    }

    private static let leftOut: Set<String> = [
        "fonttbl", "colortbl", "stylesheet", "pict", "listtable", "rsidtbl", "themedata",
        "colorschememapping", "datastore", "objdata", "blipuid", "datafield", "password", "passwordhash", "latentstyles",
    ]
    private static let breaks: Set<String> = ["par", "line", "sect", "page", "row", "nestrow"]
    /// Western Word writes Chinese bytes under its own page, so what they mean is guessed there.
    private static let pages: [Int: String] = [
        936: "gb18030", 950: "big5", 932: "shift_jis", 949: "euc-kr", 1251: "windows-1251", 1252: "", 65001: "utf-8",
    ]

    private struct Reading {
        private let bytes: [UInt8]
        private var at = 0
        private var out = ""
        private var told = ""
        private var choices = ""
        /// Bytes of a code page, whose signs may be two of them.
        private var raw: [UInt8] = []
        private var units: [UInt16] = []
        private var page = "gb18030"
        private var group = Group()
        private var outer: [Group] = []
        private var toSkip = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func text() -> String {
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                switch byte {
                case UInt8(ascii: "{"):
                    flush()
                    outer.append(group)
                    toSkip = 0
                case UInt8(ascii: "}"):
                    if group.isTold { put("\n") }
                    flush()
                    group = outer.popLast() ?? Group()
                    toSkip = 0
                case UInt8(ascii: "\\"): control()
                case 0x0A, 0x0D: continue
                default: put(byte)
                }
            }
            flush()
            let told = MarkedWords.among(told.split(separator: "\n").map(String.init))
            // A level among others to choose from says nothing of the paper.
            let chosen = choices.split(separator: "\n").map(String.init).filter { SecrecyDoor.mark(amid: $0) != nil }
            return PaperText.joined(out, along: told + MarkedWords.among(chosen))
        }

        private mutating func control() {
            guard at < bytes.count else { return }
            let first = bytes[at]
            guard (0x41...0x5A).contains(first & 0xDF) else {
                at += 1
                switch first {
                case UInt8(ascii: "'"):
                    let code = UInt8(String(decoding: bytes[at..<min(at + 2, bytes.count)], as: UTF8.self), radix: 16)
                    at = min(at + 2, bytes.count)
                    if let code { put(code) }
                case UInt8(ascii: "*"):
                    if !isKnown() {
                        group.isTold = true
                        group.isChoice = bytes[at...].starts(with: "\\ffl ".utf8)
                        put("\n")
                    }
                case UInt8(ascii: "~"): put(" ")
                case 0x0A, 0x0D: put("\n")
                case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): put(first)
                default: return
                }
                return
            }
            let start = at
            while at < bytes.count, (0x41...0x5A).contains(bytes[at] & 0xDF), at - start < 32 { at += 1 }
            let word = String(decoding: bytes[start..<at], as: UTF8.self)
            let sign = at
            if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
            while at < bytes.count, (0x30...0x39).contains(bytes[at]), at - sign < 11 { at += 1 }
            let number = Int(String(decoding: bytes[sign..<at], as: UTF8.self))
            if at < bytes.count, bytes[at] == 0x20 { at += 1 }
            obey(word, number)
        }

        private mutating func obey(_ word: String, _ number: Int?) {
            switch word {
            case "u":
                guard let number, !group.isLeftOut else { return }
                flushRaw()
                units.append(UInt16(truncatingIfNeeded: number))
                toSkip = group.skips
            case "uc": group.skips = max(0, min(number ?? 1, 16))
            case "ansicpg": page = number.flatMap { RichText.pages[$0] } ?? page
            case "info": group.isTold = true
            case "bin": at = min(bytes.count, at + max(0, number ?? 0))
            case "tab", "cell", "nestcell": put("\t")
            case "emspace", "enspace": put(" ")
            case _ where RichText.breaks.contains(word): put("\n")
            case _ where RichText.leftOut.contains(word): group.isLeftOut = true
            default: return
            }
        }

        /// Whether a group that older programs leave out holds words: a box, a remark, a property of an office's own.
        private func isKnown() -> Bool {
            ["shpinst", "shptxt", "annotation", "userprops", "company", "manager", "nesttableprops", "do"].contains {
                bytes[at...].starts(with: ("\\" + $0).utf8)
            }
        }

        private mutating func put(_ byte: UInt8) {
            if toSkip > 0 {
                toSkip -= 1
                return
            }
            guard !group.isLeftOut else { return }
            flushUnits()
            raw.append(byte)
        }

        private mutating func put(_ text: String) {
            guard !group.isLeftOut else { return }
            toSkip = 0
            flush()
            append(text)
        }

        private mutating func append(_ text: String) {
            if group.isChoice { choices += text } else if group.isTold { told += text } else { out += text }
        }

        private mutating func flush() {
            flushRaw()
            flushUnits()
        }

        private mutating func flushRaw() {
            guard !raw.isEmpty else { return }
            flushUnits()
            append(TextDecoding.decode(raw, declared: page))
            raw = []
        }

        private mutating func flushUnits() {
            guard !units.isEmpty else { return }
            append(String(decoding: units, as: UTF16.self))
            units = []
        }
    }
}
