import Office
import TestKit
import Testing

/// Two offices in which all is the same but the words of one register.
struct Twins {
    let renaming: Renaming
    let shipped: MemoryOffice
    let renamed: MemoryOffice

    /// As the rows of the step tables begin.
    init(
        _ register: String, _ state: String, _ given: [String: JSON], _ more: [SubjectID: [String: JSON]], from founded: MemoryOffice? = nil
    ) throws {
        renaming = try Renaming.shipped(register)
        shipped = try StepKit.office(register, state, given, more)
        renamed = try renaming.office(like: shipped, settings: more[.office] ?? [:], from: founded)
    }

    /// Two that have nothing yet.
    init(_ renaming: Renaming, beside shipped: MemoryOffice) throws {
        self.renaming = renaming
        self.shipped = shipped
        renamed = try renaming.office(like: shipped)
    }

    /// Takes a step in both; what one refuses the other refuses, with the same words.
    ///
    /// - Returns: the refusal.
    func take(
        _ step: String, _ form: [String: JSON], on id: SubjectID = StepKit.subject, by person: String = "p1", for author: String? = nil,
        onlyShipped: Bool = false
    ) throws -> Refusal? {
        func tried(_ office: MemoryOffice, _ name: String, _ form: [String: JSON]) -> Refusal? {
            refusal { try office.submit([.move(id, Move(rawValue: name), form: form)], as: office.by(person, for: author)) }
        }
        let expected = tried(shipped, step, form)
        if onlyShipped { return expected }
        let isOwn = shipped.matter(id)?.register == renaming.former.id
        let found = tried(renamed, isOwn ? renaming.step(step) : step, isOwn ? renaming.form(form) : form)
        #expect(found == renaming.refusal(expected), "\(step)")
        return expected
    }

    /// Opens a matter in both.
    @discardableResult
    func open(_ values: [String: JSON], in register: String? = nil, registers: Bool = false, by person: String = "p1") throws -> SubjectID {
        let own = register == nil || register == renaming.former.id
        let named = own ? Dictionary(uniqueKeysWithValues: values.map { (renaming.path($0.key), $0.value) }) : values
        let first = MatterDraft(register: register ?? renaming.former.id, values: values, registers: registers)
        let second = MatterDraft(register: own ? renaming.now.id : first.register, values: named, registers: registers)
        return try open(first, second, by: person)
    }

    /// Opens a draft in the one, and the same in the other's words in the other.
    @discardableResult
    func open(_ draft: MatterDraft, _ twin: MatterDraft, by person: String = "p1") throws -> SubjectID {
        let one = refusal { try shipped.submit([.open(draft)], as: shipped.by(person)) }
        let other = refusal { try renamed.submit([.open(twin)], as: renamed.by(person)) }
        #expect(other == renaming.refusal(one))
        guard one == nil, let id = shipped.matters.last else { throw TestFault("not opened") }
        return id
    }

    /// Puts values right in both.
    ///
    /// - Returns: the refusal.
    func amend(_ id: SubjectID, _ values: [String: JSON]) throws -> Refusal? {
        let named = Dictionary(uniqueKeysWithValues: values.map { (renaming.path($0.key), $0.value) })
        let expected = refusal { try shipped.submit([.amend(id, fields: values)], as: shipped.by()) }
        #expect(refusal { try renamed.submit([.amend(id, fields: named)], as: renamed.by()) } == renaming.refusal(expected))
        return expected
    }

    /// Takes the last act back in both.
    ///
    /// - Returns: the refusal.
    func undo() throws -> Refusal? {
        let expected = refusal { try shipped.undo(as: shipped.by()) }
        #expect(refusal { try renamed.undo(as: renamed.by()) } == renaming.refusal(expected))
        return expected
    }

    /// Both at a later moment.
    func at(_ text: String) {
        shipped.now = StepKit.instant(text)
        renamed.now = shipped.now
    }

    // MARK: Comparing

    /// What every matter has come to, what was recorded of it, where it stands in Today, what is usually next.
    func compare(_ what: String) throws {
        #expect(renamed.matters == shipped.matters, "\(what)")
        for id in shipped.matters {
            let (record, twin) = (shipped.records[id] ?? Record(), renamed.records[id] ?? Record())
            #expect(Renaming.plain(twin) == renaming.record(record), "\(what): \(id)")
            let (matter, other) = (Matter(Subject(id: id, record: record)), Matter(Subject(id: id, record: twin)))
            let (own, its) = (shipped.office.register(of: matter), renamed.office.register(of: other))
            let next = own?.nextStep(for: matter, shipped.directory).map { name(of: $0, own) }
            #expect(its?.nextStep(for: other, renamed.directory)?.id == next, "\(what): \(id)")
            let (due, duties) = (shipped.office.calendar, renamed.office.calendar)
            #expect(other.obligations(by: its, calendar: duties) == matter.obligations(by: own, calendar: due), "\(what): \(id)")
            for person in [nil, "p1", "p2", "p3"] {
                let (row, twinned) = (today(shipped, person).item(matter), today(renamed, person).item(other))
                #expect(twinned?.chips == row?.chips && twinned?.group == row?.group, "\(what): \(id) at \(person ?? "")")
            }
            compareArchive(matter, own, other, its, what)
            comparePrint(matter, own, other, its, what)
        }
        let (done, also) = (shipped.journal.last?.events ?? [], renamed.journal.last?.events ?? [])
        #expect(also.map(\.kind) == done.map(\.kind) && also.map(\.subject) == done.map(\.subject), "\(what)")
        let names = done.map { event in event.step.map { $0.register == renaming.former.id ? renaming.step($0.step) : $0.step } }
        #expect(also.map { $0.step?.step } == names, "\(what)")
    }

    private func name(of step: Step, _ definition: RegisterDefinition?) -> String {
        definition?.id == renaming.former.id ? renaming.step(step.id) : step.id
    }

    private func today(_ office: MemoryOffice, _ person: String?) -> TodayRules {
        TodayRules(
            now: office.now, calendar: office.office.calendar, directory: office.directory, registers: office.office.registers,
            person: person)
    }

    /// What filing asks of it: the day and the term.
    private func compareArchive(
        _ matter: Matter, _ own: RegisterDefinition?, _ other: Matter, _ its: RegisterDefinition?, _ what: String
    ) {
        let (zone, schedule) = (shipped.office.zone, RetentionSchedule())
        #expect(other.filingDay(by: its, zone) == matter.filingDay(by: own, zone), "\(what)")
        let term = schedule.proposal(for: matter, by: own, shipped.directory)
        #expect(schedule.proposal(for: other, by: its, renamed.directory) == term, "\(what)")
        let ends = matter.openEnds(closedBy: "p1", directory: shipped.directory, in: own)
        #expect(other.openEnds(closedBy: "p1", directory: renamed.directory, in: its) == ends, "\(what)")
        #expect(other.proposedSigner(renamed.directory, by: its) == matter.proposedSigner(shipped.directory, by: own), "\(what)")
        #expect(other.isArchived(by: its) == matter.isArchived(by: own), "\(what)")
    }

    /// What screens, sheets and tables say of each field.
    private func comparePrint(
        _ matter: Matter, _ own: RegisterDefinition?, _ other: Matter, _ its: RegisterDefinition?, _ what: String
    ) {
        for (field, twin) in zip(own?.fields ?? [], its?.fields ?? []) {
            let said = field.text(field.value(in: matter))
            let expected = own?.id == renaming.former.id ? renaming.text(said) : said
            #expect(twin.text(twin.value(in: other)) == expected, "\(what): \(field.id)")
        }
    }
}
