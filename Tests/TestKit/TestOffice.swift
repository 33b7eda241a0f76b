import Foundation
import Ledger
import Office

/// An office on disk in a folder of its own, with a frozen clock, gone when the test ends.
public final class TestOffice {
    public let folder: String
    public private(set) var ledger: Ledger
    public var now: Moment
    private let expand: OccurrenceExpansion

    public init(
        now: String = "2026-11-23T09:00", expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws {
        folder = NSTemporaryDirectory() + "banshi-test-" + UUID().uuidString
        self.expand = expand
        guard let moment = OfficeZone.shanghai.moment(iso: now) else { throw TestFault("now") }
        self.now = moment
        ledger = try Ledger.create(in: folder, expand: expand)
        try ledger.submit(Founding.commands, as: by("p1"), wholly: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The attribution of a person at the present moment of the test.
    public func by(_ person: String = "p1", for other: String? = nil, medium: Attribution.Medium = .own) -> Attribution {
        Attribution(
            by: other ?? person, recordedBy: person, account: person, device: "test", medium: medium, at: now, recorded: now)
    }

    /// The papers' files as they lie in the folder, by their digests.
    public func keptFiles() -> [String] {
        let names = FileManager.default.enumerator(atPath: folder + "/files")?.compactMap { $0 as? String } ?? []
        return names.map { ($0 as NSString).lastPathComponent }.filter { $0.utf8.count == 64 }.sorted()
    }

    /// Opens the same office again, as another process would.
    public func reopened() throws -> Ledger { try Ledger.open(folder, for: .writing, expand: expand) }

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
