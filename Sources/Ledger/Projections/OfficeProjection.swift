import GRDB
import Office

/// The office's own row. Its register definitions stand apart from it in `definition`, one row a revision; the row keeps which revision is
/// adopted.
extension Ledger {
    func projectOffice(_ event: Event, seq: Int64, in db: Database) throws {
        var record = try row(of: .office, in: db)?.record ?? Office.Record()
        let adopted = event.changes.compactMap { change in RegisterDefinition.id(at: change.path).map { (register: $0, change: change) } }
        let before = try stages(in: adopted.map(\.register), db)
        evolve(&record, with: event)
        for (register, change) in adopted where change.now.object != nil {
            let revision = RegisterDefinition.revision(of: change.now)
            try db.cachedStatement(
                sql: """
                    INSERT INTO definition(register, revision, source, compiled) VALUES (?, ?, ?, ?)
                    ON CONFLICT(register, revision) DO UPDATE SET source = excluded.source, compiled = excluded.compiled
                    """
            ).execute(arguments: [
                register, revision, Ledger.blob(Packing.pack(change.now.bytes)),
                // Every command reads it: to load the library that unpacks would cost it more than the bytes.
                Ledger.blob(RegisterDefinition.compiled(change.now).bytes),
            ])
            record[change.path] = JSON(revision)
        }
        try keep(record, of: .office, seq: seq, in: db)
        cachedOffice = nil
        // It bears the office's name and its circles.
        cachedDirectory = nil
        try restage(before, in: db)
    }

    /// The office as the journal has it, with its definitions in their places: what an act on it is decided and taken back by.
    func wholeOffice(_ office: Subject, in db: Database) throws -> Subject {
        var office = office
        for (register, kept) in office.record.group("registers") {
            guard let revision = kept.int else { continue }
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT source FROM definition WHERE register = ? AND revision = ?"),
                arguments: [register, revision])
            guard let row, let source = try? JSON(bytes: Packing.unpack(Ledger.bytes(row, "source"))) else {
                throw Ledger.unreadable(register, in: path)
            }
            office.record[RegisterDefinition.path(of: register)] = source
        }
        return office
    }

    // MARK: Adoption

    /// Where matters of registers stand, and at which stage that is.
    private func stages(in registers: [String], _ db: Database) throws -> [Tally.Place: StateDefinition.Stage?] {
        if registers.isEmpty { return [:] }
        try writeTally(in: db)
        let office = try office(in: db)
        var stages: [Tally.Place: StateDefinition.Stage?] = [:]
        for register in registers {
            let states = try String.fetchAll(db, sql: "SELECT state FROM counter WHERE register = ? AND count > 0", arguments: [register])
            for state in states {
                stages[Tally.Place(register: register, state: state)] = .some(
                    office.register(register, holding: state)?.state(state)?.stage)
            }
        }
        return stages
    }

    /// Writes the rows of matters anew whose state is of another stage now: whether they are open, and who owes something for them.
    private func restage(_ before: [Tally.Place: StateDefinition.Stage?], in db: Database) throws {
        let office = try office(in: db)
        for (place, stage) in before {
            if office.register(place.register, holding: place.state)?.state(place.state)?.stage == stage { continue }
            let ids = try Int.fetchAll(
                db, sql: "SELECT id FROM matter WHERE register = ? AND state = ?", arguments: [place.register, place.state])
            for id in ids {
                guard let matter = try subject(SubjectID(.matter, id), in: db).map({ Matter($0) }) else { continue }
                try write(matter, title: matter.title, office: office, isNew: false, in: db)
                try owe(matter, office: office, isNew: false, in: db)
            }
        }
    }
}
