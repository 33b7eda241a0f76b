/// What can be asked of the office. A command names its subjects; `decide` answers with events or a refusal.
public enum Command: Hashable, Sendable {
    /// Sets up the office: its name, profile and first person.
    case found(NewOffice)
    /// Adds to the directory: a person, a unit or a place.
    case enlist(SubjectID.Kind, DirectoryChange)
    /// Changes how the office works, all of it in one act.
    case change([OfficeChange])
    /// Changes what the directory says of a person, a unit or a place.
    case revise(SubjectID, DirectoryChange)
    /// Opens a matter in a register.
    case open(MatterDraft)
    /// Changes fields of a matter without moving it.
    case amend(SubjectID, Amendment)
    /// Moves a matter as its register's definition allows.
    case move(SubjectID, Move, form: [String: JSON])
    /// Adds a note of a kind: progress, obstacle, opinion.
    case note(SubjectID, kind: String, text: String)
    /// Tells that a reader opened a paper that was sent to them.
    case see(SubjectID)
    /// The same paper came by a second channel: a receipt more, no matter more (J4).
    case receiveAgain(SubjectID, receipt: [String: JSON])
    /// Notes that a matter's slip was printed, so that `is:unprinted` finds the rest.
    case slipPrinted(SubjectID, at: Moment)
    /// Puts a paper's file beside a matter.
    case enclose(SubjectID, EnclosureDraft)
    /// Puts a meeting on the calendar.
    case schedule(MeetingChange)
    /// Changes a meeting, or holds it at another time or place.
    case reschedule(SubjectID, MeetingChange)
    /// Cancels a meeting, with the reason people are told.
    case cancel(SubjectID, reason: String)
    /// Lends a paper out, archived or not 借阅.
    case lend(SubjectID, form: [String: JSON])
    case giveBack(SubjectID, form: [String: JSON])
    /// Lets a loan run on, once.
    case renew(SubjectID, form: [String: JSON])
    /// Puts a wrong record right by a new entry beside it 勘误.
    case correct(SubjectID, text: String)

    /// The subjects whose rows must be read before the command can be decided.
    public var subjects: [SubjectID] {
        switch self {
        case .found, .change: [.office]
        case .enlist, .schedule: []
        case .open(let draft): draft.twin.map { [$0] } ?? []
        case .revise(let id, _), .reschedule(let id, _), .amend(let id, _), .note(let id, _, _), .enclose(let id, _), .cancel(let id, _),
            .see(let id),
            .slipPrinted(let id, _), .lend(let id, _), .giveBack(let id, _), .renew(let id, _), .correct(let id, _),
            .receiveAgain(let id, _):
            [id]
        case .move(let id, _, let form): [id] + (form["into"]?.string.map { [SubjectID($0)] } ?? [])
        }
    }
}

/// A matter about to be opened.
public struct MatterDraft: Hashable, Sendable {
    public var register: String
    /// Values by path: `title`, `due`, `owner`, `fields/reference` and so on.
    public var values: [String: JSON]
    public var enclosures: [EnclosureDraft]
    /// Whether to take the first number at once (continuous entry, capture) or leave that to the register move.
    public var registers: Bool
    /// A withdrawn matter whose reserved number this paper takes up again (J5).
    public var twin: SubjectID?
    /// Whether it is refused where a paper of the same number from the same unit is here already.
    public var isSole = false
    /// The state it opens in where that is not the register's own: a register taken over from paper has concluded rows.
    public var state: String?

    public init(
        register: String, values: [String: JSON], enclosures: [EnclosureDraft] = [], registers: Bool = false,
        twin: SubjectID? = nil, state: String? = nil
    ) {
        self.register = register
        self.values = values
        self.enclosures = enclosures
        self.registers = registers
        self.twin = twin
        self.state = state
    }
}

/// A file that is already durable under its digest, about to be bound to a matter.
public struct EnclosureDraft: Hashable, Sendable {
    /// What the matter's record says of it.
    var value: JSON {
        .compact([
            "name": .string(name), "also": otherNames.isEmpty ? .null : .array(otherNames.map(JSON.string)), "size": JSON(size),
            "text": text == nil ? .null : true, "attached": isAttached ? true : .null,
            "scan": isMachineRead ? true : .null, "unread": unread.json,
        ])
    }

    /// Where the matter's record says it.
    var path: String { "enclosures/" + digest }

    /// Lower-case hexadecimal SHA-256 of the file's bytes.
    public let digest: String
    /// The name it came with, without a path or signs that turn the line round.
    public let name: String
    /// Further names under which the same bytes came with it.
    public let otherNames: [String]
    public let size: Int
    /// The extracted text; nil where none could be read.
    public let text: String?
    /// Whether it only hangs on another paper, as a picture on a mail: alone it is not that paper.
    public let isAttached: Bool
    /// Whether its text was read by a machine from a picture, and may be wrong.
    public let isMachineRead: Bool
    /// What of it gave no text, so that no mark in it was looked for.
    public let unread: UnreadParts

    public init(
        digest: String, name: String, otherNames: [String] = [], size: Int, text: String?, isAttached: Bool = false,
        isMachineRead: Bool = false, unread: UnreadParts = UnreadParts()
    ) {
        self.unread = unread
        self.otherNames = otherNames
        self.isAttached = isAttached
        self.isMachineRead = isMachineRead
        self.digest = digest
        self.name = name
        self.size = size
        self.text = text
    }
}
