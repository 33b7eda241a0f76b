/// A row of a list: what every list shows of a matter, without its history or papers.
public struct MatterRow: Hashable, Sendable {
    public let id: SubjectID
    public let register: String
    public let number: String?
    public let title: String
    public let state: String
    public let owner: String?
    public let holder: String?
    public let from: String?
    public let kind: String?
    public let urgency: String?
    public let reference: String?
    public let received: Moment?
    public let due: Moment?
    public let safe: Moment?
    public let yellowAt: Moment?
    public let readersDone: Int
    public let readersAll: Int
    /// Whether its words are kept from whoever asked.
    public let isMasked: Bool
    /// Since when it lies with its holder; nil where it was not asked for.
    public var heldSince: Moment?

    public init(
        id: SubjectID, register: String, number: String?, title: String, state: String, owner: String?, holder: String?,
        from: String?, kind: String?, urgency: String?, reference: String?, received: Moment?, due: Moment?,
        safe: Moment?, yellowAt: Moment?, readersDone: Int, readersAll: Int, isMasked: Bool = false
    ) {
        self.id = id
        self.register = register
        self.number = number
        self.title = title
        self.state = state
        self.owner = owner
        self.holder = holder
        self.from = from
        self.kind = kind
        self.urgency = urgency
        self.reference = reference
        self.received = received
        self.due = due
        self.safe = safe
        self.yellowAt = yellowAt
        self.readersDone = readersDone
        self.readersAll = readersAll
        self.isMasked = isMasked
    }
}

/// A total that says when it stopped counting.
public struct Total: Hashable, Sendable {
    public let count: Int
    public let isExact: Bool
    public init(_ count: Int, isExact: Bool = true) {
        self.count = count
        self.isExact = isExact
    }
    /// `37`, or `1000+` where counting stopped.
    public var text: String { isExact ? String(count) : "\(count)+" }
}

/// In what order a list stands.
public enum ListOrder: Hashable, Sendable {
    case newest
    /// What waits for a decision first, urgent before ordinary, in the order it came.
    case triage
}

/// A window of a list and how many rows there are in all.
public struct MatterPage: Hashable, Sendable {
    public let rows: [MatterRow]
    public let total: Total
    /// The row number of the window's first row.
    public let offset: Int
    public let next: String?

    public init(rows: [MatterRow], total: Total, offset: Int = 0, next: String? = nil) {
        self.rows = rows
        self.total = total
        self.offset = offset
        self.next = next
    }

    public static let empty = MatterPage(rows: [], total: Total(0))
}

/// Papers waiting at one stage of the office, as one row of Today (J8).
public struct StageCount: Hashable, Sendable {
    /// In the place of a state: what a person was sent to read 待阅.
    public static let toRead = "toread"

    public let register: String
    public let state: String
    public let count: Int
    public let urgent: Int
    public let earliest: Moment?

    public init(register: String, state: String, count: Int, urgent: Int, earliest: Moment?) {
        self.register = register
        self.state = state
        self.count = count
        self.urgent = urgent
        self.earliest = earliest
    }
}

/// One meeting as it stands on a day.
public struct Occurrence: Hashable, Sendable {
    public let meeting: SubjectID
    public let uid: String
    public let recurrenceID: String?
    public let title: String
    public let start: Moment
    public let end: Moment
    /// The event's own offset from UTC at its start, in seconds.
    public let offset: Int
    public let zone: String?
    public let isAllDay: Bool
    public let place: String?
    public let status: String?
    /// The first day known of a series whose rule cannot be followed, so that others may be missing.
    public var isUnfollowed = false

    public init(
        meeting: SubjectID, uid: String, recurrenceID: String?, title: String, start: Moment, end: Moment, offset: Int,
        zone: String?, isAllDay: Bool, place: String?, status: String?
    ) {
        self.meeting = meeting
        self.uid = uid
        self.recurrenceID = recurrenceID
        self.title = title
        self.start = start
        self.end = end
        self.offset = offset
        self.zone = zone
        self.isAllDay = isAllDay
        self.place = place
        self.status = status
    }
}

/// A hit of a search: the matter, the words around the find and where it stands.
public struct SearchHit: Hashable, Sendable {
    public enum Place: String, Hashable, Sendable { case title, fields, text }

    public let row: MatterRow
    public let snippet: String
    /// Where in the snippet the find stands, in characters; nil where the snippet is all there is.
    public let found: Range<Int>?
    public let place: Place
    /// Of a find in the fields: the field's id, `note.instruction` for a kind of note, `enclosures` for a paper's name.
    public let field: String?
    /// Of a find in the text: the paper's name, and the line in it, from 1.
    public let paper: String?
    public let line: Int?

    public init(
        row: MatterRow, snippet: String, found: Range<Int>? = nil, place: Place = .title, field: String? = nil, paper: String? = nil,
        line: Int? = nil
    ) {
        self.row = row
        self.snippet = snippet
        self.found = found
        self.place = place
        self.field = field
        self.paper = paper
        self.line = line
    }
}

/// One line of a history: what happened, to whom, by whom, from what.
public struct HistoryLine: Hashable, Sendable {
    public let sequence: Int64
    public let entryID: String
    public let act: String
    public let undoes: String?
    public let attribution: Attribution
    public let event: Event

    public init(sequence: Int64, entryID: String, act: String, undoes: String?, attribution: Attribution, event: Event) {
        self.sequence = sequence
        self.entryID = entryID
        self.act = act
        self.undoes = undoes
        self.attribution = attribution
        self.event = event
    }
}

/// Whose desk is looked at.
public enum DeskScope: Hashable, Sendable {
    case person(String)
    case office
    /// Everybody of an internal department.
    case unit(String)
    /// Whatever lies with somebody (在谁手).
    case holder(String)
}
