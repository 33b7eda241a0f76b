/// Adopting and retiring registers, as the office decides it: by the matters they have, in the transaction that records it.
extension OfficeChange {
    /// Refuses definitions that are adopted together and would be called alike.
    static func refuseClashes(among changes: [OfficeChange]) throws(Refusal) {
        var adopted: [RegisterDefinition] = []
        for case .adopt(let register, let definition, _) in changes {
            let read = RegisterDefinition.kept(definition)
            let problems = read.clashes(with: adopted, in: Located(definition))
            if !problems.isEmpty { throw .faulty(register: register, problems: problems) }
            adopted.append(read)
        }
    }

    /// What adopting a definition writes.
    ///
    /// - Throws: the refusal of who may not, of a definition with problems, of a revision the office knows with other words, of one that
    ///   is another register than the one that stands for something under its id, and of one that would leave matters in states it does not have, with their numbers.
    func adopting(_ definition: JSON, as register: String, leaving: Bool, _ facts: any FactsReader) throws -> [String: JSON] {
        try Right.adopting.require(of: facts.attribution.recordedBy, in: facts.directory)
        let tree = Located(definition)
        let (read, own) = RegisterDefinition.decode(tree)
        let problems = own + read.clashes(with: facts.registers, in: tree)
        if !problems.isEmpty { throw Refusal.faulty(register: register, problems: problems) }
        if let known = facts.office.register(register, at: read.revision), known != read {
            let last = max(read.revision, facts.registers[register]?.revision ?? 0)
            throw Refusal.revisionTaken(register: register, next: last + 1)
        }
        try refuseStranger(read, facts)
        if !leaving, let present = facts.registers[register] {
            let lost = Set(present.states.map(\.id)).subtracting(read.states.map(\.id))
            let stranded = lost.isEmpty ? [] : try facts.standing(in: register).filter { lost.contains($0.state) }
            let (numbers, count) = stranded.named
            if count > 0 { throw Refusal.stranding(register: register, states: stranded.map(\.state), numbers: numbers, count: count) }
        }
        var values = facts.registers[register] == read ? [:] : [RegisterDefinition.path(of: register): definition]
        // It takes matters again.
        if facts.office.isRetired(register) { values[OfficeRecord.retiredPath(register)] = .null }
        for standing in RegisterUses.Standing.allCases {
            let path = OfficeRecord.path(of: standing)
            if read.uses.standing.contains(standing) {
                values[path] = .string(register)
            } else if facts.office.record[path].string == register {
                values[path] = .null
            }
        }
        return values
    }

    /// What retiring a register writes.
    ///
    /// - Throws: the refusal of one that is not there, of one that nothing else stands in for, and of one whose matters are not all concluded, with their numbers.
    func retiring(_ register: String, _ facts: any FactsReader) throws -> [String: JSON] {
        try Right.adopting.require(of: facts.attribution.recordedBy, in: facts.directory)
        guard facts.registers[register] != nil else {
            throw Refusal.unknown(what: "register", text: register, nearest: Nearest.of(register, in: facts.registers.ids))
        }
        try refuseLoss(of: register, facts)
        let open = try facts.standing(in: register).filter { standing in
            facts.registers[register, holding: standing.state]?.isOpen(standing.state) ?? true
        }
        let (numbers, count) = open.named
        if count > 0 { throw Refusal.stillOpen(register: register, numbers: numbers, count: count) }
        var values: [String: JSON] = [OfficeRecord.retiredPath(register): true]
        for standing in RegisterUses.Standing.allCases where facts.office.record[OfficeRecord.path(of: standing)].string == register {
            values[OfficeRecord.path(of: standing)] = .null
        }
        return values
    }
}
