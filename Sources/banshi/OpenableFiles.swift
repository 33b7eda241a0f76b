import Foundation

/// How many more files this process may have open: where they are too few, whatever fails for want of one names another reason.
enum OpenableFiles {
    /// The most any command has open at once, with room for readers and their pipes.
    static let needed = 20

    /// How many of `needed` can be opened now, tried out: the limit says nothing of those that were handed down, nor of the system's own.
    static func count() -> Int {
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < needed {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 {
                opened.append(descriptor)
            } else if errno != EINTR {
                // A machine without this file says nothing of its handles.
                return errno == EMFILE || errno == ENFILE ? opened.count : needed
            }
        }
        return opened.count
    }
}
