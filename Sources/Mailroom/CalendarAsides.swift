import Office

/// What the entries of a calendar (RFC 5545) or of a card (RFC 6350) keep in the forms of other files: pages of markup, files in base64.
struct CalendarAsides {
    /// What bears a secrecy mark.
    private(set) var marked: [String] = []
    private(set) var objects: EmbeddedObjects

    /// Properties that are pictures or sounds of a person, and say nothing in words.
    private static let pictures: Set<String> = ["PHOTO", "LOGO", "SOUND"]

    /// Whether a file is a calendar or a card, whatever its encoding.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(64)
        let isWide = head.contains(0)
        let text = isWide ? TextDecoding.decode(Array(head)).text : String(decoding: head.drop { $0 >= 0x80 || $0 <= 0x20 }, as: UTF8.self)
        let name = text.trimmed.prefix(15).uppercased()
        return name.hasPrefix("BEGIN:VCALENDAR") || name.hasPrefix("BEGIN:VCARD")
    }

    /// Whether there may be anything of the kind in one.
    static func mayHold(_ calendar: [UInt8]) -> Bool {
        CalendarText.holdsFiles(calendar) || calendar.contains(UInt8(ascii: "<")) || CalendarText.mentions("data:", in: calendar)
            || CalendarText.mentions("encoding=b", in: calendar)
    }

    /// - Parameter calendar: in UTF-8.
    init(_ calendar: String, limits: ReadingLimits) throws(ExtractionRefused) {
        objects = EmbeddedObjects(limits)
        var count = 0
        for line in CalendarLines.unfolded(calendar) {
            let value = CalendarLines.value(line)
            guard !value.isEmpty else { continue }
            let parameters = Self.parameters(line)
            if parameters.contains(where: CalendarText.isFile) {
                let bytes = DataAddress.unpacked(Array(value.utf8))
                if Self.pictures.contains(CalendarLines.name(line)), !bytes.starts(with: "%PDF-".utf8) { continue }
                count += 1
                try objects.read(Self.name(count, parameters), bytes, depth: 0)
            } else if let data = DataAddress(value) {
                if let text = data.text {
                    marked += MarkedWords.lines(of: text)
                    if data.isMarkup { try read(page: text, limits) }
                } else if data.ending != nil {
                    count += 1
                    try objects.read(Self.name(count, parameters + ["FMTTYPE=" + data.type]), data.bytes, depth: 0)
                }
            } else if value.utf8.contains(0x3C) {
                try read(page: CalendarLines.unescaped(value), limits)
            }
        }
    }

    private mutating func read(page: String, _ limits: ReadingLimits) throws(ExtractionRefused) {
        guard MarkupAsides.mayHold(page) else { return }
        marked += MarkedWords.lines(of: try MarkupText.html(page, limits: limits))
        let beside = try MarkupText.asides(of: page, limits: limits)
        marked += beside.marked
        try objects.read(beside.files, depth: 0)
    }

    private static func parameters(_ line: String) -> [String] {
        let head = line.utf8.count - CalendarLines.value(line).utf8.count - 1
        return String(decoding: line.utf8.prefix(max(0, head)), as: UTF8.self).split(separator: ";").dropFirst().map(String.init)
    }

    /// What a file within an entry is called; where nothing says it, its kind tells the ending.
    private static func name(_ number: Int, _ parameters: [String]) -> String {
        func said(_ wanted: (String) -> Bool) -> String? {
            for parameter in parameters {
                let halves = parameter.split(separator: "=", maxSplits: 1).map { String($0).replacing("\"", with: "").trimmed }
                if halves.count == 2, wanted(halves[0].uppercased()), !halves[1].isEmpty { return halves[1] }
            }
            return nil
        }
        if let name = said({ $0.hasSuffix("FILENAME") }) { return name }
        let type = said { $0 == "FMTTYPE" || $0 == "MEDIATYPE" } ?? ""
        return "attachment-\(number)." + (DataAddress.ending(of: type.lowercased()) ?? "bin")
    }
}
