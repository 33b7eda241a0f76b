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
