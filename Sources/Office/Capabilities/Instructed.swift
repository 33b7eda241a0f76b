/// Instructed 批示: a leader's words are written on the slip, in whatever open state the paper is: 批回, 补录批示 (J2, K4).
///
/// They stand in `notes/<n>` with whose they are and when; a limit they set takes the place of the one that ran.
struct Instructed: Capability {
    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        step.act == .comeBack ? try course.comingBack(form) : [:]
    }
}

extension MatterCourse {
    /// What comes back: a leader's instruction, or the answer of a unit that handles the paper.
    func comingBack(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let named = namedWriters(form)
        if definition.liesWithLeader(matter.state) { return try instructing(form, by: named) }
        guard let own = definition.ownStep(doing: .comeBack, from: matter.state) else {
            if named.isEmpty { throw .missing(field: "who") }
            // A unit's words are its answer, late or again.
            if named.allSatisfy({ facts.directory.unit($0) != nil }) { return try answering(form, ["state": .string(matter.state)]) }
            return try instructing(form, by: named)
        }
        // Where units handle it, what comes back is their answer, unless a leader wrote it who is none of them.
        let leaders = named.filter { id in
            facts.directory.person(id)?.isLeader == true && !matter.handlers.contains { $0.id == id }
        }
        guard definition.bringsInstruction(own), !leaders.isEmpty else { return try answering(form, held(by: matter.owner)) }
        return try instructing(form, by: leaders)
    }

    /// Whose words they are said to be: named in the form, else whom the act is recorded for, else a leader who writes himself.
    private func namedWriters(_ form: [String: JSON]) -> [String] {
        let named = form["who"]?.array?.compactMap(\.string) ?? [form["who"]?.string].compactMap { $0 }
        if !named.isEmpty { return named }
        return facts.attribution.isForOther || facts.directory.person(by)?.isLeader == true ? [by] : []
    }

    /// An empty line means 圈阅 (consent on a request, else read); words are his instruction.
    private func instructing(_ form: [String: JSON], by named: [String]) throws(Refusal) -> [String: JSON] {
        let holder = matter.holder.flatMap { facts.directory.person($0) != nil ? $0 : nil }
        let writers = named.isEmpty ? [holder ?? by] : named
        for writer in writers { try mustExist(writer, what: "who") }
        let words = (form["words"]?.string ?? "").trimmed
        let text = words.isEmpty ? (matter.text(of: .kind, by: definition) == "请示" ? "圈阅（同意）" : "圈阅") : words
        // A leader has had it, whichever way it went.
        var values = unmoved.merging(sentUp) { mine, _ in mine }
        for writer in writers {
            try instructing(words, saying: text, by: writer, form, in: &values)
            if var entry = matter.record["circulation/" + writer].object {
                entry["returned"] = .int(at.milliseconds)
                values["circulation/" + writer] = .object(entry)
            }
        }
        return values
    }

    /// A leader's words on the slip, with the limit they set and the weight they give.
    ///
    /// - Parameter saying: what is written where there are no words: 圈阅.
    func instructing(
        _ words: String, saying: String? = nil, by writer: String, _ form: [String: JSON], in values: inout [String: JSON]
    ) throws(Refusal) {
        withWords(try instruction(saying ?? words, by: writer, form), in: &values)
        values.merge(instructedLimit(words, by: writer, at: try actedAt(form))) { $1 }
        if let rank = facts.directory.person(writer)?.rank, !words.isEmpty {
            values["importance"] = JSON(max(matter.importance, values["importance"]?.int.map(Int.init) ?? 0, rank == 1 ? 5 : 4))
        }
    }

    /// Words beside the main line leave the paper where it is; only what lay with a leader, or was not decided yet, comes to our desk.
    private var unmoved: [String: JSON] {
        let isBack = definition.liesWithLeader(matter.state) || definition.ownStep(doing: .comeBack, from: matter.state) == nil
        if isBack, (definition.ownStep(doing: .comeBack, from: matter.state) ?? definition.lateInstruction(from: matter.state))?.to != nil {
            return held(by: matter.owner)
        }
        return ["state": .string(matter.state), "bringUpOn": matter.record["bringUpOn"], "toSign": matter.record["toSign"]]
    }

    /// When it was done: on the day the form names, else when the act was.
    func actedAt(_ form: [String: JSON]) throws(Refusal) -> Moment {
        let zone = facts.calendar.zone
        guard let day = form["day"]?.string.flatMap({ Day(iso: $0) }), day != zone.day(of: at) else { return at }
        guard day <= zone.day(of: facts.now) else { throw .invalid(field: "day", value: day.iso, expected: .past) }
        return facts.calendar.close(of: day)
    }

    private func instruction(_ text: String, by writer: String, _ form: [String: JSON]) throws(Refusal) -> JSON {
        var attribution = facts.attribution
        attribution.by = writer
        if attribution.by != attribution.recordedBy, attribution.medium == .own { attribution.medium = .original }
        if let medium = form["medium"]?.string.flatMap(Attribution.Medium.init(word:)) { attribution.medium = medium }
        attribution.at = try actedAt(form)
        let original = form["original"]?.string ?? attribution.evidence
        return Note.json(kind: "instruction", text: text, attribution: attribution, original: original)
    }
}
