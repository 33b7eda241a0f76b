import GRDB
import Office

extension Ledger {
    /// Appends one entry and folds it into every projection, within the caller's transaction.
    ///
    /// - Parameter ready: the openings the events come from, where they were prepared.
    ///
    /// The entry's body lists what each event is about and the digest of its payload; the payload itself stands apart.
    @discardableResult
    func append(
        _ events: [Event], ready: [SubjectID: PreparedOpening] = [:], act: String, undoes: String?, attribution: Attribution,
        to db: Database
    ) throws -> Entry {
        try checkVersion(in: db)
        // What is taken back stood here before; everything else passes the door.
        let events = undoes == nil ? try passed(events, ready: ready, attribution, in: db) : events
        let (last, prev) = try end(in: db)
        let seq = last + 1
        var body: [JSON] = []
        var texts: [[UInt8]?] = []
        var payloads = ready.mapValues { $0.payloads[...] }
        // What the events say lies together, and the papers' texts behind it: large rows among small ones leave pages half empty.
        let said = try events.map { event in
            try Payload.store(packed: payloads[event.subject]?.popFirst() ?? Packing.pack(event.payload.bytes), in: db)
        }
        for (event, payload) in zip(events, said) {
            let text = try event.text.map { try store($0, of: event, in: db) }
            texts.append(text)
            body.append(
                .compact([
                    "subject": .string(event.subject.text), "kind": .string(event.kind), "version": JSON(event.version),
                    "step": JSON(event.step?.text),
                    "payload": .string(Hex.text(payload)), "text": JSON(text.map(Hex.text)),
                ]))
        }
        if let evidence = attribution.evidence {
            body.append(["evidence": .string(Hex.text(try Payload.store(JSON.string(evidence).bytes, in: db)))])
        }
        let stored = StoredEntry(
            seq: seq, id: TimeOrderedID.make(at: attribution.recorded), act: act, undoes: undoes,
            attribution: attribution, body: JSON.array(body).bytes, prev: prev)
        try db.cachedStatement(
            sql: """
                INSERT INTO entry(seq, id, act, undoes, "by", recordedBy, account, device, medium, at, recorded,
                  body, prev, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            stored.seq, stored.id, stored.act, stored.undoes, stored.by, stored.recordedBy, stored.account,
            stored.device, stored.medium, stored.at, stored.recorded, Ledger.blob(stored.body),
            Ledger.blob(stored.prev), Ledger.blob(stored.digest),
        ])
        tally?.end = (seq, stored.digest)
        try project(zip(events, texts).map { ($0, $1) }, ready: ready, seq: seq, person: attribution.recordedBy, by: attribution.by, in: db)
        return Entry(
            sequence: seq, id: stored.id, act: act, undoes: undoes, attribution: attribution, events: events)
    }

    /// Keeps a paper's text, packed beforehand where somebody had the time.
    private func store(_ text: String, of event: Event, in db: Database) throws -> [UInt8] {
        let path = event.changes.first { $0.path.hasPrefix("enclosures/") }?.path ?? ""
        if let prepared = prepared.texts[String(path.dropFirst("enclosures/".count))], prepared.text == text {
            return try Payload.store(packed: prepared.packed, in: db)
        }
        return try Payload.store(Array(text.utf8), in: db)
    }

    /// Reads entries back, their payloads resolved; erased payloads leave events without changes.
    ///
    /// - Parameter strictly: a payload that is there and cannot be read is a fault, for who decides by it.
    func entries(_ rows: [Row], about subject: SubjectID? = nil, strictly: Bool = false, in db: Database) throws -> [Entry] {
        try rows.map { row in
            let stored = StoredEntry(row)
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
        return try Payload.bytes(digest, in: db).flatMap { try? JSON(bytes: $0) }?.string
    }

    /// - Parameter subject: whose events are wanted, nil for all: the payloads of the others are not read.
    func events(
        of stored: StoredEntry, about subject: SubjectID? = nil, strictly: Bool = false, in db: Database
    ) throws -> [(event: Event, text: [UInt8]?)] {
        guard let items = (try? JSON(bytes: stored.body))?.array else {
            throw LedgerFault.corrupt(path, reason: "entry \(stored.seq)")
        }
        return try items.filter { $0["evidence"].isNull && (subject == nil || $0["subject"].string == subject?.text) }.map { item in
            let digest = item["payload"].string.flatMap(Hex.bytes) ?? []
            let kept = try Payload.bytes(digest, in: db)
            let payload = kept.flatMap { try? JSON(bytes: $0) }
            if strictly, kept != nil, payload == nil { throw LedgerFault.corrupt(path, reason: "entry \(stored.seq)") }
            let event = Event(
                subject: SubjectID(item["subject"].string ?? ""), kind: item["kind"].string ?? "",
                version: Int(item["version"].int ?? 1), step: item["step"].string.flatMap { StepReference($0) }, payload: payload ?? .null)
            return (event, item["text"].string.flatMap(Hex.bytes))
        }
    }
}
