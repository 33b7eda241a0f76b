import ArgumentParser
import Ledger
import Office
import Phrases
import Screen

/// `banshi loans [list]`, `lend NUMBER… --to PERSON`, `return NUMBER…`, `renew NUMBER…`: papers that are out.
struct LoansCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "loans",
        abstract: .words("Papers that are lent out: list, lend, return, renew.", "借阅：列表、借出、归还、续借"))
    @Argument(
        help: .words(
            "list, lend NUMBER… --to PERSON, return NUMBER…, renew NUMBER…", "list、lend 编号… --to 借阅人、return 编号…、renew 编号…"))
    var action = "list"
    @Argument(help: .words("Numbers.", "编号。")) var words: [String] = []
    @Option(help: .words("Who borrows: a person, a unit, or a name.", "借阅人：人员、单位或姓名。")) var to: String?
    @Option(help: .words("The day it is due back; seven days without.", "应还日期；不写为七天后。")) var until: String?
    @Option(name: .customLong("for"), help: .words("What for.", "借阅事由。")) var purpose: String?
    @Option(help: .words("外借, 查阅 or 复制 (out, read, copy).", "外借、查阅或复制。")) var kind: String?
    @Option(help: .words("Who approved it.", "批准人。")) var approver: String?
    @Option(help: .words("How many copies.", "份数。")) var copies: Int?
    @Option(help: .words("How it came back.", "完好情况。")) var condition: String?
    @Option(help: .words("Pages counted when it came back.", "归还清点页数。")) var pages: Int?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list": try list(session)
        case "lend", "return", "renew": try act(session)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "list lend return renew"))
        }
    }

    // MARK: List

    private func list(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let today = office.zone.day(of: try session.now(office))
        let lent = try ledger.lent().compactMap { matter in matter.openLoan.map { (matter, $0) } }
        if global.json {
            return session.print(
                json: .array(
                    lent.map { matter, loan in
                        var members = Shapes(office: office, directory: directory).loan(loan).object ?? [:]
                        members["id"] = .string(matter.id.text)
                        members["number"] = JSON(matter.number?.printed)
                        members["title"] = .string(matter.title)
                        members["daysLate"] = JSON(loan.daysLate(on: today) ?? 0)
                        return .object(members)
                    }))
        }
        if lent.isEmpty { return session.print(session.speaker(.loansNone)) }
        let rows = lent.map { matter, loan in
            [matter.number?.printed ?? matter.id.text, session.speaker.loan(loan, on: today, directory: directory), matter.title]
        }
        for line in Columns.lines(rows, widths: [22, 48, 120]) { session.print(line) }
    }

    // MARK: Acts

    private func act(_ session: Session) throws {
        guard !words.isEmpty else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER")) }
        let ledger = try session.ledger(.writing)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let attribution = try session.attribution(ledger)
        let form = try form(session, office, directory, attribution.recorded)
        let ids = try words.map { try session.resolve($0, ledger) }
        let commands = ids.map { id -> Command in
            switch action {
            case "lend": .lend(id, form: form)
            case "renew": .renew(id, form: form)
            default: .giveBack(id, form: form)
            }
        }
        try ledger.submit(commands, as: attribution, wholly: true)
        let shapes = Shapes(office: office, directory: directory)
        let matters = try ids.compactMap { try ledger.matter($0) }
        if global.json { return session.print(json: .array(matters.map(shapes.matter))) }
        let today = office.zone.day(of: attribution.recorded)
        for matter in matters {
            guard let loan = matter.loans.last else { continue }
            session.print("\(matter.number?.printed ?? matter.id.text)  \(session.speaker.loan(loan, on: today, directory: directory))")
            // Pages are counted when a paper comes back.
            if action == "return", let counted = loan.pagesBack, let known = matter.pages, counted != known {
                session.warn(session.speaker(.loanPages, String(counted), String(known)))
            }
        }
    }

    private func form(_ session: Session, _ office: OfficeRecord, _ directory: Directory, _ now: Moment) throws -> [String: JSON] {
        var form: [String: JSON] = [:]
        if action == "lend" {
            guard let to, !to.trimmed.isEmpty else { throw Failure(.usage, session.speaker(.optionNeeded, "--to")) }
            form["borrower"] = .string(try borrower(to, directory))
            form["purpose"] = purpose.map(JSON.string)
            form["approver"] = try approver.map { .string(try directory.resolve($0, in: .people, what: "approver")) }
            form["copies"] = copies.map { JSON($0) }
            if let kind {
                guard let known = Loan.Kind(named: kind) else {
                    let words = Loan.Kind.allCases.map(\.word)
                    let isChinese = session.speaker.language.isChinese
                    let known = words.map { isChinese ? session.speaker($0) : "\($0.en) (\($0.zh))" }
                        .joined(separator: isChinese ? "、" : ", ")
                    throw Failure(.usage, session.speaker(.optionNotRead, "--kind", Visible.text(kind), known))
                }
                form["loanKind"] = .string(known.rawValue)
            }
        } else if action == "return" {
            form["condition"] = condition.map(JSON.string)
            form["pages"] = pages.map { JSON($0) }
        }
        if let until, action != "return" {
            form["due"] = .string(try session.day(until, "--until", now: now, calendar: office.calendar).iso)
        }
        return form
    }

    /// A name of the directory, or whoever it is as written; a name that fits several is asked for again.
    private func borrower(_ text: String, _ directory: Directory) throws -> String {
        do throws(Refusal) { return try directory.resolve(text, in: .assignees, what: "borrower") } catch {
            guard case .unknown = error else { throw error }
            return text.trimmed
        }
    }
}

extension Shapes {
    func loan(_ loan: Loan) -> JSON {
        [
            "borrower": name(loan.borrower), "department": name(loan.department), "kind": .string(loan.kind.rawValue),
            "reason": JSON(loan.reason), "copies": JSON(loan.copies), "approver": name(loan.approver), "lender": name(loan.lender),
            "out": moment(loan.out), "due": JSON(loan.due?.iso), "renewals": JSON(loan.renewals), "back": moment(loan.back),
            "condition": JSON(loan.condition),
        ]
    }
}
