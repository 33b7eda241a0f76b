/// What the slip says of who is to handle a paper, and what a later word changes of that (J2, K4).
extension Matter {
    /// Whether the paper has been handed out.
    public var isHandedOut: Bool { !handlers.isEmpty }

    /// What the last words on the slip direct: the latest instruction that names somebody or a limit. A leader who only agrees
    /// agrees with the words before: another leader's, or the proposal.
    public func direction(_ directory: Directory) -> InstructionReading? {
        let words = notes.filter { $0.kind == "instruction" || $0.kind == "proposal" }
        for (index, note) in words.enumerated().reversed() {
            let reading = InstructionReading(note.text, directory: directory)
            if reading.target != nil || reading.limit != nil { return reading }
            // A leader who asks another to read it says who is next, as long as nobody wrote after him.
            if note.kind == "instruction", reading.reader != nil, index == words.count - 1 { return reading }
            guard note.kind == "proposal" || note.isConsent || reading.reader != nil else { return nil }
        }
        return nil
    }

    /// What the words that were just written hand out: to whom it goes where nobody has it yet, and what changes where somebody
    /// has it: another lead unit, another partner, a limit. Nil where there is nothing to hand out.
    public func handingOut(_ directory: Directory) -> InstructionReading? {
        guard let last = notes.last, last.kind == "instruction" else { return nil }
        guard isHandedOut else { return direction(directory).flatMap { $0.target == nil ? nil : $0 } }
        let reading = InstructionReading(last.text, directory: directory)
        let having = Set(handlers.map(\.id))
        let isNewLead = reading.target.map { $0 != handlers.first { $0.isLead }?.id } ?? false
        let isNew = isNewLead || reading.limit != nil || reading.partners.contains { !having.contains($0) }
        return isNew ? reading : nil
    }
}

extension Note {
    /// Words that agree with those before them, or only say they were read.
    var isConsent: Bool {
        let words = text.trimmed.filter { !"。.，, ".contains($0) }
        return !asksForResult || ["同意", "拟同意", "同意拟办", "同意拟办意见", "按拟办意见办", "按拟办意见办理", "请按拟办意见办理", "可", "照办"].contains(words)
    }
}
