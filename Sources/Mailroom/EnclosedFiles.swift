import Foundation
import Office

/// The files a paper keeps within itself that its own reader could not open: papers, mails with all that hangs on them, whatever is packed.
///
/// Nothing of them is kept for itself, so only what the secrecy door must see is gathered. What nobody can open is named, and its bytes
/// are looked through as they stand (J13).
struct EnclosedFiles {
    /// What goes along with the paper.
    private(set) var texts: [String] = []
    private(set) var unread: [TextExtraction.Unread] = []

    /// - Parameters:
    ///   - depth: in how many papers, mails and packed files it lies itself.
    ///   - confinement: with the budget that all of it is paid from.
    /// - Throws: `ExtractionRefused` where it is more than the budget allows.
    mutating func read(_ inner: EmbeddedObjects.Inner, by confinement: Confinement, depth: Int) throws(ExtractionRefused) {
        guard depth < EmbeddedObjects.deepest else {
            unread.append(TextExtraction.Unread(inner.name, .overBudget(.depth, limit: EmbeddedObjects.deepest)))
            return try lookThrough(inner.bytes)
        }
        let found = TextExtraction.open(inner.bytes, path: inner.name, by: confinement, depth: depth + 1)
        let packing = found.text == nil ? Envelope(unread: inner.bytes) : Envelope(inner.bytes)
        switch found.extraction {
        case .text(let text, _): texts += PaperText.parts(text).map(String.init)
        case .noText: break
        case .refused(let reason):
            if packing == nil { unread.append(TextExtraction.Unread(inner.name, reason)) }
            try lookThrough(inner.bytes)
        }
        unread += found.unread.map { $0.name.isEmpty ? TextExtraction.Unread(inner.name, $0.reason) : $0 }
        if let packing {
            try unpack(inner, packing, confinement, depth)
        } else if let mail = found.mail {
            try read(mail, confinement, depth)
        }
    }

    private mutating func lookThrough(_ bytes: [UInt8]) throws(ExtractionRefused) {
        do throws(OverBudget) { if let words = try RawText.mark(in: bytes) { texts.append(words) } } catch {
            throw ExtractionRefused(error)
        }
    }

    private mutating func name(_ names: [String]) { texts += MarkedWords.named(names) }

    /// Everything of a mail: its head, every text it has, and what hangs on it.
    private mutating func read(_ mail: MailFile, _ confinement: Confinement, _ depth: Int) throws(ExtractionRefused) {
        let confinement = try deeper(confinement, items: mail.attachments.count)
        texts += MarkedWords.lines(of: mail.allText)
        texts += MarkedWords.among([mail.subject, mail.title, mail.senderName, mail.senderAddress, mail.messageID].compactMap { $0 })
        name(mail.attachments.map(\.name))
        for file in mail.attachments {
            try read(EmbeddedObjects.Inner(name: file.name, bytes: file.bytes), by: confinement, depth: depth + 1)
        }
    }

    /// Everything packed into a file, in a folder that is gone afterwards.
    private mutating func unpack(
        _ inner: EmbeddedObjects.Inner, _ packing: Envelope, _ confinement: Confinement, _ depth: Int
    ) throws(ExtractionRefused) {
        let confinement = try deeper(confinement, items: 0)
        if packing == .zip { texts += MarkedWords.among(ZipFile.remarks(of: inner.bytes)) }
        let folder = MemoryPlace.free()
        guard mkdir(folder, 0o700) == 0 else { throw ExtractionRefused(.notStarted(String(cString: strerror(errno)))) }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var named: [String] = []
        do throws(ExtractionRefused) {
            try ZipFile.unpack(
                inner.bytes, as: packing, called: inner.name, into: folder, budget: confinement.budget ?? Budget(), by: confinement
            ) { named.append($0) }
        } catch {
            switch error.reason {
            case .broken, .locked, .unsupported, .noTool: unread.append(TextExtraction.Unread(inner.name, error.reason))
            default: throw error
            }
        }
        name(named.flatMap { PathText.parts($0.replacing("\\", with: "/")) })
        for path in PathText.files(under: folder) {
            switch TextExtraction.read(folder + "/" + path) {
            case .success(let bytes): try read(EmbeddedObjects.Inner(name: path, bytes: bytes), by: confinement, depth: depth + 1)
            case .failure(let refused): unread.append(TextExtraction.Unread(path, refused.reason))
            }
        }
    }

    /// The same readers one envelope deeper.
    private func deeper(_ confinement: Confinement, items: Int) throws(ExtractionRefused) -> Confinement {
        do throws(OverBudget) {
            let budget = try (confinement.budget ?? Budget()).deeper()
            try budget.spend(items, of: .items)
            return confinement.within(budget)
        } catch { throw ExtractionRefused(error) }
    }
}
