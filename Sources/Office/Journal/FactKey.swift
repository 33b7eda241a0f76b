/// A name for something an act reads or writes, so that it can be told whether two acts meet.
///
/// What a desk decides on its own copy holds if nobody touched meanwhile what it read. The keys name that, as finely as rules look: a room's
/// week and not the room, the papers that wait in a register and not the register. They are stored, so that no spelling ever changes.
public enum FactKey: Hashable, Sendable {
    /// Everything that is true of one subject, and its history.
    case subject(SubjectID)
    /// That a handle is given.
    case fresh(SubjectID)
    /// A resource, such as a room, in the week that begins with a Monday.
    case span(resource: String, week: Day)
    /// What holds a resource by a rule: written by every series, read by every booking.
    case spanRule(resource: String)
    /// The papers that bear a reference 文号.
    case reference(String)
    /// The matters a paper's file lies beside, by its digest.
    case paper(String)
    /// The numbers of a register that wait for a paper taken back (J5).
    case waiting(register: String)
    /// What a borrower has out.
    case loans(borrower: String)
    /// What an account of stock or money stands at.
    case level(account: String)
    /// The numbers given in a series and year.
    case series(String, year: Int)
    /// What a duty asks in a period.
    case duty(SubjectID, period: String)
    /// What is filed under a year.
    case archive(year: Int)
    /// People, units and places.
    case directory
    /// The office's own record.
    case office
    /// Whether an act stands or is taken back: written by the act itself and by whoever takes it back.
    case act(String)
    /// A list no other key can name: of all matters of a register, of all that ever named somebody.
    case everything

    /// As it is stored and compared.
    public var text: String {
        switch self {
        case .subject(let id): id.text
        case .fresh(let id): "fresh.\(id.text)"
        case .span(let resource, let week): "span.\(resource).\((week.monday + 3).year)-W\(padded(week.isoWeek, 2))"
        case .spanRule(let resource): "span.\(resource).rule"
        case .reference(let reference): "ref.\(reference)"
        case .paper(let digest): "paper.\(digest)"
        case .waiting(let register): "waiting.\(register)"
        case .loans(let borrower): "loans.\(borrower)"
        case .level(let account): "level.\(account)"
        case .series(let name, let year): "series.\(name).\(year)"
        case .duty(let id, let period): "duty.\(id.text).\(period)"
        case .archive(let year): "archive.\(year)"
        case .directory: "directory"
        case .office: "office"
        case .act(let id): "act.\(id)"
        case .everything: "*"
        }
    }
}
