extension Capture {
    private static let covers = ["代:", "代：", "代 ", "代班 ", "代班:", "cover:", "covered by ", "cover by ", "由"]
    private static let reasons = [
        "病假", "事假", "年休假", "年假", "公休", "休假", "请假", "调休", "补休", "产假", "陪产假", "婚假", "丧假", "探亲", "出差", "外出", "开会", "培训", "学习", "下乡", "看病",
        "体检", "就医",
    ]

    /// `假: 11-25至11-27 代:王芳`, `假: 王芳 明天上午 看病`: who, from when to when, who covers, and why.
    func absence(_ text: String) throws(Refusal) -> CaptureReading {
        let line = CaptureLine(text)
        let scan = words.scan(line.key)
        let names = CaptureNames(directory)
        var person: String?
        var cover: String?
        var span: (from: DatePhrase, to: DatePhrase)?
        var rest = Run()
        var hasWords = false
        var said = ""
        var place = 0..<0
        var at = 0
        while at < line.count {
            if line.isTitle[at] {
                rest.append(line.text[at])
                at += 1
                continue
            }
            if let end = line.word(Capture.covers, at: at), cover == nil, let found = try covering(line, at, end, names) {
                (cover, at) = (found.id, found.end)
                rest.append(" ")
                continue
            }
            if span == nil, let end = line.word(["until", "till", "到", "至"], at: at), line.beginsToken(at),
                case .date(let last) = scan.behind(line.skip(end)).read(at: line.skip(end)), last.day != nil
            {
                let today = DatePhrase(range: at..<at, day: calendar.zone.day(of: now))
                (said, span, at) = (line.typed(at..<last.range.upperBound), (today, last), last.range.upperBound)
                continue
            }
            if span != nil, case .date(let more) = (at == place.upperBound ? scan.behind(at) : scan).read(at: at), !more.isPast {
                // 下周一周二: days that do not make one stretch.
                throw .invalid(field: "away", value: line.typed(place.lowerBound..<more.range.upperBound), expected: .day)
            }
            if span == nil {
                if let found = scan.stretch(at: at) {
                    said = line.typed(at..<found.end)
                    place = at..<found.end
                    (span, at) = ((found.from, found.to), found.end)
                    rest.append(" ")
                    continue
                }
                if case .impossible(let range) = scan.read(at: at) {
                    throw .invalid(field: "away", value: line.typed(range), expected: .day)
                }
            }
            // A name stands before all other words, so that what is left is cleaned once, however often the line names somebody.
            let known = person == nil && !hasWords ? names.known(in: line, at: at, peopleOnly: true) : nil
            if known != nil { hasWords = !CaptureTitle.clean(rest, leads: []).isEmpty }
            if let known, !hasWords {
                guard let id = known.id else { throw .ambiguous(what: "person", text: known.text, candidates: []) }
                (person, at) = (id, known.end)
                continue
            }
            if person == nil, span == nil, line.beginsToken(at), let id = try initials(line, at) {
                (person, at) = (id, line.tokenEnd(at))
                continue
            }
            rest.append(line.text[at])
            at += 1
        }
        guard let span else { throw .invalid(field: "away", value: text, expected: .day) }
        let today = calendar.zone.day(of: now)
        let from = span.from.day ?? today
        var to = span.to.day ?? from
        if let length = Capture.length(in: rest) {
            // 请假2天 从周三: how long it is stands apart. Half a day must say which half.
            if length.days == nil, Capture.half(span.from) == nil {
                throw .invalid(field: "away", value: Run(rest[length.range]).string, expected: .moment)
            }
            if let days = length.days, from == to { to = from + (days - 1) }
            rest.removeSubrange(length.range)
        }
        guard from <= to else { throw .invalid(field: "away", value: said, expected: .later) }
        let absence = Absence(
            from: from, to: to, fromHalf: Capture.half(span.from) == .afternoon ? .afternoon : nil,
            toHalf: Capture.half(span.to, isEnd: true) == .morning ? .morning : nil, cover: cover)
        if from == to, absence.fromHalf == .afternoon, absence.toHalf == .morning {
            throw .invalid(field: "away", value: text, expected: .later)
        }
        var fields = absence.fields
        var echo: [CaptureReading.Piece] = []
        let who = person ?? asker
        if person != nil { echo.append(CaptureReading.Piece(field: "person", text: directory.name(who) ?? who)) }
        echo.append(CaptureReading.Piece(field: "away", text: absence.echo(in: calendar)))
        if let cover { echo.append(CaptureReading.Piece(field: "cover", text: directory.name(cover) ?? cover)) }
        let reason = CaptureTitle.clean(rest, leads: ["从", "自", "全天", "整天", "一整天", "from", "all day"])
        fields["away/reason"] = reason.isEmpty ? .null : .string(reason)
        if !reason.isEmpty { echo.append(CaptureReading.Piece(field: "reason", text: reason)) }
        return CaptureReading(target: .absence(person: who, fields), echo: echo)
    }

    /// A word before the days is a name, or says what the absence is for.
    private func initials(_ line: CaptureLine, _ at: Int) throws(Refusal) -> String? {
        guard !Signs.isBlank(line.key[at]) else { return nil }
        let token = line.typed(at..<line.tokenEnd(at))
        if Capture.reasons.contains(where: { token.hasPrefix($0) }) { return nil }
        if let id = try? directory.resolve(token, in: .people, what: "person") { return id }
        // A day behind it in the same token: 赵六明天上午.
        throw .unknown(what: "person", text: token, nearest: nil)
    }

    private func covering(_ line: CaptureLine, _ start: Int, _ end: Int, _ names: CaptureNames) throws(Refusal) -> (id: String, end: Int)? {
        let at = line.skip(end)
        if let known = names.known(in: line, at: at, peopleOnly: true), let id = known.id {
            return (id, line.word(["代班", "代岗", "代"], at: line.skip(known.end)) ?? known.end)
        }
        if line.key[start] == "由" { return nil }
        return (try directory.resolve(line.typed(at..<line.tokenEnd(at)), in: .people, what: "cover"), line.tokenEnd(at))
    }

    /// The half said, or the one an hour falls into.
    private static func half(_ phrase: DatePhrase, isEnd: Bool = false) -> HalfDay? {
        if let half = phrase.half { return half }
        return (isEnd ? phrase.until ?? phrase.time : phrase.time).map { $0.minutes <= (isEnd ? 750 : 719) ? .morning : .afternoon }
    }

    /// 2天, 半天 among the words that are left; nil days for half a day.
    private static func length(in rest: Run) -> (days: Int?, range: Range<Int>)? {
        let key = rest.map(Folding.search)
        for at in key.indices {
            if key.has("半天", at: at) { return (nil, at..<(at + 2)) }
            if at > 0, Numeral.isPart(key[at - 1]) { continue }
            if let (count, end) = Numeral.read(key, at), (1...366).contains(count), key.at(end) == "天" { return (count, at..<(end + 1)) }
        }
        return nil
    }
}
