import Foundation

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
            return text.contains { !$0.isWhitespace } ? .text(text, encoding: "utf-8") : .noText
        }
        return .refused(refused)
    }
}
