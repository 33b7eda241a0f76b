/// How many commands of a long batch go into one transaction: as many as keep the office from others for no longer than a time.
struct SlicePace {
    private(set) var size: Int
    private let bounds: ClosedRange<Int>
    private let time: Duration
    private let growth: Int

    /// - Parameters:
    ///   - size: how many the first slice has.
    ///   - growth: how many times as many as before the next may have.
    init(_ size: Int, within bounds: ClosedRange<Int>, taking time: Duration, growth: Int = 1_000) {
        self.size = size
        self.bounds = bounds
        self.time = time
        self.growth = growth
    }

    /// Sets the next slice by how long one took.
    mutating func note(_ count: Int, took taken: Duration) {
        let fitting = Double(count) * (time / max(taken, .milliseconds(1)))
        size = max(bounds.lowerBound, min(bounds.upperBound, Int(fitting), size * growth))
    }
}
