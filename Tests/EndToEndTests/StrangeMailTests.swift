import Foundation
import Testing

/// Mails whose names and attachments are unlike those of most.
@Suite(.serialized) struct StrangeMailTests {
    @Test func `a name that begins with a mark stops nobody, and one file under two names keeps both`() throws {
        let machine = try Machine()
        try machine.setUp()
        let script = """
            import os; os.chdir('\(machine.folder)')
            from email.message import EmailMessage
            os.makedirs('strange')
            for n, mark in enumerate(['', chr(0x301), chr(0xFE0F), chr(0x3099), '']):
                m = EmailMessage()
                m['From'] = 'slj@example.gov.cn'
                m['Subject'] = f'关于第{n}批材料的函 ประชุม'
                m['Message-ID'] = f'<strange{n}@example.gov.cn>'
                m['Date'] = 'Thu, 19 Nov 2026 23:30:00 +0000'
                m.set_content('请查收附件。\\n')
                m.add_attachment(b'%d' % n, maintype='application', subtype='octet-stream', filename=mark + '附表.bin')
                m.add_attachment(b'%d' % n, maintype='application', subtype='octet-stream', filename='副本.bin')
                open(f'strange/{n}.eml', 'wb').write(bytes(m))
            """
        #expect(try Machine.run("/usr/bin/env", ["python3", "-c", script]).code == 0)
        let taken = try machine.banshi("receive", machine.folder + "/strange", "--json")
        #expect(taken.code == 0)
        #expect(taken.list.compactMap { $0["result"] as? String } == Array(repeating: "taken", count: 5))
        let id = try #require(taken.list[1]["id"] as? String)
        let shown = try machine.banshi("show", id, "--json").object
        #expect(shown["title"] as? String == "关于第1批材料的函 ประชุม")
        let fields = try #require(shown["fields"] as? [String: Any])
        #expect(fields["dated"] as? String == "2026-11-20" && fields["contact"] as? String == "<slj@example.gov.cn>")
        let attached = try #require((shown["enclosures"] as? [[String: Any]])?.last)
        #expect(attached["name"] as? String == "\u{301}附表.bin" && attached["also"] as? [String] == ["副本.bin"])
    }
}
