import Foundation

/// Reads the rows of a damaged database straight from its pages, without its list of tables and without the way to them.
///
/// Every leaf of a table is looked at, whatever table it is of: the journal's rows prove themselves by their digests. The file may be cut
/// short, its first page or any root may be gone; only the rows of a page that is damaged itself are lost. The write-ahead log is read as
/// well, its pages before those of the file.
struct PageScan {
    /// A value as SQLite stores it.
    enum Value {
        case null
        case integer(Int64)
        case text(String)
        case blob([UInt8])
        case other
    }

    private let file: Data
    private let log: Data
    private let pageSize: Int
    /// Where in the log the versions of a page begin, the oldest first: one that is damaged must not hide those before it.
    private var logged: [Int: [Int]] = [:]
    /// How many pages the database has by the last commit of the log.
    private var pagesByLog: Int?

    /// - Parameters:
    ///   - isInUse: whether this process has the database open. Then the file is left open until the process ends: to close it would give
    ///     back the locks SQLite holds on it.
    ///   - isGone: whether there is no such file; then the log is all there is.
    /// - Throws: what keeps the file from being read at all.
    init(_ path: String, isInUse: Bool = false, isGone: Bool = false) throws {
        if isGone {
            file = Data()
        } else {
            file = try isInUse ? PageScan.mapped(path) : Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        }
        log = (try? Data(contentsOf: URL(fileURLWithPath: path + "-wal"), options: .alwaysMapped)) ?? Data()
        pageSize = PageScan.pageSize(file, log)
        readLog()
    }

    private static func mapped(_ path: String) throws -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_size > 0,
            let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
        else { throw LedgerFault.cannotOpen(path, reason: String(cString: strerror(errno))) }
        return Data(bytesNoCopy: start, count: Int(status.st_size), deallocator: .unmap)
    }

    /// As the header says, or where that is gone the log's, or what every office is made with.
    private static func pageSize(_ file: Data, _ log: Data) -> Int {
        func isSize(_ size: Int) -> Bool { size >= 512 && size <= 65_536 && size & (size - 1) == 0 }
        if file.count > 18, file.prefix(15).elementsEqual("SQLite format 3".utf8) {
            let size = Int(file[16]) << 8 | Int(file[17])
            if isSize(size == 1 ? 65_536 : size) { return size == 1 ? 65_536 : size }
        }
        if log.count > 12 {
            let size = log[8..<12].reduce(0) { $0 << 8 | Int($1) }
            if isSize(size) { return size }
        }
        return 4096
    }

    private mutating func readLog() {
        let salts = LogScan.salts(of: log)
        guard !salts.isEmpty else { return }
        var pending: [(page: Int, at: Int)] = []
        let step = LogScan.frameHead + pageSize
        for at in stride(from: LogScan.head, through: log.count - step, by: step) {
            // A frame whose head is damaged hides none behind it.
            guard log[at + 8..<at + 16].elementsEqual(salts) else { continue }
            pending.append((number(log, at), at + LogScan.frameHead))
            // What no commit followed was never acknowledged.
            if number(log, at + 4) != 0 {
                for (page, at) in pending { logged[page, default: []].append(at) }
                pagesByLog = number(log, at + 4)
                pending = []
            }
        }
    }

    /// How many pages are missing at the end of the file, by what it says of itself; nil where none are, or where it says nothing that counts.
    var cutOff: CutOff? {
        guard let pages = pagesByLog ?? pagesByHead else { return nil }
        let there = file.count / pageSize
        let missing = pages - there - logged.keys.count { $0 > there && $0 <= pages }
        return pages > there && missing > 0 ? CutOff(missing: missing, pages: pages) : nil
    }

    /// What the head of the file says; it counts only where both counters of changes agree.
    private var pagesByHead: Int? {
        guard file.count >= 100, file.prefix(15).elementsEqual("SQLite format 3".utf8), number(file, 24) == number(file, 92) else {
            return nil
        }
        let pages = number(file, 28)
        return pages > 0 ? pages : nil
    }

    private func number(_ data: Data, _ at: Int) -> Int { data[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }

    /// The versions of a page, the newest first; one cut off by the end of the file is filled up with noughts.
    private func versions(_ page: Int) -> [Data] {
        var versions = (logged[page] ?? []).reversed().map { Data(log[$0..<$0 + pageSize]) }
        let from = (page - 1) * pageSize
        if page > 0, from < file.count {
            var bytes = Data(file[from..<min(from + pageSize, file.count)])
            bytes.append(Data(count: pageSize - bytes.count))
            versions.append(bytes)
        }
        return versions
    }

    /// Calls `row` with the row id and the values of every row of so many columns on every leaf of a table.
    func rows(columns: Set<Int>, _ row: (_ id: Int64, _ values: [Value]) throws -> Void) rethrows {
        let last = max((file.count + pageSize - 1) / pageSize, logged.keys.filter { $0 < 1 << 24 }.max() ?? 0)
        for page in stride(from: 1, through: last, by: 1) {
            for bytes in versions(page) {
                for cell in cells(bytes, isFirst: page == 1) where columns.contains(cell.values.count) { try row(cell.id, cell.values) }
            }
        }
    }

    // MARK: Trees

    /// Which tree each page is part of, by the pages of their roots, as far as the ways down are whole.
    func trees(_ roots: [Int]) -> [Int: Int] {
        var trees: [Int: Int] = [:]
        for root in roots {
            var open = [root]
            while let page = open.popLast() {
                guard trees[page] == nil, let bytes = versions(page).first else { continue }
                trees[page] = root
                open += children(bytes, isFirst: page == 1)
            }
        }
        return trees
    }

    private func children(_ page: Data, isFirst: Bool) -> [Int] {
        let head = isFirst ? 100 : 0
        guard page[head] == 2 || page[head] == 5 else { return [] }
        let count = Int(page[head + 3]) << 8 | Int(page[head + 4])
        guard head + 12 + 2 * count <= pageSize else { return [number(page, head + 8)] }
        return [number(page, head + 8)]
            + (0..<count).compactMap { index in
                let pointer = head + 12 + 2 * index
                let at = Int(page[pointer]) << 8 | Int(page[pointer + 1])
                return at + 4 <= pageSize ? number(page, at) : nil
            }
    }

    // MARK: Leaves

    private func cells(_ page: Data, isFirst: Bool) -> [(id: Int64, values: [Value])] {
        let head = isFirst ? 100 : 0
        guard page[head] == 0x0D else { return [] }
        let count = Int(page[head + 3]) << 8 | Int(page[head + 4])
        guard head + 8 + 2 * count <= pageSize else { return [] }
        return (0..<count).compactMap { index in
            let pointer = head + 8 + 2 * index
            return cell(page, Int(page[pointer]) << 8 | Int(page[pointer + 1]))
        }
    }

    private func cell(_ page: Data, _ start: Int) -> (id: Int64, values: [Value])? {
        var at = start
        guard let size = varint(page, &at), let id = varint(page, &at), size > 0, size < 1 << 31 else { return nil }
        let length = Int(size)
        let most = pageSize - 35
        if length <= most {
            guard at + length <= pageSize else { return nil }
            return values(Array(page[at..<at + length])).map { (id, $0) }
        }
        let least = (pageSize - 12) * 32 / 255 - 23
        let rest = least + (length - least) % (pageSize - 4)
        let local = rest <= most ? rest : least
        guard at + local + 4 <= pageSize else { return nil }
        var bytes = Array(page[at..<at + local])
        guard follow(number(page, at + local), upTo: length, &bytes) else { return nil }
        return values(bytes).map { (id, $0) }
    }

    /// Appends what stands on the pages a row goes on in.
    private func follow(_ first: Int, upTo length: Int, _ bytes: inout [UInt8]) -> Bool {
        var next = first
        var hops = 0
        while bytes.count < length {
            hops += 1
            guard hops <= length / (pageSize - 4) + 1, let page = versions(next).first else { return false }
            bytes += page[4..<min(pageSize, 4 + length - bytes.count)]
            next = number(page, 0)
        }
        return true
    }

    private func varint(_ bytes: some RandomAccessCollection<UInt8>, _ at: inout Int) -> Int64? {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard at < bytes.count else { return nil }
            let byte = bytes[bytes.index(bytes.startIndex, offsetBy: at)]
            at += 1
            if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return Int64(bitPattern: value) }
        }
        return nil
    }

    // MARK: Records

    private func values(_ record: [UInt8]) -> [Value]? {
        var at = 0
        guard let size = varint(record, &at), size > 0, size <= record.count else { return nil }
        var body = Int(size)
        var values: [Value] = []
        while at < Int(size) {
            guard let kind = varint(record, &at), kind >= 0, values.count < 64 else { return nil }
            let length: Int
            switch kind {
            case 0, 8, 9: length = 0
            case 1...4: length = Int(kind)
            case 5: length = 6
            case 6, 7: length = 8
            case 10, 11: return nil
            default: length = (Int(kind) - 12) / 2
            }
            guard length >= 0, body + length <= record.count else { return nil }
            let bytes = record[body..<body + length]
            body += length
            switch kind {
            case 0: values.append(.null)
            case 8, 9: values.append(.integer(kind - 8))
            case 1...6:
                let isNegative = (bytes.first ?? 0) >= 0x80
                values.append(.integer(bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }))
            case 7: values.append(.other)
            default: values.append(kind % 2 == 0 ? .blob(Array(bytes)) : .text(String(decoding: bytes, as: UTF8.self)))
            }
        }
        return values
    }
}

extension PageScan {
    /// What of a journal its pages give: every entry and payload that is what its digest says.
    func journal() -> Remains {
        var remains = Remains()
        rows(columns: [3, 14]) { id, values in
            if values.count == 3 {
                if case .blob(let digest) = values[0], case .blob(let salt) = values[1], case .blob(let bytes) = values[2],
                    remains.payloads[digest] == nil, Payload.digest(salt: salt, bytes: bytes) == digest
                {
                    remains.payloads[digest] = (salt, bytes)
                }
            } else if let entry = StoredEntry(seq: id, values), remains.entries[id] == nil, entry.computedDigest() == entry.digest {
                remains.entries[id] = entry
            }
        }
        return remains
    }
}

/// The end of a database's file that is not there.
public struct CutOff: Hashable, Sendable {
    /// How many pages are missing.
    public let missing: Int
    /// How many there were.
    public let pages: Int
}

extension Ledger {
    /// What is cut off of the file of an office, by what it says of itself; nil where nothing is, or where it cannot be read.
    public static func cutOff(of folder: String) -> CutOff? {
        try? PageScan(folder + "/office.sqlite", isInUse: true).cutOff
    }
}

/// Entries by their numbers and payloads by their digests.
struct Remains {
    var entries: [Int64: StoredEntry] = [:]
    var payloads: [[UInt8]: (salt: [UInt8], bytes: [UInt8])] = [:]

    /// Adds what another copy still has: a paper, a payload, an entry that is missing here.
    mutating func complete(from other: Remains) {
        entries.merge(other.entries) { mine, _ in mine }
        payloads.merge(other.payloads) { mine, _ in mine }
    }
}

extension StoredEntry {
    /// An entry from a row as it is stored; nil where the values are not an entry's.
    fileprivate init?(seq: Int64, _ values: [PageScan.Value]) {
        func text(_ index: Int) -> String? { if case .text(let text) = values[index] { text } else { nil } }
        func blob(_ index: Int) -> [UInt8]? { if case .blob(let bytes) = values[index] { bytes } else { nil } }
        func integer(_ index: Int) -> Int64? { if case .integer(let number) = values[index] { number } else { nil } }
        // The key of the table stands as the row's number, its column is null.
        guard case .null = values[0], let id = text(1), let act = text(2), let by = text(4), let recordedBy = text(5),
            let account = text(6), let device = text(7), let medium = text(8), let at = integer(9), let recorded = integer(10),
            let body = blob(11), let prev = blob(12), let digest = blob(13)
        else { return nil }
        self.init(
            seq: seq, id: id, act: act, undoes: text(3), by: by, recordedBy: recordedBy, account: account, device: device, medium: medium,
            at: at, recorded: recorded, body: body, prev: prev, digest: digest)
    }
}
