/// A zip of files as they are, made in memory.
enum Zip {
    static func stored(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        var catalogue: [UInt8] = []
        for file in files {
            let offset = out.count
            let name = Array(file.name.utf8)
            let head =
                le(20, 2) + le(0x800, 2) + le(0, 2) + le(0, 4) + le(Int(crc(file.bytes)), 4) + le(file.bytes.count, 4)
                + le(file.bytes.count, 4)
                + le(name.count, 2) + le(0, 2)
            out += [0x50, 0x4B, 3, 4] + head + name + file.bytes
            catalogue += [0x50, 0x4B, 1, 2] + le(20, 2) + head + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(offset, 4) + name
        }
        let begin = out.count
        out += catalogue
        out += [0x50, 0x4B, 5, 6] + le(0, 4) + le(files.count, 2) + le(files.count, 2) + le(catalogue.count, 4) + le(begin, 4) + le(0, 2)
        return out
    }

    private static func le(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = sum & 1 == 1
                sum >>= 1
                if isOdd { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }
}
