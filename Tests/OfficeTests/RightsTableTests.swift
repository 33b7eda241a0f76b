import Office
import TestKit
import Testing

/// That the tables of who may what leave nothing out: every command, every change of the office, every column of the directory. Steps are asked
/// of their definitions (`WhoMayWhatTests`).
@Suite struct RightsTableTests {
    private let office: MemoryOffice
    private static let (paper, lent, archived, meeting) = (SubjectID("m1"), SubjectID("m2"), SubjectID("m3"), SubjectID("g1"))

    init() throws { office = try RolesOffice.furnished() }

    /// Puts the papers and the meeting there; whose the papers are is said anew for each person.
    private func furnish(owner: String) {
        let loan: JSON = ["borrower": "p2", "lender": "p4", "out": StepKit.before, "due": "2026-11-25", "kind": "外借"]
        let given: [(id: SubjectID, state: String, more: [String: JSON])] = [
            (Self.paper, "accepted", [:]), (Self.lent, "kept", ["loans": ["1": loan]]), (Self.archived, "archived", [:]),
        ]
        for (id, state, more) in given {
            let values: [String: JSON] = [
                "register": "inbound", "state": .string(state), "owner": .string(owner), "holder": .string(owner), "title": "某件",
                "received": StepKit.before, "number": StepKit.number("inbound", "文", id.handle),
            ]
            office.give(id, Record(values.merging(more) { $1 }))
        }
        office.give(Self.meeting, Record(["title": "例会", "start": StepKit.moment("2026-11-24T09:00"), "place": "r1"]))
    }

    private func isRefused(_ command: Command, _ attribution: Attribution) -> Bool {
        switch refusal({ _ = try office.decided(command, as: attribution) }) {
        case nil: return false
        case .role?: return true
        case let other?:
            Issue.record("\(command): \(other)")
            return true
        }
    }

    // MARK: Commands

    private enum CommandKind: CaseIterable {
        case found, enlist, change, revise, open, amend, move, turnDown, withdrawRequest, note, see, receiveAgain, slipPrinted, enclose,
            schedule, reschedule, cancel, lend, giveBack, renew, correct

        init(_ command: Command) {
            self =
                switch command {
                case .found: .found
                case .enlist: .enlist
                case .change: .change
                case .revise: .revise
                case .open: .open
                case .amend: .amend
                case .move: .move
                case .turnDown: .turnDown
                case .withdrawRequest: .withdrawRequest
                case .note: .note
                case .see: .see
                case .receiveAgain: .receiveAgain
                case .slipPrinted: .slipPrinted
                case .enclose: .enclose
                case .schedule: .schedule
                case .reschedule: .reschedule
                case .cancel: .cancel
                case .lend: .lend
                case .giveBack: .giveBack
                case .renew: .renew
                case .correct: .correct
                }
        }
    }

    /// What is done to papers and meetings beside their steps, and the roles one of which it asks for; none where it is everybody's.
    private static func deeds() throws -> [(command: Command, roles: Set<Role>)] {
        let file = try cleared(digest: String(repeating: "a", count: 64), name: "请示.txt", size: 6, text: nil)
        let (start, later) = (StepKit.moment("2026-11-24T14:00"), StepKit.moment("2026-11-24T15:00"))
        let everybody = RolesOffice.everybody
        return [
            (.open(MatterDraft(register: "tasks", values: ["title": "另一件"])), everybody),
            (.amend(paper, .owner("p9")), everybody), (.amend(paper, .limit(StepKit.instant("2026-12-01T10:00"))), everybody),
            (.amend(paper, .retention(.permanent)), RolesOffice.keepers), (.note(paper, kind: "progress", text: "已联系"), everybody),
            (.see(paper), everybody), (.receiveAgain(paper, receipt: ["channel": "邮件", "copies": 2]), everybody),
            (.slipPrinted(paper, at: StepKit.now), everybody), (.enclose(paper, file), everybody),
            (.schedule(fields: ["title": "又一会", "start": start, "end": later, "place": "r1"]), everybody),
            (.reschedule(meeting, MeetingChange(fields: ["start": start])), everybody), (.cancel(meeting, reason: "改期"), everybody),
            (.lend(paper, form: ["borrower": "p2"]), everybody), (.giveBack(lent, form: ["condition": "完好"]), everybody),
            (.renew(lent, form: [:]), everybody), (.correct(paper, text: "应为二份"), everybody),
            (.correct(archived, text: "应为二份"), RolesOffice.keepers),
        ]
    }

    @Test func `what is done beside the steps is everybody's, and what touches the archive a keeper's`() throws {
        for (command, asked) in try Self.deeds() {
            for (person, roles) in RolesOffice.people {
                for owner in ["p4", person] {
                    furnish(owner: owner)
                    let told = "\(command) of \(owner)'s by \(person)"
                    #expect(isRefused(command, office.by(person)) == !RolesOffice.may(roles, asked), "\(told)")
                    // Asked of whoever sits at the keyboard.
                    #expect(isRefused(command, office.by(person, for: "p1")) == !RolesOffice.may(roles, asked), "\(told) for p1")
                    #expect(!isRefused(command, office.by("p1", for: person)), "\(told), written down by p1")
                }
            }
        }
    }

    @Test func `every command is in a table`() throws {
        let tables = try Self.deeds().map(\.command) + WhoMayWhatTests.changes.map(\.command)
        // An office is founded where nobody is yet; steps and requests are asked of whose act it is.
        let elsewhere: Set<CommandKind> = [.found, .move, .turnDown, .withdrawRequest]
        #expect(elsewhere.union(tables.map { CommandKind($0) }) == Set(CommandKind.allCases))
    }

    // MARK: The office

    private enum ChangeKind: CaseIterable {
        case hours, notice, limits, chasing, routing, header, template, fonds, retention, freeze, close, circle, adopt, retire

        init(_ change: OfficeChange) {
            self =
                switch change {
                case .hours: .hours
                case .notice: .notice
                case .limits: .limits
                case .chasing: .chasing
                case .routing: .routing
                case .header: .header
                case .template: .template
                case .fonds: .fonds
                case .retention: .retention
                case .freeze: .freeze
                case .close: .close
                case .circle: .circle
                case .adopt: .adopt
                case .retire: .retire
                }
        }
    }

    @Test func `every change of the office is in the table`() {
        let changes = WhoMayWhatTests.changes.flatMap { row -> [OfficeChange] in
            if case .change(let changes) = row.command { changes } else { [] }
        }
        #expect(Set(changes.map { ChangeKind($0) }) == Set(ChangeKind.allCases))
    }

    // MARK: The directory

    /// Who says it of another person; nil where it is said of no person.
    private static func roles(of column: DirectoryColumn) -> Set<Role>? {
        switch column {
        case .accounts, .left, .roles, .rank, .department: [.administrator]
        case .name, .post, .phone, .aliases, .email, .deputy, .topics: RolesOffice.keepers
        case .short, .codes, .level, .contact, .leader, .capacity, .address, .archive, .parent: nil
        }
    }

    private static func value(of column: DirectoryColumn) -> JSON {
        switch column {
        case .accounts, .aliases, .topics, .short, .codes: ["某"]
        case .roles: ["clerk", "keeper"]
        case .left: "2026-11-23"
        case .rank, .capacity: 9
        case .department, .parent: "u1"
        case .deputy, .leader: "p7"
        case .level: "peer"
        case .name, .post, .phone, .email, .contact, .address, .archive: "某"
        }
    }

    @Test(arguments: DirectoryColumn.columns(of: .person))
    func `what the directory says of a person`(column: DirectoryColumn) throws {
        let asked = try #require(Self.roles(of: column))
        func change(_ id: String) -> Command { .revise(SubjectID(id), DirectoryChange([column: Self.value(of: column)])) }
        for (person, roles) in RolesOffice.people {
            #expect(isRefused(change("p4"), office.by(person)) == !RolesOffice.may(roles, asked), "\(person)")
            #expect(isRefused(change("p4"), office.by(person, for: "p1")) == !RolesOffice.may(roles, asked), "\(person) for p1")
            #expect(!isRefused(change("p4"), office.by("p1", for: person)), "p1 for \(person)")
            // Of oneself, what is nobody's secret and lends no right. The only administrator stays one.
            guard person != "p1" else { continue }
            let isOpen = asked == RolesOffice.keepers
            #expect(isRefused(change(person), office.by(person)) == !(isOpen || RolesOffice.may(roles, asked)), "\(person) of themselves")
        }
    }

    @Test func `what the directory says of units and places is everybody's`() {
        for (kind, id) in [(SubjectID.Kind.unit, "u2"), (.place, "r1")] {
            for column in DirectoryColumn.columns(of: kind) {
                let change = Command.revise(SubjectID(id), DirectoryChange([column: Self.value(of: column)]))
                for (person, _) in RolesOffice.people { #expect(!isRefused(change, office.by(person)), "\(column) by \(person)") }
            }
        }
    }
}
