/// Lent 借阅: a paper is out with somebody until a day, archived or not; it is out with one at a time.
///
/// `loans/<n>` keeps each lending and how it came back. Lending moves nothing: it stands beside the paper's way.
struct Lent: Capability {
    var keeps: Set<String> { ["loans"] }

    func needs(_ command: Command) -> [FactNeed] {
        guard case .lend(_, let form) = command, let borrower = form["borrower"]?.string else { return [] }
        return [.loans(borrower: borrower.trimmed)]
    }

    func carryOut(_ command: Command, on course: inout MatterCourse) throws {
        switch command {
        case .lend(_, let form): try course.lend(form)
        case .giveBack(_, let form): try course.giveBack(form)
        case .renew(_, let form): try course.renew(form)
        default: break
        }
    }

    /// Who must see an open loan: its lender and the office the day before it is due; the list of all that is lent once it is late.
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        guard !matter.isWithdrawn, let loan = matter.openLoan, let due = loan.due else { return [] }
        let midnight = TimeOfDay(minutes: 0)
        let soon = calendar.zone.moment(due - 1, midnight)
        return [
            .person(Matter.lentMark, from: calendar.zone.moment(due + 1, midnight)), .person(loan.lender, from: soon),
            .person("*", from: soon),
        ]
    }

    /// A loan that is due back tomorrow, today, or was due before; nothing where it is not for this desk.
    func stands(_ matter: Matter, by definition: RegisterDefinition, at desk: TodayRules) -> [TodayReason] {
        guard let loan = matter.openLoan, let due = loan.due,
            desk.person == nil || loan.lender == desk.person || desk.covers(loan.lender)
        else { return [] }
        let today = desk.calendar.zone.day(of: desk.now)
        if let days = loan.daysLate(on: today) { return [TodayReason(chip: .loanLate(days: days), group: 0, day: due, importance: 1)] }
        if due - 1 > today { return [] }
        return [TodayReason(chip: .loanDue, group: due == today ? 0 : 1, day: due, importance: 1)]
    }

    /// A paper is out once, and what is lent again is lent as it would be now.
    func holds(_ left: LeftMatter) throws {
        let known = Set((left.was?.loans ?? []).filter(\.isOpen).map(\.borrower))
        let open = left.now.loans.filter(\.isOpen)
        guard let fresh = open.first(where: { !known.contains($0.borrower) }) ?? (open.count > known.count ? open.first : nil) else {
            return
        }
        if open.count > 1, let other = open.first(where: { known.contains($0.borrower) }) ?? open.last {
            throw Refusal.guarded(
                .lentOut,
                article: [left.facts.directory.name(other.borrower), other.due?.iso].compactMap(\.self).joined(separator: " "))
        }
        // A loan that was never given back only goes on.
        guard left.inverses.contains(where: { $0.subject == left.now.id && Undoing.plain($0.kind) == "matter.lent" }) else { return }
        try left.facts.refuseBorrower(fresh.borrower, of: left.now)
    }
}

/// One lending of a paper 借阅: to whom, for what, until when, and how it came back.
public struct Loan: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Taken away.
        case taken = "外借"
        /// Read in place.
        case read = "查阅"
        /// A copy is made; nothing leaves and nothing comes back.
        case copied = "复制"

        public var name: Term {
            switch self {
            case .taken: Term(zh: rawValue, en: "taken out")
            case .read: Term(zh: rawValue, en: "read in place")
            case .copied: Term(zh: rawValue, en: "copied")
            }
        }

        /// The one word a command line takes for it, in either language.
        public var word: Term {
            switch self {
            case .taken: Term(zh: rawValue, en: "out")
            case .read: Term(zh: rawValue, en: "read")
            case .copied: Term(zh: rawValue, en: "copy")
            }
        }

        public init?(named text: String) {
            let taken = Folding.key(text) == "take" ? Kind.taken : nil
            guard let kind = Kind.allCases.first(where: { $0.word.isMeant(by: text) || $0.name.isMeant(by: text) }) ?? taken else {
                return nil
            }
            self = kind
        }
    }

    /// A handle of the directory, or a name as it was written.
    public let borrower: String
    public let department: String?
    public let reason: String?
    public let kind: Kind
    public let copies: Int?
    /// Who allowed it; outsiders borrow only with consent (档案法 §34).
    public let approver: String?
    /// Who handed it out and sees to its return.
    public let lender: String
    public let out: Moment
    public let due: Day?
    public let renewals: Int
    public let back: Moment?
    public let condition: String?
    /// Pages counted when it came back.
    public let pagesBack: Int?

    /// Calendar days a paper may be out where nobody says otherwise; a rule of this program.
    public static let usualDays = 7

    public init?(_ json: JSON) {
        guard let borrower = json["borrower"].string, let out = json["out"].int else { return nil }
        self.borrower = borrower
        department = json["department"].string
        reason = json["reason"].string
        kind = json["kind"].string.flatMap(Kind.init(rawValue:)) ?? .taken
        copies = json["copies"].int.map(Int.init)
        approver = json["approver"].string
        lender = json["lender"].string ?? ""
        self.out = Moment(milliseconds: out)
        due = json["due"].string.flatMap { Day(iso: $0) }
        renewals = Int(json["renewals"].int ?? 0)
        back = json["back"].int.map { Moment(milliseconds: $0) }
        condition = json["condition"].string
        pagesBack = json["pages"].int.map(Int.init)
    }

    public var isOpen: Bool { back == nil }

    /// Calendar days past the day it was due; nil while it is not late.
    public func daysLate(on today: Day) -> Int? {
        guard isOpen, let due, due < today else { return nil }
        return today - due
    }
}

extension Matter {
    public var loans: [Loan] { record.group("loans").compactMap { Loan($0.value) } }
    /// The loan the paper is out on; there is never more than one.
    public var openLoan: Loan? { loans.last { $0.isOpen } }

    /// Under which name the obligations keep all that is lent; it wakes when the loan is late.
    public static let lentMark = "loans"
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
}

/// The forms of lending and of taking back.
public enum LoanForm {
    public static let lend: [FieldDefinition] = [
        field("borrower", .assignee, "借阅人", "Borrower", first: true),
        FieldDefinition(
            id: "loanKind", kind: .choice, name: Term(zh: "借阅方式", en: "Kind"),
            choices: Loan.Kind.allCases.map { Choice($0.name, id: $0.rawValue) }, neededFor: [],
            isFirst: true),
        field("due", .day, "应还日期", "Due back", first: true), field("purpose", .text, "借阅事由", "Purpose", first: true),
        field("approver", .person, "批准人", "Approved by"), field("copies", .count, "份数", "Copies"),
    ]

    public static let giveBack: [FieldDefinition] = [
        field("condition", .text, "完好情况", "Condition", first: true), field("pages", .count, "清点页数", "Pages counted", first: true),
    ]

    public static let renew: [FieldDefinition] = [field("due", .day, "应还日期", "Due back", first: true)]

    private static func field(
        _ id: String, _ kind: FieldDefinition.Kind, _ zh: String, _ en: String, first: Bool = false
    ) -> FieldDefinition {
        FieldDefinition(id: id, kind: kind, name: Term(zh: zh, en: en), choices: [], neededFor: [], isFirst: first)
    }
}
