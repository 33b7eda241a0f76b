/// How alike two texts are: the share of their runs of four characters that both have, in per cent.
///
/// A paper scanned twice differs in blanks, marks and a few misread characters; those are folded away or weigh little.
public enum Likeness {
    /// Texts at least so alike are named as one another's likeness, in per cent.
    public static let notable = 60
    private static let limit = 20_000

    public static func percent(_ one: String, _ other: String) -> Int {
        let (first, second) = (runs(one), runs(other))
        guard !first.isEmpty, !second.isEmpty else { return 0 }
        let shared = first.intersection(second).count
        return shared * 100 / (first.count + second.count - shared)
    }

    private static func runs(_ text: String) -> Set<UInt64> {
        var runs: Set<UInt64> = []
        var run: UInt64 = 0
        var length = 0
        for scalar in text.unicodeScalars.lazy.filter(Folding.isWord).prefix(limit) {
            // Four characters of sixteen bits; what lies beyond them shares its lower half with little.
            run = run << 16 | UInt64(Folding.search(scalar).value & 0xFFFF)
            length += 1
            if length >= 4 { runs.insert(run) }
        }
        return runs
    }
}
