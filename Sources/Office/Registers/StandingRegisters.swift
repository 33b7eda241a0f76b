/// An office goes on taking in papers, lines and answers: neither another definition nor retiring a register takes that from it.
extension OfficeChange {
    /// Refuses a definition that takes the id of a register that stands for something, and is another register.
    ///
    /// What a register that came with the program began with is what intake and search write and ask for: its fields stay, whatever an
    /// office adds to them. One that says of itself what it stands for has its own fields.
    func refuseStranger(_ definition: RegisterDefinition, _ facts: any FactsReader) throws(Refusal) {
        guard let present = facts.registers[definition.id] else { return }
        let first = facts.office.earlier(definition.id, before: present.revision).last ?? present
        for standing in RegisterUses.Standing.allCases where facts.registers.own(standing)?.id == definition.id {
            let lacking = first.uses.standing.contains(standing) ? [] : first.fields.filter { definition.field($0.id) == nil }
            let goesOn = definition.uses.standing.contains(standing) || definition.goes(like: standing)
            if lacking.isEmpty, goesOn || facts.registers.own(standing, besides: definition.id) != nil { continue }
            throw .otherRegister(register: definition.id, standing: standing, lacking: lacking.map(\.name))
        }
    }

    /// Refuses to retire a register that stands for something no other register stands for.
    func refuseLoss(of register: String, _ facts: any FactsReader) throws(Refusal) {
        let lost = RegisterUses.Standing.allCases.filter { standing in
            facts.registers.own(standing)?.id == register && facts.registers.own(standing, besides: register) == nil
        }
        if !lost.isEmpty { throw .standing(register: register, for: lost) }
    }
}

extension RegisterDefinition {
    /// Whether its way is that of a register that stands for a thing.
    func goes(like standing: RegisterUses.Standing) -> Bool {
        switch standing {
        case .papers: sendsUp
        case .answers: sends
        case .lines: opens == opensRegistered && !steps.contains(where: \.numbers)
        }
    }

    /// Whether a definition as it is kept may go that way: in doubt it may, and is decoded.
    static func mayGo(_ source: JSON, like standing: RegisterUses.Standing) -> Bool {
        guard standing == .lines else { return true }
        if let opens = source["opens"].string, let registered = source["opensRegistered"].string, opens != registered { return false }
        return source["steps"].array?.contains { $0["numbers"].string == "true" } != true
    }
}
