import Office

extension RegisterDraft {
    /// The definition as a file with a word to each part, which adopts as it stands.
    ///
    /// - Parameter others: the registers it will stand beside; their words of quick capture are left to them.
    public func yaml(beside others: [RegisterDefinition] = []) -> String {
        let columns = fieldLines
        var lines = [
            "# 登记簿“\(name.zh)”。改后先用 banshi register check 检查，再用 banshi register adopt 采用。",
            "# The register “\(name.en)”: after a change run `banshi register check`, then `banshi register adopt`.",
            "id: \(id)",
            "# 编号的前缀，如 \(prefix)12。 The prefix of its numbers.",
            "prefix: \(prefix)",
            "name: \(RegisterDraft.text(name))",
            "# 随手记的前缀：“\(capture(beside: others)[0]): …”。 What a line of quick capture begins with.",
            "capture: [\(capture(beside: others).map(RegisterDraft.quoted).joined(separator: ", "))]",
            "format: \(RegisterDraft.quoted("\(name.zh)〔{year}〕{seq}号"))",
            "opens: \(first)",
            "# 列表的列。 The columns of its lists.",
            "list: [\((["number", "state"] + columns.prefix(3).map(\.id) + ["due"]).joined(separator: ", "))]",
        ]
        if let limit {
            lines += [
                "# 时限自收到之日起算。 The limit counts from the day it came.",
                "limits:",
                "  - {length: \(limit.stored), basis: {zh: 登记簿规定, en: the register's own limit}}",
            ]
        }
        lines += ["# 每件记什么；first 为表单首页。 What one record is; `first` is the first page of its form.", "fields:"]
        lines += columns.map(\.line)
        lines += ["# office 在本办，doing 在办，away 在外，closed 已结。 Where it stands: office, doing, away, closed.", "states:"]
        lines += stateLines
        lines += ["# 每一步从何状态到何状态，by 为何人可办。 Each step: from where, to where, and `by` whom.", "steps:"]
        return (lines + stepLines).joined(separator: "\n") + "\n"
    }

    private var first: String { approver == nil ? "open" : "asked" }

    private func capture(beside others: [RegisterDefinition]) -> [String] {
        let taken = Set(others.flatMap(\.callWords).map { Folding.search($0) })
        let han = [name.zh, String(name.zh.prefix(2))].first { Capture.isPrefix($0) && !$0.allSatisfy(\.isASCII) }
        let word = han.flatMap { word in
            taken.contains(Folding.search(word)) || Capture.ownPrefixes.contains(Folding.search(word)) ? nil : word
        }
        return [word, prefix].compactMap(\.self)
    }

    private var fieldLines: [(id: String, line: String)] {
        var taken: Set<String> = ["title"]
        // Every matter has a title.
        let titled = fields.first { [$0.name.zh, $0.name.en.lowercased()].contains { ["标题", "事由", "事项", "title"].contains($0) } }
        let title = titled?.name ?? Term(zh: "事由", en: "Subject")
        var lines = [("title", "  - {id: title, kind: long, first: true, name: \(RegisterDraft.text(title))}")]
        for field in fields where field.name != titled?.name {
            let id = RegisterDraft.id(for: field.name, besides: taken)
            taken.insert(id)
            let choices =
                field.choices.isEmpty ? "" : ", choices: [\(field.choices.map(RegisterDraft.quoted).joined(separator: ", "))]"
            lines.append(
                (id, "  - {id: \(id), kind: \(field.kind.rawValue), first: true, name: \(RegisterDraft.text(field.name))\(choices)}"))
        }
        return lines
    }

    private var stateLines: [String] {
        var lines: [String] = []
        if approver != nil { lines.append("  - {id: asked, stage: office, name: {zh: 待批准, en: To approve}}") }
        lines.append("  - {id: open, stage: doing, name: {zh: 在办, en: Open}}")
        if isHanded { lines.append("  - {id: handed, stage: away, name: {zh: 已移交, en: Handed over}}") }
        lines.append("  - {id: done, stage: closed, name: {zh: 办结, en: Done}}")
        if approver != nil { lines.append("  - {id: refused, stage: closed, name: {zh: 未批准, en: Not approved}}") }
        return lines + ["  - {id: void, stage: closed, name: {zh: 撤销, en: Dropped}}"]
    }

    private var stepLines: [String] {
        let open = (approver == nil ? [] : ["asked"]) + ["open"] + (isHanded ? ["handed"] : [])
        let all = open.joined(separator: ", ")
        var lines: [String] = []
        if let approver {
            lines += [
                "  # second：申请人不得自批。 `second`: nobody approves what is their own.",
                "  - {id: approve, act: advance, from: [asked], to: open, by: [\(approver.rawValue)], second: true, next: true, asks: [note], name: {zh: 批准, en: Approve}}",
                "  - {id: refuse, act: advance, from: [asked], to: refused, by: [\(approver.rawValue)], asks: [note], name: {zh: 不批准, en: Refuse}}",
            ]
        }
        if isHanded {
            lines += [
                "  - {id: hand, act: hand, from: [open], to: handed, asks: [target, limit, note], name: {zh: 移交, en: Hand over}}",
                "  - {id: sign, act: sign, from: [handed], asks: [who, signedBy], name: {zh: 签收, en: Sign for}}",
                "  - {id: back, act: comeBack, from: [handed], to: open, asks: [words], name: {zh: 交回, en: Back}}",
                "  - {id: chase, act: chase, from: [handed], name: {zh: 催办, en: Chase}}",
            ]
        }
        lines.append("  - {id: finish, act: conclude, from: [open], to: done, asks: [result], name: {zh: 办结, en: Finish}}")
        if limit != nil { lines.append("  - {id: extend, act: extend, from: [\(all)], asks: [limit, reason], name: {zh: 延期, en: Extend}}") }
        return lines + [
            "  - {id: bringup, act: bringUp, from: [\(all)], asks: [day, reason], name: {zh: 定日提醒, en: Bring up}}",
            "  - {id: drop, act: withdraw, from: [\(all)], to: void, asks: [reason], name: {zh: 撤销, en: Drop}}",
            "  - {id: link, act: link, from: [\(all), done], asks: [into], name: {zh: 关联, en: Link}}",
        ]
    }

    private static func text(_ term: Term) -> String { "{zh: \(quoted(term.zh)), en: \(quoted(term.en))}" }

    /// A text as YAML has it: plain where it is a word, else in quotation marks.
    static func quoted(_ text: String) -> String { YAMLText.scalar(text) }
}

/// Texts, lists and maps as YAML writes them.
enum YAMLText {
    /// Plain where nothing in it is a sign of YAML's, else in double quotation marks.
    static func scalar(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.first != "-" && text.trimmed == text
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.value {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case 0x2D, 0x5F, 0x20, 0x2F, 0x2E: true
                case 0x3001...0xFFEF: scalar.properties.isAlphabetic || scalar.properties.isIdeographic
                default: false
                }
            }
        if isPlain { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || (0x80..<0xA0).contains(scalar.value) {
                    let hex = String(scalar.value, radix: 16)
                    out += "\\x" + (hex.count < 2 ? "0" : "") + hex
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }

    /// A value within one line.
    static func flow(_ value: JSON, order: [String]) -> String {
        switch value {
        case .array(let items): "[" + items.map { flow($0, order: order) }.joined(separator: ", ") + "]"
        case .object(let members):
            "{" + sorted(members, by: order).map { "\($0.key): " + flow($0.value, order: order) }.joined(separator: ", ") + "}"
        case .string(let text): scalar(text)
        case .null: "\"\""
        default: value.text
        }
    }

    /// Members in the order of known keys, others behind them by their names.
    static func sorted(_ members: [String: JSON], by order: [String]) -> [(key: String, value: JSON)] {
        func place(_ key: String) -> Int { order.firstIndex(of: key) ?? order.count }
        return members.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }
    }
}

/// A definition that an office keeps, as a file again.
public enum RegisterText {
    private static let order = [
        "id", "revision", "prefix", "kind", "alias", "was", "act", "stage", "name", "zh", "en", "capture", "format", "opens",
        "opensRegistered",
        "default", "list", "sort", "filter", "page", "limits", "recognised", "plays", "clocks", "fields", "states", "from", "to",
        "otherwise", "by",
        "steps", "moves", "first", "needed", "choices", "columns", "asks",
    ]

    /// - Parameter definition: as an office keeps it; what it does not say is left out.
    public static func yaml(_ definition: JSON) -> String {
        guard let members = definition.object else { return "" }
        var lines: [String] = []
        for (key, value) in YAMLText.sorted(members, by: order) where !value.isNull {
            if let items = value.array, items.contains(where: { $0.object != nil }) {
                lines.append(key + ":")
                lines += items.map { "  - " + YAMLText.flow($0, order: order) }
            } else {
                lines.append("\(key): " + YAMLText.flow(value, order: order))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
