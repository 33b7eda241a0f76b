import Foundation
import Office

extension Ledger {
    /// The files among an office's papers that are called as papers are, by a digest.
    static func paperFiles(of folder: String) -> [(path: String, digest: String)] {
        let paths = FileManager.default.enumerator(atPath: folder + "/files")?.compactMap { $0 as? String } ?? []
        return paths.map { (path: folder + "/files/" + $0, digest: ($0 as NSString).lastPathComponent) }
            .filter { $0.digest.utf8.count == 64 && Hex.bytes($0.digest) != nil }
    }

    /// The digests of files among the papers that no entry names, or only erased ones, in order.
    ///
    /// What was kept within the last hour may be on its way into an entry and is none of them.
    public func strayFiles() throws(LedgerFault) -> [String] {
        if memory != nil { return [] }
        let files = Ledger.paperFiles(of: folder)
        // What some matter holds is named; along the journal we go only for the others, which most offices have none of.
        let held = try held(among: files.map(\.digest))
        let recent = time(nil) - 3_600
        let loose = files.filter { file in
            if held.contains(file.digest) { return false }
            var status = stat()
            return lstat(file.path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
                && status.st_mtim.tv_sec < recent
        }.map(\.digest)
        return loose.isEmpty ? [] : Set(loose).subtracting(try papersInJournal()).sorted()
    }
}
