import Desk
import Foundation
import Ledger
import Office
import Phrases

/// Opens the desk; the first run on a terminal sets up an office in three questions.
struct OpenDesk: Errand {
    static var isHurried: Bool { false }
    /// Prints the panes line by line in place of opening them.
    var isLinear = false

    static func plain(_ arguments: [String]) -> (OpenDesk, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: ["--plain"]), plain.words.isEmpty else { return nil }
        return (OpenDesk(isLinear: plain.has("--plain")), plain.options)
    }

    func run(_ session: Session) throws {
        if isLinear { return try readOut(session) }
        let ledger: Ledger
        do { ledger = try session.open(session.folder, for: .writing, within: nil) } catch LedgerFault.notAnOffice(let folder) {
            guard isatty(0) == 1, isatty(1) == 1 else { throw LedgerFault.notAnOffice(folder) }
            ledger = try setUp(folder, session)
        }
        session.adopt(ledger)
        try Loop(session: session, ledger: ledger).run()
        ledger.close()
    }

    private func readOut(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let runner = Runner(session: session, ledger: ledger)
        var desk = DeskState(
            speaker: Speaker(session.speaker.language, zone: office.zone), office: office, directory: directory,
            me: try session.me(directory), now: try runner.now(), columns: 100, rows: 204)
        for (index, pane) in LinearScreen.panes.enumerated() {
            LinearScreen.prepare(&desk, pane)
            _ = try runner.refresh(&desk)
            session.print(index == 0 ? LinearScreen.heading(desk) : "")
            for line in LinearScreen.text(desk) { session.print(line) }
        }
    }

    private func setUp(_ folder: String, _ session: Session) throws -> Ledger {
        let speaker = session.speaker
        session.print(speaker(.setupWelcome, folder))
        func ask(_ phrase: Phrase, default fallback: String? = nil) throws -> String {
            while true {
                Output.text(speaker(phrase))
                guard let line = readLine() else { throw Failure(.notFound, speaker(.faultNotAnOffice, folder)) }
                let text = line.trimmed
                if !text.isEmpty { return text }
                if let fallback { return fallback }
            }
        }
        let name = try ask(.setupName)
        let person = try ask(.setupPerson, default: session.account)
        let profiles = ["1": "secretary", "2": "general", "3": "full"]
        let profile = profiles[try ask(.setupProfile, default: "2")] ?? "general"
        return try Founding(folder: folder, name: name, profile: profile, group: nil, person: person, isRehearsal: false).found(session)
    }
}
