import Office
import Screen

/// Everything that can be asked of the desk by key, palette or name.
public enum Action: Hashable, Sendable {
    case up, down, top, bottom, pageUp, pageDown, left, right
    case nextPane, previousPane
    case pane(PaneID)
    case zoom, open, leave, quit
    case mark, markRange, markAll
    case filter, searchOnly, nextHit, previousHit
    case goTo, whose, mostUrgent
    case help, palette, capture, new, edit
    case explain, history, print, closeDay, callList
    case undo, redo
    case earlier, later, today
    case copy, openFile, moves
    case reload, mouse, repaint, suspend
    case themes, views
    /// Narrowing a search by what its hits are; deciding on papers that may be here already.
    case facets, doubts
    /// What an office that has nothing yet begins with.
    case firstSteps
    case move(Move)
    /// Done, asking for what the standard needs.
    case done
    case reassign, progress, obstacle
    /// Lends the paper out.
    case lend
    /// Turns down a step that somebody asked for, or takes back what one asked for oneself.
    case turnDown
    case taskFrom, meetingFrom, answerTo
    case cancelMeeting
    case nextRegister
}

/// A command of the command line, as the palette shows it.
public struct CommandVerb: Hashable, Sendable {
    public let name: String
    public let purpose: String

    public init(name: String, purpose: String) {
        self.name = name
        self.purpose = purpose
    }
}

/// What the desk asks of the world.
public enum Effect: Sendable {
    /// Records commands as one act; the purpose comes back with the answer.
    case submit([Command], Purpose)
    case undo
    /// Takes back the act of an entry, once the clerk has said so.
    case undoEntry(String)
    case redo
    case keepDraft(form: String, JSON)
    case dropDraft(form: String)
    /// Asks for a kept draft.
    case loadDraft(form: String)
    /// Runs a command of the command line on this office; what it says comes back as lines.
    case runCommand(String)
    /// Asks for the views kept.
    case loadViews
    case copy(String)
    case openFile(digest: String, name: String)
    /// Asks for the subjects of a whole list, to be marked.
    case findAll(ListQuery)
    /// Asks which papers a number may mean, a bare one in a register.
    case lookUp(String, register: String)
    /// Writes a sheet into the office's folder.
    case printSheet(SheetOrder)
    case mouse(Bool)
    /// Shows a theme at once; keeping it is another matter.
    case dress(String)
    case keepTheme(String)
    case repaint
    case suspend
    case bell
    case quit
    /// Does with a paper of the drop folder what was decided on it.
    case settle(Doubt, Doubt.Answer)
    /// Takes in a paper of the drop folder although it bears a secrecy mark: somebody named why.
    case letIn(path: String, name: String, Clearance)
}

/// What an act was for, so that its answer can be said in the right words and the right thing done next.
public struct Purpose: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case move(Move)
        case entry(register: String)
        /// A second receipt of a paper that is here, from the entry of a register.
        case receipt(register: String)
        case capture
        case edit
        case meeting
        case cancelMeeting
        case loan(LoanStep)
        /// That a request was turned down or taken back.
        case request
        case note
        case closing
        case enclose
        /// That a slip was printed.
        case print
        /// That a reader opened what was sent to them.
        case sight
    }

    public var kind: Kind
    public var subjects: [SubjectID]
    /// What a step does; nil for everything else.
    public var act: Act?
    /// Whose act it is, where it is not the clerk's own.
    public var by: String?
    public var medium: Attribution.Medium?
    /// The draft to forget once the act is recorded.
    public var form: String?
    /// Why it may be kept although it bears a secrecy mark.
    public var clearance: Clearance?
    /// The last entry that was seen when its form was opened.
    public var seen: Int64?
    /// What is to be said of a step that was asked for and not taken: who decides on it.
    public var asked: String?

    public init(
        _ kind: Kind, subjects: [SubjectID] = [], act: Act? = nil, by: String? = nil, medium: Attribution.Medium? = nil, form: String? = nil
    ) {
        self.kind = kind
        self.subjects = subjects
        self.act = act
        self.by = by
        self.medium = medium
        self.form = form
    }
}

/// What happened: an input, or the world's answer.
public enum DeskEvent: Sendable {
    case input(Input)
    case action(Action)
    case recorded(act: String, results: [Result<[SubjectID], Refusal>], numbers: [String], Purpose)
    case refused(Refusal, Purpose?)
    case failed(String, Purpose?)
    case undone(ActName?, isRedo: Bool)
    /// What `undo` would take back was done at another terminal: it is named and asked for.
    case doneElsewhere(ActName)
    case draft(form: String, JSON?)
    /// What was typed into a form or line could not be kept, and why.
    case draftUnkept(form: String, String)
    case told(String)
    /// What happened meanwhile, without a key.
    case arrived(String)
    case found([SubjectID])
    /// The papers a number means; empty where there is none.
    case lookedUp(String, [MatterRow])
    /// A sheet was written; that its slips were printed is still to be recorded.
    case printed(path: String, remembering: [Command])
    case views([SavedView])
    /// Papers of the drop folder that may be here already; they wait until somebody decides.
    case doubtful([Doubt], [SecrecyHit] = [])
    /// Papers that bear a secrecy mark; the words stay until they are acknowledged. `also` is what became of the others.
    case classified([SecrecyHit], also: String?)
    /// A doubt no longer waits: what became of it.
    case settled(Doubt, String)
    case commandEnded(String, output: [String], succeeded: Bool)
    /// The invitation that hangs on the previewed mail was read; the snapshot has what it says.
    case invitationRead
}
