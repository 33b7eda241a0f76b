import CStorage
import GRDB

/// A set of matters by their handles, a bit each: what the text index finds is counted, met with other finds and read from its newest end
/// at the same small cost, whether a word stands in ten papers or in every one.
struct HandleSet {
    private var words: [UInt64]

    /// What the aggregate `handle_set` made of the rows of a query.
    ///
    /// - Parameter time: in microseconds; nil where it would take longer, so that whoever types is not kept waiting for a number.
    static func fetch(
        _ clause: String, _ arguments: StatementArguments, within time: Int32? = nil, in db: Database
    ) throws -> HandleSet? {
        if let time { cset_hurry(db.sqliteConnection, time) }
        defer { if time != nil { cset_hurry(db.sqliteConnection, 0) } }
        do {
            let row = try Row.fetchOne(db.cachedStatement(sql: clause), arguments: arguments)
            let words = try row?.withUnsafeData(atIndex: 0) { data in
                [UInt64](unsafeUninitializedCapacity: ((data?.count ?? 0) + 7) / 8) { buffer, count in
                    buffer.initialize(repeating: 0)
                    if let data { UnsafeMutableRawBufferPointer(buffer).copyBytes(from: data) }
                    count = buffer.count
                }
            }
            return HandleSet(words: (words ?? []).map { UInt64(littleEndian: $0) })
        } catch let error as DatabaseError where time != nil && error.resultCode == .SQLITE_INTERRUPT { return nil }
    }

    static func register(in db: Database) { _ = db.sqliteConnection.map { cset_register($0) } }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func intersection(_ other: HandleSet) -> HandleSet { HandleSet(words: zip(words, other.words).map { $0 & $1 }) }

    func contains(_ handle: Int) -> Bool {
        handle >= 0 && handle / 64 < words.count && words[handle / 64] & 1 << UInt64(handle % 64) != 0
    }

    mutating func remove(_ handle: Int) {
        if handle >= 0, handle / 64 < words.count { words[handle / 64] &= ~(1 << UInt64(handle % 64)) }
    }

    /// The highest of them, the highest first.
    func newest(_ limit: Int) -> [Int] {
        var newest: [Int] = []
        for index in words.indices.reversed() {
            var rest = words[index]
            while rest != 0 {
                guard newest.count < limit else { return newest }
                let bit = 63 - rest.leadingZeroBitCount
                newest.append(index * 64 + bit)
                rest &= ~(1 << UInt64(bit))
            }
        }
        return newest
    }
}
