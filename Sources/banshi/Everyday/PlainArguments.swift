/// The words of a command line in its plainest spelling: `--option value`, `--flag`, words.
///
/// A command asked for a hundred times a day takes them from here, which costs nothing; setting up the full parser costs more
/// than a list. Whatever is spelled in another way (`--option=value`, a short option, `--`, an unknown or incomplete one)
/// is no plain spelling: the full parser reads it, or says what is wrong.
struct PlainArguments {
    private(set) var words: [String] = []
    private var values: [String: String] = [:]

    /// The options every command takes that carry a value.
    static let globalOptions = [
        "--office", "--lang", "--as", "--by", "--on", "--medium", "--evidence", "--declassified", "--at", "--theme",
    ]

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

    var options: Options {
        var options = Options()
        options.office = self["--office"]
        options.lang = self["--lang"]
        options.asPerson = self["--as"]
        options.by = self["--by"]
        options.on = self["--on"]
        options.medium = self["--medium"]
        options.evidence = self["--evidence"]
        options.declassified = self["--declassified"]
        options.at = self["--at"]
        options.theme = self["--theme"]
        options.json = has("--json")
        return options
    }
}
