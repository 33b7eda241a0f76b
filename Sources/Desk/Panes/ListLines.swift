import Office
import Phrases
import Screen
import Synchronization

/// The lines of lists as they were last drawn: a key that moves the cursor changes none of a hundred rows.
final class LaidLists: Sendable {
    private let kept = Mutex<[PaneID: LaidList]>([:])

    /// The lines of a pane's rows, made anew where anything they say may have changed.
    func laid(_ rows: [MatterRow], isWide: Bool, of pane: PaneID, in desk: DeskState) -> LaidList {
        if let list = kept.withLock({ $0[pane] }), list.holds(rows, isWide: isWide, in: desk) { return list }
        let list = LaidList(rows, isWide: isWide, in: desk)
        kept.withLock { $0[pane] = list }
        return list
    }
}

/// The rows of a list as lines, and how wide the widest text of each column is.
struct LaidList: Sendable {
    let lines: [ListLine]
    /// One set of widths for all that was read, so that the columns stay where they are while the list is scrolled.
    let widths: [RowColumns.Column: Int]
    /// What they were made from. The rows are kept, so that no others can come to stand in their place in memory.
    private let rows: [MatterRow]
    private let isWide: Bool
    private let version: Int64
    private let busy: [SubjectID: String]
    /// While the words for days and lateness stay as they are.
    private let span: Range<Moment>

    init(_ rows: [MatterRow], isWide: Bool, in desk: DeskState) {
        let lines = rows.map { ListLine($0, desk, isWide: isWide) }
        var widths = Array(repeating: 0, count: RowColumns.Column.allCases.count)
        for line in lines {
            for column in RowColumns.Column.allCases { widths[column.rawValue] = max(widths[column.rawValue], line.width(column)) }
        }
        self.lines = lines
        self.widths = Dictionary(
            uniqueKeysWithValues: RowColumns.Column.allCases.filter { isWide || $0 != .reference }.map { ($0, widths[$0.rawValue]) })
        self.rows = rows
        self.isWide = isWide
        version = desk.snapshot.version
        busy = desk.busy
        let midnight = desk.zone.moment(desk.today + 1, TimeOfDay(minutes: 0))
        // Late is what is past its limit, not what has just reached it.
        let limits = rows.compactMap { $0.due.flatMap { $0 >= desk.now ? Moment(milliseconds: $0.milliseconds + 1) : nil } }
        span = desk.now..<min(midnight, limits.min() ?? midnight)
    }

    /// Whether all of it would come out the same now.
    func holds(_ rows: [MatterRow], isWide: Bool, in desk: DeskState) -> Bool {
        isWide == self.isWide && version == desk.snapshot.version && span.contains(desk.now) && busy == desk.busy
            && rows.isUntouched(since: self.rows)
    }
}

/// What stands in a row of a list.
struct ListLine {
    let number: String
    let title: String
    let reference: String
    let from: String
    let state: String
    let holding: String
    let due: String
    let chips: [(text: String, style: Style)]
    let isOffice: Bool
    let isOpen: Bool

    init(_ row: MatterRow, _ desk: DeskState, isWide: Bool) {
        let speaker = desk.speaker
        let definition = desk.office.register(row.register, holding: row.state)
        let place = definition?.state(row.state)
        number = isWide ? row.number ?? "" : desk.inOwnBook(row.number)
        title = desk.directory.shortTitle(row.title, from: row.from)
        reference = row.reference ?? ""
        from = row.from.map { desk.directory.unit($0)?.short ?? desk.directory.name($0) ?? $0 } ?? ""
        state = place.map { speaker($0.name) } ?? row.state
        isOffice = place?.stage == .office
        isOpen = place?.stage != .closed
        let holder = isOpen ? desk.directory.name(row.holder) ?? "" : ""
        holding = [holder, holder.isEmpty ? "" : row.heldSince.map { speaker.short($0, now: desk.now) } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let late = isOpen ? row.due.flatMap { desk.calendar.lateness(of: $0, at: desk.now) } : nil
        due = late.map { speaker.chip(.overdue(workdays: $0)) } ?? row.due.map { speaker.short($0, now: desk.now) } ?? ""
        var chips: [(text: String, style: Style)] = []
        if let busy = desk.busyNote(row.id) { chips.append((busy, Style(.notice))) }
        if let urgency = row.urgency { chips.append((speaker.chip(.mark(urgency)), Style(.urgent, bold: true))) }
        if row.readersAll > row.readersDone {
            chips.append((speaker(.chipCirculating, String(row.readersDone), String(row.readersAll)), Style(.dim)))
        }
        self.chips = chips
    }

    func width(_ column: RowColumns.Column) -> Int {
        switch column {
        case .number: TextWidth.of(number)
        case .title: TextWidth.of(title)
        case .reference: TextWidth.of(reference)
        case .from: TextWidth.of(from)
        case .state: TextWidth.of(state)
        case .holding: TextWidth.of(holding)
        case .due: TextWidth.of(due)
        case .chips: RowColumns.width(chips)
        }
    }
}
