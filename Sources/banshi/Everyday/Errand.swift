/// What is asked for a hundred times a day, apart from the parser of its command line: setting that up costs more than a list.
protocol Errand {
    /// The errand and its options in their plainest spelling; nil where the full parser has to look.
    static func plain(_ arguments: [String]) -> (Self, Options)?
    /// Whether it ends as soon as its answer is out, leaving the folding back of the log to a later one.
    static var isHurried: Bool { get }
    func run(_ session: Session) throws
}

extension Errand {
    static var isHurried: Bool { true }
}

enum Errands {
    /// The errand a command's plain arguments spell. A switch, not a table: looking at every type would cost what is saved.
    static func plain(_ name: String, _ arguments: [String]) -> (errand: any Errand, options: Options)? {
        switch name {
        case "desk": OpenDesk.plain(arguments)
        case "add": Add.plain(arguments)
        case "today": TodayList.plain(arguments)
        case "list": RegisterList.plain(arguments)
        case "show": ShowOne.plain(arguments)
        case "undo": Undo.plain(arguments)
        case "redo": Redo.plain(arguments)
        case "agenda": AgendaList.plain(arguments)
        case "search": Search.plain(arguments)
        default: nil
        }
    }
}

/// The command line of an errand, in any spelling.
protocol EverydayCommand: OfficeCommand {
    var errand: any Errand { get }
}

extension EverydayCommand {
    func run(_ session: Session) throws { try errand.run(session) }
}
