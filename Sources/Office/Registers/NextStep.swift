/// What is usually done next with a matter, told by what its register's steps do and never by what they are called.
extension RegisterDefinition {
    /// Whether its matters go on by steps of their own, one after the other (拟稿、审核、签发…), and do not lie on somebody's desk meanwhile.
    public var leadsOn: Bool { steps.contains { $0.act == .advance && !$0.isFolded } }

    /// Whether its matters go out of the office.
    public var sends: Bool { steps.contains { $0.act == .send } }

    /// The step a trained clerk would take next; nil where that is nobody's to say.
    ///
    /// What the register marks as `next` goes first. A paper that goes up to leaders is registered, proposed, handed out as the leader wrote and
    /// concluded when the units have answered; what is only to be read goes round. Any other goes on as it is checked, signed and sent.
    public func nextStep(for matter: Matter, _ directory: Directory) -> Step? {
        let state = matter.state
        guard isOpen(state) else { return nil }
        let offered = steps.filter { $0.from.contains(state) }
        if let marked = offered.first(where: \.isNext) { return marked }
        guard let instruction else { return nextOfItsOwn(offered, in: state) }
        if let numbering = offered.first(where: \.numbers) { return numbering }
        if liesWithLeader(state) { return offered.first { $0.act == .comeBack } }
        func first(_ isMeant: (Step) -> Bool) -> Step? {
            path(from: state) { here in steps.first { $0.from.contains(here) && isMeant($0) } }?.last
        }
        if state == instruction.instructed {
            // What is only to be read and was given to nobody is done with.
            let isPutAway = matter.isForReading(by: self) && matter.direction(directory)?.target == nil
            return isPutAway ? first(\.putsAway) : first { $0.act == .hand && !$0.proposes }
        }
        if isAnswered(state) { return first(\.concludes) }
        guard isUndecided(state) else { return nil }
        guard matter.isForReading(by: self) else { return first(\.proposes) }
        if matter.readers.isEmpty { return first { $0.act == .circulate } }
        return matter.readers.contains { !$0.isDone } ? first { $0.act == .read } : first(\.putsAway)
    }

    /// Whether the units have answered what stands in a state.
    private func isAnswered(_ state: String) -> Bool { steps.contains { bringsFeedback($0) && $0.to == state } }

    /// Whether a paper that goes up to leaders lies in the office, and no leader has written yet nor a unit answered.
    func isUndecided(_ state: String) -> Bool {
        guard let instruction, self.state(state)?.stage == .office else { return false }
        return state != instruction.instructed && !isAnswered(state)
    }

    /// Of a matter that goes on by itself: the next step of its way, and the end of it once whoever it waits for has answered.
    private func nextOfItsOwn(_ offered: [Step], in state: String) -> Step? {
        guard leadsOn else { return nil }
        if let on = offered.first(where: { [.advance, .approve, .send].contains($0.act) }) { return on }
        return self.state(state)?.stage == .away ? offered.first(where: \.concludes) : nil
    }

    /// Whether a matter takes its number when it is opened at a form: where that is no step of its own later on.
    public var numbersWhenOpened: Bool { format != nil && (opens != opensRegistered || !steps.contains(where: \.numbers)) }

    /// Whether that takes no step either, so that a matter has its number whichever way it comes.
    public var numbersAtOnce: Bool { numbersWhenOpened && opens == opensRegistered }
}

extension Matter {
    /// A paper that is only to be read 阅件, and not acted on.
    public func isForReading(by definition: RegisterDefinition?) -> Bool {
        text(of: .handling, by: definition) == DocumentHandling.reading
    }
}

/// What the office does with a paper, as its record says it.
public enum DocumentHandling {
    /// 阅件.
    public static let reading = "阅件"
}
