import Foundation
import Subprocess

/// Runs pdftotext as a subprocess with limits of time, memory and output; the file is never read by this process.
enum PDFText {
    static let seconds = 30

    static func extract(_ path: String) -> Extraction {
        guard let tool = locate("pdftotext") else { return .refused(.noTool("pdftotext")) }
        // The shell sets the limits and becomes the tool; the path is an argument, never part of the script.
        let script = "ulimit -v 2000000; exec timeout -k 2 \(seconds) \"$0\" -q -enc UTF-8 -nopgbrk -- \"$1\" -"
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        guard
            let outcome = wait({ () -> Outcome in
                let result = try await Subprocess.run(
                    .path("/bin/sh"), arguments: ["-c", script, tool, absolute],
                    output: .bytes(limit: TextExtraction.textLimit * 4), error: .discarded)
                let code: Int =
                    switch result.terminationStatus {
                    case .exited(let code): Int(code)
                    case .signaled(let signal): 128 + Int(signal)
                    }
                return Outcome(code: code, bytes: result.standardOutput)
            })
        else { return .refused(.broken("PDF")) }
        switch outcome.code {
        case 0:
            let text = String(decoding: outcome.bytes, as: UTF8.self)
            return text.contains { !$0.isWhitespace } ? .text(text, encoding: "utf-8") : .noText
        case 124, 137, 152: return .refused(.timedOut(seconds: seconds))
        default: return .refused(.broken("PDF"))
        }
    }

    private struct Outcome: Sendable {
        let code: Int
        let bytes: [UInt8]
    }

    private static func locate(_ tool: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(tool)" }.first { access($0, X_OK) == 0 }
    }

    /// Waits for asynchronous work on the calling thread; nil where it failed.
    private static func wait(_ work: @escaping @Sendable () async throws -> Outcome) -> Outcome? {
        let done = DispatchSemaphore(value: 0)
        let box = Box()
        Task.detached {
            box.outcome = try? await work()
            done.signal()
        }
        done.wait()
        return box.outcome
    }

    /// Written once before the signal and read once after it.
    private final class Box: @unchecked Sendable {
        var outcome: Outcome?
    }
}
