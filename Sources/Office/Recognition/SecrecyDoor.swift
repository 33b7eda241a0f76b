/// The door for every word that is to be kept: the same marks as on a paper's head, looked for before any of it is stored (J13).
///
/// The ledger asks it of every entry and every draft, by what they would keep and not by what was asked for, so that no way in can be
/// forgotten. What a front end echoes or keeps by itself it asks the door beforehand.
public enum SecrecyDoor {
    /// The levels a mark may name.
    public static let levels = ["绝密", "机密", "秘密", "密电", "绝对机密", "极机密", "密"]

    /// The level a typed text bears as a mark; nil where it bears none. 机密文件管理办法 in a title is no mark.
    public static func mark(inTyped text: String) -> String? {
        // Most lines hold none of these signs, and every key asks.
        guard MarkRun.mayHold(text) else { return nil }
        if text.prefix(6).uppercased() == "BEGIN:" {
            for value in CalendarLines.texts(of: text) { if let level = mark(inLinesOf: value) { return level } }
        }
        return mark(inLinesOf: text) ?? TurnedText.shown(text).flatMap(mark(inLinesOf:))
    }

    private static func mark(inLinesOf text: String) -> String? {
        guard MarkRun.mayHold(text) else { return nil }
        var pieces: [Piece] = []
        for (index, row) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let piece = Piece(line: index + 1, raw: Run(scalars: String(row)))
            if !piece.text.isEmpty { pieces.append(piece) }
        }
        if pieces.isEmpty { return nil }
        return SecrecyGate.mark(in: pieces, isTyped: true)?.level ?? LoneMarks.first(in: text)?.level ?? MarkedTables.first(in: text)?.level
    }

    /// The level of the first mark that is all a line of a text says, wherever it stands.
    public static func mark(aloneIn text: String) -> String? { LoneMarks.first(in: text)?.level }

    /// The level of a mark among signs that are no words, as chance puts them beside a text in raw bytes: one that is a mark wherever it stands.
    public static func mark(amid text: String) -> String? {
        guard MarkRun.mayHold(text) else { return nil }
        return SecrecyMarks(MarkRun([Run(scalars: text)])).anywhere() ?? mark(aloneIn: text)
    }

    /// The level of the first mark among the names of files, which may begin with one and go on without a sign between.
    public static func mark(ofFiles names: some Sequence<String>) -> String? {
        for name in names where MarkRun.mayHold(name) {
            if let level = mark(inTyped: name) ?? SecrecyMarks(MarkRun([Run(scalars: name)])).beginningOfName() { return level }
        }
        return nil
    }

    /// The level of a mark in what a calendar file says of itself before its first entry, as its name does.
    public static func mark(ofCalendar file: String) -> String? {
        guard MarkRun.mayHold(file) else { return nil }
        return CalendarLines.texts(ofHead: file).lazy.compactMap { mark(inLinesOf: $0) }.first
    }

    /// The level of the first mark among several texts.
    public static func mark(inAny texts: some Sequence<String>) -> String? {
        for text in texts { if let level = mark(inTyped: text) { return level } }
        return nil
    }

    /// The level of the first mark among what an event would keep: the new values, their names, what their paths are called after.
    ///
    /// A paper's text passes the door as a paper, before the event is made.
    ///
    /// - Parameter isKept: whether a text stands in the office already; what was let in once is not asked again.
    public static func mark(in events: [Event], isKept: (String) throws -> Bool) rethrows -> String? {
        for change in events.lazy.flatMap(\.changes) {
            if let level = try mark(in: change.now, isKept: isKept) { return level }
            guard MarkRun.mayHold(change.path) else { continue }
            for part in change.path.split(separator: "/").map(String.init) {
                if let level = mark(inTyped: part), try !isKept(part) { return level }
            }
        }
        return nil
    }

    public static func mark(in events: [Event]) -> String? { mark(in: events) { _ in false } }
    public static func mark(in json: JSON) -> String? { mark(in: json) { _ in false } }

    /// The level of the first mark in a row of a table: a cell, or a cell under its heading as 密级 and 机密 are.
    public static func mark(inRow cells: [String], under header: [String]) -> String? {
        for (index, cell) in cells.enumerated() where MarkRun.mayHold(cell) {
            if let level = mark(inTyped: cell) { return level }
            if header.indices.contains(index), let level = mark(inTyped: header[index] + "：" + cell) { return level }
        }
        return nil
    }

    /// The level of the first mark within a value, the names of its members among it.
    public static func mark(in json: JSON, isKept: (String) throws -> Bool) rethrows -> String? {
        if let text = json.string {
            guard let level = mark(inTyped: text) else { return nil }
            return try isKept(text) ? nil : level
        }
        let items = json.array ?? []
        // Choices that offer the levels there are bear none of them.
        let offered = Set(items.compactMap(levelAlone))
        for value in items {
            let isOffered = offered.count > 1 && levelAlone(value) != nil
            let rest = isOffered ? JSON.object((value.object ?? [:]).filter { $0.key != "zh" }) : value
            if let level = try mark(in: rest, isKept: isKept) { return level }
        }
        for (name, value) in json.object ?? [:] {
            if let level = mark(inTyped: name), try !isKept(name) { return level }
            if let level = try mark(in: value, isKept: isKept) { return level }
        }
        return nil
    }

    /// The level that an item of a list names and nothing else, as a choice does; nil where it says more.
    private static func levelAlone(_ item: JSON) -> String? {
        guard let text = (item.string ?? item["zh"].string)?.trimmed else { return nil }
        return ["绝密", "机密", "秘密"].first { text == $0 || text == $0 + "级" }
    }
}

extension Command {
    /// The words a person typed for it. Papers have passed the door of their own.
    public var typedTexts: [String] {
        switch self {
        case .see, .slipPrinted, .withdrawRequest: []
        case .enclose(_, let enclosure): [enclosure.name]
        case .receiveAgain(_, let receipt): SecrecyDoor.texts(in: .object(receipt))
        case .open(let draft): SecrecyDoor.texts(in: .object(draft.values)) + draft.enclosures.map(\.name)
        case .change(let changes): changes.flatMap { SecrecyDoor.texts(in: .object($0.values)) }
        case .amend(_, let amendment): SecrecyDoor.texts(in: .object(amendment.values))
        case .enlist(_, let change), .revise(_, let change): SecrecyDoor.texts(in: .object(change.values))
        case .schedule(let change), .reschedule(_, let change): SecrecyDoor.texts(in: .object(change.values))
        case .found(let office): SecrecyDoor.texts(in: .object(office.values))
        case .move(_, _, let fields), .lend(_, let fields), .giveBack(_, let fields), .renew(_, let fields):
            SecrecyDoor.texts(in: .object(fields))
        case .note(_, _, let text), .cancel(_, let text), .correct(_, let text), .turnDown(_, _, let text): [text]
        }
    }
}

extension SecrecyDoor {
    /// Every text within a value.
    public static func texts(in json: JSON) -> [String] {
        if let text = json.string { return [text] }
        return (json.array ?? []).flatMap(texts) + (json.object ?? [:]).sorted { $0.key < $1.key }.flatMap { texts(in: $0.value) }
    }
}

/// That words or a paper with a secrecy mark may be kept: a false alarm, or a secret that is none any more (J13).
public struct Clearance: Hashable, Sendable {
    /// Why: a false alarm, a declassification and its paper.
    public let ground: String
    /// Who said so.
    public let by: String

    public init?(ground: String, by: String) {
        (self.ground, self.by) = (ground.trimmed, by.trimmed)
        if self.ground.isEmpty || self.by.isEmpty { return nil }
    }

    /// Reads `ground; by whom`; nil where one of the two is missing.
    public init?(_ text: String) {
        guard let joint = text.lastIndex(where: { $0 == ";" || $0 == "；" }) else { return nil }
        self.init(ground: String(text[..<joint]), by: String(text[text.index(after: joint)...]))
    }

    /// Under which path an event keeps it, beside what it let in.
    public static let path = "clearance"

    public var json: JSON { ["ground": .string(ground), "by": .string(by)] }

    public init?(_ json: JSON) { self.init(ground: json["ground"].string ?? "", by: json["by"].string ?? "") }

    /// As it is shown, and typed.
    public var text: String { ground + "；" + by }
}
