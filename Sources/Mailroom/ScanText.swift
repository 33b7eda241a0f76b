import Foundation
import Synchronization

/// Pictures of papers read by machine: images, and PDFs whose pages are images, through pdftoppm and tesseract.
public enum ScanText {
    /// Of a long scan only the first pages are read: what it is about and the mark it may bear stand on the first.
    public static let pageLimit = 20
    /// The languages that matter here. Papers are read with the Chinese ones, which know Latin letters and figures too; English beside
    /// them reads 号 as 5 and whole lines as capitals.
    public static let languages = ["chi_sim", "chi_tra", "eng"]

    /// Whether bytes are a picture of the kinds scanners and cameras make.
    static func isImage(_ bytes: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A]]
        if marks.contains(where: { bytes.starts(with: $0) }) { return true }
        // A bitmap says its own length and leaves four bytes empty; two letters alone begin many a text.
        return bytes.starts(with: [0x42, 0x4D]) && bytes.count > 54 && bytes[6..<10].allSatisfy { $0 == 0 }
    }

    /// What tesseract reads here; none where it is not installed.
    public static func installed(by confinement: Confinement = .standing) -> [String] {
        guard let tool = confinement.tool("tesseract") else { return [] }
        let end = confinement.run(Job(.tool, seconds: confinement.seconds, file: 1 << 20, [tool, "--list-langs"]))
        guard case .finished(0, let bytes) = end else { return [] }
        let lines = Set(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } })
        return languages.filter(lines.contains)
    }

    static func image(_ bytes: [UInt8], by confinement: Confinement) -> Extraction {
        remembered(bytes) { read("/proc/self/fd/0", input: bytes, pages: 1, by: confinement) }
    }

    static func pages(ofPDF bytes: [UInt8], by confinement: Confinement) -> Extraction {
        remembered(bytes) {
            guard confinement.tool("tesseract") != nil else { return .refused(.noScanReader) }
            guard let renderer = confinement.tool("pdftoppm") else { return .refused(.noTool("pdftoppm")) }
            let folder = NSTemporaryDirectory() + "banshi-scan-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: folder) }
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch { return .refused(.notReadable) }
            let seconds = confinement.seconds * 2
            let job = Job(
                .tool, seconds: seconds, folder: folder,
                [renderer, "-q", "-r", "200", "-gray", "-l", String(pageLimit), "--", "/proc/self/fd/0", folder + "/page"])
            let end = confinement.run(job, input: bytes)
            guard case .finished(0, _) = end else {
                return .refused(Extraction.Reason(end, kind: "PDF", confinement: confinement, seconds: seconds))
            }
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            if names.isEmpty { return .noText }
            let list = names.map { "\(folder)/\($0)\n" }.joined()
            guard FileManager.default.createFile(atPath: folder + "/list", contents: Data(list.utf8)) else { return .refused(.notReadable) }
            return read(folder + "/list", input: [], pages: names.count, by: confinement)
        }
    }

    private static func read(_ path: String, input: [UInt8], pages: Int, by confinement: Confinement) -> Extraction {
        let all = installed(by: confinement)
        let chinese = all.filter { $0.hasPrefix("chi") }
        let known = chinese.isEmpty ? all : chinese
        guard let tool = confinement.tool("tesseract"), !known.isEmpty else { return .refused(.noScanReader) }
        let seconds = confinement.seconds + confinement.secondsForPage * pages
        let job = Job(
            .tool, seconds: seconds, file: TextExtraction.textLimit * 4,
            [tool, path, "-", "-l", known.joined(separator: "+"), "-c", "preserve_interword_spaces=1"])
        let end = confinement.run(job, input: input)
        guard case .finished(0, let bytes) = end else {
            return .refused(Extraction.Reason(end, kind: "tesseract", confinement: confinement, seconds: seconds))
        }
        let text = ScanTidying.tidied(String(decoding: bytes, as: UTF8.self))
        return text.contains { !$0.isWhitespace } ? .text(text, encoding: Extraction.machine) : .noText
    }

    // MARK: Memory

    /// Reading a picture takes seconds, and a paper may be asked for more than once; what was read is known for a while.
    private static func remembered(_ bytes: [UInt8], _ read: () -> Extraction) -> Extraction {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        let key = Key(hash: hasher.finalize(), count: bytes.count)
        if let known = known.withLock({ $0.first { $0.key == key } }) { return known.extraction }
        let extraction = read()
        guard extraction.text != nil else { return extraction }
        known.withLock { known in
            if known.count >= 64 { known.removeFirst() }
            known.append((key, extraction))
        }
        return extraction
    }

    private struct Key: Hashable {
        let hash: Int
        let count: Int
    }

    private static let known = Mutex<[(key: Key, extraction: Extraction)]>([])
}
