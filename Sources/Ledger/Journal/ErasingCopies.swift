import Foundation
import Office

/// What else of an erased matter lies in the office's own folder: the file it was taken from, the sheets that were printed of it.
struct ErasingCopies {
    /// The office's folder.
    let folder: String

    /// Papers that were taken in lie there by the day.
    private var taken: String { folder + "/drop/.taken" }
    private var slips: String { folder + "/slips" }

    /// What a sheet of a matter is called after; the signs no file name holds are written as `_`.
    static func names(of matter: Matter) -> [String] {
        [matter.number?.printed, matter.id.text].compactMap(\.self).map { name in
            String(name.map { "/\\:\u{0}".contains($0) ? "_" : $0 })
        }
    }

    /// Deletes the files that were taken in with exactly these bytes, for good.
    ///
    /// - Parameter papers: how large each is in bytes, by its digest; nought where that is not known. Only files as large are read.
    /// - Throws: `LedgerFault.writeFailed` where one cannot be deleted.
    func removeTaken(_ papers: [String: Int]) throws(LedgerFault) {
        guard !papers.isEmpty else { return }
        let sizes = Set(papers.values)
        for path in files(under: taken) where sizes.contains(0) || sizes.contains(size(path)) {
            if let digest = Digesting.file(path), papers[digest] != nil { try remove(path) }
        }
    }

    /// Deletes the sheets that are called after a matter, for good.
    ///
    /// - Throws: `LedgerFault.writeFailed` where one cannot be deleted.
    func removeSlips(of name: String) throws(LedgerFault) {
        for path in files(under: slips) where isSlip(path, of: name) { try remove(path) }
    }

    /// What may still tell of a matter and nobody but a person can look into: sheets that hold its title or cannot be read, and what
    /// was taken in as one file with others.
    func doubtful(title: String) -> [String] {
        let sheets = files(under: slips).filter { path in
            if ErasingCopies.closed.contains(ending(path)) { return true }
            return FileManager.default.contents(atPath: path)?.range(of: Data(title.utf8)) != nil
        }
        let packed = files(under: taken).filter { ErasingCopies.packed.contains(ending($0)) }
        return (sheets + packed).map { String($0.dropFirst(folder.count + 1)) }
    }

    private static let closed: Set = ["docx", "xlsx", "pdf"]
    private static let packed: Set = ["eml", "mbox", "msg", "zip", "rar", "7z", "tar", "gz"]

    private func ending(_ path: String) -> String { (path as NSString).pathExtension.lowercased() }

    /// 收文〔2026〕117号 收文处理单.html, and 收文〔2026〕117号 +3 传阅单.html of several.
    private func isSlip(_ path: String, of name: String) -> Bool {
        (path as NSString).lastPathComponent.unicodeScalars.starts(with: (name + " ").unicodeScalars)
    }

    /// The plain files below a folder; what is linked lies elsewhere and is nobody's copy.
    private func files(under folder: String) -> [String] {
        guard isKind(S_IFDIR, folder) else { return [] }
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.map { folder + "/" + $0 }.filter { isKind(S_IFREG, $0) }.sorted()
    }

    private func size(_ path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private func isKind(_ kind: mode_t, _ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == kind
    }

    private func remove(_ path: String) throws(LedgerFault) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw LedgerFault.writeFailed(path, reason: String(cString: strerror(errno)))
        }
        FileSystem.makeDurable((path as NSString).deletingLastPathComponent)
    }
}
