/// What of a file that is kept gave no text: the secrecy door looked for no mark there, and a person has to (H7, J13).
public struct UnreadParts: Hashable, Sendable {
    /// Nobody could read the file at all.
    public var isWhole = false
    /// Files packed into it or kept within it, by their names there.
    public var within: [String] = []
    /// Pages, by their numbers from 1.
    public var pages: [Int] = []

    /// So many names are kept; of more, that there were.
    public static let most = 30

    public init() {}

    init(_ json: JSON) {
        isWhole = json["whole"].bool ?? false
        within = json["within"].array?.compactMap(\.string) ?? []
        pages = json["pages"].array?.compactMap { $0.int.map(Int.init) } ?? []
    }

    public var isEmpty: Bool { self == UnreadParts() }

    /// As a record keeps it; null where all was read.
    public var json: JSON {
        if isEmpty { return .null }
        let names = within.count > Self.most ? within.prefix(Self.most) + ["…"] : within[...]
        return .compact([
            "whole": isWhole ? true : .null, "within": names.isEmpty ? .null : .array(names.map(JSON.string)),
            "pages": pages.isEmpty ? .null : .array(pages.map { JSON($0) }),
        ])
    }
}
