extension Aftermath {
    /// Refuses to take back an adoption that matters rest on: a register would be gone in which they stand, or a state that no definition left
    /// knows.
    ///
    /// - Parameters:
    ///   - record: the office's, as the inverses leave it.
    ///   - was: the same as it stands.
    func checkRegisters(_ record: Record, was: Record) throws {
        for id in was.group("registers").map(\.key) where record[RegisterDefinition.path(of: id)] != was[RegisterDefinition.path(of: id)] {
            let kept = record[RegisterDefinition.path(of: id)]
            let states = kept.isNull ? [] : known(id, upTo: kept.int.map(Int.init) ?? RegisterDefinition.revision(of: kept))
            // The definition that is taken up again says where matters may stand.
            let lost = Set((facts.office.register(id)?.states ?? []).map(\.id)).subtracting(states)
            if lost.isEmpty { continue }
            let stranded = try facts.standing(in: id).filter { lost.contains($0.state) }
            let (numbers, count) = stranded.named
            if count > 0 { throw Refusal.stranding(register: id, states: stranded.map(\.state), numbers: numbers, count: count) }
        }
    }

    /// The states that a revision of a register knows, or one before it: matters go on by those.
    private func known(_ register: String, upTo revision: Int) -> Set<String> {
        let definitions =
            [facts.office.register(register, at: revision)].compactMap(\.self) + facts.office.earlier(register, before: revision)
        return Set(definitions.flatMap(\.states).map(\.id))
    }
}
