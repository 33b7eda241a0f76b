import Office

/// The revisions of its registers an office in memory has had; one that was taken back stays, as in the ledger.
struct MemoryDefinitions: DefinitionSource {
    private var kept: [String: [Int: JSON]] = [:]

    func definition(_ register: String, revision: Int) -> JSON? { kept[register]?[revision] }

    func revisions(of register: String, before revision: Int) -> [Int] {
        (kept[register] ?? [:]).keys.filter { $0 < revision }.sorted(by: >)
    }

    /// Keeps the definitions that an event of the office adopts.
    mutating func keep(_ event: Event) {
        for change in event.changes where change.now.object != nil {
            guard let register = RegisterDefinition.id(at: change.path) else { continue }
            kept[register, default: [:]][RegisterDefinition.revision(of: change.now)] = RegisterDefinition.compiled(change.now)
        }
    }
}
