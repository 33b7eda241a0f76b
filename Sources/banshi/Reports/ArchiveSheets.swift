import Ledger
import Office
import Phrases

/// The sheets of the archive: box spines, remarks, stamps, catalogue, appraisal.
extension Sheets {
    /// Archived papers of a year by box, in the order of their item numbers.
    private func boxes(_ year: Int) throws -> [(code: ArchivalCode, box: Int?, papers: [Matter])] {
        var boxes: [(code: ArchivalCode, box: Int?, papers: [Matter])] = []
        for paper in try ledger.archived(office) where paper.archival?.year == year {
            guard let code = ArchivalCode(of: paper) else { continue }
            if let last = boxes.last, last.code == code, last.box == paper.boxNumber {
                boxes[boxes.count - 1].papers.append(paper)
            } else {
                boxes.append((code, paper.boxNumber, [paper]))
            }
        }
        if boxes.isEmpty { throw Failure(.notFound, speaker(.nothingArchived, String(year))) }
        return boxes
    }

    private func box(_ label: Phrase, _ text: String, room: Int = 0) -> PrintedSheet.Box {
        PrintedSheet.Box(label: speaker(label), text: text, room: room)
    }

    private func named(_ code: ArchivalCode) -> [PrintedSheet.Box] {
        [
            box(.labelFonds, code.fonds ?? "", room: 1), box(.labelYear, String(code.year)),
            box(.sheetTermLabel, code.term.chinese), box(.labelUnit, code.unit),
        ]
    }

    private func items(_ papers: [Matter]) -> String {
        let numbers = papers.compactMap { $0.archival?.sequence }
        guard let first = numbers.min(), let last = numbers.max() else { return "" }
        return ArchivalCode.fourDigits(first) + "–" + ArchivalCode.fourDigits(last)
    }

    /// 盒脊: one a box.
    func spines(_ year: Int) throws -> [PrintedSheet] {
        try boxes(year).map { code, number, papers in
            var sheet = PrintedSheet(office: office.header, title: speaker(.sheetSpine))
            sheet.boxes =
                named(code) + [
                    box(.labelItems, items(papers)), box(.labelBoxNumber, number.map(String.init) ?? "", room: 1),
                ]
            return sheet
        }
    }

    /// 备考表: one a box; who arranged and who checked it sign by hand.
    func remarks(_ year: Int) throws -> [PrintedSheet] {
        try boxes(year).map { code, number, papers in
            var sheet = PrintedSheet(office: office.header, title: speaker(.sheetRemarks))
            let counted = papers.compactMap(\.pages)
            let pages = String(counted.reduce(0, +))
            let notes = papers.flatMap { paper in
                speaker.filingRemarks(paper).map { "\(ArchivalCode.fourDigits(paper.archival?.sequence ?? 0)) \($0)" }
            }
            sheet.boxes =
                named(code) + [
                    box(.labelBoxNumber, number.map(String.init) ?? "", room: 1), box(.labelItems, items(papers)),
                    box(.labelCount, String(papers.count)),
                    box(
                        .columnPages,
                        counted.count == papers.count ? pages : speaker(.pagesPartly, pages, String(papers.count - counted.count))),
                    box(.labelSituation, notes.joined(separator: "\n"), room: 4), box(.labelArranger, "", room: 1),
                    box(.labelChecker, "", room: 1), box(.labelOnDay, "", room: 1),
                ]
            return sheet
        }
    }

    /// 归档章: what is stamped on the first page (DA/T 22-2015, 5.4).
    func stamp(_ matter: Matter) throws -> PrintedSheet {
        guard let code = ArchivalCode(of: matter), let item = matter.archival?.sequence else {
            throw Failure(.badData, speaker(.stampNotArchived, matter.number?.printed ?? matter.id.text))
        }
        var sheet = PrintedSheet(office: office.header, title: speaker(.sheetStamp), remark: matter.field("archiveNumber") ?? "")
        sheet.boxes = [
            box(.labelFonds, code.fonds ?? "", room: 1), box(.labelYear, String(code.year)),
            box(.labelItem, ArchivalCode.fourDigits(item)), box(.labelUnit, code.unit), box(.sheetTermLabel, code.term.chinese),
            box(.columnPages, matter.pages.map(String.init) ?? "", room: 1),
        ]
        return sheet
    }

    // MARK: Catalogue

    static let catalogueHeading: [Phrase] = [
        .columnSerial, .columnArchiveNumber, .columnReference, .columnResponsible, .columnTitle, .columnDate, .columnSecrecy, .columnPages,
        .columnRemark,
    ]

    /// The rows of a catalogue (DA/T 22-2015, 5.5.2) by item number; what has none yet stands last, in the order it came.
    func catalogueRows(_ papers: [Matter]) -> [[String]] {
        papers.sorted { $0.archiveOrder < $1.archiveOrder }.enumerated().map { index, matter in
            let definition = office.register(of: matter)
            let dated = (matter.filingDay(by: definition, office.zone)?.iso ?? "").filter(\.isNumber)
            let box = matter.text(of: .box, by: definition)
            let remarks = [box].compactMap { $0 } + speaker.filingRemarks(matter)
            return [
                String(index + 1), matter.field("archiveNumber") ?? "",
                matter.text(of: .reference, by: definition) ?? outgoingNumber(matter),
                issuer(matter) ?? (isSent(matter) ? office.name : ""),
                matter.title, dated, "", matter.pages.map(String.init) ?? "", remarks.joined(separator: "；"),
            ]
        }
    }

    private func outgoingNumber(_ matter: Matter) -> String { isSent(matter) ? matter.number?.printed ?? "" : "" }

    /// Whether it is one of those that go out of the office.
    private func isSent(_ matter: Matter) -> Bool { office.register(of: matter)?.sends ?? false }

    /// The whole year's catalogue, of every register.
    func catalogue(year: Int) throws -> PrintedSheet {
        var sheet = PrintedSheet(office: office.header, title: speaker(.sheetCatalogue), remark: String(year))
        sheet.heading = Sheets.catalogueHeading.map { speaker($0) }
        sheet.kinds = [speaker(.columnSerial): .number, speaker(.columnPages): .number]
        let papers = try ledger.papers(filedUnder: year, office)
        sheet.rows = catalogueRows(papers.filter { office.register(of: $0)?.isCatalogued($0.state) ?? false })
        return sheet
    }

    // MARK: Appraisal

    /// 鉴定: what's term is over by the end of a year, with room for the people who appraise it; and what may be due for transfer.
    func appraisal(_ year: Int) throws -> [PrintedSheet] {
        let archived = try ledger.archived(office)
        var sheet = PrintedSheet(
            office: office.header, title: speaker(.sheetAppraisal, String(year)),
            remark: speaker(.appraisalRemark, String(year)))
        sheet.heading =
            [
                .columnSerial, .columnArchiveNumber, .columnTitle, .labelYear, .sheetTermLabel, .columnExpires, .columnPages,
                .columnAppraisal,
            ]
            .map { speaker($0) }
        for paper in archived {
            // A term is counted from the first of January after the year of the paper.
            guard let code = ArchivalCode(of: paper), let years = code.term.years, code.year + years <= year else { continue }
            let serial = String(sheet.rows.count + 1)
            let pages = paper.pages.map(String.init) ?? ""
            let number = paper.field("archiveNumber") ?? ""
            sheet.rows.append([serial, number, paper.title, String(code.year), code.term.chinese, "\(code.year + years)-12-31", pages, ""])
        }
        return [sheet, transfer(archived, year)]
    }

    /// Papers old enough to be handed to a state archive: 20 years after creation, in counties 10 (档案法实施条例 2024 §20).
    private func transfer(_ archived: [Matter], _ year: Int) -> PrintedSheet {
        var sheet = PrintedSheet(office: office.header, title: speaker(.sheetTransfer), remark: speaker(.transferRemark))
        let heading: [Phrase] = [.labelYear, .sheetTermLabel, .labelCount, .columnTenYears, .columnTwentyYears]
        sheet.heading = heading.map { speaker($0) }
        struct Class: Hashable {
            let year: Int
            let term: ArchivalCode.Term
        }
        let lasting = archived.compactMap { paper in ArchivalCode(of: paper) }.filter { $0.term != .tenYears && $0.year + 10 <= year }
        let classes = Dictionary(grouping: lasting) { Class(year: $0.year, term: $0.term) }
        let order = classes.keys.sorted { ($0.year, $0.term.rawValue) < ($1.year, $1.term.rawValue) }
        for key in order {
            let count = String(classes[key]?.count ?? 0)
            let isTwenty = key.year + 20 <= year
            sheet.rows.append([String(key.year), key.term.chinese, count, speaker(.dueWord), isTwenty ? speaker(.dueWord) : ""])
        }
        return sheet
    }
}
