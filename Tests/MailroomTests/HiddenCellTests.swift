import Office
import Testing

@testable import Mailroom

/// A mark is seen wherever in a workbook it stands, whether the workbook is kept as a paper or its rows are taken.
@Suite struct HiddenCellTests {
    private static let mark = "机密★10年"
    private static let names = "xmlns=\"\(WorkbookKit.main)\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""

    static let parts: [HiddenPlace] = [
        HiddenPlace(
            "words drawn on a sheet", "xl/drawings/drawing1.xml",
            "<d:wsDr xmlns:d=\"urn:d\" \(names)><d:sp><d:txBody><a:p><a:r><a:t>机</a:t></a:r><a:r><a:t>密★10年</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
        ),
        HiddenPlace("a shape's name", "xl/drawings/drawing1.xml", "<d:wsDr xmlns:d=\"urn:d\"><d:cNvPr name=\"\(mark)\"/></d:wsDr>"),
        HiddenPlace(
            "a drawing of old programs", "xl/drawings/vmlDrawing1.vml",
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><div>\(mark)<br></div></v:textbox></xml>"),
        HiddenPlace(
            "a chart", "xl/charts/chart1.xml",
            "<c:chartSpace \(HiddenKit.chart)><c:title><a:p><a:r><a:t>\(mark)</a:t></a:r></a:p></c:title></c:chartSpace>"),
        HiddenPlace(
            "a remark", "xl/comments1.xml",
            "<comments \(names)><comment><text><r><t>机</t></r><r><t>密★10年</t></r></text></comment></comments>"),
        HiddenPlace(
            "an answered remark", "xl/threadedComments/threadedComment1.xml",
            "<ThreadedComments><threadedComment><text>\(mark)</text></threadedComment></ThreadedComments>"),
        HiddenPlace("who remarks", "xl/persons/person.xml", "<personList><person displayName=\"\(mark)\"/></personList>"),
        HiddenPlace(
            "what another workbook had", "xl/externalLinks/externalLink1.xml",
            "<externalLink \(names)><cell><v>\(mark)</v></cell></externalLink>"),
        HiddenPlace(
            "what a table was made of", "xl/pivotCache/pivotCacheRecords1.xml",
            "<pivotCacheRecords \(names)><r><s v=\"\(mark)\"/></r></pivotCacheRecords>"),
        HiddenPlace("data of the workbook", "customXml/item1.xml", "<r><密级>\(mark)</密级></r>"),
        HiddenPlace("a figure", "xl/media/image1.svg", "<svg><text>\(mark)</text></svg>"),
        HiddenPlace(
            "who wrote it", "docProps/core.xml",
            "<c:coreProperties xmlns:c=\"c\"><c:lastModifiedBy>\(mark)</c:lastModifiedBy></c:coreProperties>"),
    ]

    /// What stands on a sheet beside its cells, and cells that show nothing of it.
    static let inner: [HiddenPlace] = [
        HiddenPlace("a hint at a cell", "", "<dataValidations><dataValidation prompt=\"\(mark)\"/></dataValidations>"),
        HiddenPlace(
            "what may be chosen", "",
            "<dataValidations><dataValidation><formula1>\"公开,\(mark)\"</formula1></dataValidation></dataValidations>"),
        HiddenPlace("a hint at a link", "", "<hyperlinks><hyperlink tooltip=\"\(mark)\"/></hyperlinks>"),
        HiddenPlace(
            "the foot of even pages", "", "<headerFooter><evenFooter>&amp;L密级：&amp;R&amp;\"黑体\"&amp;12\(mark)</evenFooter></headerFooter>"),
        HiddenPlace("a formula", "", "<sheetData><row r=\"9\"><c r=\"A9\"><f>\"机密\"&amp;\"★10年\"</f></c></row></sheetData>"),
    ]

    private func book(_ sheets: [WorkbookKit.Sheet] = [], inner: String = "", more: [(String, String)] = []) throws -> [UInt8] {
        let first = WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], ["某事"]])) + inner)
        return try WorkbookKit.book([first] + sheets, more: more)
    }

    private func check(_ bytes: [UInt8], _ expected: String?, _ name: String) throws {
        #expect(try HiddenKit.mark(bytes, "a.xlsx") == expected, "\(name)")
        // Where only rows are taken, what stands beside them is asked for first.
        #expect(SecrecyDoor.mark(inAny: try Workbook.readHere(bytes).asides) == expected, "\(name)")
    }

    @Test(arguments: parts) func `a mark in a part of a workbook`(place: HiddenPlace) throws {
        try check(book(more: [(place.part, place.xml)]), "机密", place.name)
        try check(book(more: [(place.part, place.clean)]), nil, place.name)
    }

    @Test(arguments: inner) func `a mark on a sheet beside its cells`(place: HiddenPlace) throws {
        try check(book(inner: place.xml), "机密", place.name)
        try check(book(inner: place.clean), nil, place.name)
    }

    @Test func `texts that no cell shows pass the door, too`() throws {
        let sheet = WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], ["某事"]])))
        try check(WorkbookKit.book([sheet], shared: ["<t>\(Self.mark)</t>"]), "机密", "shared")
        try check(WorkbookKit.book([sheet], shared: ["<t>工作秘密</t>", "<t>机密</t>"]), nil, "shared")
    }

    @Test func `the name of a sheet nobody sees passes the door`() throws {
        let hidden = WorkbookKit.Sheet(name: Self.mark, inner: WorkbookKit.data(""), state: "veryHidden")
        try check(book([hidden]), "机密", "hidden")
    }

    @Test(arguments: [
        "<conditionalFormatting><cfRule text=\"机密\"><formula>NOT(ISERROR(SEARCH(\"机密\",A1)))</formula></cfRule></conditionalFormatting>",
        "<dataValidations><dataValidation><formula1>\"公开,内部,秘密,机密\"</formula1></dataValidation></dataValidations>",
        "<autoFilter><filterColumn><filters><filter val=\"机密\"/></filters></filterColumn></autoFilter>",
        "<sheetData><row r=\"9\"><c r=\"A9\"><f>COUNTIF(B:B,\"机密\")</f><v>3</v></c></row></sheetData>",
    ]) func `who counts levels bears none`(inner: String) throws { try check(book(inner: inner), nil, inner) }
}
