/// What would be left open if a matter were closed now: leaders' instructions without a result, units that have not answered, and
/// hand-overs nobody has signed for. A matter with open ends is closed only with its result or a linked reply (J10).
public struct OpenEnds: Hashable, Sendable {
    /// A leader's words that ask for a result.
    public struct Instruction: Hashable, Sendable {
        public let by: String
        public let text: String

        public init(by: String, text: String) {
            self.by = by
            self.text = text
        }
    }

    public let instructions: [Instruction]
    /// Units and persons, by id.
    public let unanswered: [String]
    public let unsigned: [String]
    /// A pressing paper, or one that asks for an answer, that nobody has read, decided on or handled.
    public let isUnseen: Bool

    public init(
        instructions: [Instruction] = [], unanswered: [String] = [], unsigned: [String] = [], isUnseen: Bool = false
    ) {
        self.isUnseen = isUnseen
        self.instructions = instructions
        self.unanswered = unanswered
        self.unsigned = unsigned
    }

    /// Whether somebody's words, answer or signature is outstanding.
    public var keepsOnTheTable: Bool { !instructions.isEmpty || !unanswered.isEmpty || !unsigned.isEmpty }
    public var isEmpty: Bool { !keepsOnTheTable && !isUnseen }

    /// Words of a leader that only say it was read; 同意 and more want something done.
    static let readingWords: Set<String> = ["圈阅", "圈阅（同意）", "已圈阅", "已阅", "阅", "阅悉", "阅知", "传阅"]
}

extension Note {
    /// Whether it is a leader's instruction that asks for a result.
    var asksForResult: Bool {
        kind == "instruction" && !OpenEnds.readingWords.contains(text.trimmed.trimmingEnd(of: "。.．"))
    }

    /// Whether it says what came of the matter.
    var tellsResult: Bool { kind == "result" || kind == "reply" }
}

extension Matter {
    /// What stands open if this person closes it now. What one was to do oneself, or one's own section, is answered by closing it.
    ///
    /// - Parameter definition: the one that holds for it.
    public func openEnds(closedBy person: String, directory: Directory, in definition: RegisterDefinition?) -> OpenEnds {
        // A reply that was linked answers it.
        if record.group("links").contains(where: { $0.value.string == AnswerLink.reverse }) { return OpenEnds() }
        let notes = notes
        let told = notes.lastIndex(where: \.tellsResult)
        let instructions = notes.enumerated().filter { index, note in note.asksForResult && index > told ?? -1 }.map {
            OpenEnds.Instruction(by: $0.element.by, text: $0.element.text)
        }
        // Who has not answered was asked after when it was concluded, not again when it is put away.
        guard record["concludedAt"].isNull else { return OpenEnds(instructions: instructions) }
        let own = Set([person, owner, directory.person(person)?.department].compactMap { $0 })
        let toldAt = told.map { notes[$0].at }
        let awaited = handlers.filter { handler in
            if own.contains(handler.id) { return false }
            guard let toldAt, let sent = handler.sent else { return true }
            return sent > toldAt
        }
        return OpenEnds(
            instructions: instructions, unanswered: awaited.filter { $0.answered == nil }.map(\.id),
            unsigned: awaited.filter { $0.signed == nil }.map(\.id),
            isUnseen: told == nil && definition?.sendsUp == true && isPressingUnseen(by: definition))
    }

    /// 特提, 特急, a running limit or an answer owed, while no leader, unit or reader has had it.
    private func isPressingUnseen(by definition: RegisterDefinition?) -> Bool {
        let isOwed = record[RegisterUses.Finding.replyOwed.path(by: definition)].bool ?? false
        guard isImmediate || clock != nil || isOwed else { return false }
        return handlers.isEmpty && readers.isEmpty && !notes.contains { $0.kind == "instruction" }
    }
}

extension MatterCourse {
    /// Refuses to close what stands open, unless the form brings the result or links the reply.
    ///
    /// Who puts a paper away has looked at it: of those nobody has seen only what presses now is asked after.
    func refuseOpenEnds(_ form: [String: JSON], isPutAway: Bool = false) throws(Refusal) {
        if let reply = form["into"]?.string, reply == matter.id.text { throw .invalid(field: "into", value: reply, expected: .reference) }
        let result = form["result"]?.string ?? form["note"]?.string ?? ""
        guard result.trimmed.isEmpty, form["into"]?.string == nil else { return }
        let open = matter.openEnds(closedBy: by, directory: facts.directory, in: definition)
        if open.keepsOnTheTable || open.isUnseen && (!isPutAway || pressesNow) { throw .unfinished(open) }
    }

    /// 特提, 特急, a request that waits for its answer, or a limit that ends by the next working day.
    private var pressesNow: Bool {
        if matter.isImmediate || matter.text(of: .kind, by: definition) == "请示" { return true }
        let zone = facts.calendar.zone
        return matter.clock.map { zone.day(of: $0.due) <= facts.calendar.workday(after: zone.day(of: facts.now)) } ?? false
    }
}

extension String {
    /// Without the given characters at its end.
    fileprivate func trimmingEnd(of characters: String) -> String {
        var text = self
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
