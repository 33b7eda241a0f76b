extension Capture {
    /// `m: 明天14-15点 三楼会议室 例会`, with or without blanks: an hour long where no end is said.
    func meeting(_ text: String) throws(Refusal) -> CaptureReading {
        let line = CaptureLine(text)
        let scan = words.scan(line.key)
        var title = Run()
        var span: (start: Moment, end: Moment)?
        var place: String?
        var repeats: Repetition?
        var behindTime: Int?
        let names = CaptureNames(directory)
        var people: [String] = []
        var at = 0
        while at < line.count {
            if line.isTitle[at] {
                title.append(line.text[at])
                at += 1
                continue
            }
            if span == nil, let found = try regularly(line, scan, at) {
                (repeats, span, at) = (found.rule, (found.start, found.end), found.next)
                behindTime = line.skip(at)
                title.append(" ")
                continue
            }
            if span == nil, let found = try once(line, scan, at) {
                (span, at) = ((found.start, found.end), found.next)
                behindTime = line.skip(at)
                title.append(" ")
                continue
            }
            // 参加：沈洁、韩冰, with 周明远, room 三楼会议室: what only leads to a name.
            if let end = leading(line, at, names) {
                (at, behindTime) = (end, end)
                title.append(" ")
                continue
            }
            // 明天9点王建国李卫东三楼会议室: whoever is named takes part, and is no part of the place or the title.
            if let known = names.known(in: line, at: at, peopleOnly: true), let id = known.id, isApart(line, at, behind: behindTime),
                line.word(["的"], at: names.called(known, in: line)) == nil, !namesMeeting(line, known, names)
            {
                let called = directory.name(id) ?? known.text
                if !people.contains(called) { people.append(called) }
                let end = names.called(known, in: line)
                let next = line.word(["、", "，", ",", "和", "及", "与", "参加", "出席", "主持召开", "主持", "召集"], at: end) ?? end
                (at, behindTime) = (next, line.skip(next))
                title.append(" ")
                continue
            }
            if place == nil, let found = try self.place(line, at, behindTime: behindTime) {
                (place, at) = (found.value, found.end)
                behindTime = line.skip(at)
                title.append(" ")
                continue
            }
            title.append(line.text[at])
            at += 1
        }
        guard let span else { throw .invalid(field: "start", value: line.typed(0..<line.tokenEnd(0)), expected: .moment) }
        var name = Capture.opened(CaptureTitle.clean(title, leads: ["在", "于", "召开", "at", "in", "on"]))
        if name.isEmpty { name = people.joined(separator: "、") }
        guard !name.isEmpty else { throw .missing(field: "title") }
        var fields: [String: JSON] = [
            "title": .string(name), "start": .int(span.start.milliseconds), "end": .int(span.end.milliseconds), "owner": .string(asker),
        ]
        fields["repeats"] = repeats.map { .string($0.chinese) }
        if !people.isEmpty { fields["note"] = .string("参会：" + people.joined(separator: "、")) }
        fields["place"] = place.map(JSON.string)
        let zone = calendar.zone
        let isOneDay = zone.day(of: span.start) == zone.day(of: span.end)
        let end = isOneDay ? zone.time(of: span.end).text : zone.plain(span.end)
        var echo = [CaptureReading.Piece(field: "start", text: zone.plain(span.start) + "–" + end)]
        if let repeats { echo.append(CaptureReading.Piece(field: "repeats", text: repeats.chinese)) }
        if let place { echo.append(CaptureReading.Piece(field: "place", text: directory.name(place) ?? place)) }
        echo.append(CaptureReading.Piece(field: "title", text: name))
        if !people.isEmpty { echo.append(CaptureReading.Piece(field: "attendees", text: people.joined(separator: "、"))) }
        return CaptureReading(target: .meeting(fields), echo: echo)
    }

    /// Where a word ends that leads to who takes part, or to the room.
    private func leading(_ line: CaptureLine, _ at: Int, _ names: CaptureNames) -> Int? {
        guard line.beginsToken(at) else { return nil }
        if let end = line.word(["参会人员", "参加人员", "出席人员", "参会", "参加", "出席", "with"], at: at) {
            let next = line.skip(line.key.at(end) == ":" ? end + 1 : end)
            return names.known(in: line, at: next, peopleOnly: true) == nil ? nil : next
        }
        if line.key.at(at) == "@", names.known(in: line, at: at + 1, peopleOnly: true) != nil { return at + 1 }
        if let end = line.word(["room", "地点:", "在"], at: at) {
            let next = line.skip(end)
            return directory.places.contains { line.key.matches(Run(scalars: $0.name).map(Folding.search), at: next) } ? next : nil
        }
        return nil
    }

    /// 县长办公会: a post that is part of what the meeting is called.
    private func namesMeeting(_ line: CaptureLine, _ known: CaptureNames.Found, _ names: CaptureNames) -> Bool {
        guard let id = known.id, let person = directory.person(id), let first = person.name.first, !known.text.contains(first) else {
            return false
        }
        let end = known.end
        guard Signs.isHan(line.key.at(end)) else { return false }
        return line.word(["、", "和", "及", "与", "参加", "出席", "主持", "召集"], at: end) == nil
            && names.known(in: line, at: end, peopleOnly: true) == nil
    }

    /// A name stands for itself where a word begins, or right behind the time, the room or another name: 听取王县长讲话 keeps its own.
    private func isApart(_ line: CaptureLine, _ at: Int, behind place: Int?) -> Bool {
        at == place || line.beginsToken(at)
    }

    /// `每周一9:00-10:00`: the first time that is still to come.
    private func regularly(
        _ line: CaptureLine, _ scan: DateScan, _ at: Int
    ) throws(Refusal) -> (rule: Repetition, start: Moment, end: Moment, next: Int)? {
        switch scan.recurring(at: at) {
        case nil: return nil
        case .unreadable(let range): throw .invalid(field: "repeats", value: line.typed(range), expected: .repetition)
        case .found(let rule, let end):
            let next = line.skip(end)
            let today = calendar.zone.day(of: now)
            var day = rule.first(onOrAfter: today, calendar: calendar)
            let hours = scan.hours(at: next, on: day, isAlone: false)
            let clock = hours == nil ? scan.clock(at: next, on: day, half: nil, isAlone: false) : nil
            guard let from = hours?.from ?? clock?.time, clock?.isImpossible != true else {
                throw .invalid(field: "start", value: line.typed(at..<line.tokenEnd(at)), expected: .moment)
            }
            let zone = calendar.zone
            if zone.moment(day, from) <= now { day = rule.next(after: day, calendar: calendar) }
            let start = zone.moment(day, from)
            return (rule, start, hours.map { zone.moment(day, $0.until) } ?? start.adding(minutes: 60), hours?.end ?? clock?.end ?? next)
        }
    }

    /// When a meeting is that takes place once: over days, through a night, or within a day.
    private func once(_ line: CaptureLine, _ scan: DateScan, _ at: Int) throws(Refusal) -> Span? {
        guard scan.read(at: at) != nil else { return nil }
        if let found = night(scan, at) { return found }
        if let found = try days(line, scan, at) { return found }
        if let found = bareHours(scan, at) { return found }
        if let range = turnedHours(scan, at) { throw .invalid(field: "end", value: line.typed(range), expected: .hours) }
        return try when(line, scan, at)
    }

    private func when(_ line: CaptureLine, _ scan: DateScan, _ at: Int) throws(Refusal) -> (start: Moment, end: Moment, next: Int)? {
        switch scan.read(at: at) {
        case nil: return nil
        case .impossible(let range):
            let isSpan = Capture.isSpan(scan, range)
            throw .invalid(field: isSpan ? "end" : "start", value: line.typed(range), expected: isSpan ? .hours : .moment)
        case .date(let phrase):
            let day = phrase.day ?? calendar.zone.day(of: now)
            let zone = calendar.zone
            if let time = phrase.time {
                let start = zone.moment(day, time)
                // An hour of today that is over is a slip of the hand.
                let end = phrase.until.map { zone.moment(day, $0) } ?? start
                if phrase.day ?? calendar.zone.day(of: now) == calendar.zone.day(of: now), end <= now {
                    throw .invalid(field: "start", value: line.typed(phrase.range), expected: .later)
                }
                return (start, phrase.until.map { zone.moment(day, $0) } ?? start.adding(minutes: 60), phrase.range.upperBound)
            }
            let next = scan.skip(phrase.range.upperBound)
            if phrase.half == nil, let end = line.word(Capture.wholeDay, at: next) {
                return (calendar.open(of: day), calendar.close(of: day), end)
            }
            // 明天上午: the office's own hours of that half.
            let spans = calendar.hours.spans(on: day)
            guard let half = phrase.half, let hours = half == .morning ? spans.first : spans.last else {
                throw .invalid(field: "start", value: line.typed(phrase.range), expected: .moment)
            }
            return (
                zone.moment(day, TimeOfDay(minutes: hours.lowerBound)), zone.moment(day, TimeOfDay(minutes: hours.upperBound)),
                phrase.range.upperBound
            )
        }
    }

    /// A room of the directory, the longest name first; a token that looks like a place.
    private func place(_ line: CaptureLine, _ at: Int, behindTime start: Int?) throws(Refusal) -> (value: String, end: Int)? {
        let rooms = directory.places.map { ($0, Run(scalars: $0.name).map(Folding.search)) }
        if let (room, name) = rooms.filter({ !$0.1.isEmpty && line.key.matches($0.1, at: at) }).max(by: { $0.1.count < $1.1.count }) {
            let end = remark(line, at + name.count)
            return end == at + name.count ? (room.id, end) : (try directory.readPlace(line.typed(at..<end)).value, end)
        }
        // 视频会议室防汛会商, 市政府三楼会议室协调会: a room the directory does not know, right behind the time.
        if at == start, let room = line.key.find("会议室", from: at), (2...8).contains(room - at), room + 3 < line.count,
            (at..<room).allSatisfy({ Signs.isHan(line.key[$0]) && line.key[$0] != "的" })
        {
            let end = remark(line, room + 3)
            return (try directory.readPlace(line.typed(at..<end)).value, end)
        }
        guard line.beginsToken(at), !Signs.isBlank(line.key[at]) else { return nil }
        let end = line.tokenEnd(at)
        let token = line.typed(at..<end)
        if token.hasPrefix("@"), token.count > 1 { return (try directory.readPlace(String(token.dropFirst())).value, end) }
        guard at > 0 || end < line.count else { return nil }
        if token.count > 1, (try? directory.resolve(token, in: .places, what: "place")) != nil || Capture.namesPlace(token) {
            return (try directory.readPlace(token).value, end)
        }
        return nil
    }

    /// Behind a remark in brackets that belongs to the name before it: 三楼会议室（东）.
    private func remark(_ line: CaptureLine, _ at: Int) -> Int {
        guard line.key.at(at) == "(", let close = line.key.find(")", from: at), close - at <= 12 else { return at }
        return close + 1
    }

    /// Whether a word says plainly where: marked as ours or outside, or named like a room or a floor.
    private static func namesPlace(_ word: String) -> Bool {
        if (PlaceReading.oursMarks + PlaceReading.outsideMarks).contains(where: word.hasPrefix) { return true }
        return ["会议室", "会议厅", "楼", "会议中心", "礼堂", "报告厅"].contains(where: word.hasSuffix)
    }
}
