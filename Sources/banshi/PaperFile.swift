import Foundation
import Ledger
import Mailroom

/// A paper's main file as it lay there, not yet looked into.
struct PaperFile {
    let paper: Intake.Paper
    let file: Result<PaperBytes, ExtractionRefused>
    /// Nil where not even its bytes could be read.
    var digest: String? { try? file.get().digest }

    init(_ paper: Intake.Paper) {
        self.paper = paper
        file = TextExtraction.read(paper.main, below: paper.root).map { PaperBytes($0) }
    }

    /// How much of it is held in memory, in bytes.
    var weight: Int { (try? file.get().bytes.count) ?? 0 }

    /// Whether it is a short text that begins with a Chinese character: neither mail nor picture nor anything packed.
    var isPlainText: Bool {
        guard case .success(let file) = file, let first = file.bytes.first, paper.attachments.isEmpty else { return false }
        return (0xE3...0xE9).contains(first) && file.bytes.count <= 1 << 16
    }
}
