import Office
import Testing

/// Papers written for these tests with what a clerk would read from them.
@Suite struct PaperTests {
    @Test(arguments: PaperCase.government + PaperCase.bodies)
    func `papers of many bodies`(_ paper: PaperCase) {
        #expect(paper.misses() == [])
    }

    @Test(arguments: PaperCase.traps + PaperCase.varied + PaperCase.further + PaperCase.everyday)
    func `papers that mislead`(_ paper: PaperCase) {
        #expect(paper.misses() == [])
    }

    @Test(arguments: PaperCase.letters)
    func `letters in traditional script and in English`(_ paper: PaperCase) {
        #expect(paper.misses() == [])
    }

    @Test(arguments: PaperCase.limits)
    func `limits, replies owed and whom to call`(_ paper: PaperCase) {
        #expect(paper.misses() == [])
    }

    /// What does not change with the way a paper was copied.
    private static let lasting: Set<String> = ["reference", "date", "kind"]

    @Test(arguments: PaperCase.government + PaperCase.bodies + PaperCase.varied + PaperCase.everyday)
    func `blank rows, spaced characters and wide figures change nothing`(_ paper: PaperCase) {
        let spoilt: [(String) -> String] = [
            { $0.replacing("\n", with: "\r\n\r\n") },
            { text in text.contains("签发人") ? text : text.map { $0.isNewline ? "\n" : "\($0) " }.joined() },
            { text in String(text.map { $0.isASCII && $0.isNumber ? Self.wide[$0.wholeNumberValue ?? 0] : $0 }) },
        ]
        let expected = paper.expected.filter { Self.lasting.contains($0.field) }
        for copy in spoilt {
            #expect(PaperCase(name: paper.name, paper: copy(paper.paper), expected: expected).misses() == [])
        }
    }

    @Test func `cut anywhere, a paper is still answered`() {
        for paper in PaperCase.government + PaperCase.traps + PaperCase.letters {
            let text = Array(paper.paper)
            for step in 1...24 {
                let cut = text.count * step / 25
                #expect(Recognition(of: String(text[cut...])).json(file: "").object != nil)
                #expect(Recognition(of: String(text[..<cut].filter { !$0.isNewline })).json(file: "").object != nil)
            }
        }
    }

    private static let wide: [Character] = ["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"]

    @Test(arguments: ["密", "密件", "機密", "極機密", "絕對機密（本件保存至126年）"])
    func `the secrecy label of Taiwan's letters stops at the door`(level: String) {
        let read = Recognition(
            of: "臨海市政府　函\n受文者：臨海市警察局\n發文字號：臨府警字第1150012346號\n速別：速件\n密等及解密條件或保密期限：\(level)\n主旨：請查照。")
        #expect(read.isClassified)
        #expect(Set(read.fields.keys) == ["secrecy"])
    }

    @Test(arguments: ["", "普通", "普通件", "無"])
    func `an empty secrecy label is none`(level: String) {
        let read = Recognition(
            of: "臨海市政府　函\n受文者：臨海市立圖書館\n發文字號：臨府文字第1150012346號\n速別：速件\n密等及解密條件或保密期限：\(level)\n主旨：檢送密碼鎖說明，請查照。")
        #expect(!read.isClassified)
        #expect(read.title == "檢送密碼鎖說明，請查照。")
    }
}

/// Meeting notices and leaders' words, read into what the forms propose.
@Suite struct NoticeTests {
    @Test(arguments: MeetingNoticeCases.table.indices)
    func `a meeting notice fills the meeting form`(index: Int) {
        let (notice, expected) = MeetingNoticeCases.table[index]
        for (field, value) in expected.sorted(by: { $0.key < $1.key }) {
            #expect(MeetingNoticeCases.read(notice, field) == value, "\(field)")
        }
    }

    @Test(arguments: InstructionCases.table.indices)
    func `a leader's words name lead, partners, reader and limit`(index: Int) {
        let (words, target, partners, reader, limit) = InstructionCases.table[index]
        #expect(InstructionCases.read(words) == (target, partners, reader, limit), "\(words)")
    }
}
