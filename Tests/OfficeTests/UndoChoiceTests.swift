import Office
import TestKit
import Testing

/// Which act undo and redo choose, asked of a history alone.
@Suite struct UndoChoiceTests {
    /// A history as it is told: one entry after the other.
    private struct Acts: ActReader {
        struct Line {
            let act: String
            let person: String
            var undoes: String?
            var device = "desk"
            var kind = "matter.noted"
        }

        let lines: [Line]
        var rows: [SubjectID: Record] = [:]
        static let subject = SubjectID("m1")

        init(_ lines: Line..., rows: [SubjectID: Record] = [:]) {
            self.lines = [Line(act: "founding", person: "p1", kind: Undoing.founding)] + lines
            self.rows = rows
        }

        func foundingAct() -> String? { lines.first?.act }
        func eachMark(of person: String, _ goesOn: (ActMark) throws(FactFault) -> Bool) throws(FactFault) {
            for line in lines.reversed() where line.person == person {
                if try !goesOn(ActMark(act: line.act, undoes: line.undoes, device: line.device)) { return }
            }
        }
        func firstEntry(of act: String) -> ActBeginning? {
            lines.firstIndex { $0.act == act }.map { ActBeginning(sequence: Int64($0 + 1), undoes: lines[$0].undoes) }
        }
        func eachEvents(of act: String, _ goesOn: ([Event]) throws(FactFault) -> Bool) throws(FactFault) {
            for line in lines where line.act == act {
                let changes = rows.isEmpty ? [Change("notes/1", was: .null, now: "一句")] : []
                if try !goesOn([Event(Acts.subject, line.kind, changes: changes)]) { return }
            }
        }
        func acts(undoing act: String) -> Set<String> { Set(lines.filter { $0.undoes == act }.map(\.act)) }
        func row(of id: SubjectID) -> Record? { rows[id] }
    }

    private func latest(_ person: String, _ acts: Acts) throws -> String? {
        do { return try Undoing.latestAct(of: person, in: acts) } catch {
            guard case .refused(.nothingToUndo) = error else { throw error }
            return nil
        }
    }

    private func again(_ person: String, _ acts: Acts) throws -> String? {
        do { return try Undoing.latestUndo(of: person, in: acts) } catch {
            guard case .refused(.nothingToRedo) = error else { throw error }
            return nil
        }
    }

    @Test func `undo takes my latest act, and never the founding of the office`() throws {
        #expect(try latest("p1", Acts()) == nil)
        let acts = Acts(.init(act: "a", person: "p1"), .init(act: "b", person: "p2"), .init(act: "c", person: "p1"))
        #expect(try latest("p1", acts) == "c")
        #expect(try latest("p2", acts) == "b")
        #expect(try latest("p3", acts) == nil)
    }

    @Test func `what is taken back is passed over, and what was done again is not`() throws {
        let undone = Acts(
            .init(act: "a", person: "p1"), .init(act: "b", person: "p1"), .init(act: "u", person: "p1", undoes: "b"))
        #expect(try latest("p1", undone) == "a")
        #expect(try again("p1", undone) == "u")
        let redone = Acts(
            .init(act: "a", person: "p1"), .init(act: "b", person: "p1"), .init(act: "u", person: "p1", undoes: "b"),
            .init(act: "r", person: "p1", undoes: "u"))
        #expect(try latest("p1", redone) == "b")
        #expect(try again("p1", redone) == nil)
    }

    @Test func `a colleague who takes back my undo puts my act in force again`() throws {
        let acts = Acts(
            .init(act: "a", person: "p1"), .init(act: "u", person: "p1", undoes: "a"), .init(act: "v", person: "p2", undoes: "u"))
        #expect(try latest("p1", acts) == "a")
        // A colleague's own undo is nothing they would take back by undo.
        #expect(try latest("p2", acts) == nil)
    }

    @Test func `two undos are done again one after the other, the last first`() throws {
        let two = [
            Acts.Line(act: "a", person: "p1"), .init(act: "b", person: "p1"), .init(act: "u", person: "p1", undoes: "b"),
            .init(act: "v", person: "p1", undoes: "a"),
        ]
        #expect(try again("p1", Acts(two[0], two[1], two[2], two[3])) == "v")
        let one = Acts(two[0], two[1], two[2], two[3], .init(act: "r", person: "p1", undoes: "v"))
        #expect(try again("p1", one) == "u")
        // What was done since ends it.
        #expect(try again("p1", Acts(two[0], two[1], two[2], two[3], .init(act: "c", person: "p1"))) == nil)
    }

    @Test func `a slip printed, a paper seen or taken in from the drop folder is no act of mine`() throws {
        for line in [
            Acts.Line(act: "x", person: "p1", kind: Undoing.slipPrinted), .init(act: "x", person: "p1", kind: "matter.seen"),
            .init(act: "x", person: "p1", device: Attribution.dropFolder),
            .init(act: "x", person: "p1", kind: Undoing.erasure),
        ] {
            #expect(try latest("p1", Acts(.init(act: "a", person: "p1"), line)) == "a", "\(line)")
            // Nor is it something done since.
            let undone = Acts(.init(act: "a", person: "p1"), .init(act: "u", person: "p1", undoes: "a"), line)
            #expect(try again("p1", undone) == "u", "\(line)")
        }
    }

    @Test func `what was done on an erased matter alone is passed over, and does not come again`() throws {
        let erased: [SubjectID: Record] = [Acts.subject: Record(["erased": ["reason": "误收"]])]
        #expect(try latest("p1", Acts(.init(act: "a", person: "p1"), rows: erased)) == nil)
        let undone = Acts(.init(act: "a", person: "p1"), .init(act: "u", person: "p1", undoes: "a"), rows: erased)
        #expect(try again("p1", undone) == nil)
    }

    @Test func `an act taken back is not taken back once more, by its entry either`() throws {
        let acts = Acts(.init(act: "a", person: "p1"), .init(act: "u", person: "p1", undoes: "a"))
        #expect(refusal { try refuse("a", acts) } == .nothingToUndo)
        #expect(refusal { try refuse("u", acts) } == nil)
    }

    private func refuse(_ act: String, _ acts: Acts) throws {
        do { try Undoing.refuseTakenBack(act, in: acts) } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw refusal
        }
    }

    @Test func `an act is traced to its origin, and an undo told from a redo`() throws {
        let acts = Acts(
            .init(act: "a", person: "p1"), .init(act: "u", person: "p1", undoes: "a"), .init(act: "r", person: "p1", undoes: "u"))
        for act in ["a", "u", "r"] { #expect(try Undoing.origin(of: act, in: acts) == "a") }
        #expect(try ["a", "u", "r"].map { try Undoing.isUndo($0, in: acts) } == [false, true, false])
        // Done after the founding and undone again, it built nothing; what was undone of before did.
        #expect(try Undoing.isTakenBack("u", undoes: "a", since: 1, in: acts))
        #expect(try !Undoing.isTakenBack("r", undoes: "u", since: 3, in: acts))
    }
}
