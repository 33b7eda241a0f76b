/// Adds a person, a unit or a place to the directory.
func enlisting(_ kind: SubjectID.Kind, _ change: DirectoryChange, _ facts: any FactsReader) throws -> [Event] {
    guard let name = change.values["name"]?.string, !name.trimmed.isEmpty else { throw Refusal.missing(field: "name") }
    // A name twice is meant or it is a mistake: whoever adds it says which.
    if !change.isNamesake, let other = facts.directory.namesake(of: name, kind) {
        throw Refusal.guarded(.namesake, article: other)
    }
    let word = try kind.inDirectory() + ".enlisted"
    try change.check(kind)
    if kind == .person { try Role.check(change.values["roles"]) }
    return [Event(try facts.newHandle(kind), word, changes: changes(from: Record(), to: change.values))]
}

/// Changes what the directory says of one.
func revising(_ id: SubjectID, _ change: DirectoryChange, _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event] {
    guard let subject = subjects[id], let kind = id.kind else { throw Refusal.notFound(id.text) }
    let word = try kind.inDirectory(id.text) + ".revised"
    try change.check(kind)
    if let name = change.values["name"]?.string, name != subject.record["name"].string, !change.isNamesake,
        let other = facts.directory.namesake(of: name, kind, besides: id.text)
    {
        throw Refusal.guarded(.namesake, article: other)
    }
    if kind == .person, let roles = change.values["roles"], roles != subject.record["roles"] { try Role.check(roles) }
    let list = changes(from: subject.record, to: change.values)
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
