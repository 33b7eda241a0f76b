extension CaptureCourse {
    /// Reads who leads a line as who does it, and says where the rest begins: `陈小会周五前交名单`, `交给陈小会办：…`, `陈小会：…`.
    ///
    /// A leader named first is part of what is said, for nothing is assigned upward (K2); so is a name that no date follows.
    ///
    /// - Parameter isTold: a leader's 让, 请 has just been read, so that whoever is named next does it.
    mutating func doer(leading line: CaptureLine, from: Int = 0, isTold: Bool = false) throws(Refusal) -> Int {
        let start = line.skip(from)
        let verb = line.word(["交给", "交由", "交办给", "转给", "安排", "请", "让", "由"], at: start)
        let at = line.skip(verb ?? start)
        // Most lines begin with nobody, and to know everybody's names takes longer than to see that.
        guard let sign = line.key.at(at), sign.isLatin || capture.directory.mayName(somebodyFrom: sign) else { return from }
        let names = CaptureNames(capture.directory)
        guard let known = names.known(in: line, at: at, peopleOnly: true), let id = known.id, let person = capture.directory.person(id),
            !person.isLeader, !person.roles.contains("director")
        else { return from }
        let called = line.skip(names.called(known, in: line))
        var end = called
        if verb != nil { end = line.word(["负责办理", "负责", "办理", "承办", "牵头", "落实", "办", "去"], at: called) ?? called }
        let isMarked = line.key.at(end) == ":"
        if isMarked { end += 1 }
        guard isMarked || isTold || end > called || dateFollows(line, end) else { return from }
        try assign(id)
        return end
    }

    /// Whether what comes next is a date that is not the name of an event: 陈小会周五会议材料 is about a meeting.
    private func dateFollows(_ line: CaptureLine, _ at: Int) -> Bool {
        let scan = capture.words.scan(line.key)
        guard case .date(let phrase) = scan.read(at: at), !phrase.isPast else { return false }
        return phrase.isLimit || CaptureEvents(line.key).end(of: phrase.range) == nil
    }
}
