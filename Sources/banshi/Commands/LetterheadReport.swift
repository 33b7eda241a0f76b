import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// `banshi report header` and `banshi report template`: what makes the office's sheets its own.
struct LetterheadReport {
    let session: Session
    let asJSON: Bool

    /// Shows the line over every sheet, sets it, or with `none` goes back to the office's name.
    func header(_ words: [String]) throws {
        let ledger = try session.ledger(words.isEmpty ? .reading : .writing)
        let text = words.joined(separator: " ").trimmed
        if !words.isEmpty {
            try keep(.header(text.isEmpty || text == "none" ? nil : Visible.text(text)), ledger)
        }
        let header = try ledger.office().header
        if asJSON { return session.print(json: ["header": .string(header)]) }
        session.print(session.speaker(.headerIs, header))
    }

    /// Shows what the template of a sheet asks for, keeps a new one, checks one without keeping it, or with `none` does without. Of no
    /// sheet it is the slip's.
    func template(_ words: [String], isCheck: Bool) throws {
        let isNamed = words.first.map(ReportCommand.kinds.contains) ?? false
        let sheet = isNamed ? words[0] : "slip"
        let words = isNamed ? Array(words.dropFirst()) : words
        guard words.count <= 1 else {
            throw Failure(
                .usage,
                session.speaker(
                    .optionNotRead, "template", Visible.text(words[isNamed ? 1 : 0]),
                    ReportCommand.kinds.joined(separator: " ") + " FILE.docx"))
        }
        let ledger = try session.ledger(words.isEmpty || isCheck ? .reading : .writing)
        // A file that is not to be kept is not laid beside the others.
        if !words.isEmpty, !isCheck { try session.require(.customs, ledger) }
        if words == ["none"] {
            try keep(.template(sheet: sheet, nil), ledger)
            if asJSON { return session.print(json: .null) }
            return session.print(session.speaker(.templateGone))
        }
        guard let path = words.first else {
            guard let kept = try ledger.office().template(of: sheet) else {
                throw Failure(.notFound, session.speaker(.noTemplate, sheet))
            }
            return try tell(sheet, kept.name, try read(try ledger.enclosure(kept.digest), kept.name), isKept: false, ledger)
        }
        let bytes = try session.bytes(of: path)
        let template = try read(bytes, path)
        // The file is kept as it is, so all its text passes the door before: one that is only looked at too.
        let (passed, text) = try scanned(bytes, path)
        if !isCheck {
            guard !template.placeholders.isEmpty else {
                throw Failure(.badData, session.speaker(.templateEmpty, Visible.text(path)))
            }
            let name = TextExtraction.safeName(path.split(separator: "/").last.map(String.init) ?? path)
            let file = PaperBytes(bytes)
            let paper = try passed.clear(file.digest, name: name, size: bytes.count, text: text)
            try ledger.keep(PaperToKeep(paper, file))
            try keep(.template(sheet: sheet, SheetTemplate(paper)), ledger)
        }
        try tell(sheet, path, template, isKept: !isCheck, ledger)
    }

    /// All the text of a template.
    ///
    /// - Throws: the refusal of a mark in it, and the failure of a file that cannot be read to its end: nobody knows what that says.
    private func scanned(_ bytes: [UInt8], _ path: String) throws -> (gate: SecrecyGate, text: ScannedText) {
        let text: String
        switch TextExtraction.extract(bytes, path: path) {
        case .text(let found, _): text = found
        case .noText: text = ""
        case .refused(let reason):
            throw Failure(reason.code, session.speaker(.faultCannotRead, Visible.text(path), session.reason(reason)))
        }
        var gate = SecrecyGate(clearance: try session.clearance())
        let scanned = gate.read(typed: text)
        if let level = gate.stops { throw Refusal.classified(secrecy: level) }
        return (gate, scanned)
    }

    private func keep(_ change: OfficeChange, _ ledger: Ledger) throws {
        try ledger.submit([.change([change])], as: try session.attribution(ledger), wholly: true)
    }

    private func read(_ bytes: [UInt8], _ name: String) throws -> DocxTemplate {
        do { return try DocxTemplate(bytes) } catch {
            throw Failure(error.reason.code, session.speaker(.faultCannotRead, Visible.text(name), session.reason(error.reason)))
        }
    }

    private func tell(_ sheet: String, _ name: String, _ template: DocxTemplate, isKept: Bool, _ ledger: Ledger) throws {
        let sheets = try Sheets(session, ledger)
        let known = sheets.names(of: sheet)
        let all = known + (try sheets.twin().names(of: sheet))
        let keys = Set(all.map { Folding.key($0) })
        let complaints = sheets.complaints(template, known: all)
        if asJSON {
            return session.print(json: [
                "name": .string(name), "placeholders": .array(template.placeholders.map(JSON.string)),
                "problems": .array(complaints.map(JSON.string)),
            ])
        }
        if isKept { session.print(session.speaker(.templateKept, Visible.text(name))) }
        for place in template.placeholders {
            let mark = known.isEmpty ? " " : keys.contains(Folding.key(place)) ? "✓" : "?"
            session.print("\(mark) {{\(place)}}")
        }
        if template.placeholders.isEmpty { session.print(session.speaker(.templateEmpty, Visible.text(name))) }
        if !known.isEmpty, !complaints.isEmpty {
            session.print(session.speaker(.placeholdersKnown, known.joined(separator: session.speaker.language == .english ? ", " : "、")))
        }
        for complaint in complaints { session.warn(complaint) }
    }
}
