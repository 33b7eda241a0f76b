/// What an office is founded as; it stays so, and what it works by is changed afterwards.
public struct NewOffice: Hashable, Sendable {
    public let name: String
    /// The kind of office its settings were proposed for.
    public let profile: String
    /// The ids of its registers, in order.
    public let registers: [String]
    /// What they say, by id.
    public let definitions: [String: JSON]
    public let founded: Moment?
    /// Made for tests or a demonstration, and marked so for ever.
    public let isRehearsal: Bool

    /// - Parameter definitions: of which only those of the named registers are kept.
    public init(
        name: String, profile: String, registers: [String], definitions: [String: JSON], founded: Moment? = nil, isRehearsal: Bool = false
    ) {
        self.name = name
        self.profile = profile
        self.registers = registers
        self.definitions = definitions.filter { registers.contains($0.key) }
        self.founded = founded
        self.isRehearsal = isRehearsal
    }

    /// What its record begins with.
    var values: [String: JSON] {
        var values: [String: JSON] = [
            "name": .string(name), "profile": .string(profile), "order": .array(registers.map(JSON.string)),
            "founded": JSON(founded?.milliseconds), "rehearsal": isRehearsal ? true : .null,
        ]
        for (id, definition) in definitions { values[RegisterDefinition.path(of: id)] = definition }
        return values
    }
}
