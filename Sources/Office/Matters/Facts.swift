/// A fact could not be read: the storage failed, or a library it needs is missing.
///
/// A guard that cannot see does not decide. The fault goes through `decide` untouched, and the ledger gives the whole act up.
public struct FactFault: Error {
    /// What went wrong, as the storage says it.
    public let cause: any Error

    public init(_ cause: any Error) { self.cause = cause }

    /// Reads a fact; whatever fails in it is a fault of seeing, never an answer.
    public static func reading<Value>(_ body: () throws -> Value) throws(FactFault) -> Value {
        do { return try body() } catch let fault as FactFault { throw fault } catch { throw FactFault(error) }
    }
}

/// Why a command came to no decision: a rule refused it, or a rule could not see its facts.
public enum Undecided: Error {
    case refused(Refusal)
    case unseen(FactFault)
}

/// Everything a rule may know besides the subjects themselves. The ledger reads it in the deciding transaction.
public struct Facts {
    public var now: Moment
    public var attribution: Attribution
    public var calendar: WorkCalendar
    public var directory: Directory
    public var registers: Registers
    /// Gives a fresh handle for a new subject, once each.
    public var newHandle: (SubjectID.Kind) throws(FactFault) -> SubjectID
    /// Gives the next number of a series and year, once each.
    public var newNumber: (_ series: String, _ year: Int) throws(FactFault) -> Int
    /// Whether a register's book of a year is closed 封簿 (J5).
    public var isBookClosed: (_ series: String, _ year: Int) -> Bool
    /// The limits the office switched on.
    public var presets: [LimitPreset]
    /// How long the office waits before it chases.
    public var chasing: ChasingLimits
    /// What the office settled for its archive.
    public var archives: ArchiveRules
    /// The papers a borrower has overdue, by their printed numbers.
    public var overdueLoans: (_ borrower: String) throws(FactFault) -> [String]
    /// The paper of a register that bears this number and came from this unit.
    public var samePaper: (_ register: String, _ reference: String, _ from: String) throws(FactFault) -> MatterRow? = { _, _, _ in nil }
    /// The meetings that hold a place within a span, for the clash check.
    public var bookings: Bookings
    /// The occurrences of a series that are to come, as far ahead as series are kept.
    public var occurrences: (Meeting) throws(FactFault) -> [Expanded] = { _ in [] }

    public init(
        now: Moment, attribution: Attribution, calendar: WorkCalendar, directory: Directory,
        registers: Registers, newHandle: @escaping (SubjectID.Kind) throws(FactFault) -> SubjectID,
        newNumber: @escaping (String, Int) throws(FactFault) -> Int,
        isBookClosed: @escaping (String, Int) -> Bool = { _, _ in false }, presets: [LimitPreset] = [],
        chasing: ChasingLimits = ChasingLimits(),
        archives: ArchiveRules = ArchiveRules(), overdueLoans: @escaping (String) throws(FactFault) -> [String] = { _ in [] },
        bookings: @escaping Bookings = { _, _, _ in [] }
    ) {
        self.now = now
        self.attribution = attribution
        self.calendar = calendar
        self.directory = directory
        self.registers = registers
        self.newHandle = newHandle
        self.newNumber = newNumber
        self.isBookClosed = isBookClosed
        self.presets = presets
        self.chasing = chasing
        self.archives = archives
        self.overdueLoans = overdueLoans
        self.bookings = bookings
    }
}

/// The meetings that hold a place within a half-open span, series and all years included.
public typealias Bookings = (_ place: String, _ from: Moment, _ to: Moment) throws(FactFault) -> [Booking]

/// A place held by a meeting over a half-open span.
public struct Booking: Hashable, Sendable {
    public let meeting: SubjectID
    public let title: String
    public let place: String
    public let from: Moment
    public let to: Moment

    public init(meeting: SubjectID, title: String, place: String, from: Moment, to: Moment) {
        self.meeting = meeting
        self.title = title
        self.place = place
        self.from = from
        self.to = to
    }
}

/// The subjects a command names, read before it is decided.
public struct Subjects: Sendable {
    public var all: [SubjectID: Subject]
    public init(_ all: [SubjectID: Subject] = [:]) { self.all = all }

    public subscript(id: SubjectID) -> Subject? { all[id] }

    /// The matter of that handle, or the refusal that there is none.
    public func matter(_ id: SubjectID) throws(Refusal) -> Matter {
        guard id.kind == .matter, let subject = all[id] else { throw .notFound(id.text) }
        return Matter(subject)
    }
}
