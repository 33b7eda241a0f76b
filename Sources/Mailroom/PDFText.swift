import Foundation
import Office

/// The text of a PDF by pdftotext; where its pages are pictures, they are read as a scan.
enum PDFText {
    /// Pages that hold fewer signs on the average bear a stamp of the scanner at best.
    static let signsOnPage = 20
    /// A page with fewer says nothing: a number, a stray sign.
    private static let handful = 4

    /// What its pages say, and the numbers of those that gave no text among others that did.
    private typealias Reading = (extraction: Extraction, bare: [Int])

    static func open(_ bytes: [UInt8], by confinement: Confinement) -> TextExtraction.Opened {
        let (pages, bare) = read(bytes, by: confinement)
        let unread = bare.isEmpty ? [] : [TextExtraction.Unread(pages: bare)]
        if case .refused = pages { return TextExtraction.Opened(extraction: pages) }
        let beside: PDFRemarks.Found
        do throws(ExtractionRefused) { beside = try PDFRemarks.read(bytes, by: confinement) } catch {
            return TextExtraction.Opened(extraction: .refused(error.reason))
        }
        let raw: [String]
        // What stands before its beginning, behind its end or between its objects belongs to none of them.
        do throws(OverBudget) { raw = [try RawText.mark(in: bytes), try PercentWords.mark(in: bytes)].compactMap(\.self) } catch {
            return TextExtraction.Opened(extraction: .refused(Extraction.Reason(error)))
        }
        let along = marked(ofItself: bytes, by: confinement) + beside.texts + raw
        let whole: Extraction =
            switch pages {
            case .text(let text, let encoding): .text(PaperText.joined(text, along: along), encoding: encoding)
            default: along.isEmpty ? pages : .text(along.joined(separator: PaperText.seam), encoding: "utf-8")
            }
        return TextExtraction.Opened(extraction: whole, unread: unread + beside.unread, outside: beside.outside)
    }

    private static func read(_ bytes: [UInt8], by confinement: Confinement) -> Reading {
        let written = typed(bytes, by: confinement)
        guard case .success(let pages) = written else {
            if case .failure(let refused) = written { return (.refused(refused.reason), []) }
            return (.noText, [])
        }
        let text = pages.joined()
        let signs = signs(in: text)
        guard signs < signsOnPage * max(1, pages.count) else { return withPictures(pages, bytes, by: confinement) }
        let scan = ScanText.pages(ofPDF: bytes, by: confinement)
        // A short letter is no scan: what stands in it as text counts before what a machine makes of its picture.
        if let read = scan.text, read.count(where: { !$0.isWhitespace }) > signs * 2 {
            // Of a long scan only the first pages are looked at.
            return (scan, Array(pages.indices.dropFirst(ScanText.pageLimit).map { $0 + 1 }))
        }
        guard signs > 0 else { return (scan, []) }
        // What the machine made of its pictures was no more than what is typed.
        let few = pages.indices.filter { self.signs(in: pages[$0]) < handful }.map { $0 + 1 }
        let seen = pages.count > 1 ? ScanText.pages(few, ofPDF: bytes, reading: false, by: confinement) : [:]
        return (.text(text, encoding: "utf-8"), pages.count > 1 ? few.filter { seen[$0] != .blank } : [])
    }

    /// A typed paper may carry a page that is a picture: an annex, a form that was filled by hand. It is read in its place.
    private static func withPictures(_ pages: [String], _ bytes: [UInt8], by confinement: Confinement) -> Reading {
        let few = pages.indices.filter { signs(in: pages[$0]) < signsOnPage }
        var whole = pages
        var isRead = false
        let seen = ScanText.pages(few.map { $0 + 1 }, ofPDF: bytes, by: confinement)
        var bare: [Int] = []
        for index in few {
            switch seen[index + 1] {
            case .blank?: continue
            // A page with a few typed words and nothing else is no picture.
            case .text(let text)? where signs(in: text) > signs(in: pages[index]) * 2:
                whole[index] += text
                // A few signs seen in a map or a photograph make no machine's reading of a paper that was typed.
                if signs(in: text) >= signsOnPage { isRead = true }
                if signs(in: whole[index]) < handful { bare.append(index + 1) }
            case .text? where signs(in: pages[index]) > 0: continue
            default: if signs(in: pages[index]) < handful { bare.append(index + 1) }
            }
        }
        // A lone page that says little says all there is.
        return (.text(whole.joined(), encoding: isRead ? Extraction.machine : "utf-8"), pages.count > 1 ? bare : [])
    }

    /// What bears a secrecy mark in its title, subject, keywords and author (ISO 32000 §14.3.3): no page shows them.
    private static func marked(ofItself bytes: [UInt8], by confinement: Confinement) -> [String] {
        // Where the reader of pages is, this one is in the same package.
        guard let tool = confinement.tool("pdfinfo") else { return [] }
        let job = Job(
            .tool, seconds: confinement.seconds, file: TextExtraction.textLimit, [tool, "-enc", "UTF-8", "--", "/proc/self/fd/0"])
        guard case .finished(0, let output) = confinement.run(job, input: bytes) else { return [] }
        return marked(inInfo: String(decoding: output, as: UTF8.self))
    }

    /// The values of such a list that bear a mark, without their names.
    static func marked(inInfo list: String) -> [String] {
        list.split(whereSeparator: \.isNewline).compactMap { line in
            let names = ["Title:", "Subject:", "Keywords:", "Author:"]
            let value = names.first(where: line.hasPrefix).map { String(line.dropFirst($0.count)).trimmed } ?? String(line)
            return SecrecyDoor.mark(inTyped: value) == nil ? nil : value
        }
    }

    private static func signs(in text: String) -> Int { text.unicodeScalars.count { !$0.properties.isWhitespace } }

    private static func typed(_ bytes: [UInt8], by confinement: Confinement) -> Result<[String], ExtractionRefused> {
        guard let tool = confinement.tool("pdftotext") else { return .failure(ExtractionRefused(.noTool("pdftotext"))) }
        let job = Job(
            .tool, seconds: confinement.seconds, file: TextExtraction.textLimit * 4,
            [tool, "-q", "-enc", "UTF-8", "--", "/proc/self/fd/0", "-"])
        let end = confinement.run(job, input: bytes)
        guard case .finished(0, let output) = end else {
            return .failure(ExtractionRefused(Extraction.Reason(end, kind: "PDF", confinement: confinement)))
        }
        var pages = String(decoding: output, as: UTF8.self).split(separator: "\u{C}", omittingEmptySubsequences: false).map(String.init)
        // Every page ends with a mark, the last one too.
        if pages.count > 1, pages.last?.isEmpty == true { pages.removeLast() }
        return .success(pages)
    }
}
