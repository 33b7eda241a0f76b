import Office
import Testing

@testable import Mailroom

/// A mark is seen wherever in a paper it stands, and what only looks like one is let in.
@Suite struct HiddenWordTests {
    private typealias Kit = HiddenKit
    private static let mark = "机密★10年"

    private static func run(_ text: String) -> String { "<w:r><w:t>\(text)</w:t></w:r>" }
    private static func field(_ codes: String...) -> String {
        let inner = codes.map { "<w:r><w:instrText xml:space=\"preserve\">\($0)</w:instrText></w:r>" }.joined()
        return
            "<w:p>\(run("第"))<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\(inner)<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\(run("三"))<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\(run("项"))</w:p>"
    }
    private static func box(_ text: String) -> String { "<w:txbxContent><w:p>\(run(text))</w:p></w:txbxContent>" }
    private static func part(_ root: String, _ inner: String) -> String { "<\(root) \(Kit.word)>\(inner)</\(root)>" }

    // MARK: Word

    static let word: [HiddenPlace] = [
        HiddenPlace("a field's text", "body", field(" QUOTE \"\(mark)\" \\* MERGEFORMAT ")),
        HiddenPlace("a field's text, no star", "body", field(" QUOTE \"机密\" "), clean: field(" QUOTE \"工作秘密\" ")),
        HiddenPlace("a field cut in two", "body", field(" QUOTE \"机", "密★10年\" \\* MERGEFORMAT ")),
        HiddenPlace("a variable's name", "body", field(" DOCVARIABLE 机密 \\* MERGEFORMAT ")),
        HiddenPlace("signs laid over one another", "body", field(" eq \\* jc2 \\o(\\s\\up 9(机密),\\s\\do 3(★10年)) ")),
        HiddenPlace("a branch of a field", "body", field(" IF a = b \"\(mark)\" \"\" ")),
        HiddenPlace("a simple field", "body", "<w:p><w:fldSimple w:instr=\" QUOTE &quot;\(mark)&quot; \">\(run("三"))</w:fldSimple></w:p>"),
        HiddenPlace(
            "a variable", "word/settings.xml", part("w:settings", "<w:docVars><w:docVar w:name=\"x\" w:val=\"\(mark)\"/></w:docVars>")),
        HiddenPlace(
            "the number of a paragraph", "word/numbering.xml",
            part("w:numbering", "<w:abstractNum><w:lvl><w:lvlText w:val=\"%1机密★10年\"/></w:lvl></w:abstractNum>")),
        HiddenPlace(
            "the number of a paragraph, no star", "word/numbering.xml",
            part("w:numbering", "<w:abstractNum><w:lvl><w:lvlText w:val=\"%1机密\"/></w:lvl></w:abstractNum>"),
            clean: part("w:numbering", "<w:abstractNum><w:lvl><w:lvlText w:val=\"保密要求%1.%2\"/></w:lvl></w:abstractNum>")),
        HiddenPlace("data of the paper", "customXml/item1.xml", "<r><密级>\(mark)</密级></r>"),
        HiddenPlace("data of the paper, no star", "customXml/item1.xml", "<r><v>机密</v></r>", clean: "<r><v>商业秘密</v></r>"),
        HiddenPlace("data, a sign an element", "customXml/item1.xml", "<r><a>机</a><a>密</a><a>★</a></r>"),
        HiddenPlace("data that is no XML", "customXml/item1.xml", "<r><a>\(mark)</r>"),
        HiddenPlace(
            "a picture's name", "body",
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"\(mark)\"/></wp:inline></w:drawing></w:r></w:p>"),
        HiddenPlace(
            "what a picture shows", "body",
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"\(mark)\"/></wp:inline></w:drawing></w:r></w:p>"),
        HiddenPlace("what a shape shows", "body", "<w:p><w:r><w:pict><v:shape alt=\"\(mark)\"/></w:pict></w:r></w:p>"),
        HiddenPlace(
            "a mark across the page", "body", "<w:p><w:r><w:pict><v:shape><v:textpath string=\"\(mark)\"/></v:shape></w:pict></w:r></w:p>"),
        HiddenPlace("the title of a place to fill", "body", "<w:sdt><w:sdtPr><w:alias w:val=\"\(mark)\"/></w:sdtPr></w:sdt>"),
        HiddenPlace("the tag of a place to fill", "body", "<w:sdt><w:sdtPr><w:tag w:val=\"\(mark)\"/></w:sdtPr></w:sdt>"),
        HiddenPlace(
            "a hint at a place to fill", "body",
            "<w:p><w:r><w:fldChar><w:ffData><w:statusText w:val=\"\(mark)\"/></w:ffData></w:fldChar></w:r></w:p>"),
        HiddenPlace(
            "words struck out", "body",
            "<w:p>\(run("甲"))<w:del><w:r><w:delText>机</w:delText></w:r></w:del><w:del><w:r><w:delText>密★</w:delText></w:r></w:del></w:p>"),
        HiddenPlace(
            "a box old programs show", "body",
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">\(box("甲"))</mc:Choice><mc:Fallback>\(box(mark))</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        HiddenPlace(
            "words with their sound", "body",
            "<w:p><w:r><w:ruby><w:rt>\(run("jī"))</w:rt><w:rubyBase>\(run("机"))</w:rubyBase></w:ruby></w:r><w:r><w:ruby><w:rt>\(run("mì"))</w:rt><w:rubyBase>\(run("密★10年"))</w:rubyBase></w:ruby></w:r></w:p>"
        ),
        HiddenPlace(
            "building blocks", "word/glossary/document.xml",
            part(
                "w:glossaryDocument",
                "<w:docParts><w:docPart><w:docPartPr><w:name w:val=\"\(mark)\"/></w:docPartPr></w:docPart></w:docParts>")),
        HiddenPlace("a footnote", "word/footnotes.xml", part("w:footnotes", "<w:footnote><w:p>\(run(mark))</w:p></w:footnote>")),
        HiddenPlace(
            "who remarks", "word/people.xml",
            "<p:people xmlns:p=\"http://schemas.microsoft.com/office/word/2012/wordml\"><p:person p:author=\"\(mark)\"/></p:people>"),
        HiddenPlace(
            "a figure of boxes", "word/diagrams/drawing1.xml",
            "<d:drawing xmlns:d=\"http://schemas.microsoft.com/office/drawing/2008/diagram\" \(Kit.word)><d:sp><d:txBody><a:p><a:r><a:t>机</a:t></a:r><a:r><a:t>密★10年</a:t></a:r></a:p></d:txBody></d:sp></d:drawing>"
        ),
        HiddenPlace(
            "a figure's data", "word/diagrams/data1.xml",
            "<d:dataModel xmlns:d=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" \(Kit.word)><d:pt><d:t><a:p><a:r><a:t>\(mark)</a:t></a:r></a:p></d:t></d:pt></d:dataModel>"
        ),
        HiddenPlace(
            "a chart's title", "word/charts/chart1.xml",
            "<c:chartSpace \(Kit.chart)><c:title><a:p><a:r><a:t>\(mark)</a:t></a:r></a:p></c:title></c:chartSpace>"),
        HiddenPlace(
            "a chart's series", "word/charts/chart1.xml",
            "<c:chartSpace \(Kit.chart)><c:ser><c:tx><c:pt><c:v>\(mark)</c:v></c:pt></c:tx></c:ser></c:chartSpace>"),
        HiddenPlace(
            "a drawing", "word/media/image1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>机<tspan>密★10年</tspan></text></svg>"),
        HiddenPlace(
            "a drawing with its type", "word/media/image1.svg",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"b\" [<!ENTITY x \"y\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><title>\(mark)</title></svg>"
        ),
        HiddenPlace(
            "a drawing, a sign a text", "word/media/image1.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><g><text>机</text><text>密</text><text>★</text></g></svg>"),
        HiddenPlace("an unknown part", "word/any/thing.xml", "<x:a xmlns:x=\"urn:x\"><x:b c=\"\(mark)\"/></x:a>"),
        HiddenPlace(
            "signs written as numbers", "customXml/item1.xml", "<?xml version=\"1.0\"?><r>&#26426;&#x5bc6;★</r>",
            clean: "<r>&#26426;&#x8981;★</r>"),
        HiddenPlace(
            "a page in rich text", "word/afchunk.rtf", #"{\rtf1\ansi\u26426?\u23494?\u9733?\par x}"#,
            clean: #"{\rtf1\ansi\u26426?\u35201?\par x}"#),
    ]

    @Test(arguments: word) func `a mark in a paper of Word`(place: HiddenPlace) throws {
        #expect(try Kit.mark(Kit.docx(place.part, place.xml), "a.docx") == "机密")
        #expect(try Kit.mark(Kit.docx(place.part, place.clean), "a.docx") == nil)
    }

    @Test func `a part in UTF-16 is read as one in UTF-8`() throws {
        func docx(_ words: String) throws -> [UInt8] {
            let wide: [UInt8] = [0xFF, 0xFE] + "<r><a>\(words)</a></r>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            return try EmbeddedKit.docx([("customXml/item1.xml", wide)])
        }
        #expect(try Kit.mark(docx(Self.mark), "a.docx") == "机密")
        #expect(try Kit.mark(docx("工作秘密"), "a.docx") == nil)
    }

    @Test(arguments: [
        // What styles are called, in the paper and in its own list of them.
        (
            "word/styles.xml",
            part(
                "w:styles", "<w:style w:styleId=\"机密\"><w:name w:val=\"机密\"/></w:style><w:style><w:name w:val=\"Confidential\"/></w:style>")
        ),
        ("body", "<w:p><w:pPr><w:pStyle w:val=\"机密\"/></w:pPr>\(run("密切配合"))<w:bookmarkStart w:name=\"密级\"/></w:p>"),
        // What may be chosen.
        (
            "body",
            "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText=\"公开\" w:value=\"1\"/><w:listItem w:displayText=\"秘密\" w:value=\"秘密\"/></w:dropDownList></w:sdtPr></w:sdt>"
        ),
        ("customXml/item2.xml", "<s><restriction><enumeration value=\"秘密\"/><enumeration value=\"机密\"/></restriction></s>"),
        // What a field looks for.
        ("body", field(" IF x = \"机密\" \"甲\" \"乙\" ")), ("body", field(" STYLEREF \"机密\" ")),
        // A box told twice is the same box.
        (
            "body",
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">\(box("机密"))</mc:Choice><mc:Fallback>\(box("机密"))</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        // The values of a chart.
        (
            "word/charts/chart1.xml",
            "<c:chartSpace \(Kit.chart)><c:cat><c:pt><c:v>机密</c:v></c:pt><c:pt><c:v>秘密</c:v></c:pt></c:cat></c:chartSpace>"
        ),
        // Neighbours that are no mark together.
        ("customXml/item1.xml", "<r><a>商业秘密</a><b>10年</b></r>"),
        ("body", "<w:p>\(run("保守工作秘密"))</w:p><w:p><w:del><w:r><w:delText>10年</w:delText></w:r></w:del></w:p>"),
        ("word/media/image1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>商业秘密</text><text>10年</text></svg>"),
    ]) func `what only looks like a mark is let in`(part: String, xml: String) throws {
        #expect(try Kit.mark(Kit.docx(part, xml), "a.docx") == nil)
    }

    @Test func `what bears no mark stays out of the text`() throws {
        let places = Self.word.filter { ["body", "word/settings.xml", "word/numbering.xml", "customXml/item1.xml"].contains($0.part) }
        #expect(places.count > 15)
        for place in places {
            let text = try #require(Kit.open(Kit.docx(place.part, place.clean), "a.docx").text)
            #expect(PaperText.parts(text).count == 1, "\(place.name)")
        }
    }

    // MARK: Slides

    static let slides: [HiddenPlace] = [
        HiddenPlace(
            "what a master asks for", "ppt/slideLayouts/slideLayout1.xml",
            "<p:sldLayout \(Kit.slides)><p:sp><p:nvPr><p:ph type=\"title\"/></p:nvPr><p:txBody><a:p><a:r><a:t>\(mark)</a:t></a:r></a:p></p:txBody></p:sp></p:sldLayout>"
        ),
        HiddenPlace("a tag", "ppt/tags/tag1.xml", "<p:tagLst \(Kit.slides)><p:tag name=\"X\" val=\"\(mark)\"/></p:tagLst>"),
        HiddenPlace("a section", "ppt/presentation.xml", "<p:presentation \(Kit.slides)><p14:section name=\"\(mark)\"/></p:presentation>"),
        HiddenPlace("who remarks", "ppt/commentAuthors.xml", "<p:cmAuthorLst \(Kit.slides)><p:cmAuthor name=\"\(mark)\"/></p:cmAuthorLst>"),
        HiddenPlace(
            "a figure of boxes", "ppt/diagrams/drawing1.xml",
            "<d:drawing xmlns:d=\"urn:d\" \(Kit.slides)><a:p><a:r><a:t>机</a:t></a:r><a:r><a:t>密★10年</a:t></a:r></a:p></d:drawing>"),
        HiddenPlace("a chart", "ppt/charts/chart1.xml", "<c:chartSpace \(Kit.chart)><c:v>\(mark)</c:v></c:chartSpace>"),
        HiddenPlace("a shape's name", "ppt/slides/slide2.xml", "<p:sld \(Kit.slides)><p:sp><p:cNvPr name=\"\(mark)\"/></p:sp></p:sld>"),
        HiddenPlace(
            "speaker's notes", "ppt/notesSlides/notesSlide1.xml",
            "<p:notes \(Kit.slides)><a:p><a:r><a:t>\(mark)</a:t></a:r></a:p></p:notes>"),
        HiddenPlace("a drawing", "ppt/media/image1.svg", "<svg><desc>\(mark)</desc></svg>"),
    ]

    @Test(arguments: slides) func `a mark among slides`(place: HiddenPlace) throws {
        #expect(try Kit.mark(Kit.pptx(place.part, place.xml), "a.pptx") == "机密")
        #expect(try Kit.mark(Kit.pptx(place.part, place.clean), "a.pptx") == nil)
    }

    // MARK: OpenDocument and OFD

    private static func styles(_ inner: String) -> String {
        "<office:document-styles \(Kit.openDocument)>\(inner)</office:document-styles>"
    }

    static let openDocument: [HiddenPlace] = [
        HiddenPlace(
            "words struck out", "body",
            "<text:tracked-changes><text:deletion><text:p>机<text:span>密★10年</text:span></text:p></text:deletion></text:tracked-changes>"),
        HiddenPlace("hidden words", "body", "<text:p>甲<text:hidden-text text:string-value=\"\(mark)\"/></text:p>"),
        HiddenPlace("words under a condition", "body", "<text:p>甲<text:conditional-text text:string-value-if-true=\"\(mark)\"/></text:p>"),
        HiddenPlace(
            "a field of one's own", "body",
            "<text:user-field-decls><text:user-field-decl text:name=\"x\" office:string-value=\"\(mark)\"/></text:user-field-decls>"),
        HiddenPlace(
            "a variable", "body", "<text:p>甲<text:variable-set text:name=\"x\" text:formula=\"ooow:&quot;\(mark)&quot;\"/></text:p>"),
        HiddenPlace("a picture's title", "body", "<text:p>甲<draw:frame><svg:title>\(mark)</svg:title></draw:frame></text:p>"),
        HiddenPlace("what a picture shows", "body", "<text:p>甲<draw:frame><svg:desc>\(mark)</svg:desc></draw:frame></text:p>"),
        HiddenPlace("a frame's name", "body", "<text:p>甲<draw:frame draw:name=\"\(mark)\"/></text:p>"),
        HiddenPlace(
            "words with their sound", "body",
            "<text:p><text:ruby><text:ruby-base>机</text:ruby-base><text:ruby-text>jī</text:ruby-text></text:ruby>密★10年</text:p>"),
        HiddenPlace(
            "a remark", "body",
            "<text:p>甲<office:annotation><dc:creator>某</dc:creator><text:p>\(mark)</text:p></office:annotation></text:p>"),
        HiddenPlace(
            "who remarks", "body",
            "<text:p>甲<office:annotation><dc:creator>\(mark)</dc:creator><text:p>乙</text:p></office:annotation></text:p>"),
        HiddenPlace(
            "an object within", "Object 1/content.xml",
            "<office:document-content \(Kit.openDocument)><text:p>\(mark)</text:p></office:document-content>"),
        HiddenPlace(
            "an object's title", "Object 1/meta.xml",
            "<office:document-meta \(Kit.openDocument)><dc:title>\(mark)</dc:title></office:document-meta>"),
        HiddenPlace(
            "the head of a page", "styles.xml",
            styles("<style:master-page><style:header><text:p>\(mark)</text:p></style:header></style:master-page>")),
        HiddenPlace("the number of a paragraph", "styles.xml", styles("<text:list-level-style-number style:num-prefix=\"\(mark)\"/>")),
        HiddenPlace(
            "the look of a number", "styles.xml", styles("<number:text-style><number:text>\(mark)</number:text></number:text-style>")),
        HiddenPlace(
            "who wrote it", "meta.xml",
            "<office:document-meta \(Kit.openDocument)><meta:initial-creator>\(mark)</meta:initial-creator></office:document-meta>"),
        HiddenPlace("how it is set up", "settings.xml", "<office:settings \(Kit.openDocument)><item>\(mark)</item></office:settings>"),
    ]

    @Test(arguments: openDocument) func `a mark in OpenDocument`(place: HiddenPlace) throws {
        #expect(try Kit.mark(Kit.odt(place.part, place.xml), "a.odt") == "机密")
        #expect(try Kit.mark(Kit.odt(place.part, place.clean), "a.odt") == nil)
    }

    @Test(arguments: [
        ("styles.xml", styles("<style:style style:name=\"机密\" style:display-name=\"机密\"/>")),
        ("body", "<text:p text:style-name=\"机密\">密切配合</text:p>"),
        (
            "body",
            "<table:table><table:table-row><table:table-cell office:string-value=\"机密\"><text:p>机密</text:p></table:table-cell></table:table-row></table:table><text:p text:style-name=\"密\">甲</text:p>"
        ),
    ]) func `what only looks like a mark in OpenDocument is let in`(part: String, xml: String) throws {
        // Behind the body, as no level stands alone at a paper's head.
        let bytes = try Kit.odt(part, part == "body" ? String(repeating: "<text:p>各科室分工。</text:p>", count: 20) + xml : xml)
        #expect(try Kit.mark(bytes, "a.odt") == nil)
    }

    static let layout: [HiddenPlace] = [
        HiddenPlace("a remark", "Doc_0/Annots/Page_0/Annotation.xml", "<PageAnnot><Annot><Remark>\(mark)</Remark></Annot></PageAnnot>"),
        HiddenPlace(
            "what a remark has of its own", "Doc_0/Annots/Page_0/Annotation.xml",
            "<PageAnnot><Annot><Parameters><Parameter Name=\"a\">\(mark)</Parameter></Parameters></Annot></PageAnnot>"),
        HiddenPlace("the outline", "Doc_0/Document.xml", "<Document><Outlines><OutlineElem Title=\"\(mark)\"/></Outlines></Document>"),
        HiddenPlace(
            "the name of what hangs on it", "Doc_0/Attachs/Attachments.xml", "<Attachments><Attachment Name=\"\(mark)\"/></Attachments>"),
        HiddenPlace("what hangs on it", "Doc_0/Attachs/a.txt", "附表\n\(mark)\n"),
        HiddenPlace("a tag", "Doc_0/Tags/CustomTag.xml", "<a:标识 xmlns:a=\"urn:a\"><a:密级>\(mark)</a:密级></a:标识>"),
    ]

    @Test(arguments: layout) func `a mark in OFD`(place: HiddenPlace) throws {
        #expect(try Kit.mark(Kit.ofd(place.part, place.xml), "a.ofd") == "机密")
        #expect(try Kit.mark(Kit.ofd(place.part, place.clean), "a.ofd") == nil)
    }

    @Test func `what hangs on an OFD and nobody can read is named`() throws {
        let opened = Kit.open(try Kit.ofd("Doc_0/Attachs/数据.dat", "\u{1}\u{2}\u{3}"), "a.ofd")
        #expect(opened.unread.map(\.name) == ["数据.dat"])
    }

    // MARK: Drawings and other sources

    @Test func `a drawing that comes alone is read as one in a paper`() throws {
        func drawing(_ words: String) -> [UInt8] {
            let shapes = String(repeating: "<path d=\"M0 0\"/>\n", count: 60)
            return Array("<svg xmlns=\"http://www.w3.org/2000/svg\">\n\(shapes)<text>机<tspan>\(words)</tspan></text></svg>".utf8)
        }
        #expect(try Kit.mark(drawing("密★10年"), "a.svg") == "机密")
        #expect(try Kit.mark(drawing("构密集区"), "a.svg") == nil)
    }

    @Test func `of a table some program wrote a level that stands alone is a value`() throws {
        func table(_ words: String) -> [UInt8] {
            let rows = (0..<60).map { "<row><title>第\($0)项</title>\n<level>\($0 % 2 == 0 ? "机密" : "秘密")</level></row>\n" }.joined()
            return Array("<?xml version=\"1.0\"?>\n<table>\n\(rows)<note text=\"\(words)\"/></table>".utf8)
        }
        #expect(try Kit.mark(table("甲"), "a.xml") == nil)
        #expect(try Kit.mark(table("&#26426;密★10年"), "a.xml") == "机密")
    }
}
