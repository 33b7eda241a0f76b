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
        remembered(bytes) { read([bytes], by: confinement) }
    }

    static func pages(ofPDF bytes: [UInt8], by confinement: Confinement) -> Extraction {
        remembered(bytes) {
            guard confinement.tool("tesseract") != nil else { return .refused(.noScanReader) }
            guard let renderer = confinement.tool("pdftoppm") else { return .refused(.noTool("pdftoppm")) }
            let end = draw(
                1...pageLimit, ofPDF: bytes, with: renderer, seconds: confinement.seconds, limit: 512 << 20, by: confinement)
            guard case .finished(0, let output) = end else {
                return .refused(Extraction.Reason(end, kind: "PDF", confinement: confinement))
            }
            let pages = GrayMaps.split(output)
            return pages.isEmpty ? .noText : read(pages.map { Array($0) }, by: confinement)
        }
    }

    /// What a page shows.
    enum Page: Hashable, Sendable {
        case blank
        case text(String)
    }

    /// What single pages of a PDF show, by their numbers from 1; those that cannot be read are left out.
    ///
    /// - Parameter reading: whether their words are asked for, or only which are blank.
    static func pages(
        _ numbers: [Int], ofPDF bytes: [UInt8], reading: Bool = true, by confinement: Confinement
    ) -> [Int: Page] {
        guard !numbers.isEmpty, let renderer = confinement.tool("pdftoppm") else { return [:] }
        let canRead = reading && confinement.tool("tesseract") != nil
        let begun = ContinuousClock.now
        var found: [Int: Page] = [:]
        for number in numbers.prefix(pageLimit) {
            guard ContinuousClock.now - begun < .seconds(confinement.secondsForScan) else { break }
            let end = draw(
                number...number, ofPDF: bytes, with: renderer, seconds: confinement.secondsForPage, limit: 64 << 20, by: confinement)
            guard case .finished(0, let output) = end, let page = GrayMaps.split(output).first else { continue }
            if GrayMaps.isBlank(page) {
                found[number] = .blank
            } else if canRead, let text = image(Array(page), by: confinement).text {
                found[number] = .text(text)
            }
        }
        return found
    }

    /// Has pages drawn in grey, one behind the other; none of them ever lies on the disk.
    private static func draw(
        _ pages: ClosedRange<Int>, ofPDF bytes: [UInt8], with renderer: String, seconds: Int, limit: Int, by confinement: Confinement
    ) -> Confinement.End {
        let words = [renderer, "-q", "-r", "200", "-gray", "-f", String(pages.lowerBound), "-l", String(pages.upperBound)]
        return confinement.run(Job(.tool, seconds: seconds, file: limit, words + ["--", "/proc/self/fd/0"]), input: bytes)
    }

    /// Reads pictures one by one, as many as the time for a whole paper allows.
    private static func read(_ pictures: [[UInt8]], by confinement: Confinement) -> Extraction {
        let all = installed(by: confinement)
        let chinese = all.filter { $0.hasPrefix("chi") }
        let known = chinese.isEmpty ? all : chinese
        guard let tool = confinement.tool("tesseract"), !known.isEmpty else { return .refused(.noScanReader) }
        let words = [tool, "/proc/self/fd/0", "-", "-l", known.joined(separator: "+"), "-c", "preserve_interword_spaces=1"]
        let begun = ContinuousClock.now
        var texts: [String] = []
        for picture in pictures {
            let left = confinement.secondsForScan - Int((ContinuousClock.now - begun).components.seconds)
            guard left > 0 else { break }
            let seconds = min(left, confinement.secondsForPage)
            let end = confinement.run(Job(.tool, seconds: seconds, file: TextExtraction.textLimit, words), input: picture)
            if case .finished(0, let bytes) = end {
                texts.append(ScanTidying.tidied(String(decoding: bytes, as: UTF8.self)))
            } else if texts.isEmpty {
                // What a paper is and the mark it bears stand on its first page.
                return .refused(Extraction.Reason(end, kind: "tesseract", confinement: confinement, seconds: seconds))
            }
        }
        let text = texts.joined()
        return text.contains { !$0.isWhitespace } ? .text(text, encoding: Extraction.machine) : .noText
    }

    /// Reads the pictures under a path and remembers what they say, for whoever takes them in later and must not wait.
    public static func readAhead(_ path: String, below root: String? = nil, by confinement: Confinement = .standing) {
        let inner = PathText.files(under: path).map { path + "/" + $0 }
        for file in [path] + inner {
            guard case .success(let bytes) = TextExtraction.read(file, below: root) else { continue }
            let isPicture = isImage(bytes) || bytes.starts(with: "%PDF-".utf8)
            if isPicture { _ = TextExtraction.open(bytes, path: file, by: confinement) }
            guard !isPicture, MailFile.isMail(bytes), let mail = try? MailFile.read(bytes, by: confinement) else { continue }
            for attachment in mail.attachments where isImage(attachment.bytes) || attachment.bytes.starts(with: "%PDF-".utf8) {
                _ = TextExtraction.open(attachment.bytes, path: attachment.name, by: confinement)
            }
        }
    }

    // MARK: Memory

    /// Reading a picture takes seconds, and a paper may be asked for more than once; what was read is known for a while.
    private static func remembered(_ bytes: [UInt8], _ read: () -> Extraction) -> Extraction {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        let key = Key(hash: hasher.finalize(), count: bytes.count)
        if let known = known.withLock({ $0.first { $0.key == key } }) { return known.extraction }
        let extraction = read()
        // A reader may be installed at any time; what one could not read it will not read the next time either.
        switch extraction {
        case .refused(.noScanReader), .refused(.noTool): return extraction
        default: break
        }
        known.withLock { known in
            if known.count >= 512 { known.removeFirst() }
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
