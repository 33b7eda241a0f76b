import Office
import Testing

@Suite struct FoldingTests {
    @Test(arguments: [
        "", " ", "关于2026年ＡＢＣ计划的通知（云水〔2026〕7号）", "關於徵求意見", "a", "水", "水 a1水b2", "，。", "Größe naïve Ωmega",
        "𠀀𠀁字", "　　请于11月25日前，报送。\n", "混abc混12混",
    ])
    func `the line of tokens is the tokens in a line`(text: String) {
        #expect(SearchText.line(text) == SearchText.tokens(text).joined(separator: " "))
    }

    @Test func `the short cuts say of every character what the library says`() {
        let scalars = (0...0x10FFFF).compactMap { Unicode.Scalar(UInt32($0)) }
        #expect(scalars.filter { Folding.isBlank($0) != $0.properties.isWhitespace } == [])
        #expect(
            scalars.filter {
                $0.value >= 0x80 && !Folding.isHan($0)
                    && Folding.isWord($0) != ($0.properties.isAlphabetic || $0.properties.numericType != nil)
            } == [])
        #expect((0x2000...0x20FF).compactMap { Unicode.Scalar(UInt32($0)) }.filter { Folding.search($0) != lowered($0) } == [])
    }

    private func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar { scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar }

    @Test func `traditional and full width fold together`() {
        #expect(Folding.key("關於　徵求意見") == Folding.key("关于征求意见"))
        #expect(Folding.key("ＡＢ（１２）") == "ab12")
        #expect(Folding.search("後") == "后")
        #expect(Folding.search("后") == "后")
    }

    @Test(arguments: [("czj", "财政局"), ("yhyh", "银行银行"), ("yxhz", "银行行长"), ("cqs", "重庆市"), ("zqs", "重庆市")])
    func `every reading of a polyphone is found`(initials: String, text: String) {
        #expect(Pinyin.matches(initials, in: text))
    }

    @Test func `initials do not skip characters`() {
        #expect(!Pinyin.matches("cj", in: "财政局"))
        #expect(Pinyin.matches("zj", in: "财政局"))
    }

    @Test func `two characters are one token wherever they stand`() {
        let tokens = SearchText.tokens("石桥水库泵站，2026年")
        #expect(tokens.contains("泵站"))
        #expect(tokens.contains("站"))
        #expect(tokens.contains("2026"))
        #expect(SearchText.queryTokens("泵站") == ["泵站"])
        #expect(SearchText.queryTokens("国办发[2024]12号") == SearchText.queryTokens("國辦發〔2024〕12號"))
    }

    @Test(arguments: [
        ("国办发〔2024〕12号", "国办发〔2024〕12号"), ("国办发[2024]12号", "国办发〔2024〕12号"), ("国办发（2024）第012号", "国办发〔2024〕12号"),
        ("国办发【2024】12號", "国办发〔2024〕12号"), ("国办发﹝２０２４﹞１２号", "国办发〔2024〕12号"), ("2024〕12号", "nil"), ("国办发〔24〕12号", "nil"),
        ("国办发〔2024〕号", "nil"),
    ])
    func `document numbers in any bracket form`(text: String, canonical: String) {
        #expect((DocumentNumber(text)?.canonical ?? "nil") == canonical)
    }
}
