import CConfine
import Foundation

/// What a reader of strangers' papers cannot do here, found by a reader that tried.
public struct Barriers: Sendable {
    /// Every attempt by its name, and whether it was refused.
    public let attempts: [(name: String, isRefused: Bool)]

    /// What would have been let through.
    public var open: [String] { attempts.filter { !$0.isRefused }.map(\.name) }
    public func refuses(_ name: String) -> Bool { attempts.contains { $0.name == name && $0.isRefused } }

    /// No connection to another machine or process of this one.
    public var network: Bool { refuses("socket") && refuses("socket-here") }
    public var reading: Bool { refuses("read-accounts") && refuses("read-file") }
    public var writing: Bool { refuses("write-file") && refuses("make-file") }

    /// What a confined process wrote of its attempts.
    init(written bytes: [UInt8]) {
        attempts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 2 ? (String(words[0]), words[1] == "1") : nil
        }
    }

    /// Tries everything a reader must not be able to do, and prints what became of it.
    ///
    /// - Parameter file: a file that no reader was handed.
    static func tryAll(against file: String) {
        var attempt: Int32 = 0
        while let name = cconfine_attempt_name(attempt) {
            print(String(cString: name), cconfine_attempt_fails(attempt, file) != 0 ? "1" : "0")
            attempt += 1
        }
    }
}

/// A barrier that a kernel may lack, or have switched off.
public enum KernelBarrier: CaseIterable, Sendable {
    /// Landlock: which files are read and written.
    case files
    /// seccomp: which calls are made of the system.
    case calls

    /// Those that this machine lacks, asked without starting a reader.
    public static var missing: [KernelBarrier] {
        let known = cconfine_known()
        return allCases.filter { $0.bit & known == 0 }
    }

    private var bit: Int32 { Int32(self == .files ? CCONFINE_FILES : CCONFINE_CALLS) }
}

extension Confinement {
    /// Which barriers the reader really stands behind here; nil where it cannot be started.
    ///
    /// - Parameter file: a file that it must not be able to read or write; it is not changed where it can.
    public func barriers(trying file: String = "/etc/passwd") -> Barriers? {
        guard program != nil, case .finished(0, let bytes) = run(Job(.check, seconds: seconds, [file])) else { return nil }
        return Barriers(written: bytes)
    }
}
