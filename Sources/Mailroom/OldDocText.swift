import Foundation
import Office

/// Papers of old Word and of WPS (.doc, .wps): a converter of the system reads them, where one is installed.
enum OldDocText {
    /// The converters that are known, each with the words that make it write UTF-8 without breaking lines. All of them read what they
    /// are handed and write nowhere: nobody has passed the paper at the door yet.
    private static let converters: [(name: String, words: [String])] = [
        ("antiword", ["-m", "UTF-8.txt", "-w", "0", "/proc/self/fd/0"]),
        ("catdoc", ["-d", "utf-8", "-w", "/proc/self/fd/0"]),
    ]

    /// What is to be installed where none is.
    static let names = converters.map(\.name).joined(separator: " / ")

    static func extract(_ bytes: [UInt8], by confinement: Confinement) -> Extraction {
        var refused = Extraction.Reason.noTool(names)
        for converter in converters {
            guard let tool = confinement.tool(converter.name) else { continue }
            let job = Job(.tool, seconds: confinement.seconds, file: TextExtraction.textLimit * 4, [tool] + converter.words)
            let end = confinement.run(job, input: bytes)
            guard case .finished(0, let output) = end, !output.isEmpty else {
                // One may read what the other does not.
                refused = Extraction.Reason(end, kind: "doc", confinement: confinement)
                continue
            }
            let text = String(decoding: output.prefix(TextExtraction.textLimit), as: UTF8.self)
            // Converters leave out the heads of pages, where a mark may stand.
            let marked = marked(in: bytes)
            if !marked.isEmpty { return .text(PaperText.joined(text, along: marked), encoding: "utf-8") }
            return text.contains { !$0.isWhitespace } ? .text(text, encoding: "utf-8") : .noText
        }
        return .refused(refused)
    }

    /// The stretches of a file's raw bytes that say nothing but a secrecy mark, in the two encodings old Word writes.
    static func marked(in bytes: [UInt8]) -> [String] {
        var found: [String] = []
        for index in bytes.indices.dropLast() {
            switch (bytes[index], bytes[index + 1]) {
            case (0xC6, 0x5B): found.append(wide(bytes, around: index))
            case (0xC3, 0xDC): found.append(narrow(bytes, around: index))
            default: continue
            }
        }
        return found.filter { SecrecyDoor.mark(aloneIn: $0) != nil }
    }

    /// The line around a place in UTF-16, no longer than a mark can be.
    private static func wide(_ bytes: [UInt8], around place: Int) -> String {
        func unit(_ at: Int) -> UInt16? {
            guard at >= 0, at + 1 < bytes.count else { return nil }
            let unit = UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
            return unit >= 0x20 ? unit : nil
        }
        var start = place
        while place - start < 80, unit(start - 2) != nil { start -= 2 }
        var units: [UInt16] = []
        while units.count < 80, let next = unit(start + 2 * units.count) { units.append(next) }
        return String(decoding: units, as: UTF16.self)
    }

    /// The same in GB 18030.
    private static func narrow(_ bytes: [UInt8], around place: Int) -> String {
        var start = place
        while place - start < 80, start > 0, bytes[start - 1] >= 0x20 { start -= 1 }
        let line = bytes[start...].prefix(160).prefix { $0 >= 0x20 }
        return TextDecoding.decode(Array(line), declared: "gb18030")
    }
}
