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
        try session.require(.erasing, ledger)
        let id = try session.resolve(number, ledger)
        let attribution = try session.attribution(ledger)
        // Nothing brings it back: at a terminal the handle is typed once more.
        if isatty(0) == 1 {
            Output.ask(session.speaker(.eraseAsk, id.text) + " ")
            guard readLine()?.trimmed == id.text else { throw Failure(.refused, session.speaker(.eraseNot)) }
        }
        let erasure = try ledger.erase(id, reason: reason, as: attribution)
        let pending = erasure.pending
        if global.json {
            let holders = (pending?.holders ?? []).map { holder -> JSON in
                ["program": .string(holder.program), "pid": JSON(holder.process), "user": .string(holder.user)]
            }
            session.print(json: [
                "id": .string(id.text), "payloads": JSON(erasure.payloads), "files": JSON(erasure.files), "pending": .bool(pending != nil),
                "holders": .array(holders), "doubtful": .array(erasure.doubtful.map(JSON.string)),
                "saying": .array(erasure.saying.map { .string($0.text) }),
            ])
        }
        if !erasure.doubtful.isEmpty {
            let comma = session.speaker.language.isChinese ? "、" : ", "
            let shown = erasure.doubtful.prefix(20).map { Visible.text($0) }.joined(separator: comma)
            let more = erasure.doubtful.count > 20 ? " …" : ""
            session.warn(session.speaker(.eraseDoubtful, String(erasure.doubtful.count), shown + more))
        }
        if !erasure.saying.isEmpty {
            let comma = session.speaker.language.isChinese ? "、" : ", "
            let shown = erasure.saying.map(\.text).joined(separator: comma)
            session.warn(session.speaker(.eraseSaying, id.text, shown))
        }
        if let pending { throw notYet(id, pending, session) }
        if !global.json { session.print(session.speaker(.eraseDone, id.text, String(erasure.payloads), String(erasure.files))) }
    }

    /// What was recorded is not done while somebody can still read the words: 75, or the code of what failed.
    private func notYet(_ id: SubjectID, _ pending: PendingErasure, _ session: Session) -> Failure {
        let speaker = session.speaker
        if let fault = pending.fault {
            let failure = session.failure(fault)
            let reason = if case .writeFailed(let path, let reason) = fault { "\(path): \(reason)" } else { failure.message }
            return Failure(failure.code, speaker(.erasePendingFault, id.text, reason))
        }
        let names = pending.holders.map { speaker(.holder, Visible.text($0.program), String($0.process), $0.user) }
        let all = names.isEmpty ? [speaker(.holderUnseen)] : names
        return Failure(.busy, speaker(.erasePending, id.text, all.joined(separator: speaker.language.isChinese ? "、" : ", ")))
    }
}
