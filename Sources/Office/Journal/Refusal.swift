/// Why the office does not do what was asked, with what would be needed. Sentences are made in `Phrases`.
public enum Refusal: Error, Hashable, Sendable {
    /// The move is not offered in the matter's present state.
    case notOffered(move: Move, state: String, register: String)
    /// A field must be filled first.
    case missing(field: String)
    /// A field's value cannot be read or does not fit.
    case invalid(field: String, value: String, expected: Expectation)
    /// No person, unit, register or field of that name; `nearest` is the best guess to offer.
    case unknown(what: String, text: String, nearest: String?)
    /// A capture line begins with a word and a colon that no register knows; `known` are those there are.
    case unknownPrefix(String, known: [Term])
    /// Several fit.
    case ambiguous(what: String, text: String, candidates: [String])
    /// No such matter, meeting or entry.
    case notFound(String)
    /// A guard of the office stands in the way; `article` is the rule it comes from.
    case guarded(Guard, article: String)
    /// It is not closed while something on it stands open.
    case unfinished(OpenEnds)
    /// A colleague built on it: undo would take away their work.
    case builtUpon(subject: String, by: String, at: Moment)
    /// A colleague changed meanwhile what was decided on here, as far as an entry; seen, it may be decided all the same.
    case overrun(by: String, at: Moment, upTo: Int64)
    /// What time made true cannot be undone, only recalled.
    case alreadyTrue(kind: String)
    case nothingToUndo
    case nothingToRedo
    /// The room is taken by another meeting.
    case roomTaken(place: String, by: String, from: Moment, to: Moment)
    /// A place is like one of our rooms: somebody must say whether it is.
    case placeUnclear(text: String, room: String)
    /// The paper bears a secrecy mark; nothing of it may be kept here.
    case classified(secrecy: String)
    /// The same paper is here already.
    case duplicate(of: String, title: String)
    /// This account may not act as that person.
    case notYou(account: String, person: String)
    /// A definition nobody could work by, with all that is wrong in it.
    case faulty(register: String, problems: [Problem])
    /// The office has that revision of the register with other words; `next` is the one that is free.
    case revisionTaken(register: String, next: Int)
    /// Matters stand in states that the new definition does not have: the first of them by their numbers, and how many there are.
    case stranding(register: String, states: [String], numbers: [String], count: Int)
    /// Another register under the id of one that stands for something: the fields of that which it lacks.
    case otherRegister(register: String, standing: RegisterUses.Standing, lacking: [Term])
    /// A register is not retired that alone stands for something.
    case standing(register: String, for: [RegisterUses.Standing])
    /// A register whose matters are not all concluded is not retired.
    case stillOpen(register: String, numbers: [String], count: Int)
    /// The role does not allow it; of several that would each do, all by their ids, a blank between them.
    case role(needed: String)

    public enum Expectation: String, Hashable, Sendable {
        case day, moment, span, length, count, money, cells, choice, person, unit, text, reference, place, importance, later, notPast, past,
            repetition,
            reminder
        /// A time that has come.
        case notLater
        /// A place among the leaders.
        case rank
        /// A day of this year or the last.
        case recent
        /// Hours of a meeting in their order.
        case hours
        /// No longer than `Capture.lineLimit`.
        case shortLine
    }

    public enum Guard: String, Hashable, Sendable {
        /// An urgent document must have its handling limit stated.
        case urgentNeedsLimit
        /// All it waited for have signed.
        case alreadySigned
        /// It was handed to nobody who would have to sign for it.
        case notToSign
        /// The owner is not their own supervisor.
        case supervisorIsOwner
        /// Nobody signs their own draft.
        case signerIsAuthor
        /// Somebody else takes the step of what is one's own and no draft of a paper; the article is whose it is.
        case needsAnother
        /// Whoever asks for it wrote down that another approved it, without how or where that lies; the article is who approved.
        case unfounded
        /// Nobody approves their own request, and nobody who stands in for them; the article is whose it is.
        case ownRequest
        /// Somebody of another unit approves at this level; the article is which.
        case notOfUnit
        /// Who approved by telephone has not signed yet; the article is who.
        case approvalUnsigned
        /// A row that stands for a classified paper takes no word of it.
        case placeholder
        /// It was lawfully erased; nothing is done with it and nothing brings it back.
        case erased
        /// A recurring meeting of a calendar file is changed in its own calendar.
        case recursElsewhere
        /// The matter names who may know of it, and this person is not among them.
        case needToKnow
        /// Nobody voids another's paper; the article is who answers for it.
        case othersPaper
        /// Nothing archived changes.
        case archived
        /// The year's files are frozen: what is filed later needs the reason.
        case filedLate
        /// The year's files are frozen: nothing is taken out of them.
        case filesFrozen
        /// Item numbers have no gaps: what was archived later stands in the way.
        case laterItems
        /// The paper is out already.
        case lentOut
        /// The paper is not out.
        case notLent
        /// Whoever borrows has another paper overdue.
        case borrowerIsLate
        /// A loan is renewed once.
        case renewedOnce
        /// Outsiders borrow with consent.
        case consentNeeded
        /// A number is given once.
        case alreadyNumbered
        /// The matter was withdrawn.
        case withdrawn
        /// Only steps write it: a matter is moved, never edited into another state.
        case writtenBySteps
        /// Somebody of that name is in the directory already.
        case namesake
        /// Nothing is dispatched to a unit above the office.
        case dispatchUpward
        /// A unit above the office is asked, not chased.
        case chaseUpward
        /// Nobody would be left who may give the role back.
        case lastAdministrator
        /// The year's book is closed 封簿: what was written under it stays true.
        case bookClosed
        /// The book is closed already; the article is where the office's record keeps it.
        case bookClosedAlready
        /// The year's files are frozen already.
        case frozenAlready
        /// A year is closed when it is over.
        case yearRuns
        /// The register takes no new matter; the article is its id.
        case registerRetired
    }
}

extension Refusal {
    /// Whoever holds one of these roles may.
    public static func role(_ roles: [Role]) -> Refusal { .role(needed: roles.map(\.rawValue).joined(separator: " ")) }
}
