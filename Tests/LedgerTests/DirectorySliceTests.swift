import Ledger
import Office
import TestKit
import Testing

/// People and units by the hundred: one act over several transactions, known at once, taken back as one.
@Suite struct DirectorySliceTests {
    private func people(_ range: ClosedRange<Int>) -> [Command] {
        range.map { .enlist(.person, fields: ["name": .string("职员\($0)"), "post": "科员", "roles": ["clerk"]]) }
    }

    private func shape(_ directory: Directory) -> [String] {
        let all = directory.people.map(\.id) + directory.units.map(\.id) + directory.places.map(\.id)
        return all.map { "\($0) \(directory.name($0) ?? "")" }
    }

    @Test(arguments: TestOffice.Place.allCases) func `what is kept of the directory is what another program reads`(place: TestOffice.Place)
        throws
    {
        let office = try TestOffice(place)
        let before = try office.ledger.directory().people.count
        let first = try office.ledger.submit(people(1...40), as: office.by())
        try office.ledger.submit(people(41...80), as: office.by(), act: first.act)
        let id = try #require(first.subjects.first)
        try office.ledger.submit([.revise(id, fields: ["name": "改名的", "phone": "5210001"])], as: office.by())
        try office.ledger.submit([.change([.header("别的办")]), .enlist(.unit, fields: ["name": "新科"])], as: office.by())
        let kept = try office.ledger.directory()
        #expect(kept.people.count == before + 80 && kept.name(id.text) == "改名的")
        #expect(try shape(kept) == shape(office.reopened().directory()))
    }

    @Test func `slices of one act are taken back and done again as one`() throws {
        let office = try TestOffice(.memory)
        let before = try shape(office.ledger.directory())
        let first = try office.ledger.submit(people(1...30), as: office.by())
        try office.ledger.submit(people(31...60), as: office.by(), act: first.act)
        let after = try shape(office.ledger.directory())
        try office.ledger.undo(as: office.by())
        #expect(try shape(office.ledger.directory()) == before)
        try office.ledger.redo(as: office.by())
        #expect(try shape(office.ledger.directory()) == after && after.count == before.count + 60)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a name twice in one slice is refused where it stands, and a trial leaves nothing`() throws {
        let office = try TestOffice(.memory)
        let before = try shape(office.ledger.directory())
        let commands = people(1...3) + people(2...2)
        let tried = try office.ledger.rehearse(commands, as: office.by())
        #expect(tried.count == 4 && tried.filter { if case .failure = $0 { true } else { false } }.count == 1)
        #expect(try shape(office.ledger.directory()) == before)
        let receipt = try office.ledger.submit(commands, as: office.by())
        guard case .failure(.guarded(.namesake, _)) = receipt.results[3] else {
            Issue.record("\(receipt.results)")
            return
        }
        #expect(receipt.subjects.count == 3)
    }

    @Test func `the last administrator stays, whoever else is changed with them`() throws {
        let office = try TestOffice(.memory)
        let last = refusal { try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk"]])], as: office.by()) }
        guard case .guarded(.lastAdministrator, _)? = last else {
            Issue.record("\(String(describing: last))")
            return
        }
        try office.ledger.submit([.revise(SubjectID("p2"), fields: ["roles": ["director", "administrator"]])], as: office.by())
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk"]])], as: office.by())
    }

    @Test func `a colleague's change is seen by who has the directory already`() throws {
        let office = try TestOffice(.disk)
        _ = try office.ledger.directory()
        let other = try office.reopened()
        try other.submit(people(1...2), as: office.by())
        try office.ledger.submit(people(3...3), as: office.by())
        #expect(try shape(office.ledger.directory()) == shape(other.directory()))
        other.close()
    }
}
