import Foundation
import Office

/// A file in which somebody keeps settings of their own.
public enum SettingsFile {
    /// Larger files are no settings, in bytes.
    public static let limit = 1 << 20

    /// The bytes of a file; nil where there is none, or where it cannot be taken for settings, with the reason.
    ///
    /// A pipe or a device may never end, so nothing waits for one to be opened, and only plain files are read.
    public static func read(_ path: String) -> (bytes: [UInt8]?, problem: Problem.Kind?) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return errno == ENOENT || errno == ENOTDIR ? (nil, nil) : (nil, .notPlain) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return (nil, .notPlain) }
        let size = Int(status.st_size)
        guard size <= limit else { return (nil, .overBudget(OverBudget(.bytes, limit))) }
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let got = bytes.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress.map { $0 + filled }, size - filled) }
            if got < 0, errno == EINTR { continue }
            if got <= 0 { break }
            filled += got
        }
        return (Array(bytes.prefix(filled)), nil)
    }
}
