/// What a NUMBER typed by a person may mean: a handle, a register's number, a printed number, a bare count.
public enum NumberQuery: Hashable, Sendable {
    case handle(SubjectID)
    /// A sequence of a register, this year's where no year is given.
    case sequence(register: String, year: Int?, sequence: Int)
    /// A printed number or a reference in canonical form.
    case reference(String)
    /// Anything else: a meeting's UID.
    case uid(String)

    /// Reads a NUMBER.
    ///
    /// - Parameters:
    ///   - focused: the register a bare number means; nil for the one that papers are taken into.
    public init(_ text: String, registers: Registers, focused: String? = nil) {
        var usual: String { focused ?? registers[standing: .papers]?.id ?? "" }
        let trimmed = NumberQuery.trimmed(text)
        let named = NumberQuery.handle(in: trimmed)
        if let named, [.matter, .meeting].contains(named.kind) {
            self = .handle(named)
        } else if let bare = NumberQuery.plain(trimmed) {
            self = .sequence(register: usual, year: nil, sequence: bare)
        } else if let query = NumberQuery.path(trimmed, registers) ?? NumberQuery.prefixed(trimmed, registers) {
            self = query
        } else if let named, named.kind?.isBeside ?? false {
            // A register's prefix may be that letter: its numbers go first.
            self = .handle(named)
        } else if let (year, sequence) = NumberQuery.dashed(trimmed) {
            self = .sequence(register: usual, year: year, sequence: sequence)
        } else if let number = DocumentNumber(text.trimmed) {
            self = .reference(number.canonical)
        } else {
            self = .uid(text.trimmed)
        }
    }

    /// The subject a handle names, of whatever kind; nil where the text is none.
    public static func handle(_ text: String) -> SubjectID? { handle(in: trimmed(text)) }

    private static func handle(in trimmed: String) -> SubjectID? {
        guard let kind = trimmed.first.flatMap({ SubjectID.Kind(rawValue: String($0)) }), let number = plain(trimmed.dropFirst()) else {
            return nil
        }
        return SubjectID(kind, number)
    }

    private static func trimmed(_ text: String) -> String {
        let folded = Folding.width(text).trimmed
        return folded.hasPrefix("#") ? String(folded.dropFirst()) : folded
    }

    /// A positive number written with digits alone.
    private static func plain(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text).flatMap { $0 > 0 ? $0 : nil }
    }

    /// `inbound/117`, `inbound/2025/117`, `收文/117`
    private static func path(_ text: String, _ registers: Registers) -> NumberQuery? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3,
            let register = registers.first(where: { [$0.id, $0.prefix, $0.name.zh].contains(parts[0]) }),
            let sequence = plain(parts[parts.count - 1])
        else { return nil }
        if parts.count == 3 {
            guard let year = Int(parts[1]) else { return nil }
            return .sequence(register: register.id, year: year, sequence: sequence)
        }
        return .sequence(register: register.id, year: nil, sequence: sequence)
    }

    /// `26-117`, `2026-117`: the year and the place in its book, as a slip's bar code has it.
    private static func dashed(_ text: some StringProtocol) -> (year: Int, sequence: Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = plain(parts[0]), let sequence = plain(parts[1]) else { return nil }
        switch parts[0].utf8.count {
        case 2: return (2000 + year, sequence)
        case 4: return (year, sequence)
        default: return nil
        }
    }

    /// `in117`, `in26-117`, 收117
    private static func prefixed(_ text: String, _ registers: Registers) -> NumberQuery? {
        for register in registers {
            guard let sign = [register.prefix, register.sign.zh].first(where: text.lowercased().hasPrefix) else { continue }
            let rest = text.dropFirst(sign.count)
            if let sequence = plain(rest) { return .sequence(register: register.id, year: nil, sequence: sequence) }
            if let (year, sequence) = dashed(rest) { return .sequence(register: register.id, year: year, sequence: sequence) }
        }
        return nil
    }
}

extension RegisterDefinition {
    /// The sign that stands before a number where papers of several registers are listed: 收 in Chinese, `in` else.
    ///
    /// It is typed with the number as it is shown: `#收142`.
    public var sign: Term {
        Term(zh: capture.first { $0.count == 1 && $0.unicodeScalars.allSatisfy(Folding.isHan) } ?? String(name.zh.prefix(1)), en: prefix)
    }
}
