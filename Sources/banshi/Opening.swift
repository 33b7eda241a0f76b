import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// What was opened from this desk, each copy with the program that was started for it.
final class Opened {
    private let copies = OpenedCopies()
    private var shown: [(folder: String, process: Process?)] = []

    /// Lays out a copy of an enclosure.
    func layOut(_ source: String, as name: String) throws(LedgerFault) -> (folder: String, path: String) {
        try copies.layOut(source, as: TextExtraction.fileName(name))
    }

    /// Remembers by which program a copy is shown; nil: it is to be fetched.
    func remember(_ folder: String, shownBy process: Process?) { shown.append((folder, process)) }

    /// Throws away, beside the desk, what earlier desks left.
    func sweep() { Thread.detachNewThread { [copies] in copies.sweep() } }

    /// Throws away what nobody can need any more: the desk is left.
    func end() {
        copies.tidy(shown.map { ($0.folder, $0.process.map { $0.isRunning ? .running : .ended } ?? .none) })
        shown = []
    }
}

extension Runner {
    /// Opens an enclosure in the program named by `$BANSHI_OPEN`, else the desktop's own; where there is neither, as over SSH, the file is
    /// laid where it can be fetched and its path goes to the clipboard.
    ///
    /// What is opened is a copy under its own name: what a program writes into it changes no paper.
    func open(_ digest: String, name: String, _ desk: DeskState) -> DeskEvent {
        let source = ledger.enclosureFile(digest)
        guard FileManager.default.fileExists(atPath: source) else { return answer(LedgerFault.missingEnclosure(digest), nil) }
        let (folder, path): (String, String)
        do throws(LedgerFault) { (folder, path) = try opened.layOut(source, as: name) } catch { return answer(error, nil) }
        let process = opener.flatMap { start($0 + [path]) }
        opened.remember(folder, shownBy: process)
        if process != nil { return .told(desk.speaker(.fileOpened, Visible.text(name))) }
        loopEffects.append(.copy(path))
        return .told(desk.speaker(.fileExported, Visible.text(path)))
    }

    /// The words of the opening program; nil where none can show anything here.
    private var opener: [String]? {
        if let own = Session.environment("BANSHI_OPEN")?.trimmed, !own.isEmpty { return CommandLineWords.split(own) }
        let isRemote = Session.environment("SSH_CONNECTION") != nil || Session.environment("SSH_TTY") != nil
        let hasScreen = Session.environment("DISPLAY")?.isEmpty == false || Session.environment("WAYLAND_DISPLAY")?.isEmpty == false
        return !isRemote && hasScreen ? ["xdg-open"] : nil
    }

    /// Starts a program beside the desk; nil where it is not there, or gives up at once.
    private func start(_ words: [String]) -> Process? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let begun = ContinuousClock.now
        while process.isRunning, ContinuousClock.now - begun < .milliseconds(400) { usleep(10_000) }
        return process.isRunning || process.terminationStatus == 0 ? process : nil
    }
}
