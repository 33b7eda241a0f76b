import ArgumentParser
import Foundation
import Office
import Mailroom
import Phrases
import Screen

/// The whole tree of commands, built for help and completion; a named command is parsed alone.
struct Banshi: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "banshi",
        abstract: .words("The desk of an administrative office. Without a command: opens the desk.", "办公室的终端工作台。不写命令则打开工作台。"),
        version: "0.1.0", subcommands: Banshi.commands.map(\.type))

    static let commands: [(name: String, type: any OfficeCommand.Type)] = [
        ("desk", DeskCommand.self), ("demo", DemoCommand.self), ("init", InitCommand.self), ("people", PeopleCommand.self),
        ("units", UnitsCommand.self), ("places", PlacesCommand.self), ("receive", ReceiveCommand.self),
        ("recognize", RecognizeCommand.self), ("add", AddCommand.self), ("today", TodayCommand.self),
        ("list", ListCommand.self), ("show", ShowCommand.self), ("history", HistoryCommand.self), ("do", DoCommand.self),
        ("amend", AmendCommand.self),
        ("request", RequestCommand.self),
        ("undo", UndoCommand.self), ("redo", RedoCommand.self), ("agenda", AgendaCommand.self),
        ("import", ImportCommand.self), ("export", ExportCommand.self), ("search", SearchCommand.self),
        ("report", ReportCommand.self), ("archive", ArchiveCommand.self), ("loans", LoansCommand.self), ("workday", WorkdayCommand.self),
        ("register", RegisterCommand.self), ("theme", ThemeCommand.self),
        ("keys", KeysCommand.self),
        ("hours", HoursCommand.self), ("limits", LimitsCommand.self), ("chase", ChaseCommand.self), ("routing", RoutingCommand.self),
        ("circles", CirclesCommand.self),
        ("verify", VerifyCommand.self), ("rebuild", RebuildCommand.self),
        ("backup", BackupCommand.self), ("restore", RestoreCommand.self), ("salvage", SalvageCommand.self),
        ("erase", EraseCommand.self),
        ("doctor", DoctorCommand.self), ("completion", CompletionCommand.self), ("manual", ManualCommand.self),
    ]
}

/// A command that works on an office: parsed by itself, run with a session.
protocol OfficeCommand: ParsableCommand {
    var global: GlobalOptions { get }
    func run(_ session: Session) throws
}

@main
enum Main {
    static func main() {
        // What strangers sent is read by ourselves started again, before anything of an office is touched.
        if CommandLine.arguments.dropFirst().first == ConfinedWork.word {
            ConfinedWork.run(Array(CommandLine.arguments.dropFirst(2)), calendar: CalendarReading.written)
        }
        if CommandLine.arguments.dropFirst().first == FolderWatch.word { FolderWatch.run(Array(CommandLine.arguments.dropFirst(2))) }
        Output.begin()
        Confinement.stand(Confinement(program: "/proc/self/exe"))
        Confinement.endReadersAtExit()
        signal(SIGPIPE, SIG_IGN)
        // A file that may grow no further is a fault like a full disk: it is said, and what was begun is taken away.
        signal(SIGXFSZ, SIG_IGN)
        setlocale(LC_CTYPE, "")
        // File names and typed text are UTF-8 whatever the locale says.
        if MB_CUR_MAX_isOne { setlocale(LC_CTYPE, "C.UTF-8") }
        var arguments = Array(CommandLine.arguments.dropFirst())
        let name = takeCommandName(&arguments)
        guard let name else {
            // Options every command takes may stand before the word, the language behind it too: the tree itself knows none of them.
            var asked = Array(arguments.drop { !["--help", "-h", "--version", "help"].contains($0) })
            while let place = asked.firstIndex(of: "--lang") { asked.removeSubrange(place..<min(place + 2, asked.count)) }
            if asked.first == "help", let about = asked.dropFirst().first(where: { !$0.hasPrefix("-") }), about != "help",
                !Banshi.commands.contains(where: { $0.name == about })
            {
                endUnknown(about)
            }
            return runWholeTree(asked.isEmpty ? arguments : asked)
        }
        // Among other words it is one of them: `add call the help desk`.
        let isAlone = PlainArguments(arguments, options: [], flags: [])?.words == ["help"]
        let asksHelp = isAlone || arguments.first != "--" && arguments.contains { ["--help", "-h"].contains($0) }
        if !asksHelp, let (errand, options) = Errands.plain(name, arguments) {
            return run(options, isHurried: type(of: errand).isHurried, errand.run)
        }
        guard let type = Banshi.commands.first(where: { $0.name == name })?.type else { endUnknown(name) }
        if asksHelp { return runWholeTree([name, "--help"]) }
        run(type, arguments)
    }

    /// Ends where there is no such command, with the nearest there is.
    private static func endUnknown(_ name: String) -> Never {
        let near = Nearest.of(name, in: Banshi.commands.map(\.name))
        Output.error(
            "banshi: "
                + (near.map { CommandHelp.speaker(.unknownCommandNear, Visible.text(name), $0) }
                    ?? CommandHelp.speaker(.unknownCommand, Visible.text(name))))
        exit(64)
    }

    private static var MB_CUR_MAX_isOne: Bool { String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" }

    /// The first word that is not an option (or an option's value); bare options mean the desk.
    private static func takeCommandName(_ arguments: inout [String]) -> String? {
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if ["--help", "-h", "--version", "help"].contains(argument) { return nil }
            if argument == "--plain" { break }
            if argument.hasPrefix("--") {
                index += PlainArguments.globalOptions.contains(argument) ? 2 : 1
                continue
            }
            if argument.hasPrefix("-"), argument.count > 1 { return nil }
            return arguments.remove(at: index)
        }
        return "desk"
    }

    private static func runWholeTree(_ arguments: [String]) {
        do {
            var command = try Banshi.parseAsRoot(arguments)
            try command.run()
        } catch {
            CommandHelp.exit(Banshi.self, with: error)
        }
    }

    private static func run(_ type: any OfficeCommand.Type, _ arguments: [String]) {
        let command: any OfficeCommand
        do { command = try type.parse(arguments) } catch { CommandHelp.exit(type, with: error) }
        run(command.global.values, isHurried: false, command.run)
    }

    private static func run(_ options: Options, isHurried: Bool, _ work: (Session) throws -> Void) {
        do {
            let session = try Session(options)
            do {
                try work(session)
                try session.checkDefinitions()
                session.leave(hurried: isHurried)
            } catch let code as ExitCode {
                exit(Output.code(code.rawValue))
            } catch {
                let failure = session.ending(error)
                session.warn(failure.message)
                exit(failure.code.rawValue)
            }
        } catch let failure as Failure {
            Output.error("banshi: " + failure.message)
            exit(failure.code.rawValue)
        } catch {
            Output.error("banshi: \(error)")
            exit(70)
        }
    }
}
