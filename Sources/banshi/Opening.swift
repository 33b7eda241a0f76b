import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

extension Runner {
    /// Opens an enclosure in the program named by `$BANSHI_OPEN`, else the desktop's own; where there is neither, as over SSH, the file is
    /// laid where it can be fetched and its path goes to the clipboard.
    ///
    /// What is opened is a copy under its own name: what a program writes into it changes no paper.
    func open(_ digest: String, name: String, _ desk: DeskState) -> DeskEvent {
        let source = ledger.enclosureFile(digest)
        guard FileManager.default.fileExists(atPath: source) else { return answer(LedgerFault.missingEnclosure(digest), nil) }
        let path: String
        do { path = try copy(source, name) } catch {
            return .failed(desk.speaker(.faultWriteFailed, NSTemporaryDirectory(), error.localizedDescription), nil)
        }
        if let words = opener, start(words + [path]) { return .told(desk.speaker(.fileOpened, Visible.text(name))) }
        loopEffects.append(.copy(path))
        return .told(desk.speaker(.fileExported, Visible.text(path)))
    }

    /// Into a new folder of this user alone: two papers may have files of one name.
    private func copy(_ source: String, _ name: String) throws -> String {
        let base = Session.environment("XDG_RUNTIME_DIR").flatMap { FileManager.default.isWritableFile(atPath: $0) ? $0 : nil } ?? "/tmp"
        var template = Array((base + "/banshi-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = folder + "/" + TextExtraction.fileName(name)
        try FileManager.default.copyItem(atPath: source, toPath: path)
        chmod(path, 0o600)
        return path
    }

    /// The words of the opening program; nil where none can show anything here.
    private var opener: [String]? {
        if let own = Session.environment("BANSHI_OPEN")?.trimmed, !own.isEmpty { return CommandLineWords.split(own) }
        let isRemote = Session.environment("SSH_CONNECTION") != nil || Session.environment("SSH_TTY") != nil
        let hasScreen = Session.environment("DISPLAY")?.isEmpty == false || Session.environment("WAYLAND_DISPLAY")?.isEmpty == false
        return !isRemote && hasScreen ? ["xdg-open"] : nil
    }

    /// Starts a program beside the desk; false where it is not there, or gives up at once.
    private func start(_ words: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        let begun = ContinuousClock.now
        while process.isRunning, ContinuousClock.now - begun < .milliseconds(400) { usleep(10_000) }
        return process.isRunning || process.terminationStatus == 0
    }
}
