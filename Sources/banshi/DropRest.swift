import Foundation
import Synchronization

/// Looks beside the desk which entry of the drop folder nobody writes to any more: a folder of thousands of files is asked for the date of each.
final class DropRest {
    enum Answer {
        /// It is still being looked.
        case pending
        case none
        case one(DropFolder.Entry)
    }

    private final class Look: Sendable {
        let found = Mutex<DropFolder.Entry?>(nil)
        let isDone = DispatchSemaphore(value: 0)
    }

    private var look: Look?

    /// The first of the entries that is at rest. What takes longer than keys can wait is answered at a later question.
    func first(of entries: [DropFolder.Entry], in folder: DropFolder) -> Answer {
        let look = self.look ?? begin(entries, folder)
        guard look.isDone.wait(timeout: .now() + .milliseconds(4)) == .success else {
            self.look = look
            return .pending
        }
        self.look = nil
        guard let found = look.found.withLock({ $0 }) else { return .none }
        // What has been written to or taken away meanwhile is looked at again.
        return entries.contains(found) ? .one(found) : .pending
    }

    private func begin(_ entries: [DropFolder.Entry], _ folder: DropFolder) -> Look {
        let look = Look()
        Thread.detachNewThread {
            let found = entries.first(where: folder.isAtRest)
            look.found.withLock { $0 = found }
            look.isDone.signal()
        }
        return look
    }
}
