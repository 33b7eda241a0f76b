/// What an office comes to by adopting a definition: who may take which step no more, and which matters the new one has no place for.
public struct Adoption: Sendable {
    /// Matters that stand in a state the new definition does not know, and go on by an earlier one.
    public struct Stranded: Hashable, Sendable {
        public let state: String
        public let count: Int
        /// The name of the state, and the revision that still holds for them; nil where no revision the office had knows the state.
        public let name: Term?
        public let revision: Int
    }

    /// A field the new definition does not have: what matters hold in it is asked and shown no more, and stays in their history.
    public struct Gone: Hashable, Sendable {
        public let field: FieldDefinition
        /// How many open matters hold something in it.
        public let open: Total

        public init(_ field: FieldDefinition, open: Total) {
            self.field = field
            self.open = open
        }
    }

    /// A definition as an office would adopt it; nil where it has that already.
    ///
    /// One that names no revision gets the next.
    /// - Throws: the refusal of a revision that is not higher than the adopted one.
    public static func proposed(_ source: JSON, in office: OfficeRecord) throws(Refusal) -> (definition: RegisterDefinition, json: JSON)? {
        func read(_ source: JSON) -> (definition: RegisterDefinition, json: JSON) { (RegisterDefinition.kept(source), source) }
        guard let id = source["id"].string, let present = office.register(id), var members = source.object else { return read(source) }
        let named = members["revision"].map { RegisterDefinition.revision(of: ["revision": $0]) }
        members["revision"] = .string(String(present.revision))
        let same = read(.object(members))
        // A retired register that is adopted again takes matters again.
        if named == nil || named == present.revision, same.definition == present { return office.isRetired(id) ? same : nil }
        if let named, named <= present.revision { throw .revisionTaken(register: id, next: present.revision + 1) }
        var next = named ?? present.revision + 1
        members["revision"] = .string(String(next))
        // One that was taken back keeps its number for its own words.
        while named == nil, let known = office.register(id, at: next), known != RegisterDefinition.kept(.object(members)) {
            next += 1
            members["revision"] = .string(String(next))
        }
        return read(.object(members))
    }

    public let former: RegisterDefinition
    public let definition: RegisterDefinition
    public let losses: [(step: Step, people: [Person])]
    /// In the order of their states' ids.
    public let stranded: [Stranded]
    /// In the order of the former definition.
    public let gone: [Gone]

    /// - Parameters:
    ///   - counts: how many matters of the register stand in which state.
    ///   - filled: how many open matters hold something in a field.
    /// - Throws: what `filled` throws.
    public init(
        of definition: RegisterDefinition, after former: RegisterDefinition, counts: [String: Int], in office: OfficeRecord,
        _ directory: Directory, filled: (FieldDefinition) throws -> Total
    ) rethrows {
        self.former = former
        self.definition = definition
        losses = definition.losses(after: former, in: directory)
        gone = try former.gone(with: definition).map { Gone($0, open: try filled($0)) }
        let without = counts.filter { $0.value > 0 && definition.state($0.key) == nil }
        stranded = without.sorted { $0.key < $1.key }.map { state, count in
            let holding = office.register(former.id, holding: state)
            return Stranded(
                state: state, count: count, name: holding?.state(state)?.name, revision: holding?.revision ?? former.revision)
        }
    }
}

extension RegisterDefinition {
    /// The fields that another definition has no place for: one whose values stand elsewhere is another field.
    public func gone(with definition: RegisterDefinition) -> [FieldDefinition] {
        let paths = Set(definition.fields.map(\.path))
        return fields.filter { !paths.contains($0.path) }
    }

    /// What comes to this register once it is adopted and came to another before, with that other: no longer to what stood for it.
    public func displaced(in office: OfficeRecord) -> [(standing: RegisterUses.Standing, former: RegisterDefinition)] {
        uses.standing.compactMap { standing in
            guard let former = office.registers.own(standing), former.id != id else { return nil }
            return (standing, former)
        }
    }

    /// The steps whose roles nobody in the office has: they are the director's, or everybody's where there is none.
    public func vacant(in directory: Directory) -> [Step] {
        steps.filter { step in
            !step.by.isEmpty && !directory.people.contains { person in step.by.contains(where: person.holds) }
        }
    }
}
