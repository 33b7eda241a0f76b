/// A paper's file that passed the secrecy gate: the only kind that is kept, opened or enclosed (H7, J13).
///
/// `SecrecyGate.clear` alone makes one, so no front end can forget to look through what it brings. Its bytes lie in the office under its
/// digest.
public struct ClearedPaper: Hashable, Sendable {
    /// Lower-case hexadecimal SHA-256 of the file's bytes.
    public let digest: String
    /// The name it came with, without a path or signs that turn the line round.
    public let name: String
    /// Further names under which the same bytes came with it.
    public let otherNames: [String]
    /// How large the file is, in bytes.
    public let size: Int
    /// The text that was looked through; nil where none could be read, so that only its names were.
    public let text: String?
    /// Whether it only hangs on another paper, as a picture on a mail: alone it is not that paper.
    public let isAttached: Bool
    /// Whether its text was read by a machine from a picture, and may be wrong.
    public let isMachineRead: Bool
    /// What of it gave no text, so that no mark in it was looked for.
    public let unread: UnreadParts
    /// Why it was let in although it, or what came with it, bears a mark, and who said so; nil where there is no mark.
    public let clearance: Clearance?

    fileprivate init(
        digest: String, name: String, otherNames: [String], size: Int, text: String?, isAttached: Bool, isMachineRead: Bool,
        unread: UnreadParts, clearance: Clearance?
    ) {
        self.digest = digest
        self.name = name
        self.otherNames = otherNames
        self.size = size
        self.text = text
        self.isAttached = isAttached
        self.isMachineRead = isMachineRead
        self.unread = unread
        self.clearance = clearance
    }

    /// What the matter's record says of it.
    var value: JSON {
        .compact([
            "name": .string(name), "also": otherNames.isEmpty ? .null : .array(otherNames.map(JSON.string)), "size": JSON(size),
            "text": text == nil ? .null : true, "attached": isAttached ? true : .null,
            "scan": isMachineRead ? true : .null, "unread": unread.json,
        ])
    }

    /// Where the matter's record says it.
    var path: String { "enclosures/" + digest }
}

/// A text that was looked through for a secrecy mark.
public struct ScannedText: Hashable, Sendable {
    public let text: String
    /// The level its mark names; nil where it bears none.
    public let level: String?

    fileprivate init(_ text: String, level: String?) {
        self.text = text
        self.level = level
    }
}

/// The gate one paper passes with all that comes with it: what is looked through here is remembered until its files are cleared (H7, J13).
public struct SecrecyGate: Sendable {
    /// Why the paper may be kept although it bears a mark, where a person named it beforehand.
    private let named: Clearance?
    /// The level of the first mark that was met.
    private var found: String?

    /// - Parameter clearance: why the paper may be kept although it bears a mark.
    public init(clearance: Clearance? = nil) { named = clearance }

    /// Whether any mark was met so far.
    public var hasMark: Bool { found != nil }

    /// The level of the mark that keeps the paper out; nil where there is none, or somebody named why it may come in.
    public var stops: String? { named == nil ? found : nil }

    /// Why the paper may be kept although it bears a mark; nil where it bears none.
    public var clearance: Clearance? { found == nil ? nil : named }

    /// Looks at names and other short words that come with the paper.
    ///
    /// - Returns: the level of the mark among them.
    @discardableResult
    public mutating func look(at words: [String]) -> String? { met(SecrecyDoor.mark(inAny: words)) }

    /// Looks at the names of files, which may begin with a mark and go on without a sign between.
    ///
    /// - Returns: the level of the mark among them.
    @discardableResult
    public mutating func look(atFiles names: [String]) -> String? { met(SecrecyDoor.mark(ofFiles: names)) }

    /// Looks through a paper that is kept only as a part of another, as one packed into a file is.
    ///
    /// - Returns: the level of its mark.
    @discardableResult
    public mutating func look(into paper: String) -> String? { met(Recognition(of: paper).mark) }

    /// Reads a paper's text and looks through it; one that is let in is read like any other.
    public mutating func read(_ paper: String) -> (text: ScannedText, recognition: Recognition) {
        let recognition = Recognition(of: paper)
        guard let level = met(recognition.mark) else { return (ScannedText(paper, level: nil), recognition) }
        return (ScannedText(paper, level: level), named == nil ? recognition : Recognition(of: paper, isCleared: true))
    }

    /// Looks through a text that has no head, as a template has none: a mark counts wherever it stands.
    public mutating func read(typed text: String) -> ScannedText { ScannedText(text, level: met(SecrecyDoor.mark(inTyped: text))) }

    private mutating func met(_ level: String?) -> String? {
        found = found ?? level
        return level
    }

    /// Clears a file once everything that came with it was looked through; its names are looked at here.
    ///
    /// - Parameters:
    ///   - digest: lower-case hexadecimal SHA-256 of the file's bytes.
    ///   - size: in bytes.
    ///   - text: nil where nobody can read one.
    ///   - unread: what of it gave no text.
    /// - Throws: `Refusal.classified` where there is a mark and nobody named why the paper may come in, or the ground itself bears one.
    public func clear(
        _ digest: String, name: String, otherNames: [String] = [], size: Int, text: ScannedText?, isAttached: Bool = false,
        isMachineRead: Bool = false, unread: UnreadParts = UnreadParts()
    ) throws(Refusal) -> ClearedPaper {
        let level = found ?? text?.level ?? SecrecyDoor.mark(inTyped: name) ?? SecrecyDoor.mark(inAny: otherNames)
        if let level {
            guard let named else { throw .classified(secrecy: level) }
            // The ground says nothing of the content, so it passes the door itself.
            if let level = SecrecyDoor.mark(in: named.json) { throw .classified(secrecy: level) }
        }
        return ClearedPaper(
            digest: digest, name: name, otherNames: otherNames, size: size, text: text?.text, isAttached: isAttached,
            isMachineRead: isMachineRead, unread: unread, clearance: level == nil ? nil : named)
    }
}
