import Mailroom
import Office
import Phrases
import Screen

extension PrintedSheet {
    /// What stands over the table, under its names in a template.
    private var heads: [(names: [String], text: String)] {
        [(["office", "单位", "办公室"], office), (["sheet", "表名"], title), (["remark", "表注"], remark)]
    }

    /// What columns were headed before: a template that an office made then keeps its table.
    private static let formerHeadings = ["承办单位": "承办", "标题": "题名", "催办原因": "事由"]

    /// Every name a template of this sheet may ask for, as it is labelled here.
    var names: [String] { heads.flatMap(\.names) + boxes.map(\.label) + heading }

    /// The sheet as a template takes it: boxes and heads by their names, the table by its columns.
    ///
    /// - Parameters:
    ///   - twin: the same sheet in the other language: a template asks in the office's, whoever prints it in whichever.
    ///   - known: what sheets of its kind may ask for besides, empty here.
    func filling(_ twin: PrintedSheet?, known: [String]) -> DocxTemplate.Filling {
        var values: [String: String] = [:]
        for sheet in [twin, self].compactMap({ $0 }) where sheet.boxes.count == boxes.count {
            for (box, own) in zip(sheet.boxes, boxes) { values[Folding.key(box.label)] = Visible.lines(own.text) }
        }
        for head in heads { for name in head.names { values[Folding.key(name)] = Visible.lines(head.text) } }
        var headings = [heading] + [twin?.heading ?? []].filter { $0.count == heading.count && $0 != heading }
        headings += headings.map { $0.map { PrintedSheet.formerHeadings[$0] ?? $0 } }.filter { !headings.contains($0) }
        let columns = headings.flatMap { $0 }.map { Folding.key($0) }
        // A name that stands over the table too does not make a row of the letterhead one of the table.
        let own = Set(columns).subtracting(values.keys)
        for name in known.map({ Folding.key($0) }) where values[name] == nil && !own.contains(name) { values[name] = "" }
        return DocxTemplate.Filling(
            values, columns: columns, own: own, rows: rows.map { row in headings.flatMap { _ in row.map { Visible.lines($0) } } })
    }
}

extension Sheets {
    /// The same sheets with the labels of the other language.
    func twin() throws -> Sheets { try Sheets(session, ledger, in: speaker.language == .english ? .simplified : .english) }

    /// The names a template of a sheet may ask for, as far as they can be told without printing one; empty where they cannot.
    func names(of kind: String) -> [String] {
        if kind == "slip" { return SlipValues(self, nil).names }
        let blank = Matter(Subject(id: SubjectID(.matter, 0)))
        let year = zone.day(of: now).year
        let samples: [PrintedSheet]? =
            switch kind {
            case "circulation": [circulation(blank), headed([speaker(.columnPurpose)])]
            case "chase": [chase([])] + ((try? chase()).map { [$0] } ?? [])
            case "giveback": (try? giveBack()).map { [$0] }
            case "register": office.registers.map { headed(RegisterColumns($0, self).heading) }
            case "statistics":
                office.registers.flatMap { register in register.statistics.map { headed(statisticHeading($0, register)) } }
            case "catalogue": [headed(Sheets.catalogueHeading.map { speaker($0) })]
            case "spine": try? spines(year)
            case "remarks": try? remarks(year)
            case "appraisal": try? appraisal(year)
            default: nil
            }
        var once: Set<String> = []
        return (samples ?? []).flatMap(\.names).filter { once.insert($0).inserted }
    }

    private func headed(_ heading: [String]) -> PrintedSheet {
        PrintedSheet(office: office.header, title: "", heading: heading)
    }
}
