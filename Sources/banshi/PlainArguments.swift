/// The words of a command line in its plainest spelling: `--option value`, `--flag`, words.
///
/// A command asked for a hundred times a day takes them from here, which costs nothing; setting up the full parser costs more
/// than a list. Whatever is spelled in another way (`--option=value`, a short option, `--`, an unknown or incomplete one)
/// is no plain spelling: the full parser reads it, or says what is wrong.
struct PlainArguments {
    private(set) var words: [String] = []
    private var values: [String: String] = [:]

    /// The options every command takes that carry a value.
    static let globalOptions = ["--office", "--lang", "--as", "--by", "--on", "--medium", "--evidence", "--at", "--theme"]

    init?(_ arguments: [String], options: [String], flags: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if !argument.hasPrefix("-") {
                words.append(argument)
            } else if argument == "--json" || flags.contains(argument) {
                values[argument] = ""
            } else if options.contains(argument) || PlainArguments.globalOptions.contains(argument) {
                // Given twice, or followed by what may be an option: not plain.
                guard values[argument] == nil, let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
                values[argument] = value
            } else {
                return nil
            }
        }
    }

    subscript(option: String) -> String? { values[option] }
    func has(_ flag: String) -> Bool { values[flag] != nil }

    /// A whole number, `fallback` where the option is absent, nil where it is not a number.
    func number(_ option: String, default fallback: Int) -> Int? {
        guard let text = values[option] else { return fallback }
        return Int(text)
    }

    var global: GlobalOptions {
        var global = GlobalOptions()
        global.office = self["--office"]
        global.lang = self["--lang"]
        global.asPerson = self["--as"]
        global.by = self["--by"]
        global.on = self["--on"]
        global.medium = self["--medium"]
        global.evidence = self["--evidence"]
        global.at = self["--at"]
        global.theme = self["--theme"]
        global.json = has("--json")
        return global
    }
}

/// A command that can be made from plain arguments.
protocol PlainCommand: OfficeCommand {
    /// Nil where the full parser has to look.
    static func plain(_ arguments: [String]) -> Self?
    /// Whether it ends as soon as its answer is out, leaving the folding back of the log to a later one.
    static var isHurried: Bool { get }
}

extension PlainCommand {
    static var isHurried: Bool { true }
}

extension DeskCommand: PlainCommand {
    static var isHurried: Bool { false }

    static func plain(_ arguments: [String]) -> DeskCommand? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.isEmpty else { return nil }
        var command = DeskCommand()
        command.global = plain.global
        return command
    }
}

extension AddCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> AddCommand? {
        guard let plain = PlainArguments(arguments, options: [], flags: ["--dry-run"]), !plain.words.isEmpty else { return nil }
        var command = AddCommand()
        command.text = plain.words
        command.dryRun = plain.has("--dry-run")
        command.global = plain.global
        return command
    }
}

extension ListCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> ListCommand? {
        guard let plain = PlainArguments(arguments, options: ["--filter", "--where", "--limit", "--after"], flags: []),
            plain.words.count <= 1, let limit = plain.number("--limit", default: 50)
        else { return nil }
        var command = ListCommand()
        command.register = plain.words.first
        command.filter = plain["--filter"]
        command.expression = plain["--where"]
        command.limit = limit
        command.after = plain["--after"]
        command.global = plain.global
        return command
    }
}

extension TodayCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> TodayCommand? {
        guard let plain = PlainArguments(arguments, options: ["--who", "--with"], flags: []), plain.words.isEmpty else { return nil }
        var command = TodayCommand()
        command.who = plain["--who"] ?? "me"
        command.with = plain["--with"]
        command.global = plain.global
        return command
    }
}

extension AgendaCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> AgendaCommand? {
        guard let plain = PlainArguments(arguments, options: ["--from", "--to"], flags: ["--ongoing"]), plain.words.isEmpty else {
            return nil
        }
        var command = AgendaCommand()
        command.from = plain["--from"]
        command.to = plain["--to"]
        command.ongoing = plain.has("--ongoing")
        command.global = plain.global
        return command
    }
}

extension SearchCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> SearchCommand? {
        guard let plain = PlainArguments(arguments, options: ["--limit"], flags: []), !plain.words.isEmpty,
            let limit = plain.number("--limit", default: 50)
        else { return nil }
        var command = SearchCommand()
        command.query = plain.words
        command.limit = limit
        command.global = plain.global
        return command
    }
}

extension ShowCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> ShowCommand? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.count == 1 else { return nil }
        var command = ShowCommand()
        command.number = plain.words[0]
        command.global = plain.global
        return command
    }
}

extension UndoCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> UndoCommand? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.count <= 1 else { return nil }
        var command = UndoCommand()
        command.entry = plain.words.first
        command.global = plain.global
        return command
    }
}

extension RedoCommand: PlainCommand {
    static func plain(_ arguments: [String]) -> RedoCommand? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.isEmpty else { return nil }
        var command = RedoCommand()
        command.global = plain.global
        return command
    }
}
