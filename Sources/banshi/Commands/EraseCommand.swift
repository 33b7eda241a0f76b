import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi erase NUMBER --reason TEXT`: lawful erasure, or a secret found late.
struct EraseCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: .words("Erase a matter's words and papers for good; who, why and which stays.", "依法清除"))
    @Argument(help: .words("Number or handle.", "编号或代号。")) var number: String
    @Option(parsing: .unconditional, help: .words("Why; it stays in the journal, so write nothing of the content.", "原因；将留在日志中，勿写内容。"))
    var reason: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(number, ledger)
        let attribution = try session.attribution(ledger)
        // Nothing brings it back: at a terminal the handle is typed once more.
        if isatty(0) == 1 {
            Output.ask(session.speaker(.eraseAsk, id.text) + " ")
            guard readLine()?.trimmed == id.text else { throw Failure(.refused, session.speaker(.eraseNot)) }
        }
        let erasure = try ledger.erase(id, reason: reason, as: attribution)
        if global.json {
            return session.print(json: ["id": .string(id.text), "payloads": JSON(erasure.payloads), "files": JSON(erasure.files)])
        }
        session.print(session.speaker(.eraseDone, id.text, String(erasure.payloads), String(erasure.files)))
    }
}
