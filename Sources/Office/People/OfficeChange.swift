/// One change of how the office itself works, with values of its own.
///
/// These are all there are: what the office was founded as, and where its record keeps anything, is nobody's to name.
public enum OfficeChange: Hashable, Sendable {
    /// When it works, by season.
    case hours([OfficeHours.Season])
    /// An official notice of holidays.
    case notice(HolidayNotice)
    /// The set of limits switched on for what a set is for; nil switches it off.
    case limits(LimitPreset.Scope, LimitPreset?)
    /// How long it waits before it chases; nil goes back to what the program proposes.
    case chasing(ChasingLimits.Name, workdays: Int?)
    /// Where papers go; nil is without rules.
    case routing([RoutingRule]?)
    /// The line over every sheet; nil is the office's name.
    case header(String?)
    /// The template a sheet is printed by; nil does without.
    case template(sheet: String, SheetTemplate?)
    /// The fonds number its archive gives it 全宗号.
    case fonds(String?)
    /// Its own table of terms 保管期限表; none is the program's.
    case retention([RetentionRule])
    /// A year's files are frozen.
    case freeze(year: Int)
    /// A year's book is closed 封簿.
    case close(register: String, year: Int)
    /// Who reads together under a name; nobody takes the name away.
    case circle(String, members: [String])
    /// What a register says from now on.
    ///
    /// - Parameter leaving: whether matters may stay behind in states that it does not have: they go on by the revision they have.
    case adopt(register: String, definition: JSON, leaving: Bool = false)
    /// A register takes no new matter; those it has stay readable.
    case retire(register: String)

    /// The right it asks for; nil where everybody may.
    public var right: Right? { values.keys.lazy.compactMap { Right.asked(of: .office, at: $0) }.first }

    /// What it writes into the office's record; of a year that is closed only that, for what is in it is counted when it is decided.
    var values: [String: JSON] {
        switch self {
        case .hours(let seasons): ["hours": .array(seasons.map(\.json))]
        case .notice(let notice): [notice.path: notice.json]
        case .limits(let scope, let preset): [scope.path: JSON(preset?.id)]
        case .chasing(let name, let workdays): [name.path: JSON(workdays)]
        case .routing(let rules): ["routing": rules.map { .array($0.map(\.json)) } ?? .null]
        case .header(let line): [OfficeRecord.headerPath: JSON(line)]
        case .template(let sheet, let template): [OfficeRecord.templatePath(sheet): template?.json ?? .null]
        case .fonds(let code): [ArchiveRules.fondsPath: JSON(code)]
        case .retention(let rules): [RetentionSchedule.path: rules.isEmpty ? .null : .array(rules.map(\.json))]
        case .freeze(let year): [ArchiveRules.freezePath(year): true]
        case .close(let register, let year): [ClosedBook.path(register, year): true]
        case .circle(let name, let members): [ReaderCircle.path(name): members.isEmpty ? .null : .array(members.map(JSON.string))]
        case .adopt(let register, let definition, _): [RegisterDefinition.path(of: register): definition]
        case .retire(let register): [OfficeRecord.retiredPath(register): true]
        }
    }

    /// Refuses what no office could work by, whichever way it was typed.
    func check() throws(Refusal) {
        switch self {
        case .hours(let seasons):
            // Two that begin on one day: nobody could say which holds.
            let begins = seasons.map(\.begins)
            guard Set(begins).count == begins.count else {
                throw .invalid(field: "hours", value: begins.map(String.init).joined(separator: " "), expected: .day)
            }
        case .limits(let scope, let preset?) where preset.scope != scope:
            throw .invalid(field: "limits", value: preset.id, expected: .choice)
        case .chasing(let name, let workdays?) where !ChasingLimits.allowed.contains(workdays):
            throw .invalid(field: name.rawValue, value: String(workdays), expected: .count)
        case .fonds(let code?) where !ArchiveRules.isFonds(code): throw .invalid(field: "fonds", value: code, expected: .text)
        case .circle(let name, _) where name.trimmed.isEmpty || name.contains("/"): throw .missing(field: "name")
        case .adopt(let register, let definition, _) where definition["id"].string != register:
            throw .unknown(what: "register", text: definition["id"].string ?? register, nearest: register)
        case .close(_, let year) where !ClosedBook.years.contains(year):
            throw .invalid(field: "year", value: String(year), expected: .count)
        default: return
        }
    }
}
