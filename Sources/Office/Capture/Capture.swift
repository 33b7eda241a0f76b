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
        case .meeting(let fields): .schedule(MeetingChange(captured: fields))
        case .absence(let person, let fields): .revise(SubjectID(person), DirectoryChange(captured: fields))
        }
    }
}

/// Reads one line into a task, a paper, a meeting, a promise, an oral instruction or an absence.
///
/// Both languages, full-width punctuation accepted. A date that cannot be read is an error, never silently title text.
public struct Capture: Sendable {
    let registers: Registers
    public let directory: Directory
    let calendar: WorkCalendar
    let now: Moment
    /// Whoever types the line.
    public let asker: String

    public init(
        registers: Registers, directory: Directory, calendar: WorkCalendar, now: Moment, asker: String
    ) {
        self.registers = registers
        self.directory = directory
        self.calendar = calendar
        self.now = now
        self.asker = asker
    }

    /// No line is longer, in characters: it is read anew with every key, and a text belongs into a file.
    public static let lineLimit = 2_000

    var words: DateWords { DateWords(now: now, calendar: calendar) }

    public func read(_ line: String) throws(Refusal) -> CaptureReading {
        let trimmed = line.trimmed
        guard !trimmed.isEmpty else { throw .missing(field: "title") }
        guard trimmed.unicodeScalars.prefix(Capture.lineLimit + 1).count <= Capture.lineLimit else {
            throw .invalid(field: "title", value: trimmed.prefix(12) + "…", expected: .shortLine)
        }
        let prefixed = Capture.prefix(of: trimmed)
        if let (prefix, rest) = prefixed, let reading = try own(prefix, rest) { return reading }
        if let (register, rest) = register(leading: trimmed) {
            return register.id == registers[standing: .papers]?.id ? try paper(rest, register) : try task(rest, register)
        }
        // 王芳：周五前交名单
        if let prefix = prefixed?.word, !directory.people.contains(where: { $0.isActive && Folding.search($0.name) == prefix }) {
            throw .unknownPrefix(prefix, known: Capture.prefixes(registers))
        }
        if let meeting = plainMeeting(trimmed) { return meeting }
        return try task(trimmed, tasks())
    }

    /// Where a line without a prefix goes.
    private func tasks() throws(Refusal) -> RegisterDefinition {
        guard let register = registers[standing: .lines] else { throw .unknown(what: "register", text: "", nearest: nil) }
        return register
    }

    /// What a prefix of the desk's own makes of a line; nil where it is none.
    private func own(_ prefix: String, _ rest: String) throws(Refusal) -> CaptureReading? {
        switch prefix {
        case "m", "会", "meet", "meeting": try meeting(rest)
        case "假", "away": try absence(rest)
        case "诺", "promise": try promise(rest)
        case "说", "said": try instruction(rest)
        // A task that rings at every desk until somebody acts.
        case "急", "urgent": try task(rest, tasks(), isEmergency: true)
        default: nil
        }
    }

    // MARK: Tasks

    /// `审阅预算 @财务科 #预算 !1 截止:周五17:00 督办:李主任 提醒:-30m`
    private func task(_ text: String, _ register: RegisterDefinition, isEmergency: Bool = false) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: register)
        if isEmergency { course.set("emergency", true, echo: "!!", as: "emergency") }
        let line = CaptureLine(text)
        try course.take(line, from: try course.doer(leading: line))
        return try course.finish()
    }

    private static let says = [
        "让我", "要我", "叫我", "请我", "嘱我", "要求我", "通知我", "安排我", "交代我", "交办我", "吩咐我", "嘱咐我", "布置我", "催我", "派我", "指示", "要求", "交代", "交待", "交办",
        "吩咐",
        "嘱咐", "布置", "安排", "说", "让", "asks me to", "asked me to", "told me to", "tells me to", "wants me to", "wanted me to", "asks to",
        "asked to", "says to",
        "said to", "asks for", "asked for", "asks", "asked", "wants", "wanted", "told", "says", "said", "that", "me to", "me", "to",
        "i should",
    ]

    /// How it was said: `说: 王县长 微信 让我…`.
    private static let media: [(word: String, medium: String)] = [
        ("打来电话", "电话"), ("打电话来", "电话"), ("来电话", "电话"), ("发来微信", "微信"), ("来微信", "微信"), ("发来短信", "短信"), ("发短信", "短信"), ("来短信", "短信"),
        ("在电话里", "电话"), ("电话中说", "电话"), ("电话告知", "电话"), ("口头上", "口头"), ("phoned", "电话"), ("texted", "短信"),
        ("在微信上", "微信"), ("在微信里", "微信"), ("微信上", "微信"), ("微信里", "微信"), ("发微信", "微信"), ("打电话", "电话"), ("来电话", "电话"), ("电话里", "电话"),
        ("微信", "微信"), ("政务通", "政务通"), ("电话", "电话"), ("来电", "电话"), ("短信", "短信"), ("口头", "口头"), ("当面", "口头"), ("by wechat", "微信"),
        ("on wechat", "微信"), ("wechat", "微信"), ("by phone", "电话"), ("phone", "电话"), ("by text", "短信"), ("by sms", "短信"), ("sms", "短信"),
    ]

    /// `说: 李主任 让我 周三前 送名单`, `说:王县长让我周三前送名单`
    private func instruction(_ text: String) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: try tasks())
        let line = CaptureLine(text)
        let start = line.skip(0)
        guard line.word(Capture.says, at: start) == nil, words.scan(line.key).read(at: start) == nil,
            let name = CaptureNames(directory).name(in: line, at: start, until: stop(line, before: Capture.says, from: start))
        else {
            throw .missing(field: "assigner")
        }
        let leader = name.id
        course.set(.assigner, .string(leader ?? name.text), echo: directory.name(leader) ?? name.text)
        if let leader, directory.person(leader)?.isLeader == true || directory.person(leader)?.roles.contains("director") == true {
            course.set("importance", directory.person(leader)?.rank == 1 ? 5 : 4)
        }
        var at = line.skip(name.end)
        course.set(.source, "oral")
        if let (word, medium) = Capture.media.first(where: { line.word([$0.word], at: at) != nil }) {
            course.set(.source, .string(medium), echo: medium)
            at = line.skip(at + word.unicodeScalars.count)
            at = line.word(["过来"], at: at) ?? at
        }
        course.leads = Capture.says
        // 说:王建国 周五前办妥 电话: how it was said may stand last.
        var end = line.count
        if at == line.skip(name.end), let last = line.lastToken, let (word, medium) = Capture.media.first(where: { $0.word == last.text }) {
            course.set(.source, .string(medium), echo: word)
            end = last.start
        }
        let begin = line.passing(Capture.says, from: at)
        // 陈副县长让孙伟周五前报: whom he told does it.
        let isTold = line.word(["让", "请", "叫", "要", "安排", "派"], at: at) == begin
        try course.take(line, from: try course.doer(leading: line, from: begin, isTold: isTold), to: end)
        return try course.finish()
    }

    private static let promises = [
        "答应了", "答应", "承诺", "许诺", "保证", "答复", "回复", "向", "对", "跟", "promised", "promise", "told", "to",
    ]
    private static let promising = ["我", "承诺", "答应", "保证", "许诺", "that i will", "that i would", "that", "i will", "i would", "to"]

    /// `诺: 李女士 今天17:00前 回电`: the first date of a promise never changes.
    private func promise(_ text: String) throws(Refusal) -> CaptureReading {
        var course = CaptureCourse(self, register: try tasks())
        let line = CaptureLine(text)
        let start = line.passing(Capture.promises, from: 0)
        let names = CaptureNames(directory)
        let startsWithDate = words.scan(line.key).read(at: start) != nil
        if startsWithDate || line.key.at(start)?.isLatin ?? false, names.known(in: line, at: start) == nil,
            !names.isTitled(in: line, at: start)
        {
            // `诺:明天17:00前给李女士回电`: the name stands within.
            if let name = within(line, names, from: start) {
                course.promisedTo = name.id.flatMap { directory.name($0) } ?? name.text
                try course.take(line, from: start)
                return try course.finish()
            }
            if startsWithDate { throw .missing(field: "promise") }
        }
        // call back: a plain English word is what is to be done, not a name.
        if line.key.at(start)?.isLatin ?? false, !(line.text[start].isUpperLatin), names.known(in: line, at: start) == nil,
            line.word(["the"], at: start) == nil
        {
            throw .missing(field: "promise")
        }
        guard let name = CaptureNames(directory).name(in: line, at: start, until: stop(line, before: Capture.promising, from: start)) else {
            throw .missing(field: "promise")
        }
        // 周明远答应明天给水利局答复: who promised is named first, to whom behind 给. 给我们 is a promise to us, and none of ours.
        if let end = line.word(["答应", "承诺", "许诺", "保证"], at: name.end) {
            let isToUs = line.key.indices.contains { at in
                at >= end && "给向对跟".unicodeScalars.contains(line.key[at]) && line.word(["我们", "我办", "本办"], at: at + 1) != nil
            }
            if isToUs { throw .missing(field: "promise") }
            if let id = name.id, directory.person(id) != nil, let to = within(line, names, from: end) {
                course.promisedTo = to.id.flatMap { directory.name($0) } ?? to.text
                if id != asker { try course.assign(id) }
                try course.take(line, from: end)
                return try course.finish()
            }
        }
        course.promisedTo = name.id.flatMap { directory.name($0) } ?? name.text
        course.leads = Capture.promising
        try course.take(line, from: line.passing(Capture.promising, from: name.end))
        return try course.finish()
    }

    /// Who is named within the line: 给李女士回电, call Ms Li back.
    private func within(_ line: CaptureLine, _ names: CaptureNames, from start: Int) -> CaptureNames.Found? {
        for at in line.key.indices where at > start && !line.isTitle[at] {
            if at > 0, "给向对跟为与和".unicodeScalars.contains(line.key[at - 1]), let name = names.built(in: line, at: at) { return name }
            if line.beginsToken(at), names.isTitled(in: line, at: at), let name = names.built(in: line, at: at) { return name }
        }
        return nil
    }

    /// Where an unknown name ends: before a date, a repetition or a word that leads over.
    private func stop(_ line: CaptureLine, before leads: [String], from start: Int = 0) -> Int {
        let scan = words.scan(line.key)
        for at in line.key.indices where at > start {
            if Signs.isBlank(line.key[at]) || ":，,".unicodeScalars.contains(line.key[at]) { return at }
            if line.word(leads, at: at) != nil, Signs.isHan(line.key[at]) || line.beginsToken(at) { return at }
            if scan.read(at: at) != nil || scan.recurring(at: at) != nil { return at }
        }
        return line.count
    }

    // MARK: Papers

    /// `收: czj 12 关于…的通知`: sender by initials, the sequence alone, the title.
    private func paper(_ text: String, _ register: RegisterDefinition) throws(Refusal) -> CaptureReading {
        let (urgency, text) = urgency(text, register)
        let (sender, reference, title) = try heading(text)
        var values: [String: JSON] = [register.path(of: .from): .string(sender), "received": .int(now.milliseconds)]
        var echo = [CaptureReading.Piece(field: "from", text: directory.name(sender) ?? sender)]
        if let reference {
            values[register.path(of: .reference)] = .string(reference)
            echo.append(CaptureReading.Piece(field: "reference", text: reference))
        }
        if let urgency {
            values["urgency"] = .string(urgency)
            echo.append(CaptureReading.Piece(field: "urgency", text: urgency))
        }
        var course = CaptureCourse(self, register: register)
        course.readsOnlyLimits = true
        try course.take(CaptureLine(title))
        let reading = try course.finish()
        guard case .matter(var draft) = reading.target else { return reading }
        draft.values.merge(values) { $1 }
        if let kind = draft.values["title"]?.string.flatMap({ DocumentKinds.kind(ofTitle: $0) }) {
            draft.values[register.path(of: .kind)] = .string(kind)
        }
        return CaptureReading(target: .matter(draft), echo: echo + reading.echo)
    }
}
