import Calendars
import Foundation
import Office
import Settings
import Testing

@testable import Mailroom

/// Everything that reads what strangers sent, with something it reads and the words of its format.
struct Parser: Sendable, CustomTestStringConvertible {
    let name: String
    let seeds: [[UInt8]]
    let words: [String]
    let read: @Sendable ([UInt8]) -> Void
    var testDescription: String { name }

    init(_ name: String, _ seeds: [String], words: [String] = [], _ read: @escaping @Sendable ([UInt8]) -> Void) {
        self.init(name, bytes: seeds.map { Array($0.utf8) }, words: words, read)
    }

    init(_ name: String, bytes: [[UInt8]], words: [String] = [], _ read: @escaping @Sendable ([UInt8]) -> Void) {
        (self.name, seeds, self.words, self.read) = (name, bytes, words, read)
    }

    private static let paper = """
        云溪县财政局文件
        特急
        云财函〔2026〕12号
        关于报送2026年度决算报表的函
        县政府办公室、各乡镇人民政府：
        请于11月27日前将有关材料报送我局，收到之日起15日内反馈，截止日期：12月1日。联系人：王芳 5210011。
        附件：1.报表
        云溪县财政局
        2026年11月20日
        """

    private static let mail = """
        From: =?GB2312?B?1cXD9A==?= <a@b.cn>
        Subject: =?utf-8?B?5YWz5LqO5Y+s5byA?= =?utf-8?Q?=E4=BC=9A?=
        Message-ID: <1@b.cn>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="x"

        --x
        Content-Type: text/html; charset=gb18030
        Content-Transfer-Encoding: quoted-printable

        <p>=C7=EB=B2=E9=CA=D5</p>
        --x
        Content-Type: application/octet-stream; name*=utf-8''%E9%99%84%E4%BB%B6.txt
        Content-Disposition: attachment; filename="=?utf-8?B?6ZmE5Lu2LnR4dA==?="
        Content-Transfer-Encoding: base64

        5paH5Lu2
        --x--

        """.replacing("\n", with: "\r\n")

    private static let calendar = """
        BEGIN:VCALENDAR
        BEGIN:VTIMEZONE
        TZID:X
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0900
        TZOFFSETTO:+0800
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:a
        SUMMARY:每周例会
        DTSTART;TZID=X:20261102T093000
        DURATION:PT1H
        RRULE:FREQ=WEEKLY;COUNT=50;BYDAY=MO,WE;BYSETPOS=1;WKST=SU
        EXDATE;TZID=X:20261109T093000
        RDATE;VALUE=PERIOD:20261110T093000Z/PT2H
        END:VEVENT
        BEGIN:VEVENT
        UID:a
        RECURRENCE-ID;RANGE=THISANDFUTURE:20261116T093000
        DTSTART:20261117T140000
        END:VEVENT
        END:VCALENDAR

        """.replacing("\n", with: "\r\n")

    private static let html =
        "<!doctype html><html><head><style>p{}</style><script>1<2</script></head><body><!-- a --><p>关于&nbsp;召开&#20250;议<br>的通知</p><table><tr><td>甲<td>乙</table><![CDATA[x]]></body></html>"
    private static let word =
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>文件：{{标</w:t></w:r><w:r><w:t xml:space=\"preserve\">题}} &amp; &#x4E00;</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    private static let tags = [
        "<", ">", "&", "&#x", "<w:p>", "<w:t>", "</w:t>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<div>", "<table>", "{{", "}}",
    ]

    /// Reads one part of a container, whole again around what was spoiled.
    private static func container(_ name: String, beside: [(name: String, bytes: [UInt8])] = []) -> @Sendable ([UInt8]) -> Void {
        { _ = TextExtraction.readHere(Zip.stored(beside + [(name, $0)]), name: "a.docx") }
    }

    private static let registers = Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition })
    private static let directory = Directory(
        people: [Person(id: "p1", record: Record(["name": "张敏"])), Person(id: "p2", record: Record(["name": "李卫东", "rank": 2]))],
        units: [Unit(id: "u1", record: Record(["name": "云溪县财政局", "short": ["财政局"], "codes": ["云财函"]]))],
        places: [Place(id: "r1", record: Record(["name": "三楼会议室"]))])
    private static let now = Moment(seconds: 1_795_395_600)

    static let all: [Parser] = [
        Parser("text", [paper, "TO: 各科室\nFROM: 办公室\nDATE: 2026-11-20\n\n请各科室于11月25日前报送。\n"], words: ["〔", "关于", "前", "请于", "附件："]) {
            bytes in
            let text = TextExtraction.readHere([0x20] + bytes, name: "a.html").text ?? ""
            _ = Recognition(of: TextDecoding.decode(bytes).text)
            _ = Recognition(of: text)
        },
        Parser("mail", [mail], words: ["=?utf-8?B?", "?=", "--x", "Content-Type: ", "boundary=", "\r\n\r\n", "message/rfc822"]) {
            _ = try? MailFile.readHere($0)
        },
        Parser(
            "zip",
            bytes: [Zip.stored([("甲/1.txt", Array("一".utf8)), ("..\\2.txt", [1, 2, 3])]), Zip.stored([("a.zip", Zip.stored([]))])],
            words: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}"]
        ) { bytes in
            _ = ZipFile.isParcel(bytes)
            _ = ZipFile.isParcelOnly(bytes)
            _ = try? ZipFile.entries(bytes, limit: 8 << 20)
        },
        Parser("docx", [word], words: tags, container("word/document.xml")),
        Parser(
            "odt", ["<office:text xmlns:text=\"t\"><text:p>甲<text:s text:c=\"3\"/>乙</text:p></office:text>"],
            words: tags + ["text:c=\"999999999\""], container("content.xml")),
        Parser(
            "ofd", ["<ofd:Page><ofd:TextObject><ofd:TextCode X=\"1\">甲</ofd:TextCode></ofd:TextObject></ofd:Page>"], words: tags,
            container("Doc_0/Pages/Page_0/Content.xml")),
        Parser("html", [html], words: tags) { _ = TextExtraction.readHere($0, name: "a.html") },
        Parser("template", [word], words: tags) { bytes in
            guard let template = try? DocxTemplate(Zip.stored([("word/document.xml", bytes)])) else { return }
            _ = template.placeholders
        },
        Parser(
            "calendar", [calendar],
            words: [
                "FREQ=", "SECONDLY", "BYDAY=", "INTERVAL=32767", "COUNT=-1", "UNTIL=", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "RDATE:",
                "99991231T235959Z", ",1,2,3",
            ]
        ) { bytes in
            let bytes = CalendarText.inUTF8(bytes)
            _ = CalendarProblem.all(in: bytes)
            guard let file = try? CalendarFile(bytes) else { return }
            for event in file.events.prefix(4) {
                _ = try? boundedOccurrences(event.source, from: now.adding(minutes: -500_000), to: now.adding(minutes: 500_000))
            }
        },
        Parser("csv", ["标题;文号\r\n\"关于\"\"决算\"\"的通知\n第二行\";云财函〔2026〕12号\r\n"], words: ["\"", ",", ";", "\t", "\n"]) { bytes in
            let table = CSVFile(bytes)
            for row in table.rows.prefix(20) { _ = table.cell(row.cells, ["标题", "title"]) }
        },
        Parser(
            "json",
            ["{\"year\":2026,\"days\":[{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true,\"x\":null,\"y\":\"\\ud83d\\ude00\"}]}"],
            words: ["[", "{\"a\":", "\"", "\\u", "1e9"]
        ) {
            _ = try? JSON(bytes: $0, budget: Budget(.init(bytes: 1 << 20, items: 10_000)))
        },
        Parser(
            "yaml", ShippedRegisters.sources.map(\.yaml) + ["a: &a [1, \"*x\"]\nb:\n  - c: |\n      文\n  - 'd'\n"],
            words: ["*a", "&a ", "[", "{", "- ", "? ", ": ", "|\n", "\"", "'", "!!", "%YAML", "---\n"]
        ) { bytes in
            _ = ShippedRegisters.check(String(decoding: bytes, as: UTF8.self))
        },
        Parser(
            "capture",
            [
                "审阅预算 @财务科 #预算 !1 截止:周五17:00 督办:李卫东 提醒:-30m", "m: 明天14-15点 三楼会议室 例会", "说: 李卫东 让我 周三前 送名单", "收: czj 12 关于决算的通知",
                "假: 11-25至11-27 代:张敏", "每周一 例会",
            ], words: ["@", "#", "!", "截止:", "每", "代:", "\"", "至"]
        ) { bytes in
            let capture = Capture(registers: registers, directory: directory, calendar: .china, now: now, asker: "p1")
            _ = try? capture.read(String(decoding: bytes.prefix(4_000), as: UTF8.self))
        },
        Parser(
            "filter", ["状态:待拟办 -来文单位：财政局 due<周五 received>=2026-11-01 \"待拟办\" is:逾期 from:a,b"],
            words: [":", "：", "<=", ",", "-", "\"", "none"]
        ) { bytes in
            let words = DateWords(now: now, calendar: .china)
            _ = try? Filter(
                String(decoding: bytes.prefix(4_000), as: UTF8.self), names: FilterNames(Array(registers), directory: directory),
                words: words)
        },
        Parser(
            "dates", ["下周五17:00", "2026年12月1日", "3个工作日", "next week", "in 3 days", "农历十月十五", "明天下午3点半", "+2wd"],
            words: ["下", "年", "月", "日", "99999999999", "个工作日"]
        ) { bytes in
            let text = String(decoding: bytes.prefix(2_000), as: UTF8.self)
            _ = DateWords(now: now, calendar: .china).read(text)
            _ = Length(text)
        },
    ]
}
