/// A capture line read from left to right into a draft: signs, keys, repetitions and dates wherever they stand; the rest is the title.
struct CaptureCourse {
    let capture: Capture
    /// The register the line goes to.
    private let definition: RegisterDefinition
    private var draft: MatterDraft
    private var echo: [CaptureReading.Piece] = []
    private var title: Run = []
    private var dates: [Said] = []
    private var rule: Rule?
    /// When the stretch of hours begins that the line names.
    private var begins: TimeOfDay?
    var promisedTo: String?
    /// A paper's title keeps its dates; only what is said as a limit beside it is one.
    var readsOnlyLimits = false
    /// Words that only lead over to what is to be done: 让我, asked me to.
    var leads: [String] = []

    private typealias Rule = (repetition: Repetition, time: TimeOfDay?, half: HalfDay?, isLimit: Bool)

    /// A date that was said, and the words it was said in.
    private struct Said {
        var phrase: DatePhrase
        let text: String
        /// Behind 截止: or due:.
        let isKeyed: Bool
        /// When a stretch of hours begins, whose end is the limit.
        var from: TimeOfDay?
        /// Where in the title it stood, and all that went with it.
        var place = 0
        var whole: Run = []

        /// 下午2:30-4:30: a task carries no stretch, so that its end is the limit; the beginning is told beside it.
        init(_ phrase: DatePhrase, text: String, isKeyed: Bool, place: Int = 0, whole: Run = []) {
            (self.phrase, self.text, self.isKeyed, self.place, self.whole) = (phrase, text, isKeyed, place, whole)
            guard let until = phrase.until else { return }
            from = phrase.time
            self.phrase.time = until
        }
    }

    init(_ capture: Capture, register definition: RegisterDefinition) {
        self.capture = capture
        self.definition = definition
        draft = MatterDraft(register: definition.id, values: [:], registers: true)
    }

    /// Sets what plays a part in the register.
    mutating func set(_ part: RegisterUses.Part, _ value: JSON, echo text: String? = nil) {
        set(definition.path(of: part), value, echo: text, as: part.rawValue)
    }

    mutating func set(_ path: String, _ value: JSON, echo text: String? = nil, as field: String? = nil) {
        draft.values[path] = value
        if let text { echo.append(CaptureReading.Piece(field: field ?? path, text: text)) }
    }

    private var today: Day { capture.calendar.zone.day(of: capture.now) }

    mutating func take(_ line: CaptureLine, from start: Int = 0, to end: Int? = nil) throws(Refusal) {
        let scan = capture.words.scan(line.key)
        var at = start
        while at < end ?? line.count {
            if line.isTitle[at] {
                title.append(line.text[at])
                at += 1
            } else if let end = try sign(line, at) {
                at = end
            } else if let (path, value, isDate) = CaptureKeys.key(in: line, at: at) {
                at = try isDate ? keyed(path, line, scan, value, at) : keyed(path, line, value)
            } else if !readsOnlyLimits, let end = try recurring(line, scan, at) {
                at = end
            } else if let end = try date(line, scan, at) {
                at = end
            } else {
                title.append(line.text[at])
                at += 1
            }
        }
    }

    // MARK: Signs and keys

    /// `@财务科`, `#预算`, `!1`, `!!`
    private mutating func sign(_ line: CaptureLine, _ at: Int) throws(Refusal) -> Int? {
        let end = line.tokenEnd(at)
        guard end > at + 1 else { return nil }
        switch line.key[at] {
        case "@": return try assign(line, at + 1, end)
        case "#" where line.beginsToken(at):
            let text = line.typed((at + 1)..<end)
            set(.tag, .string(text), echo: text)
            return end
        case "!" where line.key[at + 1] == "!" && line.beginsToken(at):
            set("emergency", true, echo: "!!", as: "emergency")
            return at + 2
        case "!" where Signs.isDigit(line.key[at + 1]) && !Signs.isDigit(line.key.at(at + 2)):
            let level = Int(line.key[at + 1].value) - 0x30
            guard (1...5).contains(level) else {
                throw .invalid(field: "importance", value: line.typed(at..<(at + 2)), expected: .importance)
            }
            set("importance", JSON(6 - level), echo: "!\(level)", as: "importance")
            return at + 2
        default: return nil
        }
    }

    private mutating func assign(_ line: CaptureLine, _ start: Int, _ end: Int) throws(Refusal) -> Int {
        let whole = line.typed(start..<end)
        do {
            try assign(try capture.directory.resolve(whole, in: .assignees, what: "owner"))
            return end
        } catch {
            // `@财务科周五前交`: the longest name there is.
            guard let known = CaptureNames(capture.directory).known(in: line, at: start), let id = known.id else {
                // Named as typed, with its sign.
                if case .unknown(let what, let text, let nearest) = error { throw .unknown(what: what, text: "@" + text, nearest: nearest) }
                throw error
            }
            try assign(id)
            return known.end
        }
    }

    mutating func assign(_ id: String) throws(Refusal) {
        if capture.directory.isSuperior(id) { throw .guarded(.dispatchUpward, article: capture.directory.name(id) ?? id) }
        if let unit = capture.directory.unit(id) {
            set("lead", .string(id), echo: capture.directory.name(id) ?? unit.short, as: "department")
            set(.department, .string(id))
            // One owner, always a person: the head of the department, where it has one of ours.
            if let head = capture.directory.members(of: id).first(where: { $0.roles.contains("head") }) {
                set("owner", .string(head.id), echo: head.name)
                draft.isHandedOver = true
            }
            return
        }
        set("owner", .string(id), echo: capture.directory.name(id))
        draft.isHandedOver = true
    }

    private mutating func keyed(_ key: String, _ line: CaptureLine, _ start: Int) throws(Refusal) -> Int {
        let start = line.skip(start)
        var end = line.tokenEnd(start)
        let value = line.typed(start..<end)
        switch key {
        case "supervisor":
            let person: String
            do {
                person = try capture.directory.resolve(value, in: .people, what: "supervisor")
            } catch {
                guard let known = CaptureNames(capture.directory).known(in: line, at: start, peopleOnly: true), let id = known.id else {
                    throw error
                }
                (person, end) = (id, known.end)
            }
            set("supervisor", .string(person), echo: capture.directory.name(person))
            set("supervised", true)
        case "remind":
            guard Reminder(value) != nil else {
                // thu 9:00 is named whole.
                let scan = capture.words.scan(line.key)
                let date: DatePhrase? = if case .date(let phrase)? = scan.behind(start).read(at: start) { phrase } else { nil }
                let named = date.map { line.typed($0.range) } ?? value
                throw .invalid(field: "remind", value: named, expected: .reminder)
            }
            set(.remind, .string(value), echo: value)
        default:
            if let part = RegisterUses.Part(rawValue: key) { set(part, .string(value), echo: value) }
        }
        return end
    }

    /// `截止:周五17:00`: what stands behind must be a date.
    private mutating func keyed(_ path: String, _ line: CaptureLine, _ scan: DateScan, _ start: Int, _ key: Int) throws(Refusal) -> Int {
        let start = line.skip(start)
        let token = line.typed(start..<line.tokenEnd(start))
        if path == "repeats" { throw .invalid(field: path, value: token, expected: .repetition) }
        let whole = capture.words.scan(Run(line.key[start..<line.tokenEnd(start)]), isWhole: true)
        let found: DatePhrase
        switch scan.behind(start).read(at: start) {
        case .date(let phrase): found = phrase
        case .impossible(let range): throw .invalid(field: path, value: line.typed(range), expected: .day)
        case nil:
            // `due:tom`, `due:3d`: short forms, standing alone.
            guard case .date(var phrase) = whole.read(at: 0), phrase.range.upperBound == whole.key.count else {
                throw .invalid(field: path, value: token, expected: .day)
            }
            phrase.range = start..<(start + whole.key.count)
            found = phrase
        }
        if path == "due" {
            dates.append(Said(found, text: line.typed(found.range), isKeyed: true))
        } else {
            let day = found.day ?? today
            set(path, .string(day.iso), echo: day.iso)
        }
        return found.range.upperBound
    }

    // MARK: Dates

    private mutating func recurring(_ line: CaptureLine, _ scan: DateScan, _ at: Int) throws(Refusal) -> Int? {
        switch scan.recurring(at: at) {
        case nil: return nil
        case .unreadable(let range):
            throw .invalid(field: "repeats", value: line.typed(range.lowerBound..<min(range.upperBound, line.count)), expected: .repetition)
        case .found(let repetition, var end):
            var kept: Rule = (repetition, nil, nil, false)
            var next = line.skip(end)
            if line.key.has("at ", at: next) || line.key.has("by ", at: next) { next = line.skip(next + 3) }
            if let hours = scan.hours(at: next, on: today, isAlone: false) {
                (begins, kept.time, end) = (hours.from, hours.until, hours.end)
            } else if let clock = scan.clock(at: next, on: today, half: nil, isAlone: false) {
                if clock.isImpossible { throw .invalid(field: "repeats", value: line.typed(at..<clock.end), expected: .repetition) }
                (kept.time, kept.half, end) = (clock.time, clock.half, clock.end)
            }
            let limit = scan.limit(at: end)
            kept.isLimit = limit.isLimit
            if rule != nil { throw .ambiguous(what: "repeats", text: line.typed(at..<limit.end), candidates: []) }
            rule = kept
            set(.repeats, .string(repetition.chinese), echo: repetition.chinese)
            drop(CaptureKeys.cues)
            return after(limit.end, line)
        }
    }

    private mutating func date(_ line: CaptureLine, _ scan: DateScan, _ at: Int) throws(Refusal) -> Int? {
        switch scan.read(at: at) {
        case nil: return nil
        case .impossible where readsOnlyLimits: return nil
        case .impossible(let range): throw .invalid(field: "due", value: line.typed(range), expected: .day)
        case .date(var phrase):
            // 昨天的会议: told, not set.
            let isOver = phrase.isPast || phrase.day.map { $0 < today } ?? false
            if isOver, !phrase.isLimit, promisedTo != nil, CaptureTitle.clean(title, leads: leads).isEmpty {
                throw .invalid(field: "due", value: line.typed(phrase.range), expected: .later)
            }
            if readsOnlyLimits, !phrase.isLimit, endsWithLimit { phrase.isLimit = true }
            if (isOver || readsOnlyLimits) && !phrase.isLimit { return nil }
            // 打印1:50平面图: figures within a word are a time only as a limit.
            if phrase.day == nil, !phrase.isLimit, Signs.isDigit(line.key[at]), at > 0, Signs.isHan(line.key[at - 1]),
                Signs.isHan(line.key.at(phrase.range.upperBound))
            {
                return nil
            }
            var end = phrase.range.upperBound
            if phrase.until == nil, let next = scan.rangeSign(end), case .date(let last) = scan.behind(next).read(at: next), last.day != nil
            {
                var last = last
                // 下周一至周三 ends in the week it begins in.
                if let first = phrase.day, let day = last.day, day < first, scan.weekday(at: next) != nil {
                    last.day = day + (first.ordinal - day.ordinal + 6) / 7 * 7
                }
                (phrase.day, phrase.time, phrase.half, phrase.isLimit) = (last.day, last.time, last.half, last.isLimit)
                end = last.range.upperBound
            }
            if !phrase.isLimit, isGlued(line, at), let kept = CaptureEvents(line.key).end(of: at..<end) {
                title.append(contentsOf: line.text[at..<kept])
                return kept
            }
            let cue = drop(CaptureKeys.cues)
            let rest = after(end, line)
            dates.append(
                Said(phrase, text: line.typed(at..<end), isKeyed: false, place: title.count, whole: cue + Run(line.text[at..<rest]))
            )
            return rest
        }
    }

    /// figures by fri: the word before a date makes it a limit.
    private var endsWithLimit: Bool {
        let words = Run(title.map(Folding.search)).string.split(separator: " ")
        return ["by", "before", "due", "until"].contains(words.last ?? "")
    }

    /// Whether a word of the title runs right into a date.
    private func isGlued(_ line: CaptureLine, _ at: Int) -> Bool {
        guard at > 0, Signs.isHan(line.key[at - 1]), title.last == line.text[at - 1] else { return false }
        return !CaptureTitle.clean(title, leads: leads).isEmpty
    }

    /// Behind a date 的 and a comma belong to nothing any more.
    private func after(_ end: Int, _ line: CaptureLine) -> Int {
        line.key.at(end) == "的" ? end + 1 : end
    }

    /// What only led to the date goes with it: 请于, 务必在, by.
    @discardableResult
    private mutating func drop(_ cues: [String]) -> Run {
        var end = title.count
        while end > 0, Signs.isBlank(title[end - 1]) { end -= 1 }
        let folded = Run(title[..<end]).map(Folding.search)
        for cue in cues where folded.ends(cue) {
            let start = end - cue.unicodeScalars.count
            if cue.unicodeScalars.last?.isLatin ?? false {
                guard start == 0 || !folded[start - 1].isLatin else { continue }
            } else if start > 0, CaptureKeys.bound(cue, behind: folded[start - 1]) {
                continue
            }
            let dropped = Run(title[start...])
            title.removeLast(title.count - start)
            return dropped
        }
        return []
    }

    /// The one moment the said dates mean; two that do not fit together are refused.
    private mutating func due() throws(Refusal) -> Moment? {
        var said = dates.filter(\.isKeyed)
        if said.isEmpty { said = dates }
        // `周五 交总结 17:00前`: the day and its hour stand apart.
        let days = said.filter { $0.phrase.day != nil }
        let times = said.filter { $0.phrase.day == nil }
        if said.count == 2, days.count == 1, times.count == 1, days[0].phrase.time == nil {
            var joined = days[0]
            joined.phrase.time = times[0].phrase.time
            joined.phrase.half = times[0].phrase.half ?? joined.phrase.half
            joined.from = times[0].from
            said = [joined]
            dates = [joined]
        }
        let limits = said.filter(\.phrase.isLimit)
        if said.count > 1, limits.count == 1 { said = limits }
        // 每周一报周五会议材料: the repetition says when.
        if rule != nil, !said.contains(where: { $0.isKeyed || $0.phrase.isLimit }) { said = [] }
        let moments = Set(said.map { moment($0.phrase) })
        if let first = said.first, moments.count > 1 {
            throw .ambiguous(what: "due", text: first.text, candidates: said.map(\.text))
        }
        // 周五前审核11月30日会议材料: one sets the limit, the other belongs to the thing.
        for other in dates.reversed() where !other.isKeyed && !moments.contains(moment(other.phrase)) {
            title.insert(contentsOf: other.whole, at: min(other.place, title.count))
        }
        guard let one = said.first else { return nil }
        let due = moment(one.phrase)
        begins = one.from
        // An hour or a limit of today that is over is a slip of the hand, not a date; a promise could never be set right.
        let isExact = one.phrase.time != nil || one.phrase.half != nil || one.phrase.isLimit
        if one.phrase.day == nil || isExact && one.phrase.day == today || promisedTo != nil, due <= capture.now {
            throw .invalid(field: "due", value: one.text, expected: .later)
        }
        return due
    }

    private func moment(_ phrase: DatePhrase) -> Moment { phrase.reading(today: today).deadline(in: capture.calendar) }

    /// The first time of a repetition, where an hour or a limit is said with it.
    private func first(_ rule: Rule) -> Moment {
        var day = rule.repetition.first(onOrAfter: today, calendar: capture.calendar)
        func moment(_ day: Day) -> Moment { DateReading(day: day, time: rule.time, half: rule.half).deadline(in: capture.calendar) }
        if moment(day) <= capture.now { day = rule.repetition.next(after: day, calendar: capture.calendar) }
        return moment(day)
    }

    /// What is said plainly goes into the register's one day; an hour that a day has no room for stays in the title.
    private mutating func fillDay() {
        guard rule == nil, promisedTo == nil, dates.count == 1, let said = dates.first, !said.isKeyed, !said.phrase.isLimit,
            let (field, value) = capture.day(said.text, in: draft.register), draft.values[field.path] == nil
        else { return }
        let hasHour = said.phrase.time != nil || said.phrase.half != nil || said.from != nil
        if hasHour, field.kind == .day { title.insert(contentsOf: said.whole, at: min(said.place, title.count)) }
        set(field.path, value, echo: value.string ?? said.text, as: field.id)
        dates = []
    }

    // MARK: The draft

    mutating func finish() throws(Refusal) -> CaptureReading {
        fillDay()
        var due = try due()
        let text = CaptureTitle.clean(title, leads: leads)
        guard !text.isEmpty else { throw .missing(field: "title") }
        var draft = draft
        var echo = echo
        if due == nil, let rule, rule.time != nil || rule.half != nil || rule.isLimit || rule.repetition.namesDay { due = first(rule) }
        // A reminder counts back from a time; without one it would never ring.
        if draft.values[definition.path(of: .remind)] != nil, due == nil { throw .missing(field: "due") }
        draft.values["title"] = .string(text)
        if let due {
            let zone = capture.calendar.zone
            let stretch = begins.map { "\(zone.day(of: due).iso) \($0.text)–\(zone.time(of: due).text)" }
            echo.append(CaptureReading.Piece(field: due <= capture.now ? "pastDue" : "due", text: stretch ?? zone.plain(due)))
            var clock = Clock(
                start: min(capture.now, due), until: due, basis: promisedTo == nil ? "经办人定" : "承诺", calendar: capture.calendar)
            clock.begins = begins.map { zone.moment(zone.day(of: due), $0) }.flatMap { $0 < due ? $0 : nil }
            draft.values["clock"] = clock.json
        } else if draft.values["plannedOn"] == nil, let rule {
            let first = rule.repetition.first(onOrAfter: today, calendar: capture.calendar)
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
