/// Reads what was recorded before or meanwhile, besides what every decision may ask: taking an act back rests on it, and whoever acts by a
/// form that was open for a while.
public protocol HistoryReader: FactsReader {
    /// The newest entry on a subject after a place in the journal that counts; nil where none does.
    ///
    /// - Parameters:
    ///   - person: whose entries do not count; nil where everybody's do.
    ///   - isStanding: whether an act that was done after that place and undone again does not count either, nor its undo. To know it costs a
    ///     walk through acts, so it is asked of an entry that counts otherwise.
    ///   - counts: asked of one entry after the other, the newest first.
    func newestEntry(
        on subject: SubjectID, after sequence: Int64, notBy person: String?, standing isStanding: Bool,
        where counts: (LaterEntry) -> Bool
    ) throws(FactFault) -> LaterEntry?
    /// The matter that bears a number, beside the one named.
    func holder(of number: MatterNumber, besides id: SubjectID) throws(FactFault) -> SubjectID?
    /// The last number given in a series and year, 0 where there is none.
    func lastNumber(in series: String, _ year: Int) throws(FactFault) -> Int
    /// Who last did something with one of these people, units and places, or was one of them.
    func lastUse(of ids: [SubjectID]) throws(FactFault) -> Touch?
    /// The newest other paper of the same register with the reference and sender of this one.
    func samePaper(as matter: Matter) throws(FactFault) -> MatterRow?
}

/// What was recorded on a subject after a place in the journal.
public struct LaterEntry: Hashable, Sendable {
    public let sequence: Int64
    public let by: String
    /// The terminal it was typed at.
    public let device: String
    public let at: Moment
    /// What it says of that subject.
    public let events: [Event]

    public init(sequence: Int64, by: String, device: String, at: Moment, events: [Event]) {
        self.sequence = sequence
        self.by = by
        self.device = device
        self.at = at
        self.events = events
    }

    /// Whether somebody has built on what stood before, where it stands: nobody builds by printing a slip.
    var isBuilding: Bool { !events.allSatisfy(Undoing.isPrinting) }
}

/// That somebody recorded something on a subject.
public struct Touch: Hashable, Sendable {
    public let subject: SubjectID
    public let by: String
    public let at: Moment

    public init(_ subject: SubjectID, by: String, at: Moment) {
        self.subject = subject
        self.by = by
        self.at = at
    }
}
