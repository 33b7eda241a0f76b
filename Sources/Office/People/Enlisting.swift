/// Adds a person, a unit or a place to the directory.
func enlisting(_ kind: SubjectID.Kind, _ change: DirectoryChange, _ facts: any FactsReader) throws -> [Event] {
    var values = change.values
    let name = try named(values["name"])
    values["name"] = .string(name)
    // A name twice is meant or it is a mistake: whoever adds it says which.
    if !change.isNamesake, let other = facts.directory.namesake(of: name, kind) {
        throw Refusal.guarded(.namesake, article: other)
    }
    if !change.isNamesake { try refuseOthersNames(values["aliases"], kind, nil, facts.directory) }
    let word = try kind.inDirectory() + ".enlisted"
    try change.check(kind)
    if kind == .person { try Role.check(values["roles"]) }
    return [Event(try facts.newHandle(kind), word, changes: changes(from: Record(), to: values))]
}

/// A name as it is kept: on one line, for it stands within sentences and lists.
///
/// - Throws: `.missing` where nothing is left of it; whoever has no name is found by nobody.
func named(_ name: JSON?) throws(Refusal) -> String {
    let parts = (name?.string ?? "").split { $0.isNewline || $0 == "\t" }.map { String($0).trimmed }
    let line = parts.filter { !$0.isEmpty }.joined(separator: " ")
    if line.isEmpty { throw .missing(field: "name") }
    return line
}

/// What somebody is called besides is no colleague's own name: whoever writes that name means the colleague.
private func refuseOthersNames(_ aliases: JSON?, _ kind: SubjectID.Kind, _ id: String?, _ directory: Directory) throws(Refusal) {
    for alias in aliases?.array?.compactMap(\.string) ?? [] {
        if let other = directory.namesake(of: alias, kind, besides: id) { throw .guarded(.namesake, article: other) }
    }
}

/// Changes what the directory says of one.
func revising(_ id: SubjectID, _ change: DirectoryChange, _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event] {
    guard let subject = subjects[id], let kind = id.kind else { throw Refusal.notFound(id.text) }
    let word = try kind.inDirectory(id.text) + ".revised"
    try change.check(kind)
    var values = change.values
    if let name = values["name"], name != subject.record["name"] { values["name"] = .string(try named(name)) }
    if let name = values["name"]?.string, name != subject.record["name"].string, !change.isNamesake,
        let other = facts.directory.namesake(of: name, kind, besides: id.text)
    {
        throw Refusal.guarded(.namesake, article: other)
    }
    if !change.isNamesake, values["aliases"] != subject.record["aliases"] {
        try refuseOthersNames(values["aliases"], kind, id.text, facts.directory)
    }
    if kind == .person, let roles = values["roles"], roles != subject.record["roles"] { try Role.check(roles) }
    let list = changes(from: subject.record, to: values)
    return list.isEmpty ? [] : [Event(id, word, changes: list)]
}

extension SubjectID.Kind {
    /// The word the journal has for one of the directory; whatever is no part of it is not found there.
    fileprivate func inDirectory(_ text: String? = nil) throws(Refusal) -> String {
        switch self {
        case .person: "person"
        case .unit: "unit"
        case .place: "place"
        case .matter, .meeting, .office, .duty, .day, .attempt: throw .notFound(text ?? rawValue)
        }
    }
}
