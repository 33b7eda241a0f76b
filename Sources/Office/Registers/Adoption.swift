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

    public let former: RegisterDefinition
    public let definition: RegisterDefinition
    public let losses: [(step: Step, people: [Person])]
    /// In the order of their states' ids.
    public let stranded: [Stranded]

    /// - Parameter counts: how many matters of the register stand in which state.
    public init(
        of definition: RegisterDefinition, after former: RegisterDefinition, counts: [String: Int], in office: OfficeRecord,
        _ directory: Directory
    ) {
        self.former = former
        self.definition = definition
        losses = definition.losses(after: former, in: directory)
        let without = counts.filter { $0.value > 0 && definition.state($0.key) == nil }
        stranded = without.sorted { $0.key < $1.key }.map { state, count in
            let holding = office.register(former.id, holding: state)
            return Stranded(
                state: state, count: count, name: holding?.state(state)?.name, revision: holding?.revision ?? former.revision)
        }
    }
}
