/// What is to be put right or filled in on a matter, by where each value stands in its record.
///
/// A matter goes its way by steps: its state, number, holder and all else that steps, notes, loans and papers write are closed here,
/// whichever door the amendment comes by. So nobody moves a matter by editing it.
public struct Amendment: Hashable, Sendable {
    /// By path: `title`, `fields/reference`, `rows.items/2`; `limit` is what its handler names, an instant or a length.
    public let values: [String: JSON]

    private init(open values: [String: JSON]) { self.values = values }

    /// - Parameter values: new values by path; null takes one away.
    /// - Throws: the refusal that names the first value only steps write.
    public init(_ values: [String: JSON]) throws(Refusal) {
        for (path, value) in values.sorted(by: { $0.key < $1.key }) where !Amendment.isOpen(path, to: value) {
            throw .guarded(.writtenBySteps, article: path)
        }
        self.init(open: values)
    }

    /// The values of a register's form, by the ids of its fields.
    public init(_ form: [String: JSON], of definition: RegisterDefinition) throws(Refusal) {
        try self.init(Dictionary(form.map { (definition.field($0.key)?.path ?? $0.key, $0.value) }, uniquingKeysWith: { $1 }))
    }

    /// Somebody else answers for it from now on.
    public static func owner(_ person: String) -> Amendment { Amendment(open: ["owner": .string(person)]) }

    /// Its handler's own limit.
    public static func limit(_ due: Moment) -> Amendment { Amendment(open: ["limit": .int(due.milliseconds)]) }

    /// How long it is kept, said by a person 保管期限.
    public static func retention(_ term: ArchivalCode.Term) -> Amendment {
        Amendment(open: ["fields/retention": .string(term.chinese)])
    }

    public subscript(path: String) -> JSON? { values[path] }

    /// Values every matter has that are corrected like its title; who holds it is none of them, for papers are handed over.
    private static let common = FieldDefinition.common.subtracting(["holder"]).union(["limit", "supervised"])

    /// The register's own fields that are given with the archival number, never typed.
    private static let given: Set<String> = ["fields/archiveNumber"]

    /// Whether a value may be written here.
    private static func isOpen(_ path: String, to value: JSON) -> Bool {
        if common.contains(path) { return true }
        // That a row only stands for its paper may be found out late; that it holds its words again is said of no row.
        if path == "placeholder" { return value == true }
        // A clock is one, or none: its name alone would wake nothing.
        if Matter.clockName(of: path) != nil { return value.isNull || Clock(value) != nil }
        if Lines.isOfRows(path) { return true }
        return path.hasPrefix("fields/") && !given.contains(path)
    }
}

extension MatterDraft {
    /// What no matter opens with: numbers are given, papers handed over, signed for, lent and archived by acts of their own.
    private static func isClosed(_ place: Substring) -> Bool {
        switch place {
        case "lastMove", "firstAct", "printed", "erased", "notes", "enclosures", "requests": true
        default: place == Clearance.path || kept.contains(String(place))
        }
    }

    private static let kept = Set(Capabilities.all.flatMap(\.keeps))

    /// Refuses a draft that brings along what only acts write.
    func refuseSteps() throws(Refusal) {
        for path in values.keys.sorted() {
            // A task that is given to somebody opens with their signature to come.
            if path == "toSign", values[path] == values["owner"] { continue }
            let isClosed = path == "fields/archiveNumber" || MatterDraft.isClosed(path.prefix { $0 != "/" })
            if isClosed { throw .guarded(.writtenBySteps, article: path) }
        }
    }
}
