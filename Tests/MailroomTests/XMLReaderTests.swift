import Mailroom
import Testing

@Suite struct XMLReaderTests {
    /// What a reader comes by, as one line.
    private func walk(_ bytes: [UInt8]) throws -> String {
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            var out = ""
            while let node = try reader.next() {
                switch node {
                case .begin: out += "<\(reader.depth)\(reader.name)|\(reader.space)|\(reader.attribute("a") ?? "-")>"
                case .end: out += "</\(reader.depth)\(reader.name)>"
                case .text: out += reader.text
                }
            }
            return out
        }
    }

    @Test func `elements, namespaces, attributes and texts`() throws {
        #expect(try walk(Array("<x:a xmlns:x='u' a='1'><b a=''/>甲<![CDATA[<]]>&amp;</x:a>".utf8)) == "<1a|u|1><2b||></2b>甲<&</1a>")
        #expect(try walk(Array("<w:a><b/></w:a>".utf8)) == "<1w:a||-><2b||-></2b></1w:a>")
        #expect(try walk([0xEF, 0xBB, 0xBF] + Array("<a/>".utf8)) == "<1a||-></1a>")
        // 通 in GB 18030, declared as such.
        #expect(try walk(Array("<?xml version='1.0' encoding='GB18030'?><a>".utf8) + [0xCD, 0xA8] + Array("</a>".utf8)) == "<1a||->通</1a>")
    }

    @Test(arguments: [
        "", "甲", "<a>", "<a><b></a>", "<a>&nbsp;</a>", "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    ])
    func `no XML, and XML that brings its own rules, is refused`(source: String) {
        #expect(throws: ExtractionRefused(.broken("XML"))) { try walk(Array(source.utf8)) }
    }

    @Test func `all attributes of an element, of which some are wanted`() throws {
        let bytes = Array("<a xmlns:w='u' w:b='1' c='&lt;22'><d/><e f='333'>甲</e></a>".utf8)
        let found = try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            var found: [String] = []
            while let node = try reader.next() {
                guard node == .begin else { continue }
                let all = reader.attributes { _ in true }.map { "\($0.name)=\($0.value)" }
                let long = reader.attributes { $0.count > 1 }.map(\.name)
                found.append(([reader.name] + all + long).joined(separator: " "))
            }
            return found
        }
        #expect(found == ["a w=u b=1 c=<22 c", "d", "e f=333 f"])
    }

    @Test func `past an element, and all text in one`() throws {
        let bytes = Array("<a><b>甲<c>乙</c></b><d><e/>丙<f>丁</f></d>戊</a>".utf8)
        let found = try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            var found = ""
            while let node = try reader.next() {
                switch (node, reader.name) {
                case (.begin, "b"): try reader.skip()
                case (.begin, "d"): found += try reader.content()
                case (.text, _): found += reader.text
                default: break
                }
            }
            return found
        }
        #expect(found == "丙丁戊")
        #expect(throws: ExtractionRefused(.tooLarge(bytes: 3, limit: 3))) {
            try XMLReader.read(bytes, nodes: 3) { (reader: inout XMLReader) throws(ExtractionRefused) in while try reader.next() != nil {} }
        }
    }
}
