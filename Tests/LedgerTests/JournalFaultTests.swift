import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// Whatever of an act's reading or writing fails, the act fails as a fault of the storage and never as a refusal; nothing of it is
/// written, and nothing it would have taken is given to nobody.
@Suite struct JournalFaultTests {
    /// Lets the n-th thing that is asked fail.
    private final class Saboteur {
        var place = 0
        private(set) var count = 0
        private(set) var failed: String?

        func arm(_ place: Int) {
            self.place = place
            (count, failed) = (0, nil)
        }

        /// Whether this one is it.
        func isHit(_ what: String) -> Bool {
            count += 1
            guard count == place else { return false }
            failed = what
            return true
        }
    }

    private typealias Act = (name: String, isErasure: Bool, run: (TestOffice) throws -> Void)

    /// Acts that read and write whatever an act can, in this order.
    private var acts: [Act] {
        let (first, second) = (SubjectID("m1"), SubjectID("m2"))
        func paper(_ office: TestOffice, _ title: String) throws {
            let values: [String: JSON] = [
                "title": .string(title), "fields/from": "u2", "fields/reference": .string("云府〔2026〕\(title.count)号"),
            ]
            var draft = MatterDraft(register: "inbound", values: values, registers: true)
            draft.isSole = true
            _ = try office.open(draft)
        }
        func meeting(_ office: TestOffice) throws {
            let start = office.now.milliseconds
            try office.ledger.submit(
                [.schedule(fields: ["title": "例会", "start": .int(start), "end": .int(start + 3_600_000), "place": "r1"])],
                as: office.by())
        }
        return [
            ("a paper with its number", false, { try paper($0, "来文") }),
            ("an amendment", false, { try $0.ledger.submit([.amend(first, fields: ["title": "改名"])], as: $0.by("p2")) }),
            ("a step", false, { try $0.move(first, .propose, ["leader": "p3", "note": "拟请阅示"]) }),
            ("a loan", false, { try $0.ledger.submit([.lend(first, form: ["borrower": "p2"])], as: $0.by()) }),
            ("a room", false, { try meeting($0) }),
            ("a lease", false, { try $0.ledger.lease(.handle(.meeting), count: 2) }),
            ("an undo", false, { try $0.ledger.undo(as: $0.by()) }),
            ("a redo", false, { try $0.ledger.redo(as: $0.by()) }),
            ("another paper", false, { try paper($0, "又一来文") }),
            ("an undo that keeps the number", false, { try $0.ledger.undo(as: $0.by()) }),
            ("the paper the number waits for", false, { try paper($0, "又一来文") }),
            ("a unit", false, { try $0.ledger.submit([.enlist(.unit, fields: ["name": "第三小学"])], as: $0.by()) }),
            ("an undo that asks whether anybody has named it", false, { try $0.ledger.undo(as: $0.by()) }),
            ("a note", false, { try $0.ledger.submit([.note(first, kind: "progress", text: "已联系")], as: $0.by()) }),
            (
                "an undo by the name of an entry", false,
                { office in try office.ledger.undo(entry: try #require(office.journal?.state.entries.last).id, as: office.by()) }
            ),
            (
                "a batch", false,
                { try $0.ledger.submit([first, second].map { .note($0, kind: "progress", text: "办理") }, as: $0.by(), wholly: true) }
            ),
            (
                "a draft", false,
                { try $0.ledger.keepDraft(["note": "草稿"], form: "note.progress.\(second)", person: "p1", at: $0.now) }
            ),
            ("a draft dropped", false, { try $0.ledger.dropDraft(form: "note.progress.\(first)", person: "p1") }),
            ("an erasure", true, { try $0.ledger.erase(second, reason: "误收", as: $0.by()) }),
        ]
    }

    /// All that is kept: what the journal holds, and every row that is folded from it.
    private struct Kept: Equatable {
        let entries: [[UInt8]]
        let payloads: Set<[UInt8]>
        let drafts: [String]
        let leases: [KeptLease]
        let rows: [[DatabaseValue]]
    }

    private func kept(_ office: TestOffice) throws -> Kept {
        let state = try #require(office.journal).state
        let rows = try office.ledger.queue.read { db in
            try Schema.projectionTables.filter { $0 != "search" }.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { Array($0.databaseValues) }
            }
        }
        return Kept(
            entries: state.entries.map(\.digest), payloads: Set(state.payloads.keys),
            drafts: state.drafts.map { "\($0.person) \($0.form) \($0.body)" }, leases: state.leases, rows: rows)
    }

    /// Runs an act again and again, each time with the next thing failing, until nothing of it fails any more.
    ///
    /// - Returns: how many things can fail.
    private func sabotaged(
        _ act: Act, _ office: TestOffice, by saboteur: Saboteur, _ arm: (Bool) throws -> Void
    ) throws -> Int {
        let before = try kept(office)
        for place in 1...2_000 {
            saboteur.arm(place)
            try arm(true)
            var fault: LedgerFault?
            do { try act.run(office) } catch let error as LedgerFault { fault = error }
            try arm(false)
            guard let failed = saboteur.failed else {
                #expect(fault == nil, "\(act.name): \(String(describing: fault)), though everything can be read")
                return place - 1
            }
            let isAsItWas = try kept(office) == before
            switch fault {
            case .writeFailed, .cannotOpen, .corrupt, .unseen: #expect(isAsItWas, "\(act.name): something is left without \(failed)")
            default: Issue.record("\(act.name) came to \(String(describing: fault)) without \(failed)")
            }
            if fault == nil { return place }
        }
        Issue.record("\(act.name) never ends")
        return 0
    }

    @Test func `what does not come off the disk leaves an act undecided, and opens no question whether the office is there`() {
        for code: ResultCode in [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ] {
            let error = DatabaseError(resultCode: code)
            for fault in [LedgerFault(committing: error, path: "o"), LedgerFault(committing: FactFault(error), path: "o")] {
                guard case .unseen = fault else {
                    Issue.record("\(code): \(fault)")
                    continue
                }
            }
        }
        // What cannot be written is another matter, and so is a file that is not there.
        let (full, gone) = (DatabaseError(resultCode: .SQLITE_FULL), DatabaseError(resultCode: .SQLITE_CANTOPEN))
        if case .writeFailed = LedgerFault(committing: full, path: "o") {} else { Issue.record("a full disk") }
        if case .cannotOpen = LedgerFault(committing: gone, path: "o") {} else { Issue.record("a file that is not there") }
    }

    /// That nothing was lost on the way: the numbers run without a gap, and what is folded is what the journal says.
    private func expectSound(_ office: TestOffice) throws {
        let found = try office.ledger.verify(deep: true)
        #expect(found.isWhole && found.missing == 0, "\(found)")
        #expect(try ["m1", "m2"].map { try office.matter(SubjectID($0)).number?.sequence } == [1, 2])
        #expect(try office.ledger.matter(SubjectID("m3")) == nil && office.ledger.draft(form: "note.progress.m2", person: "p1") == nil)
    }

    @Test func `whatever the journal cannot do, nothing of the act is done`() throws {
        let office = try TestOffice(.memory)
        let journal = try #require(office.journal)
        let saboteur = Saboteur()
        var asked: Set<MemoryJournal.Access> = []
        for act in acts {
            let count = try sabotaged(act, office, by: saboteur) { isArmed in
                journal.fault = nil
                guard isArmed else { return }
                journal.fault = { access in
                    asked.insert(access)
                    if saboteur.isHit(access.rawValue) { throw TestFault(access.rawValue) }
                }
            }
            #expect(count > 0, "\(act.name) asks the journal nothing")
        }
        // Whoever lists, verifies or folds anew asks these, and no act does.
        let elsewhere: Set<MemoryJournal.Access> = [.count, .entriesAfter, .entriesBackwards, .opening, .draft, .drafts]
        #expect(Set(MemoryJournal.Access.allCases).subtracting(elsewhere).subtracting(asked) == [])
        try expectSound(office)
    }

    @Test func `whatever of the projections cannot be read, nothing of the act is done`() throws {
        let office = try TestOffice(.memory)
        let queue = office.ledger.queue
        let saboteur = Saboteur()
        for act in acts {
            // What an erasure reads behind its transaction, to scrub the files, is no part of the act.
            if act.isErasure {
                try act.run(office)
                continue
            }
            let count = try sabotaged(act, office, by: saboteur) { isArmed in
                queue.inDatabase { db in
                    guard isArmed else { return db.trace(options: []) }
                    db.trace { event in
                        let sql = event.description
                        if sql.hasPrefix("SELECT"), saboteur.isHit(sql) { queue.interrupt() }
                    }
                }
            }
            // A draft is no projection: dropping one asks the journal alone.
            #expect(count > 0 || act.name == "a draft dropped", "\(act.name) reads nothing")
        }
        try expectSound(office)
    }
}
