import Office

/// Reads the payloads of the next entries on another thread while those before them are folded.
final class ReadingAhead {
    /// An entry of the journal with what it says.
    typealias Read = (entry: StoredEntry, deeds: [Ledger.Deed])

    private struct Sealed: Sendable {
        let entry: StoredEntry
        let events: [SealedEvent]
    }

    private var gathered: [Sealed] = []
    private var weight = 0
    private var under: Ahead<[Result<Read, any Error>]>?

    /// Events: few enough for a slice of time not to be overrun by much.
    private static let limit = 256

    /// Takes the next entry.
    ///
    /// - Returns: the entries to be folded meanwhile, none most times.
    func take(_ entry: StoredEntry, _ events: [SealedEvent]) throws -> [Read] {
        gathered.append(Sealed(entry: entry, events: events))
        weight += max(1, events.count)
        return weight < ReadingAhead.limit ? [] : try next()
    }

    /// All that was taken and not handed out yet.
    func rest() throws -> [Read] { try next() + next() }

    /// What was read, while what was gathered is read.
    private func next() throws -> [Read] {
        let sealed = gathered
        (gathered, weight) = ([], 0)
        let read = under
        under = Ahead([]) {
            sealed.map { sealed in Result { (sealed.entry, try sealed.events.map { try $0.read().deed }) } }
        }
        return try read?.value().map { try $0.get() } ?? []
    }
}
