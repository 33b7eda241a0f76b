/// What is not everybody's to do, in one table: where it stands in a record, and which roles may do it.
///
/// Asked of whoever sits at the keyboard, not of the person whose act is recorded: `--by` lends nobody a role. The desk, the command line,
/// an import, an undo and a redo all come by here, for what is asked is read off the events themselves. Folding the journal anew
/// (`rebuild`) has no events and asks no role: it changes nothing that anybody said.
public enum Right: String, Sendable, CaseIterable {
    /// Who comes in as whom: the accounts of a person, and that they have left.
    case accounts
    /// What a person may do here; their rank too, for whoever has one is a leader and may sign (`Person.holds`).
    case roles
    /// Who reads together: named circles, and the department of a person, for a department may stand in a circle (H7).
    case circles
    /// Whom somebody else's matter is kept to; of one's own anybody says it.
    case knowers
    /// What the directory says of another: a number gone wrong sends everybody's calls and notices astray (J3, K1). Of oneself anybody says
    /// it, and of anybody that they are away: leaders never sit at banshi, and where they are is what clerks write down (J1, J11).
    case directory
    /// A year's book 封簿 and a year's frozen files (J5, J6).
    case closing
    /// How papers are kept: the fonds number, the table of terms, the term of a paper, and words put right on an archived one (J6). Of a
    /// paper that is still worked on anybody writes what is right: a wrong 代录 is mended by whoever wrote it (J1).
    case archiving
    /// How days and limits are counted: office hours, official days off, sets of limits. Each moves the clocks of everybody's papers.
    case counting
    /// The office's own rules of where papers go, which fill everybody's forms.
    case routing
    /// How the office asks after its papers and what its sheets look like: the rules of chasing, the sheets' own templates. They call and
    /// print for everybody.
    case customs
    /// What registers say, and every setting of the office that the table does not leave to all.
    case adopting
    /// Words and papers deleted for good.
    case erasing
    /// Letting a paper in that bears a secrecy mark, with a ground: on the word of who answers for it (J13).
    case declassifying
    /// A copy of everything, where it holds matters that are kept to a circle.
    case backup

    /// Whoever holds one of these roles may; the first is the one that usually does.
    public var roles: [Role] {
        switch self {
        case .accounts, .roles, .circles, .knowers, .adopting, .erasing, .backup: [.administrator]
        case .closing, .archiving, .directory: [.keeper, .administrator]
        case .counting, .customs, .routing: [.director, .keeper, .administrator]
        case .declassifying: [.director, .leader, .keeper, .administrator]
        }
    }

    /// The values that ask for a right, by the kind of subject; a beginning that ends in a stroke or dash stands for all that begin so.
    private static let table: [(kind: SubjectID.Kind, path: String, right: Right?)] = [
        (.person, "accounts", .accounts), (.person, "left", .accounts), (.person, "roles", .roles), (.person, "rank", .roles),
        (.person, "department", .circles), (.person, Absence.group, nil), (.person, "", .directory),
        (.matter, Clearance.path, .declassifying), (.matter, "knowers", .knowers), (.matter, "fields/retention", .archiving),
        (.office, "circles/", .circles), (.office, "books/", .closing), (.office, ArchiveRules.frozenPaths, .closing),
        (.office, "hours", .counting), (.office, "notices/", .counting), (.office, "limits/", .counting), (.office, "routing", .routing),
        (.office, "chasing/", .customs), (.office, "templates/", .customs),
        (.office, RetentionSchedule.path, .archiving), (.office, ArchiveRules.fondsPath, .archiving),
    ]

    /// The right that a value of a subject asks for; whatever of the office the table does not name, its administrator sets.
    static func asked(of kind: SubjectID.Kind, at path: String) -> Right? {
        if let row = table.first(where: { $0.kind == kind && covers($0.path, path) }) { return row.right }
        return kind == .office ? .adopting : nil
    }

    /// The rights that the changes of an event ask for.
    static func asked(by event: Event) -> Set<Right> {
        guard let kind = event.subject.kind, event.kind != Undoing.founding else { return [] }
        var asked: Set<Right> = []
        for change in event.changes { if let right = Right.asked(of: kind, at: change.path) { asked.insert(right) } }
        // Somebody new comes in by their account only; a matter is its opener's own.
        if event.kind.hasPrefix("person.enlisted") { asked.subtract([.circles, .directory]) }
        if event.kind.hasPrefix("matter.opened") { asked.subtract([.knowers, .archiving]) }
        // A step that archives is asked of whose act it is, like every step (`StepRights`).
        if event.step != nil { asked.remove(.archiving) }
        if Undoing.plain(event.kind) == "matter.corrected" { asked.insert(.archiving) }
        return asked
    }

    /// Whether a path is the pattern, stands below it, or begins with it where it ends in `/` or `-`; an empty pattern is for all that is not
    /// named before. By bytes: every change of every act asks.
    private static func covers(_ pattern: String, _ path: String) -> Bool {
        if pattern.isEmpty { return true }
        guard path.utf8.starts(with: pattern.utf8), let last = pattern.utf8.last else { return path == pattern }
        if last == UInt8(ascii: "/") || last == UInt8(ascii: "-") { return true }
        let next = path.utf8.dropFirst(pattern.utf8.count).first
        return next == nil || next == UInt8(ascii: "/")
    }

    /// Refuses events that ask for a right the person does not have.
    ///
    /// - Parameter subjects: the rows the events change, as they are before.
    public static func check(
        _ events: [Event], of person: String, on subjects: Subjects, in directory: Directory, _ registers: Registers
    ) throws(Refusal) {
        for event in events {
            for right in asked(by: event).sorted(by: { $0.rawValue < $1.rawValue }) {
                if right.isOwn(of: person, on: event, subjects[event.subject], registers) { continue }
                try right.require(of: person, in: directory)
            }
        }
        try keepAdministrator(events, subjects, directory)
    }

    /// Whether what is changed is the person's own to change, whatever their role.
    ///
    /// - Parameter subject: the row as it is before.
    private func isOwn(of person: String, on event: Event, _ subject: Subject?, _ registers: Registers) -> Bool {
        switch self {
        case .knowers: subject.map { Matter($0).isOwn(of: person) } ?? false
        case .directory: event.subject.text == person
        case .archiving:
            Undoing.plain(event.kind) == "matter.corrected"
                && subject.map { Matter($0) }.map { !$0.isArchived(by: registers[of: $0]) } ?? false
        default: false
        }
    }

    /// Refuses a person who does not have the right.
    public func require(of person: String, in directory: Directory) throws(Refusal) {
        guard directory.may(person, roles) else { throw .role(roles) }
    }

    /// An office always keeps somebody who may do all this: nobody could give the role back.
    private static func keepAdministrator(_ events: [Event], _ subjects: Subjects, _ directory: Directory) throws(Refusal) {
        let touching = events.filter { event in
            event.subject.kind == .person && event.changes.contains { ["roles", "left"].contains($0.path) }
        }
        guard !touching.isEmpty else { return }
        let touched = Set(touching.map(\.subject.text))
        // One whom nobody touches is enough.
        if directory.people.contains(where: { !touched.contains($0.id) && $0.holds(.administrator) }) { return }
        guard touched.contains(where: { directory.person($0)?.holds(.administrator) ?? false }) else { return }
        var people: [String: Record] = [:]
        for event in touching {
            let id = event.subject.text
            evolve(&people[id, default: directory.person(id)?.record ?? Record()], with: event)
        }
        func isLeft() -> Bool { people.contains { Person(id: $0.key, record: $0.value).holds(.administrator) } }
        if !isLeft() { throw .guarded(.lastAdministrator, article: directory.name(touching[0].subject.text) ?? "") }
    }
}

extension Person {
    /// A leader is one by rank too.
    public func holds(_ role: Role) -> Bool { isActive && (roles.contains(role.rawValue) || role == .leader && isLeader) }
}

extension Directory {
    /// Whether the office has lost everybody who could come in, as a salvaged one whose first entries are gone: whoever can read its files
    /// may then see what is left.
    public var isOrphaned: Bool { people.allSatisfy { $0.accounts.isEmpty && !$0.holds(.administrator) } }
}

extension Matter {
    /// Whether it is somebody's own: they answer for it, have it in hand or look after it.
    func isOwn(of person: String) -> Bool { [owner, holder, supervisor].contains(person) }
}
