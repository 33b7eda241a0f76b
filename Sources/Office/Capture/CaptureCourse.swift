/// The tokens of a task line gathered into a draft.
struct CaptureCourse {
    private let capture: Capture
    private var draft: MatterDraft
    private var echo: [CaptureReading.Piece] = []
    private var title: [String] = []
    private var due: Moment?
    var promisedTo: String?

    init(_ capture: Capture, register: String) {
        self.capture = capture
        draft = MatterDraft(register: register, values: [:], registers: true)
    }

    mutating func set(_ path: String, _ value: JSON, echo text: String? = nil, as field: String? = nil) {
        draft.values[path] = value
        if let text { echo.append(CaptureReading.Piece(field: field ?? path, text: text)) }
    }

    /// Takes the tokens; `loose` also reads `周三前` standing alone as the due date, as people speak.
    mutating func take(_ tokens: [[Tokenizer.Mark]], loose: Bool = false) throws(Refusal) {
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            let text = Tokenizer.text(token)
            if token.first?.isQuoted == true {
                title.append(text)
            } else if text.hasPrefix("@"), text.count > 1 {
                try assign(String(text.dropFirst()))
            } else if text.hasPrefix("#"), text.count > 1 {
                set("fields/tag", .string(String(text.dropFirst())), echo: String(text.dropFirst()), as: "tag")
            } else if text == "!!" {
                set("emergency", true, echo: "!!", as: "emergency")
            } else if text.hasPrefix("!"), text.count == 2 {
                guard let level = Int(Folding.width(text.dropFirst())), (1...5).contains(level) else {
                    throw .invalid(field: "importance", value: text, expected: .importance)
                }
                set("importance", JSON(6 - level), echo: text, as: "importance")
            } else if let (key, value) = keyed(token) {
                var whole = value
                // `due:fri 17:00`: a time may stand apart.
                if index < tokens.count, Self.dateKeys[key] != nil, Self.looksLikeTime(Tokenizer.text(tokens[index])) {
                    whole += " " + Tokenizer.text(tokens[index])
                    index += 1
                }
                try take(key: key, value: whole)
            } else if let repeats = Self.recurrence(text) {
                set("fields/repeats", .string(repeats), echo: text, as: "repeats")
            } else if Repetition.isMeant(by: text) {
                throw .invalid(field: "repeats", value: text, expected: .repetition)
            } else if loose, due == nil, text.lowercased() == "by", index < tokens.count {
                try setDue(Tokenizer.text(tokens[index]))
                index += 1
            } else if loose, due == nil, text.hasSuffix("前") {
                try setDue(text)
            } else if loose, due == nil, title.isEmpty, text.count > 1, capture.words.read(text) != nil {
                try setDue(text)
            } else if loose, ["让我", "要我", "要求", "请我", "说", "asked", "told", "me", "to"].contains(text.lowercased()), title.isEmpty {
                continue
            } else {
                title.append(text)
            }
        }
    }

    private static let dateKeys: [String: String] = [
        "due": "due", "截止": "due", "限": "due", "期限": "due", "plan": "plannedOn", "计划": "plannedOn",
        "bring": "bringUpOn", "到日": "bringUpOn",
    ]

    private static let keys: Set<String> = Set(dateKeys.keys).union([
        "sup", "督办", "remind", "提醒", "every", "每", "from", "来源", "std", "标准",
    ])

    private func keyed(_ token: [Tokenizer.Mark]) -> (String, String)? {
        guard let colon = token.firstIndex(of: .plain(":")), colon > 0 else { return nil }
        let key = Tokenizer.text(Array(token[..<colon])).lowercased()
        guard Self.keys.contains(key) else { return nil }
        return (key, Tokenizer.text(Array(token[(colon + 1)...])))
    }

    private mutating func take(key: String, value: String) throws(Refusal) {
        if let path = Self.dateKeys[key] {
            if path == "due" { return try setDue(value) }
            guard let reading = capture.words.read(value) else { throw .invalid(field: path, value: value, expected: .day) }
            return set(path, .string(reading.day.iso), echo: reading.day.iso)
        }
        switch key {
        case "sup", "督办":
            let person = try capture.directory.resolve(value, in: .people, what: "supervisor")
            set("supervisor", .string(person), echo: capture.directory.name(person))
            set("supervised", true)
        case "remind", "提醒":
            guard Reminder(value) != nil else { throw .invalid(field: "remind", value: value, expected: .length) }
            set("fields/remind", .string(value), echo: value, as: "remind")
        case "every", "每":
            guard let repeats = Self.recurrence("every:" + value) ?? Self.recurrence("每" + value) else {
                throw .invalid(field: "repeats", value: value, expected: .repetition)
            }
            set("fields/repeats", .string(repeats), echo: value, as: "repeats")
        case "std", "标准": set("fields/standard", .string(value), echo: value, as: "standard")
        default: set("fields/source", .string(value), echo: value, as: "source")
        }
    }

    /// Something with a colon between digits is meant as a time, and refused where it is none.
    private static func looksLikeTime(_ text: String) -> Bool {
        let folded = Folding.width(text)
        return folded.contains(":") && folded.allSatisfy { $0.isASCII && $0.isNumber || $0 == ":" }
    }

    private mutating func setDue(_ text: String) throws(Refusal) {
        guard let reading = capture.words.read(text) else { throw .invalid(field: "due", value: text, expected: .day) }
        let moment = reading.deadline(in: capture.calendar)
        due = moment
        echo.append(CaptureReading.Piece(field: "due", text: capture.calendar.zone.plain(moment)))
    }

    private mutating func assign(_ name: String) throws(Refusal) {
        let id = try capture.directory.resolve(name, in: .assignees, what: "owner")
        if capture.directory.isSuperior(id) { throw .guarded(.dispatchUpward, article: capture.directory.name(id) ?? id) }
        if let unit = capture.directory.unit(id) {
            set("lead", .string(id), echo: capture.directory.name(id) ?? unit.short, as: "department")
            set("fields/department", .string(id))
            // One owner, always a person: the head of the department, where it has one of ours.
            if let head = capture.directory.members(of: id).first(where: { $0.roles.contains("head") }) {
                set("owner", .string(head.id), echo: head.name)
                if head.id != capture.asker { set("toSign", .string(head.id)) }
            }
            return
        }
        set("owner", .string(id), echo: capture.directory.name(id))
        if id != capture.asker { set("toSign", .string(id)) }
    }

    /// `每周一`, `每天`, `每月5日`, `every:mon`
    static func recurrence(_ text: String) -> String? {
        let folded = text.lowercased()
        let days = ["mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "sat": "六", "sun": "日"]
        if folded.hasPrefix("every:") {
            let rest = String(folded.dropFirst(6))
            if let day = days[String(rest.prefix(3))] { return "每周" + day }
            return ["day": "每天", "week": "每周", "month": "每月"][rest]
        }
        return Repetition(folded) == nil ? nil : folded
    }

    func finish() throws(Refusal) -> CaptureReading {
        let text = title.joined(separator: " ").trimmed
        guard !text.isEmpty else { throw .missing(field: "title") }
        var draft = draft
        // A reminder counts back from a time; without one it would never ring.
        if draft.values["fields/remind"] != nil, due == nil { throw .missing(field: "due") }
        draft.values["title"] = .string(text)
        if let due {
            let clock = Clock(
                start: min(capture.now, due), until: due, basis: promisedTo == nil ? "经办人定" : "承诺", calendar: capture.calendar)
            draft.values["clock"] = clock.json
        }
        if due == nil, draft.values["plannedOn"] == nil, let rule = draft.values["fields/repeats"]?.string.flatMap({ Repetition($0) }) {
            let first = rule.first(onOrAfter: capture.calendar.zone.day(of: capture.now), calendar: capture.calendar)
            draft.values["plannedOn"] = .string(first.iso)
        }
        if let promisedTo {
            draft.values["promise"] = .compact([
                "to": .string(promisedTo), "due": JSON(due?.milliseconds), "originalDue": JSON(due?.milliseconds),
            ])
            draft.values["importance"] = draft.values["importance"] ?? 4
        }
        var pieces = [CaptureReading.Piece(field: "title", text: text)]
        if let promisedTo { pieces.append(CaptureReading.Piece(field: "promise", text: promisedTo)) }
        return CaptureReading(target: .matter(draft), echo: pieces + echo)
    }
}
