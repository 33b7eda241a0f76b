import Calendars
import Foundation
import Ledger
import Office
import Phrases
import TestKit

/// An office of an earlier program, unpacked into a folder of its own and opened as `banshi` opens it; gone when the test ends.
final class WireOffice {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Wire"

    let path: String
    let ledger: Ledger

    init(_ name: String) throws {
        path = NSTemporaryDirectory() + "banshi-wire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try WireOffice.run("/bin/tar", "-xzf", "\(WireOffice.folder)/\(name).tar.gz", "-C", path)
        let expand: OccurrenceExpansion = { source, from, to throws(FactFault) in
            try FactFault.reading { try expandOccurrences(source, from: from, to: to) }
        }
        do { ledger = try Ledger.open(path, for: .writing, expand: expand) } catch LedgerFault.older {
            try Rebuilding.run(path, expand: expand)
            ledger = try Ledger.open(path, for: .writing, expand: expand)
        }
    }

    deinit {
        ledger.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Runs a program to its end.
    private static func run(_ words: String...) throws {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in arguments { free(pointer) } }
        var process = pid_t()
        var status: Int32 = -1
        guard posix_spawn(&process, words[0], nil, nil, &arguments, environ) == 0, waitpid(process, &status, 0) == process, status == 0
        else { throw TestFault(words.joined(separator: " ")) }
    }

    /// Whatever the journal tells of, in order.
    func subjects() throws -> [SubjectID] {
        var found: Set<SubjectID> = []
        try ledger.eachEntry { entry in found.formUnion(entry.events.map(\.subject)) }
        return found.sorted()
    }

    /// What is true of every matter, everybody and the office.
    func records() throws -> [SubjectID: Record] {
        var records: [SubjectID: Record] = [.office: try ledger.office().record]
        for id in try subjects() where id.kind == .matter { records[id] = try ledger.matter(id)?.record }
        for meeting in try ledger.meetings() { records[meeting.id] = meeting.record }
        for person in try ledger.directory().people { records[SubjectID(person.id)] = person.record }
        return records
    }

    /// Every history as `banshi history` prints it.
    func histories(in language: Language) throws -> String {
        let office = try ledger.office()
        let directory = try ledger.directory()
        let speaker = Speaker(language, zone: office.zone)
        return try subjects().map { id in
            let register = id.kind == .matter ? try ledger.matter(id)?.register : nil
            let lines = try ledger.history(id).map { line in
                let attribution = line.attribution
                let author = speaker.author(
                    by: attribution.by, recordedBy: attribution.recordedBy, medium: attribution.medium, directory: directory)
                let evidence = attribution.evidence.map { "  " + speaker(.originalAt, $0) } ?? ""
                let notes = line.event.noteTexts.map { "  " + $0 }.joined()
                let deed = speaker.deed(line.event, in: office, register: register)
                return "\(speaker.zone.plain(attribution.at))  \(deed)  \(author)\(evidence)\(notes)\n"
            }
            return "= \(id)\n" + lines.joined()
        }.joined()
    }

    /// The first person, the morning after the last entry.
    func later() throws -> Attribution {
        var last = Moment(milliseconds: 0)
        try ledger.eachEntry { last = max(last, $0.attribution.recorded) }
        let now = last.adding(minutes: 24 * 60)
        return Attribution(by: "p1", recordedBy: "p1", account: "wire", device: "wire", medium: .own, at: now, recorded: now)
    }
}
