import Foundation

/// The text of a PDF by pdftotext; where its pages are pictures, they are read as a scan.
enum PDFText {
    /// Pages that hold fewer signs on the average bear a stamp of the scanner at best.
    static let signsOnPage = 20

    static func extract(_ bytes: [UInt8], by confinement: Confinement) -> Extraction {
        let written = typed(bytes, by: confinement)
        guard case .success(let pages) = written else {
            if case .failure(let refused) = written { return .refused(refused.reason) }
            return .noText
        }
        let text = pages.joined()
        let signs = text.unicodeScalars.count { !$0.properties.isWhitespace }
        guard signs < signsOnPage * max(1, pages.count) else { return .text(text, encoding: "utf-8") }
        let scan = ScanText.pages(ofPDF: bytes, by: confinement)
        // A short letter is no scan: what stands in it as text counts before what a machine makes of its picture.
        if let read = scan.text, read.count(where: { !$0.isWhitespace }) > signs * 2 { return scan }
        return signs > 0 ? .text(text, encoding: "utf-8") : scan
    }

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
