import Foundation
import Office

extension Ledger {
    /// The digests of files among the papers that no entry names, or only erased ones, in order.
    ///
    /// What was kept within the last hour may be on its way into an entry and is none of them.
    public func strayFiles() throws(LedgerFault) -> [String] {
        if memory != nil { return [] }
        let named = Set(try papersInJournal())
        let names = FileManager.default.enumerator(atPath: folder + "/files")?.compactMap { $0 as? String } ?? []
        let recent = time(nil) - 3_600
        return names.filter { name in
            let digest = (name as NSString).lastPathComponent
            guard digest.utf8.count == 64, Hex.bytes(digest) != nil, !named.contains(digest) else { return false }
            var status = stat()
            return lstat(folder + "/files/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
                && status.st_mtim.tv_sec < recent
        }.map { ($0 as NSString).lastPathComponent }.sorted()
    }
}
