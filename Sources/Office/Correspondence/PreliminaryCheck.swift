/// 初审: what a machine can find against a paper (条例 §24(3), §15); each is a proposal for a person to judge.
public enum PreliminaryCheck {
    /// Why a paper is sent back: the five grounds of the regulation.
    public enum Ground: String, Hashable, Sendable, CaseIterable {
        case notOurs = "R1"
        case routing = "R2"
        case form = "R3"
        case notConsulted = "R4"
        case drafting = "R5"

        public var chinese: String {
            switch self {
            case .notOurs: "不属本机关办理"
            case .routing: "不合行文规则"
            case .form: "文种格式不规范"
            case .notConsulted: "未经协商会签"
            case .drafting: "其他起草要求"
            }
        }
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// 请示 goes to one addressee (条例 §15(4)).
        case severalAddressees
        /// 请示 is not addressed to a leader personally.
        case addressedToLeader
        /// A report carries no request (条例 §15(4)).
        case requestInReport
        /// An upward paper names who signed it (条例 §9).
        case noSigner
        /// 请示 names a contact and a telephone in its note.
        case noContact
        /// An attachment that is listed did not come.
        case attachmentMissing
        /// Brackets, 第 or leading zeros in the number: a warning only.
        case numberForm

        public var ground: Ground {
            switch self {
            case .severalAddressees, .addressedToLeader, .requestInReport: .routing
            case .noSigner, .noContact, .attachmentMissing, .numberForm: .form
            }
        }
    }

    public struct Finding: Hashable, Sendable {
        public let kind: Kind
        /// The words it was found in.
        public let words: String
        /// The line of the text; nil where it is missing from the whole.
        public let line: Int?

        public var ground: Ground { kind.ground }
        public var json: JSON { .compact(["kind": .string(kind.rawValue), "words": .string(words), "line": JSON(line)]) }

        init(_ kind: Kind, _ words: String, line: Int? = nil) {
            self.kind = kind
            self.words = words
            self.line = line
        }

        init?(_ json: JSON) {
            guard let kind = json["kind"].string.flatMap(Kind.init(rawValue:)) else { return nil }
            self.init(kind, json["words"].string ?? "", line: json["line"].int.map(Int.init))
        }
    }

    /// Where the findings stand in a matter's record until it is decided on.
    public static let path = "proposals/check"

    public static func kept(in matter: Matter) -> [Finding] { matter.record[path].array?.compactMap { Finding($0) } ?? [] }

    /// - Parameters:
    ///   - text: the paper's own words.
    ///   - attached: the names of what came with it.
    public static func findings(_ recognition: Recognition, text: String, attached: [String]) -> [Finding] {
        guard !recognition.isClassified, let kind = recognition.kind else { return [] }
        let isUpward = kind == "请示" || kind == "报告"
        guard isUpward || listsAttachments(text) else { return [] }
        let lines = lines(text)
        func find(_ words: [String]) -> (words: String, line: Int)? {
            for (index, line) in lines.enumerated() {
                if let word = words.first(where: { line.contains($0) }) { return (word, index + 1) }
            }
            return nil
        }
        var findings: [Finding] = []
        let addressees = recognition.list("addressees")
        if kind == "请示", addressees.count > 1 {
            findings.append(Finding(.severalAddressees, addressees.joined(separator: "、"), line: find([addressees[0]])?.line))
        }
        if kind == "请示", let leader = addressees.first(where: isPersonal) {
            findings.append(Finding(.addressedToLeader, leader, line: find([leader])?.line))
        }
        if kind == "报告", let found = find(["请批示", "妥否", "恳请批准", "请予批准", "请批复", "请予批复", "请审批"]) {
            findings.append(Finding(.requestInReport, found.words, line: found.line))
        }
        if isUpward, recognition.reference != nil, recognition.text("signer") == nil { findings.append(Finding(.noSigner, kind)) }
        if kind == "请示", find(["联系人", "联系电话", "联 系 人", "聯絡人"]) == nil { findings.append(Finding(.noContact, kind)) }
        findings += missingAttachments(lines, attached)
        return findings
    }

    /// Whether `附件：` stands anywhere, told by bytes: most papers come alone.
    private static func listsAttachments(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let word = Array("附件".utf8)
            var index = 0
            while index + 7 <= bytes.count {
                if bytes[index] == word[0], word.indices.allSatisfy({ bytes[index + $0] == word[$0] }),
                    bytes[index + 6] == UInt8(ascii: ":") || bytes[index + 6] == 0xEF
                {
                    return true
                }
                index += 1
            }
            return false
        }
    }

    /// The opening of a text by lines, whichever system broke them.
    private static func lines(_ text: String) -> [String] {
        let rows = text.unicodeScalars.split(maxSplits: 400, omittingEmptySubsequences: false) { $0 == "\n" }
        return rows.prefix(400).map { String(Substring($0.prefix(400))) }
    }

    private static func isPersonal(_ addressee: String) -> Bool {
        ["同志", "县长", "市长", "省长", "书记", "主任", "局长", "区长", "镇长"].contains { addressee.hasSuffix($0) }
    }

    /// 附件：1. 资金申请表: listed, and neither in the text below nor among what came with it.
    private static func missingAttachments(_ lines: [String], _ attached: [String]) -> [Finding] {
        guard let start = lines.firstIndex(where: { $0.trimmed.hasPrefix("附件：") || $0.trimmed.hasPrefix("附件:") }) else { return [] }
        var listed: [(name: String, line: Int)] = []
        for (index, line) in lines[start...].prefix(12).enumerated() {
            var name = line.trimmed
            if index == 0 { name = String(name.dropFirst(3)).trimmed } else if !(name.first?.isNumber ?? false) { break }
            while let first = name.first, first.isNumber || "．.、 \u{3000}".contains(first) { name.removeFirst() }
            if !name.isEmpty { listed.append((name, start + index + 1)) }
        }
        if listed.isEmpty { return [] }
        let names = attached.map(Folding.key)
        let rest = lines.dropFirst(start + listed.count + 1).map(Folding.key)
        return listed.filter { item in
            let key = Folding.key(item.name)
            // In the same file the attachment begins with its own heading.
            let isBelow = rest.contains { $0.hasPrefix("附件") && $0.count <= 6 } || rest.contains { $0.contains(key) }
            return !isBelow && !names.contains { $0.contains(key) || $0.hasPrefix("附件") }
        }.map { Finding(.attachmentMissing, $0.name, line: $0.line) }
    }
}
