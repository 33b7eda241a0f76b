/// Erasing a matter: who may, and what remains of it.
public enum Erasing {
    /// The event of erasing a matter. It says who, why and which; of the matter itself no title and no word remains.
    ///
    /// - Parameter subject: its row; nil where there is none.
    public static func event(
        of id: SubjectID, _ subject: Subject?, reason: String, given circumstances: Circumstances
    ) throws(Refusal) -> Event {
        guard id.kind == .matter, let subject else { throw .notFound(id.text) }
        // What is left tells of the erasure; that stays.
        if !subject.record["erased"].isNull { throw .guarded(.erased, article: id.text) }
        if reason.trimmed.isEmpty { throw .missing(field: "reason") }
        try Right.erasing.require(of: circumstances.attribution.recordedBy, in: circumstances.directory)
        let left = remains(of: Matter(subject), reason: reason, circumstances.registers)
        return Event(id, Undoing.erasure, changes: left.sorted { $0.key < $1.key }.map { Change($0.key, was: .null, now: $0.value) })
    }

    /// What is kept in the place of its title.
    public static let title = "已清除"

    /// The register, the number, who answers for it.
    private static func remains(of matter: Matter, reason: String, _ registers: Registers) -> [String: JSON] {
        let definition = registers[matter.register]
        let closed = definition?.withdrawnStates.first ?? definition?.states.last { $0.stage == .closed }?.id
        var values: [String: JSON] = [
            "register": .string(matter.register), "title": .string(title), "state": .string(closed ?? matter.state),
            // The code it was archived under is given to no other paper (DA/T 22-2015, 5.4).
            "erased": .compact([
                "reason": .string(reason), "withdrawn": .bool(matter.isWithdrawn), "archival": matter.record["archival"],
            ]),
        ]
        for path in ["revision", "owner", "received"] where !matter.record[path].isNull { values[path] = matter.record[path] }
        if let number = matter.number ?? matter.reserved { values["number"] = number.json }
        return values
    }
}
