/// Reads what taking an act back rests on, besides what every decision may ask.
public protocol HistoryReader: FactsReader {
    /// Who last recorded something on a subject after an entry, and when; nil where nobody did.
    ///
    /// What was taken back since is passed over, and so is the undo of it: nobody has built anything by either. So is a printed slip.
    ///
    /// - Parameter person: whose entries do not count; nil where everybody's do.
    func lastTouch(of subject: SubjectID, after sequence: Int64, notBy person: String?) throws(FactFault) -> Touch?
    /// The definition of a register at the revision a step was taken by.
    func definition(of step: StepReference) throws(FactFault) -> RegisterDefinition?
    /// The matter that bears a number, beside the one named.
    func holder(of number: MatterNumber, besides id: SubjectID) throws(FactFault) -> SubjectID?
    /// The last number given in a series and year, 0 where there is none.
    func lastNumber(in series: String, _ year: Int) throws(FactFault) -> Int
    /// Who last did something with one of these people, units and places, or was one of them.
    func lastUse(of ids: [SubjectID]) throws(FactFault) -> Touch?
    /// The newest other paper of the same register with the reference and sender of this one.
    func samePaper(as matter: Matter) throws(FactFault) -> MatterRow?
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
