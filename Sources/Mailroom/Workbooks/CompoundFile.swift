/// The container of old Office ([MS-CFB]): streams under names, each a chain of sectors.
///
/// A stranger's file says where everything is, so that a chain ends after as many sectors as the file has, and what lies outside of it is
/// read as zero.
struct CompoundFile {
    /// How such a file begins.
    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private let bytes: [UInt8]
    private let sector: Int
    /// Of each sector the one that follows.
    private var following: [Int] = []
    private var count: Int { bytes.count / sector }

    /// Nil where it is no such container.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: CompoundFile.mark), [9, 12].contains(bytes.word(at: 30)) else { return nil }
        self.bytes = bytes
        sector = 1 << bytes.word(at: 30)
        // The table of sectors stands in sectors of its own: the first 109 are named in the head, the others in a chain.
        var places = (0..<109).map { bytes.long(at: 76 + 4 * $0) }
        var more = bytes.long(at: 68)
        var left = count
        while more < count, left > 0, places.count < count {
            let start = (more + 1) * sector
            places += (0..<(sector / 4 - 1)).map { bytes.long(at: start + 4 * $0) }
            more = bytes.long(at: start + sector - 4)
            left -= 1
        }
        for place in places where place < count && following.count < count {
            following += (0..<(sector / 4)).map { bytes.long(at: (place + 1) * sector + 4 * $0) }
        }
    }

    /// The bytes of the first stream that has one of some names; nil where none has.
    func stream(_ names: [String]) -> [UInt8]? {
        let directory = chain(bytes.long(at: 48))
        for entry in stride(from: 0, to: directory.count - 127, by: 128) where directory[entry + 66] == 2 {
            let length = min(64, directory.word(at: entry + 64))
            let units = stride(from: entry, to: entry + length - 2, by: 2).map { UInt16(directory.word(at: $0)) }
            guard names.contains(String(decoding: units, as: UTF16.self)) else { continue }
            let (start, size) = (directory.long(at: entry + 116), directory.long(at: entry + 120))
            if size >= bytes.long(at: 56) { return Array(chain(start).prefix(size)) }
            return small(start, size, in: chain(directory.long(at: 116)))
        }
        return nil
    }

    private func chain(_ start: Int) -> [UInt8] {
        var found: [UInt8] = []
        var (at, left) = (start, count)
        while at < following.count, left > 0, (at + 1) * sector < bytes.count {
            found += bytes[((at + 1) * sector)..<min((at + 2) * sector, bytes.count)]
            at = following[at]
            left -= 1
        }
        return found
    }

    /// A stream too small for sectors of its own: pieces of 64 bytes of the root's.
    private func small(_ start: Int, _ size: Int, in root: [UInt8]) -> [UInt8] {
        let table = chain(bytes.long(at: 60))
        var found: [UInt8] = []
        var at = start
        while found.count < size, (at + 1) * 64 <= root.count {
            found += root[(at * 64)..<((at + 1) * 64)]
            at = table.long(at: at * 4)
        }
        return Array(found.prefix(size))
    }
}

extension [UInt8] {
    /// Two bytes as a number, the lesser first; zero outside of what is there.
    func word(at place: Int) -> Int { place >= 0 && place + 2 <= count ? Int(self[place]) | Int(self[place + 1]) << 8 : 0 }

    /// Four bytes as a number, the lesser first; zero outside of what is there.
    func long(at place: Int) -> Int { place >= 0 && place + 4 <= count ? word(at: place) | word(at: place + 2) << 16 : 0 }
}
