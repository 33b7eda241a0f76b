import Office
import TestKit
import Testing

/// A rule that cannot read a fact does not decide: the act fails as unseen, never as refused, and comes to no events.
@Suite struct FactFaultTests {
    /// What came of a decision.
    private enum Outcome: Equatable {
        case events([Event])
        case refused(Refusal)
        case unseen
    }

    /// Something decided in an office: a command, or an act taken back.
    private enum Deed {
        case command(Command)
        case takingBack(Entry)
    }

    private func decided(
        _ deed: Deed, _ office: MemoryOffice, _ attribution: Attribution, unreadable: FactNeed.Kind? = nil
    ) -> (outcome: Outcome, asked: Set<FactNeed.Kind>) {
        let facts = WatchedFacts(office.facts(as: attribution), unreadable: unreadable)
        let outcome: Outcome
        do throws(Undecided) {
            switch deed {
            case .command(let command): outcome = .events(try decide(command, on: office.subjects(of: command), given: facts))
            case .takingBack(let entry):
                let ids = Set(entry.events.map(\.subject))
                let rows = Dictionary(uniqueKeysWithValues: ids.compactMap { id in office.subject(id).map { (id, $0) } })
                outcome = .events(try Undoing.takingBack([entry], first: office.origin(of: entry), on: rows, given: facts))
            }
        } catch {
            switch error {
            case .refused(let refusal): outcome = .refused(refusal)
            case .unseen: outcome = .unseen
            }
        }
        return (outcome, Set(facts.asked.map(\.kind)))
    }

    /// What is wrong where each fact in turn cannot be read.
    private func wrong(_ deed: Deed, _ office: MemoryOffice, _ attribution: Attribution) -> [String] {
        let (outcome, asked) = decided(deed, office, attribution)
        if outcome == .unseen { return ["unseen, though everything can be read: \(deed)"] }
        return FactNeed.Kind.allCases.compactMap { kind in
            let blind = decided(deed, office, attribution, unreadable: kind).outcome
            let expected = asked.contains(kind) ? Outcome.unseen : outcome
            return blind == expected ? nil : "without \(kind) it is \(blind) and not \(expected): \(deed)"
        }
    }

    @Test(arguments: 1...6)
    func `whatever is done, a fact that cannot be read either is not asked for or leaves it undecided`(seed: UInt64) throws {
        let office = try MemoryOffice()
        var acts = RandomActs(seed: seed)
        var asked: Set<FactNeed.Kind> = []
        for _ in 0..<120 {
            let act = try acts.next(in: office)
            office.now = office.now.adding(minutes: act.minutes)
            let attribution = office.attribution(of: act)
            var deeds: [Deed] = []
            if case .submit(let commands) = act.deed, commands.count == 1 { deeds.append(.command(commands[0])) }
            if let last = office.journal.last, last.sequence > 1 { deeds.append(.takingBack(last)) }
            for deed in deeds {
                asked.formUnion(decided(deed, office, attribution).asked)
                let found = wrong(deed, office, attribution)
                #expect(found.isEmpty, "seed \(seed): \(found.joined(separator: "\n"))")
                guard found.isEmpty else { return }
            }
            do { _ = try office.perform(act) } catch is Refusal {}
        }
        // What every office does every day was among it.
        #expect(asked.isSuperset(of: [.handle, .number, .book, .waiting, .touch]), "seed \(seed): \(asked)")
    }

    // MARK: Every kind of fact

    private func paper(_ title: String = "关于报送决算的通知", isSole: Bool = false) -> Command {
        var draft = MatterDraft(
            register: "inbound", values: ["title": .string(title), "fields/reference": "云财函〔2026〕7号", "fields/from": "u2"],
            registers: true)
        draft.isSole = isSole
        return .open(draft)
    }

    private func meeting(_ office: MemoryOffice, _ more: [String: JSON] = ["place": "r1"]) -> Command {
        let start = office.now.milliseconds
        return .schedule(fields: ["title": "例会", "start": .int(start), "end": .int(start + 3_600_000)].merging(more) { $1 })
    }

    private let series: [String: JSON] = [
        "uid": "weekly", "source": ["BEGIN:VEVENT"], "recurring": true, "placeName": "三楼会议室", "rooms": ["三楼会议室": "r1"],
    ]

    /// What asks for a kind of fact, in an office that is made ready for it.
    private func deeds(asking kind: FactNeed.Kind, _ office: MemoryOffice) throws -> [Deed] {
        switch kind {
        case .handle, .number, .waiting: return [.command(paper())]
        case .book, .touch:
            let opened = try office.submit([paper()], as: office.by())
            return [.takingBack(opened)]
        case .samePaper:
            let undone = try office.takeBack(try office.submit([paper()], as: office.by()), as: office.by())
            // It comes back with its reference, while its like may have come in.
            return [.command(paper("又一通知", isSole: true)), .takingBack(undone)]
        case .loans:
            let id = try #require(try office.submit([paper()], as: office.by()).events.first).subject
            return [.command(.lend(id, form: ["borrower": "p2"]))]
        case .bookings:
            let id = try #require(try office.submit([meeting(office)], as: office.by()).events.first).subject
            let start = JSON.int(office.now.adding(minutes: 30).milliseconds)
            let moved = try office.submit([.revise(id, fields: ["start": start])], as: office.by())
            return [.command(meeting(office)), .takingBack(moved)]
        case .occurrences: return [.command(meeting(office, series))]
        case .use: return [.takingBack(try office.submit([.enlist(.unit, fields: ["name": "第三小学"])], as: office.by()))]
        case .running:
            try office.submit([paper()], as: office.by())
            return [.command(.change([.notice(HolidayNotice(year: 2027, reference: "某通知", days: []))]))]
        case .bookCount: return [.command(.change([.close(register: "inbound", year: 2025)]))]
        case .archived: return [.command(.change([.freeze(year: 2025)]))]
        case .standing:
            let keys = LaterDefinitions.smallest("keys", prefix: "ke", name: "钥匙借用")
            try office.submit([.change([.adopt(register: "keys", definition: keys)])], as: office.by())
            return [.command(.change([.retire(register: "keys")]))]
        case .lastNumber: return [.takingBack(archived(in: office))]
        case .holder:
            _ = archived(in: office)
            let changes = [
                Change("state", was: "archived", now: "done"), Change("archival", was: Self.code.json, now: .null),
                Change("number", was: Self.number.json, now: .null),
            ]
            return [.takingBack(office.record([Event(Self.filed, "matter.amended", changes: changes)], as: office.by()))]
        }
    }

    /// A paper that was archived.
    private func archived(in office: MemoryOffice) -> Entry {
        office.give(
            Self.filed,
            Record([
                "register": "inbound", "state": "archived", "owner": "p1", "title": "通知", "archival": Self.code.json,
                "number": Self.number.json,
            ]))
        let changes = [Change("state", was: "done", now: "archived"), Change("archival", was: .null, now: Self.code.json)]
        return office.record([Event(Self.filed, "matter.amended", changes: changes)], as: office.by())
    }

    private static let filed = SubjectID("m1")
    private static let code = MatterNumber(series: "archive/WS-D10-BGS", year: 2026, sequence: 1, printed: "WS·2026-D10-BGS-0001")
    private static let number = MatterNumber(series: "inbound", year: 2026, sequence: 1, printed: "收文〔2026〕1号")

    @Test(arguments: FactNeed.Kind.allCases)
    func `each kind of fact is asked for, and leaves undecided who cannot see it`(kind: FactNeed.Kind) throws {
        let office = try MemoryOffice()
        for deed in try deeds(asking: kind, office) {
            #expect(decided(deed, office, office.by()).asked.contains(kind), "\(deed) does not ask \(kind)")
            #expect(wrong(deed, office, office.by()) == [])
        }
    }

    @Test func `a series that cannot be expanded leaves the booking undecided`() throws {
        let office = try MemoryOffice()
        office.expand = { _ throws(FactFault) in throw FactFault(TestFault("no calendar library")) }
        #expect(decided(.command(meeting(office, series)), office, office.by()).outcome == .unseen)
        #expect(throws: FactFault.self) { try office.submit([meeting(office, series)], as: office.by()) }
        #expect(office.meetings == [])
    }
}
