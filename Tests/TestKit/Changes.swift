import Office

/// Commands by the paths of their values, as tests write them.
extension Command {
    public static func amend(_ id: SubjectID, fields: [String: JSON]) throws -> Command { .amend(id, try Amendment(fields)) }

    public static func enlist(_ kind: SubjectID.Kind, fields: [String: JSON]) -> Command { .enlist(kind, DirectoryChange(fields: fields)) }

    /// Of a person, a unit, a place or a meeting.
    public static func revise(_ id: SubjectID, fields: [String: JSON]) -> Command {
        id.kind == .meeting ? .reschedule(id, MeetingChange(fields: fields)) : .revise(id, DirectoryChange(fields: fields))
    }

    public static func schedule(fields: [String: JSON]) -> Command { .schedule(MeetingChange(fields: fields)) }
}

extension DirectoryChange {
    /// Columns, or the days somebody is away.
    public init(fields: [String: JSON]) {
        func day(_ path: String) -> Day? { fields[path]?.string.flatMap { Day(iso: $0) } }
        if let from = day("away/from"), let to = day("away/to") {
            self.init(away: Absence(from: from, to: to, cover: fields["away/cover"]?.string))
            return
        }
        var columns: [DirectoryColumn: JSON] = [:]
        for (path, value) in fields {
            guard let column = DirectoryColumn(rawValue: path) else { preconditionFailure("no column \(path)") }
            columns[column] = value
        }
        self.init(columns)
    }
}

extension MeetingChange {
    public init(fields: [String: JSON]) {
        var known: [Field: JSON] = [:]
        for (name, value) in fields {
            guard let field = Field(rawValue: name) else { preconditionFailure("no field \(name)") }
            known[field] = value
        }
        self.init(known)
    }
}
