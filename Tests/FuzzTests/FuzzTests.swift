import Foundation
import Testing

/// Spoils what every parser reads: none may crash, and none may take longer than its input is worth.
///
/// `FUZZ=30 swift test --filter FuzzTests` goes on for thirty minutes with new seeds; in the gate it takes seconds. What was found is said
/// with its seed and kept as a file.
@Suite(.serialized) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Milliseconds for each parser.
    private static let time: Int = environment["FUZZ"].flatMap(Double.init).map { Int($0 * 60_000) / Parser.all.count } ?? 300
    private static let firstSeed: UInt64 =
        environment["FUZZ_SEED"].flatMap { UInt64($0) }
        ?? (environment["FUZZ"] == nil ? 1 : UInt64(time_t(Date().timeIntervalSince1970)) << 20)
    /// No spoiled input of this size is worth more of the processor's seconds; tests are built without optimisation.
    private static let limit = 5.0
    /// Where what is being read lies, so that it is there after a crash.
    private static func kept(_ name: String) -> String { NSTemporaryDirectory() + "banshi-fuzz-\(name).bin" }

    @Test(arguments: Parser.all) func `what is spoiled is read or refused in time`(_ parser: Parser) throws {
        let end = ContinuousClock.now + .milliseconds(Self.time)
        let isLong = Self.environment["FUZZ"] != nil
        var seed = Self.firstSeed
        var count = 0
        // A handful is read whatever the clock says.
        while count < 5 || ContinuousClock.now < end {
            var mutator = Mutator(seed: seed)
            let input = mutator.mutated(parser.seeds[mutator.pick(parser.seeds.count)], words: parser.words)
            if isLong { try Data(input).write(to: URL(fileURLWithPath: Self.kept(parser.name))) }
            let before = Self.worked()
            parser.read(input)
            let took = Self.worked() - before
            if took > Self.limit {
                try Data(input).write(to: URL(fileURLWithPath: Self.kept("\(parser.name)-\(seed)")))
                Issue.record(
                    "\(parser.name), seed \(seed): \(input.count) bytes took \(took) s; see \(Self.kept("\(parser.name)-\(seed)"))")
                return
            }
            seed &+= 1
            count += 1
        }
        if isLong {
            try? FileManager.default.removeItem(atPath: Self.kept(parser.name))
            #expect(Self.memory() < 600, "\(parser.name): the tests grew to \(Self.memory()) MB")
        }
    }

    @Test func `the same seed spoils the same way`() {
        func spoiled(_ seed: UInt64) -> [UInt8] {
            var mutator = Mutator(seed: seed)
            return mutator.mutated(Array("关于召开会议的通知".utf8), words: ["x"])
        }
        #expect(spoiled(7) == spoiled(7))
        #expect((0..<20).map { spoiled($0) }.contains { $0 != spoiled(7) })
    }

    /// What this thread had of the processor, in seconds: a busy machine is not the parser's fault.
    private static func worked() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory this process ever held, in megabytes.
    private static func memory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
    }
}
