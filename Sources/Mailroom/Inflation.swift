/// Unpacks what deflate packed (RFC 1951) in the wrapping of zlib (RFC 1950), as the streams of a PDF are.
///
/// It reads what strangers sent, so nothing of it looks beyond what is there: torn, it gives what came before the tear.
struct Inflation {
    /// What was unpacked, no more than the limit.
    private(set) var bytes: [UInt8] = []
    /// Whether there was more than the limit.
    private(set) var isTooMuch = false
    private let limit: Int
    private let packed: ArraySlice<UInt8>
    private var at: Int
    private var held = 0
    private var count = 0

    private enum Stop: Error { case torn, full }

    /// - Parameter limit: of what is unpacked, in bytes.
    init(_ packed: ArraySlice<UInt8>, limit: Int) {
        self.packed = packed
        self.limit = limit
        at = packed.startIndex
        guard packed.count > 2, packed[at] & 15 == 8, (Int(packed[at]) << 8 | Int(packed[at + 1])) % 31 == 0, packed[at + 1] & 32 == 0
        else { return }
        at += 2
        do throws(Stop) { try unpack() } catch { isTooMuch = error == .full }
    }

    private mutating func bits(_ wanted: Int) throws(Stop) -> Int {
        while count < wanted {
            guard at < packed.endIndex else { throw .torn }
            held |= Int(packed[at]) << count
            at += 1
            count += 8
        }
        defer {
            held >>= wanted
            count -= wanted
        }
        return held & (1 << wanted - 1)
    }

    private mutating func unpack() throws(Stop) {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try copy()
            case 1: try expand(Inflation.fixed.signs, Inflation.fixed.distances)
            case 2:
                let codes = try codes()
                try expand(codes.signs, codes.distances)
            default: throw .torn
            }
        }
    }

    /// A block that is not packed.
    private mutating func copy() throws(Stop) {
        (held, count) = (0, 0)
        guard at + 4 <= packed.endIndex else { throw .torn }
        let length = Int(packed[at]) | Int(packed[at + 1]) << 8
        guard length ^ 0xFFFF == Int(packed[at + 2]) | Int(packed[at + 3]) << 8 else { throw .torn }
        at += 4
        let end = min(at + length, packed.endIndex)
        let fitting = min(end, at + limit - bytes.count)
        bytes += packed[at..<fitting]
        guard fitting == end else { throw .full }
        guard end == at + length else { throw .torn }
        at = end
    }

    private mutating func expand(_ signs: Code, _ distances: Code) throws(Stop) {
        while true {
            let sign = try next(signs)
            if sign == 256 { return }
            if sign < 256 {
                guard bytes.count < limit else { throw .full }
                bytes.append(UInt8(sign))
                continue
            }
            guard sign - 257 < Inflation.lengths.count else { throw .torn }
            let (base, extra) = Inflation.lengths[sign - 257]
            let length = base + (try bits(extra))
            let far = try next(distances)
            guard far < 30 else { throw .torn }
            let more = max(0, far / 2 - 1)
            let distance = (far < 4 ? far : (2 + far % 2) << more) + 1 + (try bits(more))
            guard distance <= bytes.count else { throw .torn }
            guard bytes.count + length <= limit else { throw .full }
            for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
        }
    }

    // MARK: Codes

    /// A code of Huffman's: how many words of each length there are, and what they mean, the shortest first.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var signs: [Int]

        /// - Parameter lengths: of the word of each sign; 0 where it has none.
        init(_ lengths: [Int]) {
            for length in lengths where length > 0 { counts[length] += 1 }
            signs = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        }
    }

    private mutating func next(_ code: Code) throws(Stop) -> Int {
        var (word, first, index) = (0, 0, 0)
        for length in 1...15 {
            word |= try bits(1)
            let count = code.counts[length]
            if word - first < count {
                guard index + word - first < code.signs.count else { throw .torn }
                return code.signs[index + word - first]
            }
            index += count
            first = (first + count) << 1
            word <<= 1
        }
        throw .torn
    }

    /// The codes of a block that brings its own.
    private mutating func codes() throws(Stop) -> (signs: Code, distances: Code) {
        let signs = try bits(5) + 257
        let distances = try bits(5) + 1
        var lengths = [Int](repeating: 0, count: 19)
        for place in Inflation.order.prefix(try bits(4) + 4) { lengths[place] = try bits(3) }
        let code = Code(lengths)
        var all: [Int] = []
        while all.count < signs + distances {
            let sign = try next(code)
            switch sign {
            case 16:
                guard let last = all.last else { throw .torn }
                all += [Int](repeating: last, count: try bits(2) + 3)
            case 17: all += [Int](repeating: 0, count: try bits(3) + 3)
            case 18: all += [Int](repeating: 0, count: try bits(7) + 11)
            default: all.append(sign)
            }
        }
        guard all.count == signs + distances else { throw .torn }
        return (Code(Array(all[..<signs])), Code(Array(all[signs...])))
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let fixed = (
        signs: Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }), distances: Code([Int](repeating: 5, count: 30))
    )
    /// Of each sign from 257 the least length it stands for, and how many more bits tell it.
    private static let lengths: [(base: Int, extra: Int)] =
        (0..<28).map { sign in
            let extra = max(0, sign / 4 - 1)
            return (sign < 8 ? sign + 3 : (4 + sign % 4) << extra + 3, extra)
        } + [(258, 0)]
}
