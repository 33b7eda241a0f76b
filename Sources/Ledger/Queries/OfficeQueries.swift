import GRDB
import Office

extension Ledger {
    /// The office's own record, read again only when it changed.
    public func office() throws(LedgerFault) -> OfficeRecord { try glancing { try self.office(in: $0) } }

    func office(in db: Database) throws -> OfficeRecord {
        if let cachedOffice {
            // Within a transaction of our own nobody else can have changed it.
            if isOfficeSettled { return cachedOffice.office }
            let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT last FROM subject WHERE id = 'o1'"))
            isOfficeSettled = isWriting
            if cachedOffice.last == last { return cachedOffice.office }
        }
        guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT last, record FROM subject WHERE id = 'o1'")) else {
            return OfficeRecord(Record())
        }
        let office = OfficeRecord(try record(row), definitions: shelf)
        cachedOffice = (try row.value("last"), office)
        return office
    }

    /// People, units and places; they number with the office, never with the archive.
    ///
    /// What is kept bears the version asked for first, so that a change between the two questions is read again at the next.
    public func directory() throws(LedgerFault) -> Directory { try glancing { try self.directory(in: $0) } }

    /// The rows of `subject` the directory is read from, o to u: days and refused attempts grow with the years, and no decision waits for them.
    private static let isOfDirectory = "id >= 'o' AND id < 'v'"

    func directory(in db: Database) throws -> Directory {
        if let cachedDirectory, isDirectorySettled { return cachedDirectory.directory }
        // Asked first: an entry more between the two questions is asked about again at the next.
        let end = try tally?.end?.seq ?? journal(in: db).lastSeq()
        if let cachedDirectory, cachedDirectory.known == end {
            isDirectorySettled = isWriting
            return cachedDirectory.directory
        }
        let newest =
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT coalesce(max(last), 0) FROM subject WHERE \(Ledger.isOfDirectory)")) ?? 0
        isDirectorySettled = isWriting
        if let cachedDirectory, cachedDirectory.version == newest {
            self.cachedDirectory?.known = end
            return cachedDirectory.directory
        }
        var people: [Person] = []
        var units: [Unit] = []
        var places: [Place] = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT id, last, record FROM subject WHERE \(Ledger.isOfDirectory)"))
        while let row = try rows.next() {
            let id = SubjectID(try row.value("id"))
            guard id.kind != .office else { continue }
            let record = try record(row)
            if record.isEmpty { continue }
            switch id.kind {
            case .person: people.append(Person(id: id.text, record: record))
            case .unit: units.append(Unit(id: id.text, record: record))
            case .place: places.append(Place(id: id.text, record: record))
            default: break
            }
        }
        func byHandle(_ left: String, _ right: String) -> Bool { SubjectID(left) < SubjectID(right) }
        let office = try office(in: db)
        let directory = Directory(
            people: people.sorted { byHandle($0.id, $1.id) }, units: units.sorted { byHandle($0.id, $1.id) },
            places: places.sorted { byHandle($0.id, $1.id) }, circles: office.circles, own: office.name)
        cachedDirectory = (newest, end, directory)
        return directory
    }

    /// Brings what is kept of the directory up to an entry just folded: to read thousands anew for each of thousands would take hours.
    func noteInDirectory(_ id: SubjectID, _ record: Office.Record, seq: Int64) {
        guard id.kind?.isBeside == false, cachedDirectory?.directory.note(id, record) == true else {
            if id.kind?.isBeside == false { cachedDirectory = nil }
            return
        }
        cachedDirectory?.version = seq
        if cachedDirectory?.known == seq - 1 { cachedDirectory?.known = seq }
    }

    /// Whether no matter stands in any register yet.
    public func isBare() throws(LedgerFault) -> Bool {
        try glancing {
            try Bool.fetchOne($0.cachedStatement(sql: "SELECT NOT EXISTS (SELECT 1 FROM matter WHERE register IS NOT NULL)")) ?? false
        }
    }

    // MARK: Drafts

    /// Keeps what a person has typed into a form so far.
    ///
    /// - Parameter isDurable: whether the disk is waited for. Without, a kill of this program loses nothing of it, a failing machine may;
    ///   the next commit that waits makes it durable, too.
    /// - Throws: `Refusal.classified` where it, or the name it is kept under, bears a secrecy mark (J13); `.guarded(.erased)` where it is
    ///   about a matter that was erased.
    public func keepDraft(
        _ values: JSON, form: String, person: String, at moment: Moment, isDurable: Bool = true
    ) throws(LedgerFault) {
        let name = form.split(separator: ".", maxSplits: 1).last.map(String.init) ?? form
        if let level = SecrecyDoor.mark(in: values) ?? SecrecyDoor.mark(inTyped: name) { throw .refused(.classified(secrecy: level)) }
        // A form is named by what it does and the matters it is about; a view by its person's own words.
        let parts = form.hasPrefix(SavedView.prefix) ? [] : form.split(separator: ".").dropFirst().map { SubjectID(String($0)) }
        let matters = parts.filter { $0.kind == .matter && Int($0.text.dropFirst()) != nil }
        isHasty = !isDurable
        defer { isHasty = false }
        try writing { db in
            // Whoever had it open when it was erased would leave its words behind for good.
            for id in matters {
                guard let subject = try self.subject(id, in: db), !subject.record["erased"].isNull else { continue }
                throw Refusal.guarded(.erased, article: id.text)
            }
            try self.journal(in: db).keep(StoredDraft(person: person, form: form, saved: moment.milliseconds, body: values.bytes))
        }
    }

    public func draft(form: String, person: String) throws(LedgerFault) -> JSON? {
        try reading { db in try self.journal(in: db).draft(form, of: person).flatMap { try? JSON(bytes: $0.body) } }
    }

    /// What would be written under a register's book of a year if it were closed now.
    func book(_ register: String, _ year: Int, in db: Database) throws -> ClosedBook {
        let last = try lastNumber(register, year, in: db)
        let withdrawn = try office(in: db).register(register)?.withdrawnStates ?? []
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS count, coalesce(sum(state IN (SELECT value FROM json_each(?))), 0) AS voids FROM matter
                WHERE register = ? AND year = ? AND sequence IS NOT NULL
                """, arguments: [Ledger.list(withdrawn), register, year])
        let (count, voids): (Int, Int) = (row?["count"] ?? 0, row?["voids"] ?? 0)
        return ClosedBook(last: last, count: count, voids: voids, reserved: max(0, last - count))
    }

    /// The views a person keeps, by name.
    public func views(of person: String) throws(LedgerFault) -> [SavedView] {
        try glancing { db in
            try self.journal(in: db).drafts(SavedView.prefix, of: person).compactMap { draft in
                let name = String(draft.form.dropFirst(SavedView.prefix.count))
                return (try? JSON(bytes: draft.body)).flatMap { SavedView(name: name, json: $0) }
            }
        }
    }

    // MARK: Open forms

    /// How the drafts are named that say only that a form is open.
    private static let openPrefix = "open."

    /// Tells the other desks which matters a person has a form open on; a note, not a lock (J7).
    public func announce(_ subjects: [SubjectID], by person: String, at moment: Moment) throws(LedgerFault) {
        try writing { db in
            let journal = self.journal(in: db)
            for draft in try journal.drafts(Ledger.openPrefix, of: person) { try journal.dropDraft(draft.form, of: person) }
            for subject in subjects {
                try journal.keep(
                    StoredDraft(person: person, form: Ledger.openPrefix + subject.text, saved: moment.milliseconds, body: []))
            }
        }
    }

    /// Who else has a form open on what; what was announced before `since` is taken for a desk that died.
    public func openForms(besides person: String, since: Moment) throws(LedgerFault) -> [SubjectID: String] {
        try glancing { db in
            let open = try self.journal(in: db).drafts(Ledger.openPrefix, of: nil)
            return Dictionary(
                open.filter { $0.person != person && $0.saved > since.milliseconds }
                    .map { (SubjectID(String($0.form.dropFirst(Ledger.openPrefix.count))), $0.person) }, uniquingKeysWith: { $1 })
        }
    }

    public func dropDraft(form: String, person: String) throws(LedgerFault) {
        try writing { db in
            try self.journal(in: db).dropDraft(form, of: person)
        }
    }
}
