/// When and where a meeting is and who goes, read from its notice: a proposal for the meeting form.
public struct MeetingNotice: Sendable {
    /// What was read, as it stands in the notice, and the line.
    public struct Found: Hashable, Sendable {
        public let text: String
        public let line: Int
    }

    /// What in a notice contradicts itself; a person must ask.
    public enum Doubt: Hashable, Sendable {
        /// The day of the week beside the date is another than that day has (Monday 1).
        case weekday(written: Int, day: Day)
    }

    public private(set) var start: DateReading?
    public private(set) var end: DateReading?
    /// Where the time was read.
    public private(set) var time: Found?
    /// The directory's name where it is plainly one of its rooms, else as written: a room of theirs may be called like ours.
    public private(set) var place: String?
    public private(set) var placeSource: Found?
    public private(set) var attendees: Found?
    /// Branch venues of a video meeting.
    public private(set) var branches: Found?
    /// The limit for saying who comes.
    public private(set) var receipt: FoundDeadline?
    public private(set) var dress: Found?
    public private(set) var contact: Found?
    public private(set) var doubts: [Doubt] = []

    private let words: DateWords
    private let dated: Day

    /// - Parameters:
    ///   - words: tells today; a day without a year is the next from the notice's own date on.
    ///   - directory: the rooms a written place may mean.
    public init(_ text: String, words: DateWords, directory: Directory = Directory()) {
        self.words = words
        let pieces = PaperPieces.cut(text)
        let today = words.calendar.zone.day(of: words.now)
        let signed = SignatureReading.find(in: pieces, known: []).flatMap { $0.confidence >= 60 ? $0.day : nil }
        dated = signed ?? today - 180
        readTime(pieces)
        readPlace(pieces, directory)
        attendees = labelled(pieces, Self.attendeeLabels, goesOn: true)
        branches = labelled(pieces, ["分会场"])
        dress = labelled(pieces, ["着装要求", "着装"]) ?? pieces.lazy.compactMap(Self.dressed).first
        contact = ContactReading.find(in: pieces).map { Found(text: $0.text, line: $0.line) }
        let asking = PaperPieces.sentences(pieces).filter { Self.receipts.occurs(in: $0.key) }
        receipt = DeadlineReading.find(in: asking, dated: signed ?? today - 180, main: asking.count).first { $0.due != nil }
    }

    /// What a notice of a meeting presses by where it sets no other limit: when the meeting begins, with the words that say so.
    public static func limit(of title: String, _ text: String, words: DateWords) -> (text: String, due: Moment)? {
        guard title.contains("通知"), ["会", "培训"].contains(where: title.contains) else { return nil }
        let notice = MeetingNotice(text, words: words)
        guard notice.doubts.isEmpty, let start = notice.start, start.time != nil, let time = notice.time else { return nil }
        let due = start.deadline(in: words.calendar)
        return due > words.now ? (time.text, due) : nil
    }

    private static let receipts = Words("回执 报名 参会 名单 请假")
    private static let headings = Words("一、 二、 三、 四、 五、 六、 七、 八、 附件")
    private static let otherTimes = Words("报到 截止 报名 发布 发送 印发 回执 下载 签到 分")
    private static let numbered = Words("一、 二、 三、 四、 五、 六、 (一) (二) (三)")
    private static let held = Words("召开 举行 举办 开会 座谈 参会 参加")
    private static let nearDays = Words("今 明 后 当 次")
    private static let timeLabels = ["会议时间", "开会时间", "召开时间", "培训时间", "活动时间", "举办时间", "时间"]
    private static let placeLabels = ["会议地点", "开会地点", "召开地点", "主会场", "培训地点", "活动地点", "举办地点", "地点"]
    private static let attendeeLabels = [
        "参会人员", "参加人员", "出席人员", "与会人员", "参会范围", "参加范围", "参会对象", "参加对象", "参会单位", "参加单位", "会议人员", "培训对象", "出席者", "出席",
    ]

    // MARK: Labels

    /// What stands behind a label and its colon; where nothing does, the next lines up to another heading.
    private func labelled(_ pieces: [Piece], _ labels: [String], goesOn: Bool = false) -> Found? {
        for (index, piece) in pieces.enumerated() {
            guard let at = Self.behind(labels, piece.key) else { continue }
            var text = piece.cut(at)
            // A list under its heading, or a line that runs on.
            let isList = text.text.isEmpty
            for next in pieces[min(index + 1, pieces.count)...].prefix(isList && !goesOn ? 1 : 8) {
                let runsOn = text.key.last.map { "、,；;".unicodeScalars.contains($0) } ?? true
                let isItem = isList && next.key.first == "("
                guard runsOn || goesOn && isItem, next.key.count <= 80, !Self.headings.begins(next.key),
                    isItem || !next.key.prefix(10).contains(where: { $0 == ":" || $0 == "：" })
                else { break }
                text = Piece(line: piece.line, raw: text.text + next.text)
            }
            var run = text.text
            while let last = run.last, "。．.；;".unicodeScalars.contains(last) { run.removeLast() }
            if !run.isEmpty { return Found(text: run.string, line: piece.line) }
        }
        return nil
    }

    /// Where the value behind one of several labels begins.
    private static func behind(_ labels: [String], _ key: Run) -> Int? {
        for label in labels {
            guard let at = key.find(label), at <= 8 else { continue }
            // 报到时间, 截止时间 and the like are times of something else.
            let before = key.upTo(at)
            if otherTimes.ends(before) { continue }
            var end = at + label.unicodeScalars.count
            if key.at(end) == "(", let close = key[end...].prefix(12).firstIndex(of: ")") { end = close + 1 }
            if key.at(end) == ":" || key.at(end) == "：" { return end + 1 }
            // 二、地点 / 三楼会议室
            if end == key.count, numbered.begins(key) || at == 0 { return end }
        }
        return nil
    }

    private static func dressed(_ piece: Piece) -> Found? {
        guard let at = piece.key.find("着") else { return nil }
        let rest = piece.key.from(at + 1)
        let clothes = ["正装", "便装", "夏装", "冬装", "春秋装", "制服", "制式服装", "工作服", "职业装", "深色西装", "西装"]
        guard let word = clothes.first(where: { rest.find($0).map { $0 <= 6 } ?? false }), let end = rest.find(word) else { return nil }
        return Found(text: Run(piece.text[(at + 1)..<(at + 1 + end + word.unicodeScalars.count)]).string, line: piece.line)
    }

    // MARK: Time

    private mutating func readTime(_ pieces: [Piece]) {
        for (index, piece) in pieces.enumerated() {
            guard let at = Self.behind(Self.timeLabels, piece.key) else { continue }
            let value = at < piece.key.count ? piece.cut(at) : index + 1 < pieces.count ? pieces[index + 1] : piece.cut(at)
            let around = pieces[index...].prefix(4).flatMap(\.key)
            if readMoment(value, from: 0, around: around) { return }
        }
        for piece in PaperPieces.sentences(pieces) {
            let key = piece.key
            guard Self.held.occurs(in: key) else { continue }
            for cue in ["定于", "拟于", "将于", "订于", "于", "在"] {
                guard let at = key.find(cue) else { continue }
                let start = at + cue.unicodeScalars.count
                if DayExpression.read(key, at: start, dated: dated) != nil, readMoment(piece, from: start, around: key.from(start)) {
                    return
                }
            }
        }
    }

    /// `11月25日(星期三)上午9:00-11:30`, `11月25日至26日`, with 会期半天 near it.
    private mutating func readMoment(_ piece: Piece, from place: Int, around: Run) -> Bool {
        let key = piece.key
        let today = words.calendar.zone.day(of: words.now)
        guard
            let first = (place..<min(key.count, place + 12)).first(where: { at in
                DayExpression.mayBegin(key[at]) && DayExpression.read(key, at: at, dated: dated).map { $0.day != nil } ?? false
            }), var found = DayExpression.read(key, at: first, dated: dated)
        else { return false }
        // 明天, 下周三: counted from the notice's date, or from today where it bears none.
        if found.isBare || Self.nearDays.begins(key.from(first)), dated == today - 180 {
            found = DayExpression.read(key, at: first, dated: today) ?? found
        }
        guard let day = found.day, !found.isRecurring else { return false }
        if let written = found.weekday, written != day.weekday { doubts.append(.weekday(written: written, day: day)) }
        let clock = Self.clock(key, found.end)
        start = DateReading(day: day, time: clock.time)
        time = Found(text: Run(piece.text[first..<min(piece.text.count, clock.end)]).string, line: piece.line)
        end = Self.end(key, clock.end, day, clock.time, dated, words.calendar) ?? lasting(around, day, clock.time)
        return true
    }

    /// The time behind a day: blanks and commas do not part them; 下午 alone is half past two.
    private static func clock(_ key: Run, _ at: Int) -> (time: TimeOfDay?, end: Int) {
        var start = at
        while let sign = key.at(start), ",，".unicodeScalars.contains(sign) { start += 1 }
        guard let found = ClockExpression.read(key, at: start) else { return (nil, at) }
        if key.has("下午", at: start), found.end == start + 2 { return (TimeOfDay(14, 30), found.end) }
        if key.has("上午", at: start), found.end == start + 2 { return (nil, found.end) }
        return (found.time, found.end)
    }

    /// What a dash or 至 behind the beginning leads to.
    private static func end(
        _ key: Run, _ at: Int, _ day: Day, _ time: TimeOfDay?, _ dated: Day, _ calendar: WorkCalendar
    ) -> DateReading? {
        var start = at
        guard let sign = key.at(start), "-—–−~～至到".unicodeScalars.contains(sign) else { return nil }
        while let sign = key.at(start), "-—–−~～至到".unicodeScalars.contains(sign) { start += 1 }
        if let found = DayExpression.read(key, at: start, dated: day), let last = found.day {
            let clock = clock(key, found.end)
            return DateReading(day: last, time: clock.time ?? calendar.hours.close(on: last))
        }
        // 上午9:00至11:30 stands in one half of the day.
        guard let time, let found = ClockExpression.read(key, at: start), var last = found.time else { return nil }
        if last < time, last.hour < 12 { last = TimeOfDay(minutes: last.minutes + 720) }
        return last > time ? DateReading(day: day, time: last) : nil
    }

    /// 会期半天, 会期2天, 时长约90分钟.
    private func lasting(_ around: Run, _ day: Day, _ time: TimeOfDay?) -> DateReading? {
        guard let cue = ["会期", "时长", "历时", "为期", "预计", "大约", "会议约"].first(where: { around.contains($0) }), let at = around.find(cue)
        else { return nil }
        let rest = Run(around[(at + cue.unicodeScalars.count)...].prefix(12).drop { ":：约为预计需".unicodeScalars.contains($0) })
        let hours = words.calendar.hours
        if rest.has("半天") || rest.has("半日") {
            let spans = hours.spans(on: day)
            let minute = time?.minutes ?? spans.first?.lowerBound ?? 0
            let span = spans.first { minute < $0.upperBound }
            return DateReading(day: day, time: span.map { TimeOfDay(minutes: $0.upperBound) } ?? hours.close(on: day))
        }
        guard let (count, end) = Numeral.read(rest, 0), count > 0 else { return nil }
        if rest.has("天", at: end) || rest.has("日", at: end) {
            let last = day + (count - 1)
            return DateReading(day: last, time: hours.close(on: last))
        }
        guard let time, count <= 600 else { return nil }
        var minutes: Int?
        if rest.has("分钟", at: end) { minutes = count }
        if rest.has("小时", at: end) || rest.has("个小时", at: end) { minutes = count * 60 }
        if rest.has("个半小时", at: end) || rest.has(".5小时", at: end) || rest.has(".5个小时", at: end) { minutes = count * 60 + 30 }
        return minutes.flatMap { time.minutes + $0 <= 1440 ? DateReading(day: day, time: TimeOfDay(minutes: time.minutes + $0)) : nil }
    }

    // MARK: Place

    private mutating func readPlace(_ pieces: [Piece], _ directory: Directory) {
        placeSource = labelled(pieces, Self.placeLabels).map(Self.firstPlace) ?? pieces.lazy.compactMap(Self.placeInProse).first
        guard let written = placeSource?.text else { return }
        place = written
        // What is not plain is asked at the form.
        guard let reading = try? directory.readPlace(written, fromOutside: true), case .ours(let room) = reading else { return }
        place = directory.name(room)
    }

    /// The first of several sentences or venues.
    private static func firstPlace(_ found: Found) -> Found {
        let text = found.text.prefix { !"。；;".contains($0) }
        return Found(text: String(text), line: found.line)
    }

    /// `定于11月25日上午9时在县政府三楼会议室召开`
    private static func placeInProse(_ piece: Piece) -> Found? {
        let key = piece.key
        guard let end = ["召开", "举行", "举办"].compactMap({ key.find($0) }).min() else { return nil }
        guard let at = key[..<end].lastIndex(of: "在"), end - at > 2, end - at <= 40,
            key[..<at].contains(where: { $0 == "日" || $0 == "天" || $0 == "周" })
        else { return nil }
        let inner = Run(key[(at + 1)..<end])
        guard !inner.contains(where: { "，,。；;".unicodeScalars.contains($0) }) else { return nil }
        return Found(text: Run(piece.text[(at + 1)..<end]).string, line: piece.line)
    }
}
