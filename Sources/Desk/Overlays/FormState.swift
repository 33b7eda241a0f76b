import Office
import Phrases
import Screen

/// One field of a form as it is typed.
public struct FormField: Hashable, Sendable {
    public let definition: FieldDefinition
    public var editor: LineEditor
    /// Where the value it came with is from; shown until it is typed over.
    public var source: String?
    public var error: String?
    /// Which of the offered names is chosen.
    public var choice = 0
    public var isTouched = false
    /// It stands in a paper of others, where a room called like ours is most likely theirs.
    var isFromPaper = false
    /// What the value it came with rests on.
    var ground = Ground.none

    init(_ definition: FieldDefinition, text: String = "", source: String? = nil, selected: Bool = false) {
        self.definition = definition
        // A title is one line, however long.
        editor = LineEditor(text, selected: selected, allowsBreaks: definition.kind.rules.isProse && definition.id != "title")
        self.source = source
    }

    public var text: String { editor.text.trimmed }

    /// The directory scope a picker of this field looks in.
    var scope: Directory.Scope? { definition.scope }
}

/// A form: fields with proposals, filled with the keyboard alone, its text never lost.
public struct FormState: Hashable, Sendable {
    public enum Purpose: Hashable, Sendable {
        /// The step of a name.
        case move(Move, [SubjectID])
        /// A folder that came back: a row of words for each of its papers.
        case folder([SubjectID])
        case loan(LoanStep, [SubjectID])
        case entry(register: String)
        case edit(SubjectID)
        case newMeeting(from: SubjectID?)
        case editMeeting(SubjectID)
        case task(from: SubjectID)
        /// An outgoing paper that answers this one.
        case answer(to: SubjectID)
        /// A leftover of the day that gets another day or another hand.
        case closing(ClosingStep, SubjectID)
    }

    public var purpose: Purpose
    /// The step it is filled for; nil where it is for no step.
    var step: Step?
    public var title: String
    public var fields: [FormField]
    public var focused = 0
    public var showsMore = false
    /// Whether rules and habit have been asked.
    var isRouted = false
    /// Who rules or habit say is to handle the paper, for the proposed opinion.
    var handling: Routing.Proposal?
    /// Somebody said that the paper is another one, though its number is here already.
    var acceptsTwin = false
    public var error: String?
    /// The last entry the ledger had when the form was opened; what a colleague did since is told before it is overwritten.
    var seen: Int64?
    /// Where the matter stood when the form was opened: the list it was chosen from may have lost it since.
    var standing: Standing?
    /// The day beyond the limit that was asked about; another Enter takes it.
    var askedAbout: String?
    /// What the form is opened for, over its fields.
    public var notes: [String] = []
    /// A large line after a registration: the number to be stamped.
    public var banner: String?
    /// The values the form began with, so that only what was changed is recorded.
    public var initial: [String: String] = [:]
    /// Whom a call is made to, and the papers it speaks of beside the form's own.
    var callTargets: [String] = []
    var companions: [Companion] = []

    /// A further paper of one telephone call, with whoever has it.
    struct Companion: Hashable, Sendable {
        let id: SubjectID
        var targets: [String]
    }

    /// The register a matter is in, and how far it has come there.
    struct Standing: Hashable, Sendable {
        let register: String
        let state: String
    }

    init(_ purpose: Purpose, title: String, fields: [FormField]) {
        self.purpose = purpose
        self.title = title
        self.fields = fields
        focused = 0
        initial = Dictionary(fields.map { ($0.definition.id, $0.text) }, uniquingKeysWith: { $1 })
    }

    /// The matters that are put off to a day. Closing the day puts off what is due: that it goes past its limit is what was chosen.
    var broughtUp: [SubjectID] {
        guard case .move(_, let ids) = purpose, step?.act == .bringUp else { return [] }
        return ids
    }

    /// The fields on the page: the first ones, or all.
    public var shownFields: [Int] {
        let first = fields.indices.filter { fields[$0].definition.isFirst }
        return showsMore || first.isEmpty ? Array(fields.indices) : first
    }

    public var hasMore: Bool { fields.contains { !$0.definition.isFirst } && fields.contains { $0.definition.isFirst } }

    /// Under which the typed text is kept.
    public var draftKey: String {
        switch purpose {
        case .move(let move, let subjects): "move.\(move.rawValue).\(subjects.map(\.text).joined(separator: "."))"
        case .folder(let subjects): "folder.\(subjects.map(\.text).joined(separator: "."))"
        case .loan(let step, let subjects): "\(step.rawValue).\(subjects.map(\.text).joined(separator: "."))"
        case .entry(let register): "entry.\(register)"
        case .edit(let id): "edit.\(id)"
        case .newMeeting(let id): "meeting.\(id?.text ?? "new")"
        case .editMeeting(let id): "meeting.\(id)"
        case .task(let id): "task.\(id)"
        case .answer(let id): "answer.\(id)"
        case .closing(let step, let id): "closing.\(step.rawValue).\(id)"
        }
    }

    /// What was typed, and the entry it rests on: whoever takes it up again must be told of what a colleague did meanwhile.
    public var draft: JSON {
        let touched = fields.filter(\.isTouched)
        var values = Dictionary(touched.map { ($0.definition.id, JSON.string($0.editor.text)) }, uniquingKeysWith: { $1 })
        if let seen { values[FormState.seenKey] = .int(seen) }
        return .object(values)
    }

    /// Under which a draft keeps the last entry that was seen; no field is called so.
    static let seenKey = "@seen"

    public var isTouched: Bool { fields.contains(where: \.isTouched) }

    mutating func restore(_ draft: JSON) -> Bool {
        var restored = false
        for index in fields.indices {
            guard let text = draft[fields[index].definition.id].string, text != fields[index].editor.text else { continue }
            fields[index].editor.replace(text)
            fields[index].isTouched = true
            fields[index].isFromPaper = false
            // What was typed is nobody's proposal.
            fields[index].source = nil
            restored = true
        }
        // What was typed rests on what was seen then; a draft of an earlier version says nothing of it.
        if restored, let then = draft[FormState.seenKey].int { seen = min(then, seen ?? then) }
        return restored
    }

    var focusedField: FormField? { fields.indices.contains(focused) ? fields[focused] : nil }

    func field(_ id: String) -> FormField? { fields.first { $0.definition.id == id } }
    func field(_ finding: RegisterUses.Finding) -> FormField? { fields.first { $0.definition.finding == finding } }

    mutating func set(_ id: String, _ text: String) {
        guard let index = fields.firstIndex(where: { $0.definition.id == id }) else { return }
        fields[index].editor.replace(text)
    }

    /// A whole reference that was typed into an entry, whose twins are to be named at once.
    var referenceForTwin: String? {
        guard case .entry = purpose, let field = field(.reference) else { return nil }
        return DocumentNumber(field.text)?.canonical
    }
}

extension DeskState {
    /// The names offered for what is typed in a field.
    func candidates(_ field: FormField) -> [DirectoryEntry] {
        guard let scope = field.scope else { return [] }
        var text = field.text
        if field.definition.kind == .people {
            // The last name of a list is the one being typed.
            text = text.split(omittingEmptySubsequences: false, whereSeparator: Directory.partsNames).last.map(String.init) ?? ""
        }
        if field.definition.kind == .people, !directory.circles.isEmpty {
            let circles = directory.circles(beginning: text).map { circle in
                let members = circle.members.compactMap { directory.name($0) }.joined(separator: "、")
                return DirectoryEntry(id: "", name: circle.name, detail: members, keys: [])
            }
            return Array((circles + directory.matches(text, in: scope)).prefix(5))
        }
        if field.definition.kind == .place, let room = unclearRoom(field) { return placeChoices(field, room: room) }
        // Papers come from outside: our own departments are offered last.
        let found = directory.matches(text, in: scope)
        guard field.definition.kind == .unit, text.isEmpty else { return Array(found.prefix(5)) }
        let outside = found.filter { directory.unit($0.id)?.level != .internal }
        return Array((outside + found.filter { directory.unit($0.id)?.level == .internal }).prefix(5))
    }

    /// The field's value as it will be recorded; a name half typed is the candidate chosen.
    func value(_ field: FormField) throws(Refusal) -> JSON {
        let reading = FieldReading(directory: directory, calendar: calendar, now: now)
        if field.definition.id == "into" { return .string(field.text) }
        if field.definition.id == "waitingOn", !field.text.isEmpty {
            // Somebody meant by name, else whoever is written: one may wait for people the directory does not know.
            let offered = candidates(field)
            let isMeant = field.choice == 0 && (try? directory.resolve(field.text, in: .assignees, what: "waitingOn")) != nil
            if isMeant || !offered.indices.contains(field.choice) { return try reading.read(field.text, for: field.definition) }
            return .string(offered[field.choice].id)
        }
        if field.definition.kind == .place { return try place(field) }
        guard field.scope != nil, field.definition.kind != .people, !field.text.isEmpty else {
            return try field.definition.kind == .people ? people(field) : reading.read(field.text, for: field.definition)
        }
        // Nobody chose between two that are called alike: they are asked for.
        if !field.isTouched, !doubt(field).isEmpty { return try reading.read(field.text, for: field.definition) }
        if let value = try? reading.read(field.text, for: field.definition), value.string != field.text || field.choice == 0 {
            let isOpen = field.definition.kind == .unit
            if !isOpen || value.string != field.text { return value }
            if !field.text.utf8.allSatisfy({ $0 < 0x80 }) { return value }
        }
        let offered = candidates(field)
        if offered.indices.contains(field.choice) { return .string(offered[field.choice].id) }
        // Papers are lent to people the directory does not know, too.
        if field.definition.id == "borrower" { return .string(field.text) }
        return try reading.read(field.text, for: field.definition)
    }

    /// Everybody the field's one name fits, where it fits several equally well.
    func doubt(_ field: FormField) -> [String] {
        guard let scope = field.scope, field.definition.kind != .people, field.choice == 0, !field.text.isEmpty,
            case .several(let ids, exactly: true) = directory.read(field.text, in: scope)
        else { return [] }
        return ids
    }

    private func people(_ field: FormField) throws(Refusal) -> JSON {
        var ids: [JSON] = []
        for name in field.text.split(whereSeparator: Directory.partsNames) {
            if let circle = directory.circle(String(name)) {
                ids += circle.members.map(JSON.string).filter { !ids.contains($0) }
                continue
            }
            let id: String
            switch directory.read(String(name), in: .assignees) {
            case .one(let found): id = found
            case .none: throw .unknown(what: field.definition.id, text: String(name), nearest: nil)
            // Of a part of a name the nearest is meant; of two that are called so one must be named.
            case .several(let found, exactly: false) where !found.isEmpty: id = found[0]
            case .several: id = try directory.resolve(String(name), in: .assignees, what: field.definition.id)
            }
            if !ids.contains(.string(id)) { ids.append(.string(id)) }
        }
        return ids.isEmpty ? .null : .array(ids)
    }

    /// How a field's text is read, echoed beside it; nil where it stands for itself.
    func echo(_ field: FormField) -> String? {
        guard !field.text.isEmpty, let value = try? value(field) else { return nil }
        switch field.definition.kind {
        case .day: return value.string.flatMap { Day(iso: $0) }.map { "\($0.iso) \(speaker.weekday($0))" }
        case .moment: return value.int.map { zone.plain(Moment(milliseconds: $0)) }
        case .length:
            if let moment = value.int { return zone.plain(Moment(milliseconds: moment)) }
            guard let length = value.string.flatMap({ Length($0) }) else { return speaker(.noLimit) }
            return "\(speaker.length(length)) → \(zone.plain(end(of: length)))"
        case .unit, .person, .leader, .department, .assignee, .place:
            let doubt = doubt(field).filter { $0 != value.string }
            if !doubt.isEmpty { return doubted(directory.name(value.string), doubt) }
            let name = directory.name(value.string).flatMap { $0 == field.text ? nil : $0 }
            let echo = [name, value.string.flatMap(absence)].compactMap { $0 }.joined(separator: " · ")
            return echo.isEmpty ? nil : echo
        case .people: return value.array?.compactMap { directory.name($0.string) }.joined(separator: "、")
        case .reference: return value.string == field.text ? nil : value.string
        case .span, .money:
            let echo = field.definition.text(value).map { speaker.text($0, directory, as: .shown(now: now)) }
            return echo == field.text ? nil : echo
        default: return nil
        }
    }

    /// When a length ends that is typed as a limit: a leader's own words run from the day they were written.
    private func end(of length: Length) -> Moment {
        if case .form(let form)? = overlays.last, case .move(_, let ids) = form.purpose, ids.count == 1, let matter = known(ids[0]),
            let instructed = InstructedLimit.last(of: matter, directory: directory, calendar: calendar), instructed.length == length
        {
            return instructed.due
        }
        return calendar.deadline(from: now, length: length).due
    }

    /// That somebody is away today, until when, and who covers.
    private func absence(of id: String) -> String? {
        guard let person = directory.person(id), person.isAway(at: now, in: calendar), let away = person.away else { return nil }
        let cover = away.cover.flatMap { directory.name($0) }.map { " · " + speaker(.coveredBy, $0) } ?? ""
        return speaker(.quietAway, away.to.monthAndDay) + cover
    }
}
