/// What one line of quick capture was read as, echoed before anything is recorded.
public struct CaptureReading: Hashable, Sendable {
    public enum Target: Hashable, Sendable {
        case matter(MatterDraft)
        case meeting([String: JSON])
        /// A person's absence with who covers.
        case absence(person: String, [String: JSON])
    }

    public let target: Target
    /// What was understood, field by field, for the echo line.
    public let echo: [Piece]

    public struct Piece: Hashable, Sendable {
        public let field: String
        public let text: String
    }

    /// The command that records the reading.
    public var command: Command {
        switch target {
        case .matter(let draft): .open(draft)
        case .meeting(let fields): .schedule(fields: fields)
        case .absence(let person, let fields): .revise(SubjectID(person), fields: fields)
        }
    }
}

/// Reads one line into a task, a paper, a meeting, a promise, an oral instruction or an absence.
///
/// Both languages, full-width punctuation accepted. A date that cannot be read is an error, never silently title text.
public struct Capture: Sendable {
    let registers: Registers
    let directory: Directory
    let calendar: WorkCalendar
    let now: Moment
    let asker: String

    public init(
        registers: Registers, directory: Directory, calendar: WorkCalendar, now: Moment, asker: String
    ) {
        self.registers = registers
        self.directory = directory
        self.calendar = calendar
        self.now = now
        self.asker = asker
    }

    var words: DateWords { DateWords(now: now, calendar: calendar) }

    public func read(_ line: String) throws(Refusal) -> CaptureReading {
        let trimmed = line.trimmed
        guard !trimmed.isEmpty else { throw .missing(field: "title") }
        if let (prefix, rest) = Capture.prefix(of: trimmed) {
            switch prefix {
            case "m", "会", "meet", "meeting": return try meeting(rest)
            case "假", "away": return try absence(rest)
            case "诺", "promise": return try promise(rest)
            case "说", "said": return try instruction(rest)
            // A task that rings at every desk until somebody acts.
            case "急", "urgent": return try task("!! " + rest, tasks())
            default:
                if let register = registers.first(where: { $0.capture.contains(prefix) }) {
                    return register.id == "inbound" ? try paper(rest, register) : try task(rest, register)
                }
                if Capture.reserved.contains(prefix) { throw .unknown(what: "register", text: prefix, nearest: nil) }
            }
        }
        return try task(trimmed, tasks())
    }

    /// Where a line without a prefix goes.
    private func tasks() throws(Refusal) -> RegisterDefinition {
        guard let register = registers["tasks"] ?? registers.first else {
            throw .unknown(what: "register", text: "tasks", nearest: nil)
        }
        return register
    }

    /// Prefixes of registers an office may not have switched on; they are never taken for a title.
    private static let reserved: Set<String> = [
        "电", "访", "印", "车", "修", "急", "tel", "visit", "seal", "car", "fix", "urgent", "in", "收", "out", "发",
    ]

    /// `收: …` or `in: …`: a short word before a colon.
    private static func prefix(of line: String) -> (String, String)? {
        guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let word = line[..<colon].trimmed.lowercased()
        guard (1...7).contains(word.count), !word.contains(where: \.isWhitespace) else { return nil }
        return (word, line[line.index(after: colon)...].trimmed)
    }

    // MARK: Tasks

    /// `审阅预算 @财务科 #预算 !1 截止:周五17:00 督办:李主任 提醒:-30m`
    private func task(_ text: String, _ register: RegisterDefinition) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: register.id)
        try course.take(Tokenizer.tokens(text))
        return try course.finish()
    }

    /// `说: 李主任 让我 周三前 送名单`
    private func instruction(_ text: String) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: "tasks")
        var tokens = Tokenizer.tokens(text)
        guard let first = tokens.first else { throw .missing(field: "title") }
        tokens.removeFirst()
        let name = Tokenizer.text(first)
        let leader = try? directory.resolve(name, in: .people, what: "assigner")
        course.set("fields/assigner", .string(leader ?? name), echo: directory.name(leader) ?? name, as: "assigner")
        if let leader, directory.person(leader)?.isLeader == true || directory.person(leader)?.roles.contains("director") == true {
            course.set("importance", directory.person(leader)?.rank == 1 ? 5 : 4)
        }
        course.set("fields/source", "oral")
        try course.take(tokens, loose: true)
        return try course.finish()
    }

    /// `诺: 李女士 今天17:00前 回电`: the first date of a promise never changes.
    private func promise(_ text: String) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: "tasks")
        var tokens = Tokenizer.tokens(text)
        guard let first = tokens.first else { throw .missing(field: "title") }
        tokens.removeFirst()
        course.promisedTo = Tokenizer.text(first)
        if ["mr", "ms", "mrs", "dr"].contains(Tokenizer.text(first).lowercased().filter { $0 != "." }), let second = tokens.first {
            course.promisedTo = Tokenizer.text(first) + " " + Tokenizer.text(second)
            tokens.removeFirst()
        }
        try course.take(tokens, loose: true)
        return try course.finish()
    }

    // MARK: Papers

    /// `收: czj 12 关于…的通知`: sender by initials, the sequence alone, the title.
    private func paper(_ text: String, _ register: RegisterDefinition) throws(Refusal) -> CaptureReading {
        var parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count >= 2 else { throw .missing(field: "title") }
        let sender = try directory.resolve(parts.removeFirst(), in: .units, what: "from")
        var values: [String: JSON] = ["fields/from": .string(sender), "received": .int(now.milliseconds)]
        var echo = [CaptureReading.Piece(field: "from", text: directory.name(sender) ?? sender)]
        var reference: String?
        if parts.count == 2, let sequence = Int(Folding.width(parts[0])), let code = directory.unit(sender)?.codes.first {
            reference = DocumentNumber(code: code, year: calendar.zone.day(of: now).year, sequence: sequence).canonical
            parts.removeFirst()
        } else if parts.count == 2, let number = DocumentNumber(parts[0]) {
            reference = number.canonical
            parts.removeFirst()
        }
        if let reference {
            values["fields/reference"] = .string(reference)
            echo.append(CaptureReading.Piece(field: "reference", text: reference))
        }
        let title = parts.joined(separator: " ")
        values["title"] = .string(title)
        if let kind = DocumentKinds.kind(ofTitle: title) { values["fields/kind"] = .string(kind) }
        echo.append(CaptureReading.Piece(field: "title", text: title))
        return CaptureReading(
            target: .matter(MatterDraft(register: register.id, values: values, registers: true)), echo: echo)
    }

    // MARK: Meetings and absences

    /// `m: 明天14-15点 三楼会议室 例会`
    private func meeting(_ text: String) throws(Refusal) -> CaptureReading {
        var tokens = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var span: (start: Moment, end: Moment)?
        for count in [3, 2, 1] where span == nil && tokens.count >= count {
            if let found = self.span(tokens.prefix(count).joined(separator: " ")) {
                span = found
                tokens.removeFirst(count)
            }
        }
        guard let span else { throw .invalid(field: "start", value: tokens.first ?? "", expected: .moment) }
        var place: String?
        // The only word there is left is what the meeting is about.
        if tokens.count > 1, let index = tokens.firstIndex(where: isMarkedPlace) ?? tokens.firstIndex(where: isPlace) {
            let written = tokens.remove(at: index)
            place = try directory.readPlace(written.hasPrefix("@") ? String(written.dropFirst()) : written).value
        }
        let title = tokens.joined(separator: " ")
        guard !title.isEmpty else { throw .missing(field: "title") }
        let zone = calendar.zone
        var fields: [String: JSON] = [
            "title": .string(title), "start": .int(span.start.milliseconds), "end": .int(span.end.milliseconds),
            "owner": .string(asker),
        ]
        fields["place"] = place.map(JSON.string)
        var echo = [CaptureReading.Piece(field: "start", text: zone.plain(span.start) + "–" + zone.time(of: span.end).text)]
        if let place { echo.append(CaptureReading.Piece(field: "place", text: directory.name(place) ?? place)) }
        echo.append(CaptureReading.Piece(field: "title", text: title))
        return CaptureReading(target: .meeting(fields), echo: echo)
    }

    /// Whether a word of a meeting's line says plainly where: marked, or named like a room of ours or of anybody.
    private func isMarkedPlace(_ word: String) -> Bool {
        if word.hasPrefix("@") { return word.count > 1 }
        if (PlaceReading.oursMarks + PlaceReading.outsideMarks).contains(where: word.hasPrefix) { return true }
        return ["会议室", "会议厅", "报告厅", "礼堂"].contains(where: word.hasSuffix) || directory.isLikeRoom(word)
    }

    /// Whether it may be part of a room's name, or a floor.
    private func isPlace(_ word: String) -> Bool {
        do {
            if case .ours = try directory.readPlace(word) { return true }
        } catch { return word.hasSuffix("室") || word.hasSuffix("厅") }
        return word.hasSuffix("楼")
    }

    /// `明天14-15点`, `11-25 14:00-15:30`, `fri 9am`: an hour long where no end is given.
    func span(_ text: String) -> (start: Moment, end: Moment)? {
        var body = Folding.width(text)
        for dash in ["–", "—", "~", "～", "至", "到"] { body = body.replacing(dash, with: "-") }
        if let dash = body.lastIndex(of: "-"), body.index(after: dash) < body.endIndex {
            let left = String(body[..<dash])
            let right = String(body[body.index(after: dash)...])
            if let end = TimeOfDay(right) ?? words.read(right)?.time
                ?? Int(right).flatMap({ (0...24).contains($0) ? TimeOfDay($0, 0) : nil })
            {
                // `14-15点`: the unit stands behind the end alone.
                if let start = words.read(left) ?? words.read(left + (right.contains("点") ? "点" : ":00")), let from = start.time {
                    let afternoon = from.hour >= 12 && end.hour < 12 && end.hour > 0 && end < from
                    let until = afternoon ? TimeOfDay(minutes: end.minutes + 720) : end
                    if until > from { return (calendar.zone.moment(start.day, from), calendar.zone.moment(start.day, until)) }
                }
            }
        }
        guard let reading = words.read(body), let time = reading.time else { return nil }
        let start = calendar.zone.moment(reading.day, time)
        return (start, start.adding(minutes: 60))
    }

    /// `假: 11-25至11-27 代:王芳`, with the person's name in front for somebody else.
    private func absence(_ text: String) throws(Refusal) -> CaptureReading {
        var person = asker
        var fields: [String: JSON] = [:]
        var echo: [CaptureReading.Piece] = []
        var hasDays = false
        let joined = text.replacing(" to ", with: "至").replacing(" until ", with: "至")
        for token in joined.split(whereSeparator: \.isWhitespace).map({ Folding.width($0) }) {
            if token.hasPrefix("代:") || token.lowercased().hasPrefix("cover:") {
                let name = String(token[token.index(after: token.firstIndex(of: ":") ?? token.startIndex)...])
                let cover = try directory.resolve(name, in: .people, what: "cover")
                fields["away/cover"] = .string(cover)
                echo.append(CaptureReading.Piece(field: "cover", text: directory.name(cover) ?? cover))
            } else if !hasDays, let days = days(token) {
                fields["away/from"] = .string(days.from.iso)
                fields["away/to"] = .string(days.to.iso)
                echo.append(CaptureReading.Piece(field: "away", text: "\(days.from.iso)–\(days.to.iso)"))
                hasDays = true
            } else {
                person = try directory.resolve(token, in: .people, what: "person")
                echo.append(CaptureReading.Piece(field: "person", text: directory.name(person) ?? person))
            }
        }
        guard hasDays else { throw .invalid(field: "away", value: text, expected: .day) }
        return CaptureReading(target: .absence(person: person, fields), echo: echo)
    }

    private func days(_ text: String) -> (from: Day, to: Day)? {
        for separator in ["至", "到", "~", "～", "..", "—", "–"] {
            let parts = text.split(separator: separator)
            if parts.count == 2, let from = words.read(parts[0])?.day, let to = words.read(parts[1])?.day, from <= to {
                return (from, to)
            }
        }
        return words.read(text).map { ($0.day, $0.day) }
    }
}
