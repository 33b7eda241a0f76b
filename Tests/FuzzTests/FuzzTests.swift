import Foundation
import Testing

/// Spoils what every parser reads: none may crash, and none may take longer than its input is worth.
///
/// `FUZZ=30 swift test --filter FuzzTests` goes on for thirty minutes with new seeds; in the gate it takes seconds. What was found is said
/// with its seed and kept as a file. A parser at which the tests come to hold more memory than they may is left there and then.
@Suite(.serialized) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Milliseconds for each parser. Of each minute one second is for what the last input of each takes, and for the start.
    private static let time: Int = environment["FUZZ"].flatMap(Double.init).map { Int($0 * 59_000) / Parser.all.count } ?? 300
    private static let firstSeed: UInt64 =
        environment["FUZZ_SEED"].flatMap { UInt64($0) }
        ?? (environment["FUZZ"] == nil ? 1 : UInt64(time_t(Date().timeIntervalSince1970)) << 20)
    /// No spoiled input of this size is worth more of the processor's seconds; tests are built without optimisation.
    private static let limit = 5.0
    /// Megabytes the tests may hold, beside the program they are.
    private static let room = 200
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
            if isLong, count % 16 == 0, Self.isFull() {
                try Data(input).write(to: URL(fileURLWithPath: Self.kept("\(parser.name)-\(seed)")))
                Issue.record("\(parser.name), seed \(seed): the tests grew to \(Self.memory("RssAnon")) MB by input \(count)")
                return
            }
            seed &+= 1
            count += 1
        }
        if isLong {
            try? FileManager.default.removeItem(atPath: Self.kept(parser.name))
            let peak = Self.memory("VmHWM") - Self.memory("RssFile")
            #expect(peak < Self.room, "\(parser.name): the tests held \(peak) MB at once")
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

    /// Whether more memory is held than may be, once what was given back is the system's again.
    private static func isFull() -> Bool {
        if memory("RssAnon") < room { return false }
        // Swift's own picture of the C library lacks it.
        if let trim = dlsym(dlopen(nil, RTLD_NOW), "malloc_trim") {
            _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> Int32).self)(0)
        }
        return memory("RssAnon") >= room
    }

    /// The memory of this process in megabytes: what it holds that is no file's (`RssAnon`), what is (`RssFile`), the most of both (`VmHWM`).
    private static func memory(_ kind: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(kind + ":") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
    }
}
