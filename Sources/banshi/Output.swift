import Foundation
import Synchronization

/// Standard output and error. What cannot be written never stops the command, which may have recorded half of what was asked.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: 1) }
    static func text(_ text: String) { write(text, to: 1) }
    static func error(_ text: String) { write(text + "\n", to: 2) }
    /// A question on standard error, whose answer is typed behind it.
    static func ask(_ text: String) { write(text, to: 2) }
    /// A line of standard error that the next one takes the place of.
    static func progress(_ text: String) { write("\r\u{1B}[K" + text, to: 2) }

    /// How wide the terminal is that standard output goes to; nil where it goes to a pipe or a file.
    static let columns: Int? = {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }()

    /// The `errno` with which standard output was lost; 0 while it stands.
    private static let fault = Atomic<Int32>(0)

    /// Whether all that was written to standard output so far has arrived.
    static var isWhole: Bool { fault.load(ordering: .relaxed) == 0 }

    /// Holds the places of streams that were closed before the start, so that no file of an office takes one of them.
    static func begin() {
        for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 && errno == EBADF {
            _ = open("/dev/null", O_RDWR)
            if stream == 1 { fault.store(EBADF, ordering: .relaxed) }
        }
    }

    /// The exit code: the command's own, or 74 where all went well but the answer could not be written.
    ///
    /// A reader that closed its end of a pipe has read what it wanted; that is no fault.
    static func code(_ own: Int32) -> Int32 {
        let fault = fault.load(ordering: .relaxed)
        guard own == 0, fault != 0, fault != EPIPE else { return own }
        error("banshi: " + CommandHelp.speaker(.faultOutput, String(cString: strerror(fault))))
        return Failure.Code.writeFailed.rawValue
    }

    private static func write(_ text: String, to stream: Int32) {
        if stream == 1, fault.load(ordering: .relaxed) != 0 { return }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(stream, $0.baseAddress.map { $0 + written }, bytes.count - written) }
            if count > 0 {
                written += count
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN {
                var waiting = pollfd(fd: stream, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else {
                if stream == 1 { fault.store(count == 0 ? EIO : errno, ordering: .relaxed) }
                return
            }
        }
    }
}
