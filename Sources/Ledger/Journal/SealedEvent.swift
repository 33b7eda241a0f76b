import GRDB
import Office

/// An event as the body of its entry names it, with its payloads as they are stored: reading those asks for no journal, so that any thread may.
struct SealedEvent: Sendable {
    let subject: SubjectID
    let kind: String
    let version: Int
    let step: StepReference?
    let payload: [UInt8]?
    let open: [UInt8]?
    let text: [UInt8]?

    /// The event, and the digest of the paper's text that came with it.
    ///
    /// - Returns: whether its payloads could be read, beside it.
    /// - Throws: `LedgerFault` where it was packed otherwise.
    func read() throws(LedgerFault) -> (deed: Ledger.Deed, isWhole: Bool) {
        var isWhole = true
        func said(_ stored: [UInt8]?) throws(LedgerFault) -> JSON {
            guard let stored else { return .null }
            let bytes = try Packing.unpack(stored)
            if let said = try? JSON(bytes: bytes) { return said }
            isWhole = false
            return .null
        }
        let event = Event(
            subject: subject, kind: kind, version: version, step: step, payload: try said(payload), open: try said(open))
        return ((event, text), isWhole)
    }
}

extension Ledger {
    /// The events an entry's body names, with their payloads as they are stored; erased ones are nil.
    ///
    /// - Parameter subject: whose events are wanted, nil for all: the payloads of the others are not read.
    func sealed(of stored: StoredEntry, about subject: SubjectID? = nil, in db: Database) throws -> [SealedEvent] {
        guard let items = (try? JSON(bytes: stored.body))?.array else {
            throw LedgerFault.corrupt(path, reason: "entry \(stored.seq)")
        }
        let journal = journal(in: db)
        return try items.filter { $0["evidence"].isNull && (subject == nil || $0["subject"].string == subject?.text) }.map { item in
            func kept(_ part: String) throws -> [UInt8]? {
                try item[part].string.flatMap(Hex.bytes).flatMap { try journal.payload($0)?.bytes }
            }
            return SealedEvent(
                subject: SubjectID(item["subject"].string ?? ""), kind: item["kind"].string ?? "",
                version: Int(item["version"].int ?? 1), step: item["step"].string.flatMap { StepReference($0) },
                payload: try kept("payload"), open: try kept("open"), text: item["text"].string.flatMap(Hex.bytes))
        }
    }

    /// The events of an entry, their payloads read; erased payloads leave events without changes.
    ///
    /// - Parameters:
    ///   - subject: whose events are wanted, nil for all.
    ///   - strictly: a payload that is there and cannot be read is a fault, for who decides by it.
    func events(of stored: StoredEntry, about subject: SubjectID? = nil, strictly: Bool = false, in db: Database) throws -> [Deed] {
        try sealed(of: stored, about: subject, in: db).map { sealed in
            let (deed, isWhole) = try sealed.read()
            if strictly, !isWhole { throw LedgerFault.corrupt(path, reason: "entry \(stored.seq)") }
            return deed
        }
    }
}
