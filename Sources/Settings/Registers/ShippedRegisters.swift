import Office

/// The register definitions that come with the program, read from their YAML.
public enum ShippedRegisters {
    ///
    /// They stand in `Resources/registers`; `Resources/embed` writes them into the program.
    public static let sources: [(id: String, yaml: String)] = EmbeddedRegisters.all

    /// The registers a start-up profile switches on, in the order the desk shows them.
    public static func profile(_ name: String) -> [String]? {
        switch name {
        case "secretary", "general", "full": sources.map(\.id)
        default: nil
        }
    }

    /// The definitions as compiled trees, ready for an office's record. A shipped definition with a problem is our bug.
    public static func compiled() -> [(id: String, json: JSON)] {
        sources.map { id, yaml in
            guard let tree = LocatedYAML.read(yaml).tree else { preconditionFailure("shipped register \(id)") }
            return (id, tree.json)
        }
    }

    /// The shipped definition of a register, where it is newer than the one an office keeps.
    public static func newer(than register: RegisterDefinition) -> (definition: RegisterDefinition, json: JSON)? {
        guard let yaml = sources.first(where: { $0.id == register.id })?.yaml, let tree = LocatedYAML.read(yaml).tree else { return nil }
        let definition = RegisterDefinition.decode(tree).definition
        return definition.revision > register.revision ? (definition, tree.json) : nil
    }

    /// What comes with the program and an office has not: registers it never took, and newer definitions of those it has.
    public static func offered(to office: OfficeRecord) -> [(definition: RegisterDefinition, json: JSON)] {
        let ids = Set(unadopted(in: office))
        return sources.filter { ids.contains($0.id) }.compactMap { id, yaml in
            LocatedYAML.read(yaml).tree.map { (RegisterDefinition.decode($0).definition, $0.json) }
        }
    }

    /// The shipped definition of a register that somebody asks for by its id: as it is where it is newer than the office's, else as the next
    /// revision; nil where the office has it, whatever the revision it bears there.
    ///
    /// - Throws: the refusal of a revision the office has given to other words.
    public static func again(_ id: String, in office: OfficeRecord) throws(Refusal) -> (definition: RegisterDefinition, json: JSON)? {
        guard let yaml = sources.first(where: { $0.id == id })?.yaml, let tree = LocatedYAML.read(yaml).tree,
            var members = tree.json.object
        else { return nil }
        guard let present = office.revision(of: id), revision(of: yaml) <= present else {
            return (RegisterDefinition.decode(tree).definition, tree.json)
        }
        members["revision"] = nil
        return try Adoption.proposed(.object(members), in: office)
    }

    /// The registers an office has under the id of one that comes with the program, and in other words than its newest: its own, for all
    /// the program can tell.
    public static func differing(in office: OfficeRecord) -> [RegisterDefinition] {
        let newer = Set(unadopted(in: office))
        return sources.filter { !newer.contains($0.id) }.compactMap { id, yaml in
            guard let present = office.register(id), var members = LocatedYAML.read(yaml).tree?.json.object else { return nil }
            members["revision"] = .string(String(present.revision))
            return RegisterDefinition.decode(Located(.object(members))).definition == present ? nil : present
        }
    }

    /// The ids of what is offered, told without reading the definitions: a start asks for it.
    public static func unadopted(in office: OfficeRecord) -> [String] {
        sources.filter { id, yaml in
            guard let present = office.revision(of: id) else { return true }
            return revision(of: yaml) > present
        }.map(\.id)
    }

    private static func revision(of yaml: String) -> Int {
        // It stands near the top; every start asks, so what follows is not cut into lines.
        var rest = yaml[...]
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            if line.hasPrefix("revision:") { return Int(line.dropFirst("revision:".count).trimmed) ?? 1 }
            rest = rest[yaml.utf8.index(after: end)...]
        }
        return 1
    }

    /// Reads a definition file and lists all its problems.
    ///
    /// - Parameter others: the registers it would stand beside, whose words it must not take.
    public static func check(
        _ yaml: String, beside others: [RegisterDefinition] = []
    ) -> (definition: RegisterDefinition?, problems: [Problem]) {
        let (tree, problems) = LocatedYAML.read(yaml)
        guard let tree else { return (nil, problems) }
        let (definition, own) = RegisterDefinition.decode(tree)
        let found = (own + definition.clashes(with: others, in: tree)).sorted { $0.line < $1.line }
        return (found.isEmpty ? definition : nil, problems + found)
    }

    /// The registers that come with the program, where no office says which there are.
    public static var definitions: [RegisterDefinition] { sources.compactMap { check($0.yaml).definition } }
}
