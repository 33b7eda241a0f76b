/// Reads everything a rule may know besides the subjects themselves.
///
/// What every decision goes by is one value, read before the decision begins. What only some decisions need is a method, asked when a rule
/// comes to it, and it may throw: a guard that cannot see does not decide. The ledger reads in the deciding transaction, so that what was
/// asked is still true when the act is recorded; tests of the rules read from memory.
///
/// The rules hold it as `any FactsReader`. Were they generic over it, they would be compiled once for each reader, and what is asked here
/// costs far more than the call.
public protocol FactsReader {
    var circumstances: Circumstances { get }

    /// A fresh handle for a new subject, given once.
    func newHandle(_ kind: SubjectID.Kind) throws(FactFault) -> SubjectID
    /// The next number of a series and year, given once.
    func newNumber(in series: String, _ year: Int) throws(FactFault) -> Int
    /// Whether a register's book of a year is closed 封簿 (J5).
    func isBookClosed(of series: String, _ year: Int) throws(FactFault) -> Bool
    /// The matter taken back under this title, whose number waits for it (J5); nil where there is none.
    func waiting(in register: String, title: String) throws(FactFault) -> Subject?
    /// The paper of a register that bears this reference and came from this unit.
    func samePaper(in register: String, reference: String, from sender: String) throws(FactFault) -> MatterRow?
    /// The papers a borrower has overdue, by their printed numbers.
    func overdueLoans(of borrower: String) throws(FactFault) -> [String]
    /// The meetings that hold a place within a half-open span, series and all years included.
    func bookings(of place: String, from: Moment, to: Moment) throws(FactFault) -> [Booking]
    /// The occurrences of a series that are to come, as far ahead as series are kept.
    func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded]
    /// The open matters on which a limit runs, in the order of their handles.
    func runningLimits() throws(FactFault) -> [Matter]
    /// A register's book of a year, as it would be closed now.
    func book(of series: String, _ year: Int) throws(FactFault) -> ClosedBook
    /// How many papers filed under a year are archived.
    func archivedCount(under year: Int) throws(FactFault) -> Int
    /// Where the matters of a register stand: how many in each state, and the first of them.
    func standing(in register: String) throws(FactFault) -> [StandingMatters]
}

/// What every decision goes by: the moment, who acts, and what the office has settled.
public final class Circumstances: Sendable {
    public let attribution: Attribution
    public let office: OfficeRecord
    public let directory: Directory
    public let calendar: WorkCalendar
    public let registers: Registers
    /// The limits the office switched on.
    public var presets: [LimitPreset] { office.limitPresets }
    /// How long the office waits before it chases.
    public var chasing: ChasingLimits { office.chasingLimits }
    /// What the office settled for its archive.
    public var archives: ArchiveRules { office.archives }

    public init(_ attribution: Attribution, office: OfficeRecord, directory: Directory) {
        self.attribution = attribution
        self.office = office
        self.directory = directory
        calendar = office.calendar
        registers = office.registers
    }
}

extension FactsReader {
    /// The moment of the decision.
    var now: Moment { circumstances.attribution.recorded }
    var attribution: Attribution { circumstances.attribution }
    var directory: Directory { circumstances.directory }
    var calendar: WorkCalendar { circumstances.calendar }
    var registers: Registers { circumstances.registers }
    var presets: [LimitPreset] { circumstances.presets }
    var chasing: ChasingLimits { circumstances.chasing }
    var archives: ArchiveRules { circumstances.archives }
    var office: OfficeRecord { circumstances.office }
}
