import GRDB
import Office

extension Ledger {
    /// Appends one entry and folds it into every projection, within the caller's transaction.
    ///
    /// - Parameters:
    ///   - cause: what the events come of.
    ///   - taken: the handles and numbers that were given for them.
    ///   - ready: the openings the events come from, where they were prepared.
    /// - Throws: `LedgerFault.busy` where others have written meanwhile, so that `writing` decides again.
    ///
    /// The entry's body lists what each event is about and the digest of its payload; the payload itself stands apart.
    @discardableResult
    func append(
        _ events: [Event], of cause: Cause = .none, giving taken: TakenNumbers = TakenNumbers(), ready: [SubjectID: PreparedOpening] = [:],
        act: String, undoes: String?, attribution: Attribution, to db: Database
    ) throws -> Entry {
        try checkVersion(in: db)
        isAppending = true
        // What is taken back stood here before, whence the taking back comes did not; everything else passes the door whole.
        if undoes != nil { try refuseMarks(in: attribution) }
        let events = undoes == nil ? try passed(events, ready: ready, attribution, in: db) : events
        let journal = journal(in: db)
        let (last, prev) = try end(in: db)
        let seq = last + 1
        var body: [JSON] = []
        var texts: [[UInt8]?] = []
        // What the events say lies together, and the papers' texts behind it: large rows among small ones leave pages half empty.
        let said = try payloads(of: events, ready: ready, in: db).map { packed in
            (
                payload: try journal.store(packed: packed.payload),
                open: try packed.open.map { try journal.store(packed: $0) }
            )
        }
        for (event, said) in zip(events, said) {
            let text = try event.text.map { try store($0, of: event, in: journal) }
            texts.append(text)
            body.append(
                .compact([
                    "subject": .string(event.subject.text), "kind": .string(event.kind), "version": JSON(event.version),
                    "step": JSON(event.step?.text),
                    "payload": .string(Hex.text(said.payload)), "open": JSON(said.open.map(Hex.text)), "text": JSON(text.map(Hex.text)),
                ]))
        }
        if let evidence = attribution.evidence {
            body.append(["evidence": .string(Hex.text(try journal.store(JSON.string(evidence).bytes)))])
        }
        let stored = StoredEntry(
            seq: seq, id: TimeOrderedID.make(at: attribution.recorded), act: act, undoes: undoes,
            attribution: attribution, body: JSON.array(body).bytes, prev: prev)
        let appended = try journal.append(stored, seen: last, giving: given(taken, in: db)) {
            try self.keys(of: events, cause, act: act, attribution, in: db)
        }
        guard appended == .written else { throw LedgerFault.busy }
        tally?.end = (seq, stored.digest)
        tally?.recorded = stored.recorded
        try project(zip(events, texts).map { ($0, $1) }, ready: ready, seq: seq, person: attribution.recordedBy, by: attribution.by, in: db)
        return Entry(
            sequence: seq, id: stored.id, act: act, undoes: undoes, attribution: attribution, events: events)
    }

    /// What the events say, packed as it is stored; of a matter kept to a circle in two parts.
    private func payloads(
        of events: [Event], ready: [SubjectID: PreparedOpening], in db: Database
    ) throws -> [(payload: [UInt8], open: [UInt8]?)] {
        var prepared = ready.mapValues { $0.payloads[...] }
        var circles: [SubjectID: Bool] = [:]
        return try events.enumerated().map { index, event in
            let packed = prepared[event.subject]?.popFirst()
            if packed == nil, MovedLimit.isMove(event), let move = try moved?.matter(event.subject, in: db) { return (move.payload, nil) }
            let wasCircled = try circles[event.subject] ?? isCircled(event.subject, in: db)
            circles[event.subject] = event.isCircled(wasCircled: wasCircled)
            let said = try event.payloads(wasCircled: wasCircled) {
                var record = try isFresh(event.subject) ? Office.Record() : row(of: event.subject, in: db)?.record ?? Office.Record()
                for event in events[...index] where event.subject == events[index].subject { evolve(&record, with: event) }
                return record
            }
            guard let open = said.open else { return (packed ?? Packing.pack(said.payload.bytes), nil) }
            return (Packing.pack(said.payload.bytes), Packing.pack(open.bytes))
        }
    }

    /// Whether a matter is kept to a circle.
    private func isCircled(_ id: SubjectID, in db: Database) throws -> Bool {
        guard id.kind == .matter, !isFresh(id) else { return false }
        let statement = try db.cachedStatement(sql: "SELECT knowers IS NOT NULL FROM matter WHERE id = ?")
        return try Bool.fetchOne(statement, arguments: [id.handle]) ?? false
    }

    /// Keeps a paper's text, packed beforehand where somebody had the time.
    private func store(_ text: String, of event: Event, in journal: any Journal) throws -> [UInt8] {
        let path = event.changes.first { $0.path.hasPrefix("enclosures/") }?.path ?? ""
        if let prepared = prepared.texts[String(path.dropFirst("enclosures/".count))], prepared.text == text {
            return try journal.store(packed: prepared.packed)
        }
        return try journal.store(Array(text.utf8))
    }

    /// Reads entries back, their payloads resolved; erased payloads leave events without changes.
    ///
    /// - Parameter strictly: a payload that is there and cannot be read is a fault, for who decides by it.
    func entries(
        _ entries: [StoredEntry], about subject: SubjectID? = nil, strictly: Bool = false, in db: Database
    ) throws -> [Entry] {
        try entries.map { stored in
            var attribution = stored.attribution
            attribution.evidence = try evidence(of: stored, in: db)
            return Entry(
                sequence: stored.seq, id: stored.id, act: stored.act, undoes: stored.undoes,
                attribution: attribution, events: try events(of: stored, about: subject, strictly: strictly, in: db).map(\.event))
        }
    }

    /// Where the original of an act lies, as its recorder wrote it down.
    private func evidence(of stored: StoredEntry, in db: Database) throws -> String? {
        let item = (try? JSON(bytes: stored.body))?.array?.last
        guard let digest = item?["evidence"].string.flatMap(Hex.bytes) else { return nil }
        return try journal(in: db).bytes(digest).flatMap { try? JSON(bytes: $0) }?.string
    }
}
