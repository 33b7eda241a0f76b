/// The last line of a register's year 封簿: the last number, how many were given, how many are void or only kept (J5).
public struct ClosedBook: Hashable, Sendable {
    public let last: Int
    public let count: Int
    public let voids: Int
    /// Numbers kept for papers whose registration was taken back.
    public let reserved: Int

    public init(last: Int, count: Int, voids: Int, reserved: Int) {
        self.last = last
        self.count = count
        self.voids = voids
        self.reserved = reserved
    }

    init?(_ json: JSON) {
        guard let last = json["last"].int, let count = json["count"].int, let voids = json["voids"].int else { return nil }
        self.init(last: Int(last), count: Int(count), voids: Int(voids), reserved: Int(json["reserved"].int ?? 0))
    }

    public var json: JSON { ["last": JSON(last), "count": JSON(count), "voids": JSON(voids), "reserved": JSON(reserved)] }

    /// The years a book can be of; a slip such as 26 for 2026 is none.
    public static let years = 1900...9999

    /// The register and the year of a place where the office's record keeps a book.
    public static func named(_ path: String) -> (register: String, year: String) {
        let name = path.split(separator: "/").last ?? ""
        guard let dash = name.lastIndex(of: "-") else { return (String(name), "") }
        return (String(name[..<dash]), String(name[name.index(after: dash)...]))
    }

    /// Where the office's record keeps it.
    public static func path(_ register: String, _ year: Int) -> String { "books/\(register)-\(year)" }
}
