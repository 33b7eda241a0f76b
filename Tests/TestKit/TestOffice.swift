import Foundation
import Ledger
import Office

/// An office with a frozen clock, gone when the test ends: on disk in a folder of its own, or in memory where no file is needed.
public final class TestOffice {
    /// Where an office is kept.
    public enum Place: CaseIterable, Sendable {
        case disk, memory
    }

    /// Where its files lie; nothing does where it is kept in memory.
    public let folder: String
    /// Its journal where it is kept in memory.
    public let journal: MemoryJournal?
    public private(set) var ledger: Ledger
    public var now: Moment
    private let expand: OccurrenceExpansion

    public init(
        _ place: Place = .disk, now: String = "2026-11-23T09:00", expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws {
        self.expand = expand
        guard let moment = OfficeZone.shanghai.moment(iso: now) else { throw TestFault("now") }
        self.now = moment
        switch place {
        case .disk:
            folder = NSTemporaryDirectory() + "banshi-test-" + UUID().uuidString
            journal = nil
            ledger = try Ledger.create(in: folder, expand: expand)
        case .memory:
            let journal = MemoryJournal()
            self.journal = journal
            ledger = try Ledger.inMemory(journal, expand: expand)
            folder = ledger.folder
        }
        try ledger.submit(Founding.commands, as: by("p1"), wholly: true)
    }

    deinit { if journal == nil { try? FileManager.default.removeItem(atPath: folder) } }

    /// The attribution of a person at the present moment of the test.
    public func by(_ person: String = "p1", for other: String? = nil, medium: Attribution.Medium = .own) -> Attribution {
        Attribution(
            by: other ?? person, recordedBy: person, account: person, device: "test", medium: medium, at: now, recorded: now)
    }

    /// The papers that are kept, by their digests.
    public func keptFiles() -> [String] {
        if let journal { return journal.keptPapers }
        let names = FileManager.default.enumerator(atPath: folder + "/files")?.compactMap { $0 as? String } ?? []
        return names.map { ($0 as NSString).lastPathComponent }.filter { $0.utf8.count == 64 }.sorted()
    }

    /// Opens the same office again, as another process would; in memory it is folded anew from the journal.
    public func reopened() throws -> Ledger {
        if let journal { return try Ledger.inMemory(journal, expand: expand) }
        return try Ledger.open(folder, for: .writing, expand: expand)
    }

    public func moment(_ text: String) throws -> Moment {
        guard let moment = OfficeZone.shanghai.moment(iso: text) else { throw TestFault(text) }
        return moment
    }

    /// A paper taken in, in the state to be registered.
    @discardableResult
    public func paper(_ title: String, reference: String? = nil, from: String = "u2", urgency: String? = nil) throws -> SubjectID {
        var values: [String: JSON] = ["title": .string(title), "fields/from": .string(from), "received": .int(now.milliseconds)]
        values["fields/reference"] = reference.map(JSON.string)
        values["urgency"] = urgency.map(JSON.string)
        return try open(MatterDraft(register: "inbound", values: values))
    }

    public func open(_ draft: MatterDraft) throws -> SubjectID {
        let receipt = try ledger.submit([.open(draft)], as: by())
        guard let id = receipt.subjects.first else { throw TestFault("no subject") }
        return id
    }

    public func move(_ id: SubjectID, _ move: Move, _ form: [String: JSON] = [:], as person: String = "p1") throws {
        try ledger.submit([.move(id, move, form: form)], as: by(person))
    }

    public func matter(_ id: SubjectID) throws -> Matter {
        guard let matter = try ledger.matter(id) else { throw TestFault(id.text) }
        return matter
    }
}

public struct TestFault: Error {
    public let what: String
    public init(_ what: String) { self.what = what }
}

/// The refusal a ledger threw, or nil where it threw something else or nothing.
public func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
        try body()
        return nil
    } catch LedgerFault.refused(let refusal) {
        return refusal
    } catch {
        return error as? Refusal
    }
}
