import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// `banshi receive PATH…`: takes files and folders in and says what became of each.
struct ReceiveCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "receive", abstract: .words("Take papers in.", "接收文件"))
    @Argument(
        help: .words("Files or folders; - reads one paper from standard input; none sweeps the drop folder.", "文件或文件夹；- 从标准输入读一份；不写则收取收件夹。")
    ) var paths: [String] = []
    @Flag(help: .words("Take a paper although the same one is here.", "已有相同文件时仍接收。")) var again = false
    @Flag(help: .words("Put a paper whose number is here already to the one that bears it.", "文号已有时，作为新版本附入原件。"))
    var newVersion = false
    @Flag(help: .words("Keep an empty row for each classified paper that is refused.", "每份被拒收的涉密件留一空行。")) var placeholder = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        // What a process left that was ended half-way is looked into by nobody.
        IntakeFolders.sweep()
        Spool(ledger.folder).sweep()
        for barrier in KernelBarrier.missing { session.warn(session.speaker(barrier == .files ? .intakeNoLandlock : .intakeNoSeccomp)) }
        var attribution = try session.attribution(ledger)
        let clearance = attribution.clearance
        // It speaks for the papers that bear a mark, not for those that came with them.
        attribution.clearance = nil
        var intake = Intake(
            session: session, ledger: ledger, attribution: attribution, again: again, addsVersions: newVersion, keepsPlace: placeholder,
            clearance: clearance)
        if again, newVersion {
            throw Failure(.usage, session.speaker(.optionNotRead, "--again", "--new-version", "--again | --new-version"))
        }
        if paths.isEmpty { return try sweep(&intake, session, ledger) }
        var named = paths
        // What came through a pipe or in an envelope must not stay behind, least of all a paper that was refused.
        defer { intake.cleanUp() }
        var piped: String?
        if let index = named.firstIndex(of: "-") {
            let path = try ReceiveCommand.spool(&intake)
            (named[index], piped) = (path, path)
        }
        // Where it was laid is gone when somebody could look there: it is called as it was asked for.
        func called(_ result: IntakeResult) -> IntakeResult {
            guard result.path == piped else { return result }
            var result = result
            result.path = "-"
            return result
        }
        let (papers, refused) = intake.papers(under: named)
        var results = refused.map(called)
        for result in results where !global.json { tell(result, session, ledger) }
        let progress = IntakeProgress(session, papers.count)
        let isWhole = try intake.take(papers, goesOn: { progress.goesOn($0) }) { taken in
            let result = called(taken)
            results.append(result)
            if !global.json { progress.beside { tell(result, session, ledger) } }
        }
        if !isWhole { try stop(results, refused.count, progress, session, ledger) }
        try end(results, session, ledger) {
            papers.isEmpty && paths.allSatisfy { $0 != "-" && !FileManager.default.fileExists(atPath: $0) }
        }
    }

    /// Takes in whatever lies in the drop folder.
    private func sweep(_ intake: inout Intake, _ session: Session, _ ledger: Ledger) throws {
        let drop = DropFolder(ledger.folder)
        guard drop.isThere else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        defer { intake.cleanUp() }
        let begun = drop.lots(with: &intake)
        var lots = begun.lots
        var results: [IntakeResult] = []
        var current = 0
        let progress = IntakeProgress(session, begun.papers.count)
        let now = intake.attribution.recorded
        // What was put there together is put away together.
        func putAwayWhole() {
            while current < lots.count, lots[current].isSettled {
                for result in lots[current].results where !global.json { progress.beside { tell(result, session, ledger) } }
                results += lots[current].results
                drop.putAway(lots[current], now)
                current += 1
            }
        }
        putAwayWhole()
        let isWhole = try intake.take(begun.papers, goesOn: { progress.goesOn($0) }) { result in
            lots[current].results.append(result)
            putAwayWhole()
        }
        if !isWhole { try stop(results + lots.dropFirst(current).flatMap(\.results), 0, progress, session, ledger) }
        if !global.json, results.isEmpty { session.print(session.speaker(.dropEmpty, Visible.text(drop.path))) }
        try end(results, session, ledger) { false }
    }

    /// Says how far it came where it was interrupted, and ends as an interrupted command does.
    private func stop(
        _ results: [IntakeResult], _ before: Int, _ progress: IntakeProgress, _ session: Session, _ ledger: Ledger
    ) throws {
        if global.json { session.print(json: .array(try results.map { try json($0, ledger) })) }
        progress.clear()
        session.warn(session.speaker(.intakeStopped, String(results.count - before), String(progress.total)))
        throw ExitCode(130)
    }

    /// Prints the results where one value is asked for, and ends with the code that fits the worst of them.
    private func end(_ results: [IntakeResult], _ session: Session, _ ledger: Ledger, areAllMissing: () -> Bool) throws {
        if global.json { session.print(json: .array(try results.map { try json($0, ledger) })) }
        if results.contains(where: { if case .classified = $0.outcome { true } else { false } }) { throw ExitCode(77) }
        if results.contains(where: \.isForWant) { throw ExitCode(Failure.Code.lacking.rawValue) }
        if results.contains(where: { !$0.leftOut.isEmpty }) { throw ExitCode(65) }
        if results.contains(where: { if case .refused = $0.outcome { true } else { false } }) {
            throw ExitCode(areAllMissing() ? 66 : 65)
        }
    }

    /// Standard input as a file of its own, so that every door has the same limits; it lies where envelopes are looked into.
    private static func spool(_ intake: inout Intake) throws -> String {
        let folder = try Intake.makeFolder()
        intake.unpacked.append(folder)
        let path = folder + "/stdin.txt"
        let data = FileHandle.standardInput.readDataToEndOfFile()
        guard FileManager.default.createFile(atPath: path, contents: data, attributes: [.posixPermissions: 0o600]) else {
            throw Failure(.writeFailed, path)
        }
        return path
    }

    private func tell(_ result: IntakeResult, _ session: Session, _ ledger: Ledger) {
        let path = Visible.text(result.path)
        switch result.outcome {
        case .taken(let id):
            session.print("\(id)  \(result.reference.map { $0 + " " } ?? "")\(result.title ?? "")")
        case .duplicate(let id) where newVersion && result.isSameBytes:
            session.print(session.speaker(.intakeSameBytes, path, id.text, result.title ?? ""))
        case .duplicate(let id):
            session.print(session.speaker(.intakeDuplicate, path, id.text, result.title ?? ""))
            // What lies within an envelope has no path of its own to name; what came through a pipe is sent once more.
            if result.path == "-" || FileManager.default.fileExists(atPath: result.path) {
                session.print("  " + session.speaker(.intakeDuplicateHow, path))
            }
        case .version(let id): session.print(session.speaker(.intakeVersion, path, id.text, result.title ?? ""))
        case .classified(let level):
            session.warn("\(path): " + session.speaker(Refusal.classified(secrecy: level), in: nil))
            if let id = result.placeholder { session.print("\(id)  \(Speaker(.simplified)(.placeholderTitle))") }
        case .refused(let reason): session.warn(session.speaker(.faultCannotRead, path, reason))
        }
        if let likeness = result.likeness {
            session.print("  " + session.speaker(.intakeLikeness, String(likeness.percent), likeness.id.text))
        }
        if result.isMachineRead { session.print("  " + session.speaker(.intakeScan)) }
        if let invitation = result.invitation {
            session.print("  " + session.speaker(.intakeInvitation, TextExtraction.safeName(invitation)))
        }
        for part in result.unread {
            session.print("  " + session.speaker(.intakeUnread, Visible.text(part.name), part.reason))
        }
        for part in result.leftOut { session.warn(session.speaker(.faultLeftOut, Visible.text(part.path), part.reason)) }
    }

    private func json(_ result: IntakeResult, _ ledger: Ledger) throws -> JSON {
        var members: [String: JSON] = [
            "file": .string(result.path), "title": JSON(result.title), "reference": JSON(result.reference), "id": .null,
            "reason": .null, "secrecy": .null,
            "leftOut": .array(result.leftOut.map { ["file": .string($0.path), "reason": .string($0.reason)] }),
        ]
        if let likeness = result.likeness {
            members["similar"] = ["id": .string(likeness.id.text), "percent": JSON(likeness.percent)]
        }
        if !result.unread.isEmpty {
            members["unread"] = .array(result.unread.map { ["name": .string($0.name), "reason": .string($0.reason)] })
        }
        if result.isMachineRead { members["scan"] = true }
        if let invitation = result.invitation { members["invitation"] = .string(TextExtraction.safeName(invitation)) }
        switch result.outcome {
        case .taken(let id):
            members["result"] = "taken"
            members["id"] = .string(id.text)
        case .duplicate(let id):
            members["result"] = "duplicate"
            members["id"] = .string(id.text)
        case .version(let id):
            members["result"] = "version"
            members["id"] = .string(id.text)
        case .classified(let level):
            members["result"] = "refused"
            members["reason"] = "classified"
            members["id"] = JSON(result.placeholder?.text)
            members["secrecy"] = .string(level)
        case .refused(let reason):
            members["result"] = "refused"
            members["reason"] = .string(reason)
        }
        return .object(members)
    }
}

/// `banshi recognize FILE… --json`: what recognition reads, storing nothing.
struct RecognizeCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "recognize", abstract: .words("Show what is recognised in papers, storing nothing.", "识别要素"))
    @Argument(help: .words("Files.", "文件。")) var files: [String]
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        var results: [JSON] = []
        var failed: Failure.Code?
        for file in files {
            switch TextExtraction.read(file) {
            case .failure(let refused):
                session.warn(session.speaker(.faultCannotRead, Visible.text(file), session.reason(refused.reason)))
                failed = failed ?? .badData
            case .success(let bytes):
                let extraction = TextExtraction.extract(bytes, path: file)
                if case .refused(let reason) = extraction {
                    session.warn(session.speaker(.faultCannotRead, Visible.text(file), session.reason(reason)))
                    if failed != .lacking { failed = reason.code }
                    continue
                }
                let recognition = Recognition(of: extraction.text ?? "")
                let read = recognition.json(file: file)
                // A value a machine read off a picture says so.
                let isScan = extraction.isMachineRead && !recognition.isClassified
                results.append(isScan ? .object((read.object ?? [:]).merging(["scan": true]) { $1 }) : read)
                if !global.json { tell(recognition, file, session) }
                if isScan, !global.json { session.print("  " + session.speaker(.intakeScan)) }
            }
        }
        if global.json { session.print(json: .array(results)) }
        // As with `receive`: nothing was there at all, or what was there could not be read.
        if failed == .badData, files.allSatisfy({ !FileManager.default.fileExists(atPath: $0) }) { failed = .notFound }
        if let failed { throw ExitCode(failed.rawValue) }
    }

    private func tell(_ recognition: Recognition, _ file: String, _ session: Session) {
        session.print(Visible.text(file))
        var rows: [[String]] = []
        for name in Recognition.names {
            guard let source = recognition.fields[name] else { continue }
            let text = source.value.string ?? source.value.array?.compactMap(\.string).joined(separator: "、") ?? source.value.text
            rows.append([
                "  " + session.speaker.elementName(name), "\(source.confidence)%", session.speaker(.lineNumber, String(source.line)),
                text,
            ])
        }
        for deadline in recognition.deadlines {
            rows.append([
                "  " + session.speaker.fieldName("due", in: nil), "", session.speaker(.lineNumber, String(deadline.line)),
                deadline.text + (deadline.stored.map { " → " + $0.replacingOccurrences(of: "T", with: " ") } ?? ""),
            ])
        }
        for line in Columns.lines(rows, widths: [16, 5, 10, 200]) { session.print(line) }
    }
}

/// `banshi search QUERY`: titles, fields and papers, newest first.
struct SearchCommand: EverydayCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: .words("Search titles, fields and papers.", "搜索"))
    @Argument(help: .words("Words and terms such as from:NAME or year:2026; all must hold.", "搜索词和条件（如 from:水利局、year:2026），须全部符合。"))
    var query: [String]
    @Option(help: .words("At most so many hits.", "最多显示几件。")) var limit = 50
    @Flag(help: .words("Count the hits by sender, kind, year, state and holder.", "按来文单位、文种、年度、状态、在谁手分别计数。")) var facets = false
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { Search(query: query, limit: limit, facets: facets) }
}
