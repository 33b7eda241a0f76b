import Foundation

/// Ways into a folder in which others may lay things: whoever looks there may be allowed to read more than whoever laid them there.
public enum StrangersFolder {
    /// Opens what lies below a folder, following no link on the way there; -1 where it is none of the kind, or a link itself.
    public static func open(_ path: String, below root: String, _ flags: Int32 = 0) -> Int32 {
        guard path == root || PathText.isWithin(path, root) else {
            errno = ELOOP
            return -1
        }
        let steps = PathText.parts(String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self))
        var descriptor = Foundation.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for (index, step) in steps.enumerated() where descriptor >= 0 {
            // Every step starts from the folder that is open: what is exchanged behind our back leads nowhere else.
            let kind = index == steps.count - 1 ? flags : O_DIRECTORY
            let next = step == ".." ? -1 : openat(descriptor, step, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | kind)
            let fault = step == ".." ? ELOOP : errno
            close(descriptor)
            errno = fault
            descriptor = next
        }
        return descriptor
    }

    /// Whether an open file may be taken: a plain one that does not bear another account's file under a second name.
    static func isPlain(_ status: stat) -> Bool {
        status.st_mode & S_IFMT == S_IFREG && (status.st_nlink < 2 || status.st_uid == geteuid())
    }
}
