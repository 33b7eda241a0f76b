import CLate
import CXML
import Foundation

/// XML read forwards, element by element, as libxml2 understands it: any declared encoding, namespaces instead of prefixes, CDATA as text.
///
/// Never more than the path to the present element is held. What a type declaration brings along (entities, other files) is refused with it.
public struct XMLReader: ~Copyable {
    /// What the reader stands on.
    public enum Node: Hashable, Sendable {
        /// An element begins; empty elements begin and end, too.
        case begin
        case end
        case text
    }

    /// More elements and texts than any paper or workbook has.
    public static let nodeLimit = 50_000_000

    private let reader: OpaquePointer
    /// The depth of the element stood on: the root has 1, and a text has that of its element.
    public private(set) var depth = 0
    private var endsHere = false
    private let nodes: Int

    /// Begins before the first element; the bytes must stay in place until the reader is gone.
    ///
    /// - Throws: `.noTool` without libxml2.
    public init(_ bytes: UnsafeRawBufferPointer, nodes: Int = nodeLimit) throws(ExtractionRefused) {
        var reason: Int32 = 0
        guard let reader = cxml_open(bytes.baseAddress, bytes.count, nodes, &reason) else {
            throw ExtractionRefused(
                reason == Int32(CXML_NO_LIBRARY)
                    ? .noTool(LateLibrary.xml.package) : .tooLarge(bytes: bytes.count, limit: Int(Int32.max)))
        }
        self.reader = reader
        self.nodes = nodes
    }

    deinit { cxml_close(reader) }

    /// Reads bytes held in memory from their beginning; the reader lives as long as the work on it.
    public static func read<Result>(
        _ bytes: [UInt8], nodes: Int = nodeLimit, _ work: (inout XMLReader) throws(ExtractionRefused) -> Result
    ) throws(ExtractionRefused) -> Result {
        let outcome = bytes.withUnsafeBytes { memory -> Swift.Result<Result, ExtractionRefused> in
            do throws(ExtractionRefused) {
                var reader = try XMLReader(memory, nodes: nodes)
                return .success(try work(&reader))
            } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// Goes to the next node; nil at the document's end.
    ///
    /// - Throws: `.broken` where the text is no XML, has a type declaration or is deeper than 256 elements; `.tooLarge` past the limit of nodes.
    public mutating func next() throws(ExtractionRefused) -> Node? {
        if endsHere {
            depth -= 1
            endsHere = false
        }
        switch cxml_next(reader) {
        case Int32(CXML_BEGIN):
            depth += 1
            return .begin
        case Int32(CXML_END):
            endsHere = true
            return .end
        case Int32(CXML_TEXT): return .text
        case Int32(CXML_ENDED): return nil
        case Int32(CXML_TOO_MANY): throw ExtractionRefused(.tooLarge(bytes: nodes, limit: nodes))
        default: throw ExtractionRefused(.broken("XML"))
        }
    }

    /// The name of the element stood on, without its prefix.
    public var name: String { String(cString: cxml_name(reader)) }

    /// The namespace of the element stood on; empty where it has none.
    public var space: String { cxml_space(reader).map { String(cString: $0) } ?? "" }

    /// What a vocabulary calls the element stood on, found once for each name and not at every element.
    ///
    /// - Parameter resolve: looks at `name` and `space`; of one reader, always the same function.
    public func tag<Tag: RawRepresentable<Int32>>(_ resolve: (borrowing XMLReader) -> Tag) -> Tag {
        if let known = Tag(rawValue: cxml_code(reader)) { return known }
        let tag = resolve(self)
        cxml_remember(reader, tag.rawValue)
        return tag
    }

    /// The text stood on.
    public var text: String { String(cString: cxml_text(reader)) }

    /// An attribute of the element that begins here.
    public func attribute(_ name: String, space: String? = nil) -> String? {
        cxml_attribute(reader, name, space).map { String(cString: $0) }
    }

    /// The attributes of the element that begins here by their local names, the namespaces it declares among them.
    ///
    /// - Parameter isWanted: looks at a value's bytes; only of those it takes a text is made.
    public func attributes(where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var name: UnsafePointer<CChar>?
        var value: UnsafePointer<CChar>?
        while cxml_next_attribute(reader, &name, &value) != 0 {
            guard let name, let value else { continue }
            let count = strlen(value)
            guard value.withMemoryRebound(to: UInt8.self, capacity: count, { isWanted(UnsafeBufferPointer(start: $0, count: count)) })
            else { continue }
            found.append((String(cString: name), String(cString: value)))
        }
        return found
    }

    /// The namespace a prefix stands for here.
    public func meaning(of prefix: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { room in
            guard let space = room.baseAddress, cxml_meaning(reader, prefix, space, room.count) != 0 else { return nil }
            return String(cString: space)
        }
    }

    /// Goes past the element that begins here: the next node is what follows its end.
    public mutating func skip() throws(ExtractionRefused) {
        let level = depth
        while let node = try next(), !(node == .end && depth == level) {}
    }

    /// All text within the element that begins here; the next node is what follows its end.
    public mutating func content(limit: Int = 1 << 20) throws(ExtractionRefused) -> String {
        let level = depth
        var out = ""
        while let node = try next(), !(node == .end && depth == level) {
            if node == .text, out.utf8.count < limit { out += text }
        }
        return out
    }
}

/// A library that is looked for when it is first needed.
public enum LateLibrary: CaseIterable, Hashable, Sendable {
    case html, xml, oldWorkbooks, workbooksOut

    private var number: clate_library {
        switch self {
        case .html: CLATE_GUMBO
        case .xml: CLATE_XML2
        case .oldWorkbooks: CLATE_FREEXL
        case .workbooksOut: CLATE_XLSXWRITER
        }
    }
    /// What it is called, and the package of Debian that brings it.
    public var name: String { String(cString: clate_name(number)) }
    public var package: String { String(cString: clate_package(number)) }
    public var isThere: Bool { clate_has(number) != 0 }
}
