import Office

extension Command {
    /// An amendment by its paths, as tests write it.
    public static func amend(_ id: SubjectID, fields: [String: JSON]) throws -> Command { .amend(id, try Amendment(fields)) }
}
