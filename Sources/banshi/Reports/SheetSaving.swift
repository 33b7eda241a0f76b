import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

extension Sheets {
    /// Fills the office's template of a sheet, a page of its own for each, and writes the document.
    ///
    /// - Parameters:
    ///   - kind: as on the command line: `slip`, `register`.
    ///   - pages: the sheets, in either language; a slip is filled from its matter, which knows more.
    /// - Returns: what is to be said of places it could not fill.
    /// - Throws: `Failure` where the office has no template (66), or the file cannot be written (74).
    func fillTemplate(
        of kind: String, _ matters: [Matter], to path: String, pages: (Sheets) throws -> [PrintedSheet]
    ) throws -> [String] {
        guard let kept = office.template(of: kind) else { throw Failure(.notFound, speaker(.noTemplate, kind)) }
        let template: DocxTemplate
        do { template = try DocxTemplate(try ledger.enclosure(kept.digest)) } catch let refused as ExtractionRefused {
            throw Failure(.badData, speaker(.faultCannotRead, Visible.text(kept.name), session.reason(refused.reason)))
        }
        var known = names(of: kind)
        let sheets: [DocxTemplate.Filling]
        if kind == "slip" {
            sheets = matters.map { DocxTemplate.Filling(SlipValues(self, $0).byName.mapValues { Visible.lines($0) }) }
        } else {
            let twin = try twin()
            let (own, other) = (try pages(self), try pages(twin))
            known += twin.names(of: kind) + (own + other).flatMap(\.names)
            // A template serves every sheet of its kind: what another one asks for is empty here, not unknown.
            sheets = own.enumerated().map { $1.filling($0 < other.count ? other[$0] : nil, known: known) }
        }
        do { try template.write(sheets, to: path) } catch {
            let reason = if case .notWritten(let reason) = error { reason } else { String(describing: error) }
            throw Failure(.writeFailed, speaker(.faultWriteFailed, Visible.text(path), reason))
        }
        PrivateFile.share(path, of: ledger.folder)
        return complaints(template, known: known)
    }

    /// What a template asks for and nobody knows, with the nearest name; braces left open. Where no name is known, none is wrong.
    func complaints(_ template: DocxTemplate, known names: [String]) -> [String] {
        let keys = Set(names.map { Folding.key($0) })
        let unknown = names.isEmpty ? [] : template.placeholders.filter { !keys.contains(Folding.key($0)) }
        return unknown.map { name in
            Nearest.of(name, in: names).map { speaker(.placeholderNear, Visible.text(name), $0) }
                ?? speaker(.placeholderUnknown, Visible.text(name))
        }
            + template.problems.map { problem in
                switch problem {
                case .unclosed(let text): speaker(.placeholderOpen, Visible.text(text))
                }
            }
    }
}

extension Runner {
    /// Writes an ordered sheet into `slips/` of the office's folder; the same sheets as on the command line.
    func print(_ order: SheetOrder, _ desk: DeskState) -> DeskEvent {
        do {
            let sheets = try Sheets(session, ledger)
            let matters = try order.subjects.compactMap { try ledger.matter($0) }.filter { !$0.isWithdrawn }
            let folder = try slipFolder()
            let path = folder + "/" + fileName(order, matters, desk)
            if order.form == .docx {
                let complaints = try sheets.fillTemplate(of: order.kind.sheet, matters, to: path) { try pages(order, matters, $0) }
                return .printed(
                    path: ([path] + complaints).joined(separator: " · "),
                    remembering: order.kind == .slip ? remembering(matters, sheets) : [])
            }
            if order.form == .xlsx {
                let pages = try pages(order, matters, sheets)
                try session.writing(path) { try PrintedSheet.write(pages, workbook: path) }
                PrivateFile.share(path, of: ledger.folder)
                return .printed(path: path, remembering: order.kind == .slip ? remembering(matters, sheets) : [])
            }
            let text = PrintedSheet.written(try pages(order, matters, sheets), order.form == .html ? .html : .text)
            try PrivateFile.write(Data((text + "\n").utf8), to: path, of: ledger.folder)
            return .printed(path: path, remembering: order.kind == .slip ? remembering(matters, sheets) : [])
        } catch { return answer(error, nil) }
    }

    /// Where sheets are written; an office shared by a group shares it.
    private func slipFolder() throws -> String {
        let folder = ledger.folder + "/slips"
        try PrivateFile.makeFolder(folder, of: ledger.folder)
        return folder
    }

    private func remembering(_ matters: [Matter], _ sheets: Sheets) -> [Command] {
        matters.compactMap { $0.rememberingSlip(at: sheets.now, by: sheets.office.register(of: $0)) }
    }

    private func pages(_ order: SheetOrder, _ matters: [Matter], _ sheets: Sheets) throws -> [PrintedSheet] {
        switch order.kind {
        case .slip: return matters.map(sheets.slip)
        case .circulation: return matters.map(sheets.circulation)
        case .chase: return [sheets.chase(matters)]
        case .calls: return [try sheets.chase()]
        case .giveBack: return [try sheets.giveBack()]
        case .register, .catalogue:
            let definition = try session.register(order.register ?? sheets.office.registers[standing: .papers]?.id ?? "", sheets.office)
            guard let year = Period(String(sheets.zone.day(of: sheets.now).year)) else { return [] }
            return [try order.kind == .register ? sheets.register(definition, year) : sheets.catalogue(definition, year)]
        }
    }

    /// 收文〔2026〕117号 收文处理单.html; of several the first and how many; of lists the day.
    private func fileName(_ order: SheetOrder, _ matters: [Matter], _ desk: DeskState) -> String {
        let speaker = session.speaker
        let kind: String =
            switch order.kind {
            case .slip: speaker.slipName(matters.first?.register ?? desk.papers, in: desk.office)
            case .circulation: speaker(.sheetCirculation)
            case .chase, .calls: speaker(.sheetChase)
            case .register:
                (desk.office.register(order.register ?? desk.papers).map { speaker($0.name) } ?? "") + speaker(.sheetRegister)
            case .catalogue: speaker(.sheetCatalogue)
            case .giveBack: speaker(.sheetGiveBack)
            }
        let first = matters.first.map { $0.number?.printed ?? $0.id.text } ?? desk.office.zone.day(of: desk.now).iso
        let more = matters.count > 1 ? " +\(matters.count - 1)" : ""
        let ending =
            switch order.form {
            case .text: "txt"
            case .html: "html"
            case .xlsx: PrintedSheet.workbook
            case .docx: "docx"
            }
        return String("\(first)\(more) \(kind).\(ending)".map { "/\\:\u{0}".contains($0) ? "_" : $0 })
    }
}
