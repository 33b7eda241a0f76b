/// A rule of the office's own: papers of such a sender, kind or wording go there, to those readers, with that limit.
///
/// Targets are whom it goes to and how it is handled, never a state: a rule proposes, a person decides.
public struct RoutingRule: Hashable, Sendable {
    public let name: String
    /// All that is named must hold; of several values of one kind any.
    public let conditions: [Condition: [String]]
    public let targets: [Target: JSON]

    public enum Condition: String, Hashable, Sendable, CaseIterable {
        /// Handles of sending units.
        case from
        /// 上级, 下级, 平级, 内设
        case level
        case kind
        /// Any of these in the title.
        case words
        case urgency
    }

    public enum Target: String, Hashable, Sendable, CaseIterable {
        /// Who handles it: a department, a unit or a person.
        case target
        case partners
        case leader
        case readers
        case limit
        case importance
        case handling

        /// The field of a step's form that it fills; nil for what no form asks.
        public var field: FieldDefinition? { MoveForm.standard.first { $0.id == rawValue } }
    }

    public init(name: String, conditions: [Condition: [String]], targets: [Target: JSON]) {
        self.name = name
        self.conditions = conditions
        self.targets = targets
    }

    public func fits(_ record: Record, _ directory: Directory) -> Bool {
        let sender = record["fields/from"].string
        return conditions.allSatisfy { condition, wanted in
            switch condition {
            case .from: sender.map(wanted.contains) ?? false
            case .level: sender.flatMap { directory.unit($0)?.level }.map { wanted.contains($0.rawValue) } ?? false
            case .kind: record["fields/kind"].string.map(wanted.contains) ?? false
            case .urgency: record["urgency"].string.map(wanted.contains) ?? false
            case .words:
                wanted.contains { word in Folding.key(record["title"].string ?? "").contains(Folding.key(word)) }
            }
        }
    }

    // MARK: Kept in the office's record

    public init?(_ json: JSON) {
        guard let name = json["name"].string else { return nil }
        var conditions: [Condition: [String]] = [:]
        for (key, value) in json["when"].object ?? [:] {
            guard let condition = Condition(rawValue: key) else { continue }
            conditions[condition] = value.array?.compactMap(\.string) ?? []
        }
        var targets: [Target: JSON] = [:]
        for (key, value) in json["then"].object ?? [:] { if let target = Target(rawValue: key) { targets[target] = value } }
        self.init(name: name, conditions: conditions, targets: targets)
    }

    public var json: JSON {
        [
            "name": .string(name),
            "when": .object(
                Dictionary(conditions.map { ($0.key.rawValue, .array($0.value.map(JSON.string))) }, uniquingKeysWith: { $1 })),
            "then": .object(Dictionary(targets.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 })),
        ]
    }
}

extension OfficeRecord {
    /// The office's own rules, in the order of their file: the first that fits speaks first.
    public var routingRules: [RoutingRule] { record["routing"].array?.compactMap { RoutingRule($0) } ?? [] }
}
