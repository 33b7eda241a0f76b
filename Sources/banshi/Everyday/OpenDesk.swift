import Desk
import Foundation
import Ledger
import Office
import Phrases

/// Opens the desk; the first run on a terminal sets up an office in three questions.
struct OpenDesk: Errand {
    static var isHurried: Bool { false }

    static func plain(_ arguments: [String]) -> (OpenDesk, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.isEmpty else { return nil }
        return (OpenDesk(), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger: Ledger
        do { ledger = try Ledger.open(session.folder, for: .writing, expand: Occurrences.expand) } catch LedgerFault.notAnOffice(let folder)
        {
            guard isatty(0) == 1, isatty(1) == 1 else { throw LedgerFault.notAnOffice(folder) }
            ledger = try setUp(folder, session)
        }
        session.adopt(ledger)
        try Loop(session: session, ledger: ledger).run()
        ledger.close()
    }

    private func setUp(_ folder: String, _ session: Session) throws -> Ledger {
        let speaker = session.speaker
        session.print(speaker(.setupWelcome, folder))
        func ask(_ phrase: Phrase, default fallback: String? = nil) throws -> String {
            while true {
                FileHandle.standardOutput.write(Data(speaker(phrase).utf8))
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
