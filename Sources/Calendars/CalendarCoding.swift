/// A calendar as one process writes it down for another: numbers of eight bytes, texts behind their lengths.
///
/// Both are this program, but the one that read a stranger's file is not trusted: whatever it wrote is read within its bounds.
extension CalendarFile {
    public var written: [UInt8] {
        var writer = Writer()
        writer.put(otherComponents)
        writer.put(startless.count)
        for line in startless { writer.put(line) }
        writer.put(events.count)
        for event in events {
            writer.put(event.uid)
            writer.put(event.title)
            writer.put(event.place)
            writer.put(event.status)
            writer.put(event.method)
            writer.put(event.flaws)
            writer.put((event.isRecurring ? 1 : 0) | (event.isTooFine ? 2 : 0) | (event.isTooLong ? 4 : 0))
            writer.put(event.source.count)
            for text in event.source { writer.put(text) }
        }
        return writer.bytes
    }

    /// Nil where it is torn.
    public init?(written bytes: [UInt8]) {
        var reader = Reader(bytes[...])
        guard let others = reader.number(), let lines = reader.list({ $0.number() }),
            let events = reader.list({ CalendarEvent(from: &$0) }), reader.isAtEnd
        else { return nil }
        self.init(events: events, otherComponents: others, startless: lines)
    }
}

extension CalendarEvent {
    fileprivate init?(from reader: inout Reader) {
        guard let uid = reader.text(), let title = reader.text(), let place = reader.optional(), let status = reader.optional(),
            let method = reader.optional(), let flaws = reader.number(), let marks = reader.number(),
            let source = reader.list({ $0.text() })
        else { return nil }
        self.init(
            uid: uid, title: title, place: place.text, status: status.text, isRecurring: marks & 1 != 0, source: source, flaws: flaws,
            isTooFine: marks & 2 != 0, isTooLong: marks & 4 != 0, method: method.text)
    }
}

private struct Writer {
    var bytes: [UInt8] = []

    mutating func put(_ number: Int) { withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) } }

    /// Nothing has the length of less than none.
    mutating func put(_ text: String?) {
        guard let text else { return put(-1) }
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}

private struct Reader {
    private var rest: ArraySlice<UInt8>
    var isAtEnd: Bool { rest.isEmpty }

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func number() -> Int? {
        guard rest.count >= 8 else { return nil }
        var value: UInt64 = 0
        for (index, byte) in rest.prefix(8).enumerated() { value |= UInt64(byte) << UInt64(index * 8) }
        rest = rest.dropFirst(8)
        return Int(Int64(bitPattern: value))
    }

    mutating func optional() -> (text: String?, Void)? {
        guard let count = number() else { return nil }
        if count == -1 { return (nil, ()) }
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return (String(decoding: rest.prefix(count), as: UTF8.self), ())
    }

    mutating func text() -> String? { optional()?.text }

    mutating func list<Element>(_ element: (inout Reader) -> Element?) -> [Element]? {
        // Every element takes eight bytes at least, so a count beyond them is torn.
        guard let count = number(), count >= 0, count <= rest.count / 8 else { return nil }
        var elements: [Element] = []
        for _ in 0..<count {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        }
        return elements
    }
}
