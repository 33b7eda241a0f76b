import Office
import Phrases
import Screen

/// The whole state of the desk: a value, changed only by `update`, drawn only by `draw`.
public struct DeskState: Sendable {
    // The world as last told.
    public var speaker: Speaker
    public var office: OfficeRecord
    public var directory: Directory
    public let me: String
    public var now: Moment
    public var columns: Int
    public var rows: Int
    public var snapshot = Snapshot() {
        didSet {
            if !snapshot.today.isUntouched(since: oldValue.today) || snapshot.stages != oldValue.stages { layOutToday() }
            if !snapshot.occurrences.isUntouched(since: oldValue.occurrences) { layOutCalendar() }
        }
    }
    /// The standard keys, or those of the clerk's own file.
    public var keymap = Keymap.standard
    /// The command line's verbs with what each is for; the palette offers them beside the desk's own actions.
    public var verbs: [CommandVerb] = []
    /// The themes there are, and the one that is worn.
    public var themes: [String] = []
    public var theme = ""

    /// The rows of Today, waiting papers among the matters.
    private(set) var todayRows: [TodayRow] = []
    let laidLists = LaidLists()
    /// The meetings that were read by the days they are on, and the days that have one which was not cancelled.
    private var meetings: [Day: [Occurrence]] = [:]
    private(set) var busyDays: Set<Day> = []
    /// The meetings of the day that is looked at.
    private(set) var dayOccurrences: [Occurrence] = []

    // Where the clerk is.
    public var focus = PaneID.today
    public var lastList = PaneID.today
    public var isZoomed = false
    public var scope: DeskScope { didSet { layOutToday() } }
    public var positions: [PaneID: ListPosition] = [:]
    public var selected: [PaneID: SubjectID] = [:]
    public var marks: Set<SubjectID> = []
    public var filters: [PaneID: String] = [:] {
        didSet {
            layOutToday()
            layOutDay()
        }
    }
    /// What `\\` looks for without hiding.
    public var findText: [PaneID: String] = [:]
    public var mattersRegister: String
    public var day: Day { didSet { layOutDay() } }
    public var previewTop = 0
    public var searchText = ""
    /// Papers of the drop folder that may be here already, in the order they came; they wait and take no key.
    public var doubts: [Doubt] = []
    public var overlays: [Overlay] = []
    /// Forms that were left for something more urgent, the last one on top; Esc returns into them.
    var asides: [Aside] = []
    public var message: Message?
    public var savedAt: Moment?
    public var usesMouse = true
    /// Text was typed that is not yet kept as a draft; it is kept at the next pause.
    public var hasUnsavedText = false
    /// What Esc has just closed, until the next key: it comes back where its draft cannot be kept.
    var leaving: Overlay?
    /// The form or line that came back so: the next Esc leaves it, and what was typed with it.
    var unkept: String?
    /// A paper that came back with words, whose dispatch is to be offered.
    public var pendingDispatch: SubjectID?
    /// A paper one of whose units has signed, whose next unit is to be asked for.
    var pendingSign: SubjectID?
    /// Who else has a form open on which matter.
    public var busy: [SubjectID: String] = [:]
    /// What was rung for; each thing rings once. Nil until the first look at Today, which rings for nothing.
    var rung: Set<SubjectID>?
    /// What was rung for and no key has led to yet.
    var announced: Set<SubjectID> = []
    /// The alarms the key for the most urgent has led to, one after the other.
    var toured: Set<SubjectID> = []
    /// Whether a secrecy hit has stood on the screen for a pause: keys from before were meant for what lies below.
    public var doorIsSeen = true
    /// The draft whose secrecy mark was said last.
    var doorSaid: JSON?
    /// What was handed in last, should the door stop it.
    var doorAsked: Asked?
    /// What was rung for and could not be said yet: the answer to a key is shown first.
    var heard: String?
    /// Something new asks to be heard; the loop rings and lowers it.
    public var bellIsDue = false
    /// The day for which the morning's word was said.
    var greetedOn: Day?
    /// How sheets were last written; nil until one was, or it is known from another day.
    var printForm: SheetOrder.Form?
    /// The line that was handed over as a command, until its end or the next key: so long its answer is waited for.
    var awaited: String?
    /// The mail whose meeting form waits for its invitation, until the next key.
    var invited: SubjectID?
    /// What commands said that ended while something else was being done.
    var answers: [CommandAnswer] = []
    /// The subject whose history is asked for.
    public var historyOf: SubjectID?

    public init(
        speaker: Speaker, office: OfficeRecord, directory: Directory, me: String, now: Moment, columns: Int, rows: Int
    ) {
        self.speaker = speaker
        self.office = office
        self.directory = directory
        self.me = me
        self.now = now
        self.columns = columns
        self.rows = rows
        scope = .person(me)
        day = office.zone.day(of: now)
        mattersRegister = DeskState.papers(of: office)
    }

    /// The register that papers are taken into; the first where none is.
    public var papers: String { DeskState.papers(of: office) }

    private static func papers(of office: OfficeRecord) -> String { office.registers[standing: .papers]?.id ?? office.order.first ?? "" }

    var zone: OfficeZone { office.zone }
    var calendar: WorkCalendar { office.calendar }
    var today: Day { zone.day(of: now) }
    var words: DateWords { DateWords(now: now, calendar: calendar) }

    /// What the message line says, and how.
    public struct Message: Hashable, Sendable {
        public enum Tone: Sendable { case notice, refusal }
        public var text: String
        public var tone: Tone
        /// Nobody asked for it: it makes room for what is pressing.
        var isAside = false
    }

    public mutating func say(_ text: String) { message = Message(text: text, tone: .notice) }
    public mutating func refuse(_ text: String) { message = Message(text: text, tone: .refusal) }

    /// The matters on which a form is open here, for the other desks to see.
    public var openSubjects: [SubjectID] {
        (asides.flatMap(\.overlays) + overlays).flatMap { overlay -> [SubjectID] in
            guard case .form(let form) = overlay else { return [] }
            switch form.purpose {
            case .move(_, let subjects), .loan(_, let subjects), .folder(let subjects): return subjects
            case .edit(let id), .editMeeting(let id), .task(let id), .answer(let id), .closing(_, let id): return [id]
            case .newMeeting(let id): return id.map { [$0] } ?? []
            case .entry: return []
            }
        }
    }

    /// 张敏正在办, where a colleague has a form open on it.
    func busyNote(_ id: SubjectID) -> String? {
        busy[id].map { speaker(.atWorkOn, directory.name($0) ?? $0) }
    }

    // MARK: Lists

    /// The rows of a list pane as subjects, within the window that was read.
    func subjects(_ pane: PaneID) -> [SubjectID] {
        switch pane {
        case .today: todayRows.map(\.subject)
        case .inbound, .matters: snapshot.lists[pane]?.rows.map(\.id) ?? []
        case .search: snapshot.hits.map(\.row.id)
        case .calendar: dayOccurrences.map(\.meeting)
        case .preview: []
        }
    }

    func count(_ pane: PaneID) -> Int {
        if showsFirstSteps(pane) { return FirstStep.allCases.count }
        return switch pane {
        case .inbound, .matters: snapshot.lists[pane]?.total.count ?? 0
        case .today: todayRows.count
        case .calendar: dayOccurrences.count
        case .search: snapshot.hits.count
        case .preview: 0
        }
    }

    /// The subject under the cursor of a pane.
    func subject(in pane: PaneID) -> SubjectID? {
        let position = positions[pane, default: ListPosition()]
        switch pane {
        case .today: return todayRows.indices.contains(position.selected) ? todayRows[position.selected].subject : nil
        case .inbound, .matters:
            guard let page = snapshot.lists[pane] else { return nil }
            let index = position.selected - page.offset
            return page.rows.indices.contains(index) ? page.rows[index].id : nil
        case .preview: return subject(in: lastList)
        default:
            let all = subjects(pane)
            return all.indices.contains(position.selected) ? all[position.selected] : nil
        }
    }

    /// What the clerk is looking at: the row under the cursor of the focused list.
    public var current: SubjectID? { subject(in: focus == .preview ? lastList : focus) }

    /// Marked rows in the order they are shown, else the one under the cursor.
    var targets: [SubjectID] {
        let pane = focus == .preview ? lastList : focus
        if marks.isEmpty { return current.map { [$0] } ?? [] }
        let shown = subjects(pane)
        return shown.filter(marks.contains) + marks.filter { !shown.contains($0) }.sorted()
    }

    /// A row of Today: papers waiting at a stage, or one matter.
    enum TodayRow: Hashable {
        case stage(StageCount)
        case item(TodayItem)

        var subject: SubjectID {
            switch self {
            case .stage(let stage): SubjectID("stage:\(stage.register)/\(stage.state)")
            case .item(let item): item.matter.id
            }
        }
    }

    /// Laid out when what it shows changes: it is asked for many times a key.
    private mutating func layOutToday() {
        let stages: [TodayRow] = if case .holder = scope { [] } else { snapshot.stages.map(TodayRow.stage) }
        let needle = filters[.today] ?? ""
        let items = filtered(snapshot.today, by: needle).map(TodayRow.item)
        // Emergencies and what is due stand before papers that only wait.
        let urgent = items.prefix { if case .item(let item) = $0 { item.group == 0 || item.isAlarm } else { false } }
        todayRows = needle.isEmpty ? Array(urgent) + stages + items.dropFirst(urgent.count) : items
    }

    func matches(_ title: String, _ needle: String) -> Bool {
        let folded = Folding.key(needle)
        return Folding.key(title).contains(folded)
            || (folded.utf8.allSatisfy { $0 < 0x80 } && Pinyin.matches(folded, in: Folding.key(title)))
    }

    /// The days whose meetings are read: the weeks of the month that is looked at, and a few beyond.
    private var readDays: Range<Day> {
        let monday = day.startOfMonth.monday
        return monday..<(monday + 49)
    }

    /// Sorts what was read into its days: a window of seven weeks holds a thousand meetings, and each key asks for those of one day.
    private mutating func layOutCalendar() {
        meetings = [:]
        busyDays = []
        for meeting in snapshot.occurrences {
            for day in meeting.days(within: readDays, in: zone) {
                meetings[day, default: []].append(meeting)
                if meeting.status != "cancelled" { busyDays.insert(day) }
            }
        }
        layOutDay()
    }

    /// Laid out when the day, its meetings or the filter change: it is asked for many times a key.
    private mutating func layOutDay() {
        let needle = filters[.calendar] ?? ""
        let all = meetings[day] ?? []
        dayOccurrences =
            needle.isEmpty
            ? all : all.filter { matches([$0.title, directory.name($0.place) ?? ""].joined(separator: " "), needle) }
    }

    // MARK: What is wanted

    /// Everything the screen shows, as questions to the ledger.
    public func wanted() -> Wanted {
        let layout = Layout(self)
        var lists: [PaneID: ListQuery] = [:]
        var unreadable: Set<PaneID> = []
        for pane in [PaneID.inbound, .matters] where layout.shows(pane) || pane == .inbound || pane == lastList {
            let position = positions[pane, default: ListPosition()]
            let height = max(layout.listHeight(pane), 10)
            // Windows move by whole pages, so that a step of the cursor asks nothing new.
            let offset = max(0, position.top / height - 1) * height
            let register = pane == .inbound ? papers : mattersRegister
            // A filter that cannot be read shows nothing but why: all papers under its name would be a lie.
            guard var filter = try? filter(of: pane) else {
                unreadable.insert(pane)
                continue
            }
            let isQueue = pane == .inbound && office.register(register).map { filter.staysOpen(in: [$0]) } ?? true
            if isQueue { filter = Filter(terms: [.state(.open)] + filter.terms) }
            // A handle is looked for in every register: it does not say where it stands.
            let isHandle = pane == .matters && filter.terms.contains { if case .field("id", _) = $0 { true } else { false } }
            lists[pane] = ListQuery(
                register: isHandle ? nil : register, filter: filter, order: isQueue ? .triage : .newest, offset: offset, limit: height * 4)
        }
        let twin = overlays.lazy.reversed().compactMap { if case .form(let form) = $0 { form.referenceForTwin } else { nil } }.first
        return Wanted(
            scope: scope, lists: lists, calendar: readDays.lowerBound.ordinal..<readDays.upperBound.ordinal,
            preview: current, history: historyOf,
            search: searchQuery(layout), facets: asksFacets ? searchFilter : nil,
            twin: twin, routing: routingWanted,
            callList: asksForCompanions || overlays.contains { if case .calls = $0 { true } else { false } },
            leftovers: overlays.contains { if case .closing = $0 { true } else { false } },
            handled: (try? filter(of: .today))?.asks(for: .handled) ?? false, minute: now.milliseconds / 60_000, unreadable: unreadable)
    }

    /// What a filter may name in a pane: the register's own fields and states, or in Today and a search those of all.
    func names(in pane: PaneID) -> FilterNames {
        switch pane {
        case .inbound:
            FilterNames(office.registers[standing: .papers].map { office.registers.only($0.id) } ?? Registers([]), directory: directory)
        case .matters: FilterNames(office.registers.only(mattersRegister), directory: directory)
        case .search: FilterNames(office.registers, directory: directory, readsBareStates: false)
        default: FilterNames(office.registers, directory: directory)
        }
    }

    /// The filter of a pane, read; throws where it names what there is not.
    func filter(of pane: PaneID) throws(Refusal) -> Filter {
        guard let text = filters[pane], !text.isEmpty else { return .everything }
        return try Filter(text, names: names(in: pane), words: words)
    }

    /// Why a text is no filter of a pane; nil where it is one.
    func problem(_ text: String, in pane: PaneID) -> String? {
        do {
            _ = try Filter(text, names: names(in: pane), words: words)
            return nil
        } catch { return speaker(error, in: office, directory: directory) }
    }

    /// Takes the ledger's answer; the row under the cursor stays under the cursor whatever arrived.
    public mutating func take(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        followSelected()
        settle()
        fillFromRouting()
        fillFromCalls()
        fillFacets()
        fillFromLeftovers()
        ring()
        greet()
    }

    /// Brings the cursor of every list to the row it was on, wherever that row stands now.
    mutating func followSelected() {
        for pane in PaneID.allCases where pane != .preview {
            // Nearly always nothing moved.
            guard let chosen = selected[pane], subject(in: pane) != chosen else { continue }
            let offset = pane == .inbound || pane == .matters ? snapshot.lists[pane]?.offset ?? 0 : 0
            var position = positions[pane, default: ListPosition()]
            if let index = subjects(pane).firstIndex(of: chosen) {
                let moved = index + offset - position.selected
                position.selected = index + offset
                position.top = max(0, position.top + moved)
            }
            positions[pane] = position
        }
    }

    /// Brings every position within its list and remembers what is selected.
    mutating func settle() {
        let layout = Layout(self)
        for pane in PaneID.allCases where pane != .preview {
            var position = positions[pane, default: ListPosition()]
            position.settle(count: count(pane), height: layout.listHeight(pane))
            positions[pane] = position
            selected[pane] = subject(in: pane)
        }
    }

    /// When the screen next changes by itself.
    public func nextChange() -> Moment {
        var next = Moment(milliseconds: (now.milliseconds / 60_000 + 1) * 60_000)
        let midnight = zone.moment(today + 1, TimeOfDay(minutes: 0))
        next = min(next, midnight)
        for item in snapshot.today.prefix(40) + snapshot.mine.prefix(40) {
            if let due = item.due, now.seconds(to: due) >= 0, now.seconds(to: due) < 60 { next = min(next, now.adding(seconds: 1)) }
        }
        return next
    }
}

extension Array {
    /// Whether both are one piece of storage, and so hold the same; told without looking at an element.
    func isUntouched(since old: [Element]) -> Bool {
        withUnsafeBufferPointer { new in old.withUnsafeBufferPointer { new.baseAddress == $0.baseAddress && new.count == $0.count } }
    }
}
