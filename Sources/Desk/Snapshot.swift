import Office

/// What the desk wants to know, so that nothing is loaded that is not shown.
public struct Wanted: Hashable, Sendable {
    public var scope: DeskScope
    public var lists: [PaneID: ListQuery]
    /// Days of the calendar, first and one past the last.
    public var calendar: Range<Int>
    public var preview: SubjectID?
    public var history: SubjectID?
    public var search: SearchQuery?
    /// The search whose hits are to be counted; asked only while the counts are looked at.
    public var facets: Filter?
    /// A reference whose twins are to be named beside the field.
    public var twin: String?
    /// The paper whose sender's finished papers are to fill the open form.
    public var routing: SubjectID?
    /// Whom to call.
    public var callList: Bool
    /// What closing the day asks about.
    public var leftovers = false
    /// Whether Today's filter asks which of its matters I have handled.
    public var handled = false
    public var minute: Int64
    /// Panes whose filter names what there is not: they show why, and no rows.
    public var unreadable: Set<PaneID> = []
}

/// A window of one list.
public struct ListQuery: Hashable, Sendable {
    public var register: String?
    public var filter: Filter
    public var order: ListOrder
    public var offset: Int
    public var limit: Int
}

/// A search and the hits of it that are shown, whole pages at a time.
public struct SearchQuery: Hashable, Sendable {
    public var filter: Filter
    public var window: Range<Int>
}

/// What the ledger answered; the only data panes draw.
public struct Snapshot: Sendable {
    public var version: Int64 = -1
    public var today: [TodayItem] = []
    /// What is in Today of my own, whatever scope is looked at: the header and the alarm speak of these.
    public var mine: [TodayItem] = [] { didSet { alarms = mine.filter(\.isAlarm) } }
    /// What of that is to be heard at once.
    public private(set) var alarms: [TodayItem] = []
    /// The meetings of today and tomorrow, whichever month is looked at.
    public var coming: [Occurrence] = []
    public var stages: [StageCount] = []
    /// What of Today I have handled; known only while a filter asks for it.
    public var handled: Set<SubjectID> = []
    public var lists: [PaneID: MatterPage] = [:]
    public var occurrences: [Occurrence] = []
    /// There are more of them than anybody reads; the first are here.
    public var areOccurrencesCut = false
    public var preview: Matter?
    public var previewMeeting: Meeting?
    public var texts: [(name: String, text: String)] = []
    /// The meeting of the invitation that hangs on the previewed mail.
    public var invitation: Expanded?
    /// Whether that is still being read.
    public var awaitsInvitation = false
    public var history: [HistoryLine] = []
    public var hits: [SearchHit] = []
    /// How many there are in all; nil while they are still being counted.
    public var hitTotal: Int? = 0
    public var facets: Facets?
    public var twins: [MatterRow] = []
    public var callList: ChaseRun?
    /// What closing the day asks about; nil while nobody does.
    public var leftovers: [TodayItem]?
    public var undecided = 0
    /// No matter of any register stands in the office yet.
    public var isBare = false
    /// The finished papers of the sender of a paper, the newest first.
    public var finished: (paper: SubjectID, papers: [Matter])?

    public init() {}
}

/// The panes, by the digit that jumps to each.
public enum PaneID: Int, Hashable, Sendable, CaseIterable {
    case preview = 0
    case today = 1
    case inbound = 2
    case calendar = 3
    case matters = 4
    case search = 7
}
