extension Attribution {
    /// The parts of an act, in their order, each with whose it is.
    ///
    /// What comes back from somebody, and the signature of somebody named, is that person's act, recorded by the clerk (代录), unless said
    /// otherwise; the steps recorded on the way to it are the clerk's own.
    ///
    /// - Parameters:
    ///   - events: what a command means.
    ///   - matter: a matter as it was before the act; asked for only where it tells whose words came back.
    public func parts(
        of events: [Event], before matter: (SubjectID) throws -> Matter?
    ) rethrows -> [(events: [Event], whose: Attribution)] {
        guard let back = events.firstIndex(where: { $0.act == .comeBack || $0.act == .approve }) else { return [(events, self)] }
        let whose =
            if isForOther { self } else if events[back].act == .approve { signature(events[back]) } else {
                try whoseWords(events, holder: { try matter(events[back].subject)?.holder })
            }
        var clerk = self
        if isForOther { (clerk.by, clerk.medium, clerk.evidence) = (recordedBy, .own, nil) }
        guard back > 0, whose != clerk else { return [(events, whose)] }
        return [(Array(events[..<back]), clerk), (Array(events[back...]), whose)]
    }

    /// Whose signature it is and how it came, as the step itself says.
    private func signature(_ event: Event) -> Attribution {
        let trace = event.changes.last { $0.path == "lastMove" }?.now ?? .null
        guard let signer = trace["by"].string, signer != by else { return self }
        var whose = self
        whose.by = signer
        if let said = trace["medium"].string { whose.medium = Medium(recorded: said) }
        return whose
    }

    /// Whose words came back, where the clerk named nobody: of whom they say that they are theirs, else of whoever has the matter.
    private func whoseWords(_ events: [Event], holder: () throws -> String?) rethrows -> Attribution {
        var whose = self
        // A leader's words and a unit's answer say themselves who wrote them, when, and where the original is.
        if let note = Note.brought(by: events.flatMap(\.changes).map { ($0.path, $0.now) }) {
            whose.by = note.by
            whose.at = note.at
            whose.medium = note.medium
            whose.evidence = note.original ?? evidence
            return whose
        }
        guard let holder = try holder(), holder != by, [.person, .unit].contains(SubjectID(holder).kind) else { return self }
        whose.by = holder
        if whose.medium == .own { whose.medium = .original }
        return whose
    }
}
