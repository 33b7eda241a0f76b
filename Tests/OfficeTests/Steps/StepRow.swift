import Office
import TestKit
import Testing

/// One step as a register takes it: what stands, what is done, and every value that is another afterwards.
struct StepRow: Sendable, CustomTestStringConvertible {
    let step: String
    let from: String
    /// What is true of the matter besides what every matter of its register has.
    var given: [String: JSON] = [:]
    /// What is true of the office's record and of other subjects.
    var office: [SubjectID: [String: JSON]] = [:]
    var form: [String: JSON] = [:]
    /// Whose act it is, where it is not the clerk's who types it.
    var author: String?
    /// What is changed of the matter, complete but for the trace of the last step.
    var then: [String: Expected] = [:]
    /// What is changed of other subjects.
    var others: [SubjectID: [String: Expected]] = [:]

    var testDescription: String { "\(step) from \(from)" + (form.isEmpty ? "" : " " + JSON.object(form).text) }
}

/// The same where it is refused, and why.
struct RefusalRow: Sendable, CustomTestStringConvertible {
    let step: String
    let from: String
    var given: [String: JSON] = [:]
    var office: [SubjectID: [String: JSON]] = [:]
    var form: [String: JSON] = [:]
    var author: String?
    let refused: Refusal

    var testDescription: String { "\(step) from \(from): \(refused)" }
}

/// A value as it is to be after a step.
enum Expected: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
    case value(JSON)
    case gone
    /// The moment of the act.
    case now
    /// A note by somebody, recorded by the clerk.
    case note(_ kind: String, _ text: String, by: String = "p1", at: Moment = StepKit.now, medium: Attribution.Medium = .own)
    /// A running clock, by its due moment as people read it.
    case clock(_ due: String, _ basis: String)
    /// A clock that stands still from the moment of the act.
    case paused(_ due: String, _ basis: String)

    init(stringLiteral value: String) { self = .value(.string(value)) }
    init(integerLiteral value: Int64) { self = .value(.int(value)) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .value(.object(Dictionary(elements, uniquingKeysWith: { $1 })))
    }
    init(arrayLiteral elements: JSON...) { self = .value(.array(elements)) }

    func fits(_ json: JSON) -> Bool {
        switch self {
        case .value(let value): return value == json
        case .gone: return json.isNull
        case .now: return json == StepKit.at
        case .note(let kind, let text, let by, let at, let medium):
            let note = Note(json)
            return note.kind == kind && note.text == text && note.by == by && note.recordedBy == "p1" && note.at == at
                && note.medium == medium
        case .clock(let due, let basis): return Expected.fits(json, due, basis, pausedAt: nil)
        case .paused(let due, let basis): return Expected.fits(json, due, basis, pausedAt: StepKit.now)
        }
    }

    private static func fits(_ json: JSON, _ due: String, _ basis: String, pausedAt: Moment?) -> Bool {
        guard let clock = Clock(json) else { return false }
        return OfficeZone.shanghai.plain(clock.due) == due && clock.basis == basis && clock.pausedAt == pausedAt
    }
}
