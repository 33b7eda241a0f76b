/// What a matter can be beside standing in a register: numbered, lent, approved, and so on; the vocabulary is closed.
///
/// Registers differ in kind by these and in data by everything else. Each is one file that says all there is to know of that duty: what it
/// keeps in a record, what it does where a step is taken, what it puts into Today, and what must be true of every state that is left behind.
/// `decide`, undo, redo and imports ask all of `Capabilities.all`, and none of them by name.
protocol Capability: Sendable {
    /// The parameters a step names it with under `effects:`; nil where what registers and steps say otherwise is enough.
    var effect: (any StepEffect.Type)? { get }

    /// Where it keeps what only its own acts write: no matter opens with it.
    var keeps: Set<String> { get }

    /// What the rule of a command asks that is known before it is decided; what a number or handle rests on is known by its being taken.
    func needs(_ command: Command) -> [FactNeed]

    /// Carries out a command that is the capability's own, beside the steps; every other it leaves alone.
    func carryOut(_ command: Command, on course: inout MatterCourse) throws

    /// What a step brings about by what it does, before it is known where it leads.
    ///
    /// - Returns: values by path; of two capabilities that set the same, the later in the index has the last word.
    /// - Throws: a refusal, or the fault of a fact that could not be read.
    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON]

    /// What follows from a step once it is known what else it changes and where it leads: `values["state"]`, where that is another state.
    func follow(_ step: Step, _ form: [String: JSON], on course: MatterCourse, into values: inout [String: JSON]) throws

    /// What the matter does next of itself, once a step was taken.
    func carryOn(after step: Step, on course: inout MatterCourse) throws

    /// What a step that was taken brings about on other matters.
    ///
    /// - Parameter subjects: the rows that were read for the command.
    func pass(_ step: Step, _ form: [String: JSON], from course: MatterCourse, to subjects: Subjects) throws -> [Event]

    /// Who must see a matter in Today, and from when.
    ///
    /// - Parameter definition: the one that holds for it; nil where its register is unknown.
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed]

    /// Why a matter stands at a desk in Today, beyond what makes every matter stand there.
    func stands(_ matter: Matter, by definition: RegisterDefinition, at desk: TodayRules) -> [TodayReason]

    /// What must be true of every state: asked where a matter is taken over, put right, taken back and done again.
    func holds(_ left: LeftMatter) throws

    /// The same of a whole act that is taken back or done again, asked before anything else is.
    func holds(of act: Aftermath) throws
}

extension Capability {
    var effect: (any StepEffect.Type)? { nil }
    var keeps: Set<String> { [] }
    func needs(_ command: Command) -> [FactNeed] { [] }
    func carryOut(_ command: Command, on course: inout MatterCourse) throws {}
    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] { [:] }
    func follow(_ step: Step, _ form: [String: JSON], on course: MatterCourse, into values: inout [String: JSON]) throws {}
    func carryOn(after step: Step, on course: inout MatterCourse) throws {}
    func pass(_ step: Step, _ form: [String: JSON], from course: MatterCourse, to subjects: Subjects) throws -> [Event] { [] }
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] { [] }
    func stands(_ matter: Matter, by definition: RegisterDefinition, at desk: TodayRules) -> [TodayReason] { [] }
    func holds(_ left: LeftMatter) throws {}
    func holds(of act: Aftermath) throws {}
}

/// The index of all capabilities, in the order they are asked.
enum Capabilities {
    static let all: [any Capability] = [
        Signed(), Secret(), Numbered(), Archived(), Circled(), Instructed(), Handled(), Circulated(), Clocked(), Promised(), Replied(),
        Chased(), Recurring(), Approved(), GivenBack(), Lent(),
    ]
}

/// One row a capability owes somebody in Today.
enum Owed: Hashable {
    /// The matter itself wakes: for the office, for whoever answers for it and for whoever has it.
    case matter(from: Moment)
    /// One more person sees the matter, not before it wakes and not where it sleeps; from then on, or from a later moment.
    case along(String, from: Moment)
    /// A person sees it whether it wakes or sleeps, is open or closed; `*` is the office as a whole.
    case person(String, from: Moment)
}

/// A matter as it is left behind: by an import, by what was put right, by an act taken back or done again.
struct LeftMatter {
    let now: Matter
    /// As it stood before; nil for one that is new.
    let was: Matter?
    /// The events that take an act back or do it again, of all its subjects; empty elsewhere.
    let inverses: [Event]
    let facts: any FactsReader
    /// What only taking back may ask; nil elsewhere.
    let history: (any HistoryReader)?

    init(_ now: Matter, was: Matter?, inverses: [Event] = [], _ facts: any FactsReader, history: (any HistoryReader)? = nil) {
        self.now = now
        self.was = was
        self.inverses = inverses
        self.facts = facts
        self.history = history
    }

    /// Asks every capability.
    func check() throws {
        for capability in Capabilities.all { try capability.holds(self) }
    }
}
