/// One value of a subject before and after.
public struct Change: Hashable, Sendable {
    public let path: String
    public let was: JSON
    public let now: JSON

    public init(_ path: String, was: JSON, now: JSON) {
        self.path = path
        self.was = was
        self.now = now
    }

    public var inverse: Change { Change(path, was: now, now: was) }

    /// As the journal keeps it: `[path, was, now]`.
    var json: JSON { [.string(path), was, now] }
}

/// What happened to one subject, in words of the office: `matter.dispatched`, `person.revised`.
///
/// The kind says what was meant, the changes say what became different. Kinds are strings with a version so that an
/// older program can keep and show what a newer one recorded.
public struct Event: Hashable, Sendable {
    public let subject: SubjectID
    public let kind: String
    public let version: Int
    /// The step it is of, where it is one; it stands beside the payload, and stays when that is erased.
    public let step: StepReference?
    public let changes: [Change]
    /// The text of a paper, kept beside the event so that records stay small.
    public let text: String?

    public init(
        _ subject: SubjectID, _ kind: String, version: Int = 1, step: StepReference? = nil, changes: [Change], text: String? = nil
    ) {
        self.subject = subject
        self.kind = kind
        self.version = version
        self.step = step
        self.changes = changes
        self.text = text
    }

    /// The bytes kept in the journal: a list of `[path, was, now]`.
    public var payload: JSON {
        ["changes": .array(changes.map(\.json))]
    }

    /// The same of another subject.
    public func about(_ subject: SubjectID) -> Event { Event(subject, kind, version: version, step: step, changes: changes, text: text) }

    /// The same, known to be of a step.
    func taken(by step: StepReference) -> Event { Event(subject, kind, version: version, step: step, changes: changes, text: text) }

    /// That it happened, without what it says: for those who may not know.
    public var bare: Event { Event(subject, kind, version: version, step: step, changes: []) }

    /// What the step it is of did, as its payload says; nil where it is of no step, takes one back, or its payload is gone.
    public var act: Act? {
        kind.hasSuffix(Undoing.suffix) ? nil : changes.first { $0.path == "lastMove" }.flatMap { Act(lastMove: $0.now) }
    }

    /// The words people wrote in it: a proposal, an instruction, a result.
    public var noteTexts: [String] {
        changes.filter { $0.path.hasPrefix("notes/") }.compactMap { $0.now["text"].string }
            + changes.filter { $0.path.hasPrefix(StepRequest.group) }.compactMap { $0.now[StepRequest.answer]["reason"].string }
            + changes.filter { $0.path == "erased" }.compactMap { $0.now["reason"].string }
            + changes.filter { $0.path == Clearance.path }.compactMap { Clearance($0.now)?.text }
    }

    /// Whose reading it records, where that is somebody else's than its author's.
    public func readers(besides author: String) -> [String] {
        guard act == .read else { return [] }
        return changes.compactMap { change in
            guard change.path.hasPrefix("circulation/"), change.now["read"] != change.was["read"] else { return nil }
            let person = String(change.path.dropFirst("circulation/".count))
            return person == author ? nil : person
        }
    }

    /// Reads an event back; changes that are not of the known form are left out and the event stays visible by its kind.
    ///
    /// - Parameter open: what everybody may know of it, where its matter is kept to a circle.
    public init(subject: SubjectID, kind: String, version: Int, step: StepReference? = nil, payload: JSON, open: JSON = .null) {
        let changes = ((open["changes"].array ?? []) + (payload["changes"].array ?? [])).compactMap { item -> Change? in
            guard let parts = item.array, parts.count == 3, let path = parts[0].string else { return nil }
            return Change(path, was: parts[1], now: parts[2])
        }
        self.init(subject, kind, version: version, step: step, changes: changes)
    }
}

/// Applies an event. Never refuses: what was decided has happened.
public func evolve(_ record: inout Record, with event: Event) {
    // Of what was lawfully erased only what the erasure itself says remains.
    if event.kind == Undoing.erasure { record = Record() }
    for change in event.changes { record[change.path] = change.now }
}

/// Who did something, who wrote it down, from what, and when.
///
/// Leaders and outside units never sit at the keyboard; recording for others 代录 is the normal case.
public struct Attribution: Hashable, Sendable {
    /// The device of what the desk took in from the drop folder by itself: nobody's gesture, so that undo passes it over.
    public static let dropFolder = "drop/"

    /// Whose act it is.
    public var by: String
    /// Who typed it.
    public var recordedBy: String
    /// The operating system's account.
    public var account: String
    /// The terminal, or `dropFolder` where no key was pressed.
    public var device: String
    public var medium: Medium
    /// When the act was done, which may lie before the time it was recorded 补记.
    public var at: Moment
    public var recorded: Moment
    /// Where the evidence is: a scan, or the place of the original.
    public var evidence: String?
    /// Why words with a secrecy mark may be kept by this act, where somebody named it (J13).
    public var clearance: Clearance?

    public init(
        by: String, recordedBy: String, account: String, device: String, medium: Medium, at: Moment, recorded: Moment,
        evidence: String? = nil
    ) {
        self.by = by
        self.recordedBy = recordedBy
        self.account = account
        self.device = device
        self.medium = medium
        self.at = at
        self.recorded = recorded
        self.evidence = evidence
    }

    public var isForOther: Bool { by != recordedBy }
}

/// One line of the journal, as read back.
public struct Entry: Hashable, Sendable {
    public let sequence: Int64
    public let id: String
    /// The gesture the entry belongs to; undo works on acts.
    public let act: String
    /// The act this one takes back.
    public let undoes: String?
    public let attribution: Attribution
    public var events: [Event]

    public init(
        sequence: Int64, id: String, act: String, undoes: String?, attribution: Attribution, events: [Event]
    ) {
        self.sequence = sequence
        self.id = id
        self.act = act
        self.undoes = undoes
        self.attribution = attribution
        self.events = events
    }
}
