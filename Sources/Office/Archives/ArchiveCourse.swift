/// Decides what is done beside a paper's way: lending, taking back, putting right.
func decideBeside(_ command: Command, on subjects: Subjects, given facts: any FactsReader) throws -> [Event] {
    guard let id = command.subjects.first else { return [] }
    var course = try MatterCourse(subjects.matter(id), facts)
    switch command {
    case .lend(_, let form): try course.lend(form)
    case .giveBack(_, let form): try course.giveBack(form)
    case .renew(_, let form): try course.renew(form)
    case .correct(_, let text): try course.correct(text)
    default: break
    }
    return course.events
}

extension FactsReader {
    /// Refuses to lend a paper to who may not know of it, or has another overdue.
    func refuseBorrower(_ borrower: String, of matter: Matter) throws {
        if matter.isPlaceholder { throw Refusal.guarded(.placeholder, article: "保密法") }
        guard matter.isKnown(to: directory.names(standingFor: borrower)) else {
            throw Refusal.guarded(.needToKnow, article: matter.number?.printed ?? matter.id.text)
        }
        if let late = try overdueLoans(of: borrower).first { throw Refusal.guarded(.borrowerIsLate, article: late) }
    }
}

extension MatterCourse {
    private var today: Day { facts.calendar.zone.day(of: at) }

    /// Lends a paper out; nothing else of it changes, archived or not.
    mutating func lend(_ form: [String: JSON]) throws {
        if matter.isPlaceholder { throw Refusal.guarded(.placeholder, article: "保密法") }
        guard let borrower = form["borrower"]?.string?.trimmed, !borrower.isEmpty else { throw Refusal.missing(field: "borrower") }
        if let open = matter.openLoan {
            throw Refusal.guarded(
                .lentOut, article: [facts.directory.name(open.borrower), open.due?.iso].compactMap { $0 }.joined(separator: " "))
        }
        try facts.refuseBorrower(borrower, of: matter)
        let kindText = form["loanKind"]?.string ?? Loan.Kind.taken.rawValue
        guard let kind = Loan.Kind(named: kindText) else { throw Refusal.invalid(field: "loanKind", value: kindText, expected: .choice) }
        let approver = form["approver"]?.string
        if approver == nil, isOutside(borrower) { throw Refusal.guarded(.consentNeeded, article: "档案法 §34") }
        let due = try dueDay(form, usual: kind == .read ? today : today + Loan.usualDays)
        let department = form["department"] ?? JSON(facts.directory.person(borrower)?.department)
        let loan: JSON = .compact([
            "borrower": .string(borrower), "department": department, "reason": form["purpose"] ?? .null, "kind": .string(kind.rawValue),
            "copies": form["copies"] ?? .null, "approver": JSON(approver), "lender": .string(facts.attribution.recordedBy),
            "out": .int(at.milliseconds), "due": kind == .copied ? .null : .string(due.iso),
            "back": kind == .copied ? .int(at.milliseconds) : .null,
        ])
        record("matter.lent", ["loans/\(matter.record.nextIndex(in: "loans"))": loan])
    }

    /// Nobody of this office: outsiders borrow with the consent of whoever holds the papers.
    private func isOutside(_ borrower: String) -> Bool {
        if facts.directory.person(borrower) != nil { return false }
        return facts.directory.unit(borrower).map { $0.level != .internal } ?? true
    }

    private func dueDay(_ form: [String: JSON], usual: Day) throws(Refusal) -> Day {
        guard let text = form["due"]?.string else { return usual }
        guard let day = Day(iso: text) else { throw .invalid(field: "due", value: text, expected: .day) }
        guard day >= today else { throw .invalid(field: "due", value: text, expected: .later) }
        return day
    }

    private func outstanding() throws(Refusal) -> (path: String, loan: Loan, json: [String: JSON]) {
        for (key, value) in matter.record.group("loans").reversed() {
            if let loan = Loan(value), loan.isOpen { return ("loans/" + key, loan, value.object ?? [:]) }
        }
        throw .guarded(.notLent, article: matter.number?.printed ?? matter.id.text)
    }

    mutating func giveBack(_ form: [String: JSON]) throws(Refusal) {
        var (path, _, json) = try outstanding()
        json["back"] = .int(at.milliseconds)
        json["condition"] = form["condition"]
        json["pages"] = form["pages"]
        record("matter.givenBack", [path: .compact(json)])
    }

    /// Once, from the day it was due or from today where that is later.
    mutating func renew(_ form: [String: JSON]) throws(Refusal) {
        var (path, loan, json) = try outstanding()
        if loan.renewals > 0 { throw .guarded(.renewedOnce, article: matter.number?.printed ?? matter.id.text) }
        let due = try dueDay(form, usual: max(loan.due ?? today, today) + Loan.usualDays)
        if let old = loan.due, due <= old { throw .invalid(field: "due", value: due.iso, expected: .later) }
        json["due"] = .string(due.iso)
        json["renewals"] = JSON(loan.renewals + 1)
        record("matter.renewed", [path: .object(json)])
    }

    /// 勘误: what was written stays; what is right is written beside it.
    mutating func correct(_ text: String) throws(Refusal) {
        if matter.isPlaceholder { throw .guarded(.placeholder, article: "保密法") }
        if text.trimmed.isEmpty { throw .missing(field: "note") }
        let note = Note.json(kind: "correction", text: text.trimmed, attribution: facts.attribution)
        record("matter.corrected", ["notes/\(matter.record.nextIndex(in: "notes"))": note])
    }
}
