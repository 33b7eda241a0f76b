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

    /// Who must see an open loan, and from when: its lender and the office the day before it is due.
    public func loanObligations(_ zone: OfficeZone) -> [(person: String, wake: Moment)] {
        guard !isWithdrawn, let loan = openLoan, let due = loan.due else { return [] }
        let midnight = TimeOfDay(minutes: 0)
        let soon = zone.moment(due - 1, midnight)
        return [(Matter.lentMark, zone.moment(due + 1, midnight)), (loan.lender, soon), ("*", soon)]
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
