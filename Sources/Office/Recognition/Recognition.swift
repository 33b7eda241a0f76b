/// What a paper's text says of itself. Always a proposal: each field carries its confidence and the line it was read from.
public struct Recognition: Hashable, Sendable {
    public struct Source: Hashable, Sendable {
        public let value: JSON
        /// 0 to 100.
        public let confidence: Int
        public let line: Int
    }

    public private(set) var fields: [String: Source] = [:]
    /// Whether the paper bears a secrecy mark; then nothing but the mark is reported (H7).
    public private(set) var isClassified = false
    public private(set) var deadlines: [FoundDeadline] = []

    /// The secrecy mark a paper bears; nil where it bears none.
    public var mark: String? { isClassified ? secrecy ?? "密" : nil }

    private static let sendings = Words("印发给你们 印发你们 转发给你们 转发你们")
    private static let requests = Words("妥否,请批 请批示 请予批准")
    private static let subjects = Words("关于 有关 主题 事由")
    public static let names = [
        "reference", "code", "year", "sequence", "title", "issuers", "addressees", "date", "printed", "kind", "secrecy",
        "urgency", "signer", "contact", "deadlines", "replyOwed",
    ]

    public func text(_ field: String) -> String? { fields[field]?.value.string }
    public func list(_ field: String) -> [String] { fields[field]?.value.array?.compactMap(\.string) ?? [] }
    public var reference: String? { text("reference") }
    public var title: String? { text("title") }
    public var kind: String? { text("kind") }
    public var secrecy: String? { text("secrecy") }
    public var date: Day? { text("date").flatMap { Day(iso: $0) } }
    public var replyOwed: Bool { fields["replyOwed"]?.value.bool ?? false }

    private mutating func put(_ name: String, _ value: JSON, _ confidence: Int, _ line: Int) {
        fields[name] = Source(value: value, confidence: confidence, line: line)
    }

    /// Reads a paper's decoded text. The door comes first: on a secrecy mark nothing else is computed.
    ///
    /// - Parameter isCleared: a person named why a paper with a mark may be kept, so it is read like any other.
    public init(of paper: String, isCleared: Bool = false) {
        let parts = PaperText.parts(paper)
        var pieces = PaperPieces.cut(parts.count > 1 ? String(parts[0]) : paper)
        if isCleared { pieces = SecrecyGate.withoutMarks(pieces) }
        if !isCleared,
            let mark = SecrecyGate.mark(in: pieces) ?? SecrecyGate.mark(along: parts) ?? SecrecyGate.mark(hiddenIn: paper)
                ?? LoneMarks.first(in: paper) ?? MarkedTables.first(in: paper) ?? SecrecyGate.mark(turnedIn: paper)
        {
            isClassified = true
            put("secrecy", .string(mark.level), 95, mark.line)
            return
        }
        guard !pieces.isEmpty else { return }
        if let letter = LetterReading(pieces) {
            for field in letter.fields { put(field.name, field.value, field.confidence, field.line) }
            deadlines = letter.deadlines
            return
        }
        if let form = LabelledReading(pieces) {
            read(form)
            return
        }
        let header = HeaderReading(pieces)
        let body = (header.rest.map { [$0] } ?? []) + pieces.dropFirst(header.body + (header.rest == nil ? 0 : 1))
        let rows = PaperPieces.sentences(Array(body))
        readReference(header)
        var title = header.title()
        let named =
            TitleReading.spacedIssuers(header.titleParts) ?? TitleReading.issuers(title?.text ?? Run(header.titleParts.flatMap(\.text)))
        let marked = header.marks.flatMap(Organisations.named)
        let signature = SignatureReading.find(in: rows, known: named + marked, isDated: !header.dates.isEmpty)
        readDate(header, signature)
        readIssuers(header, named: named, marked: marked, signature: signature)
        if let addressees = header.addressees {
            put("addressees", .array(Addressees.split(addressees.text).map(JSON.string)), 92, addressees.line)
        }
        if title == nil, !header.isTitleCut, header.titleParts.isEmpty { title = Self.titleFromAttachment(body) }
        if header.addressees == nil { readClosingAddressees(pieces) }
        if title == nil, header.addressees != nil { title = Self.titleBelow(body) }
        if let title { put("title", .string(title.text.string), title.confidence, title.line) }
        readKind(title, header, body)
        readMarks(pieces, body)
        let isSigned = signature.map { $0.confidence >= 60 } ?? false
        deadlines = DeadlineReading.find(in: rows, dated: date, main: isSigned ? signature?.row ?? rows.count : rows.count)
        let owed = ReplyReading.isOwed(kind, title?.text.map(Folding.search) ?? [], rows)
        if let contact = ContactReading.find(in: rows) { put("contact", .string(contact.text), 75, contact.line) }
        put("replyOwed", .bool(owed), 70, 1)
    }

    private mutating func read(_ form: LabelledReading) {
        for field in form.fields { put(field.name, field.value, field.confidence, field.line) }
        deadlines = DeadlineReading.find(in: form.rows, dated: form.date, main: form.rows.count)
        put("replyOwed", .bool(ReplyReading.isOwed(kind, [], form.rows)), 70, 1)
    }

    private mutating func readReference(_ header: HeaderReading) {
        guard let (found, line) = header.reference else {
            // 檔號：LCS 4/12/3
            if let file = header.fileNumber { put("reference", .string(Self.spelled(file)), 70, file.line) }
            return
        }
        put("reference", .string(found.canonical), 95, line)
        put("code", .string(found.code), 95, line)
        if let year = found.year { put("year", JSON(year), 95, line) }
        put("sequence", JSON(found.sequence), 95, line)
    }

    /// Half width, and without blanks where every character is spaced out.
    private static func spelled(_ piece: Piece) -> String {
        Folding.width((piece.words.allSatisfy { $0.count == 1 } ? piece.text : piece.raw).string).trimmed
    }

    private mutating func readDate(_ header: HeaderReading, _ signature: SignatureReading?) {
        if let signature {
            put("date", .string(signature.day.iso), signature.confidence, signature.line)
        } else if let date = header.dates.first {
            put("date", .string(date.day.iso), 40, date.line)
        }
    }

    private mutating func readIssuers(
        _ header: HeaderReading, named: [String], marked: [String], signature: SignatureReading?
    ) {
        let signed = signature?.issuers ?? []
        func names(_ list: [String]) -> JSON { .array(list.map(JSON.string)) }
        if !named.isEmpty, named.count >= signed.count {
            let agrees = !Set(named).isDisjoint(with: signed)
            put("issuers", names(named), agrees ? 95 : 85, header.titleParts.first?.line ?? 1)
        } else if !signed.isEmpty, let signature {
            put("issuers", names(signed), named.isEmpty || signed.contains(named[0]) ? 90 : 70, signature.line)
        } else if let (found, line) = header.reference, let name = Self.orderIssuer(found.code) {
            put("issuers", names([name]), 75, line)
        } else if let mark = header.marks.first, !marked.isEmpty {
            put("issuers", names(Array(marked.prefix(10))), 75, mark.line)
        }
    }

    /// 国务院令 was issued by 国务院.
    private static func orderIssuer(_ code: String) -> String? {
        guard let word = ["公告", "通告", "令"].first(where: { code.hasSuffix($0) }) else { return nil }
        let name = String(code.dropLast(word.count))
        return name == "中华人民共和国国务院" ? "国务院" : name
    }

    private mutating func readKind(_ title: (text: Run, line: Int, confidence: Int)?, _ header: HeaderReading, _ body: [Piece]) {
        if header.isOrder, let line = header.reference?.line ?? header.titleParts.first?.line { return put("kind", "令", 95, line) }
        if let title {
            if let kind = TitleReading.kind(title.text.map(Folding.search)) {
                return put("kind", .string(kind.string == "答复" ? "函" : kind.string), title.confidence, title.line)
            }
        }
        if let (found, line) = header.reference, let word = ["公告", "通告"].first(where: { found.code.hasSuffix($0) }) {
            return put("kind", .string(word), 80, line)
        }
        if title != nil { return }
        for piece in body.prefix(60) {
            for kind in ["通知", "公告", "通告", "批复", "报告", "决定", "通报", "请示", "答复", "函复", "函告", "意见"]
            where piece.key.contains(kind + "如下") || piece.key.contains("特此" + kind) {
                return put("kind", .string(["答复", "函复", "函告"].contains(kind) ? "函" : kind), 70, piece.line)
            }
            if Self.sendings.occurs(in: piece.key) { return put("kind", "通知", 60, piece.line) }
            if Self.requests.occurs(in: piece.key) { return put("kind", "请示", 60, piece.line) }
        }
    }

    /// 主送： stands in the closing block where the first page had no room for it.
    private mutating func readClosingAddressees(_ pieces: [Piece]) {
        for piece in pieces.suffix(40) where piece.key.has("主送:") && piece.key.count > 4 {
            var list = piece.text.from(3)
            while list.last == "。" || list.last == "." { list.removeLast() }
            return put("addressees", .array(Addressees.split(list).map(JSON.string)), 85, piece.line)
        }
    }

    private mutating func readMarks(_ pieces: [Piece], _ body: [Piece]) {
        if let urgency = SecrecyGate.urgency(in: pieces) { put("urgency", .string(urgency.word), 90, urgency.line) }
        for piece in pieces.suffix(40) where piece.key.count <= 60 {
            for date in PaperDates.all(in: piece.key) where piece.key.from(date.end).has("印发") {
                put("printed", .string(date.day.iso), 90, piece.line)
            }
        }
        for piece in pieces.prefix(20) {
            guard let at = piece.key.find("签发人") else { continue }
            let text = SecrecyGate.dropColons(piece.text.from(at + 3))
            let raw = piece.raw.string.split { $0 == ":" || $0 == "：" }.last.map(String.init) ?? ""
            var names = Self.names(raw)
            if names.isEmpty, !text.isEmpty { names = [text.string] }
            guard !names.isEmpty else { continue }
            return put("signer", .string(names.prefix(6).joined(separator: "、")), 90, piece.line)
        }
    }

    /// Names parted by blanks or 、; the characters of a short name are often spaced out (李 梅).
    private static func names(_ raw: String) -> [String] {
        let groups = raw.replacing("、", with: "\u{3000}").replacing("  ", with: "\u{3000}").split(separator: "\u{3000}")
        return groups.flatMap { group -> [String] in
            let words = group.split(whereSeparator: \.isWhitespace).map(String.init)
                .filter { $0.allSatisfy { Folding.isHan($0) || $0 == "·" } }
            if words.allSatisfy({ $0.count == 1 }) { return words.isEmpty ? [] : [words.joined()] }
            var names: [String] = []
            for word in words {
                if word.count == 1, let last = names.last, last.count == 1 {
                    names[names.count - 1] = last + word
                } else {
                    names.append(word)
                }
            }
            return names
        }
    }

    /// A letter whose subject stands below the one it is written to: 有關…事宜.
    private static func titleBelow(_ body: [Piece]) -> (text: Run, line: Int, confidence: Int)? {
        guard let piece = body.first, (4...60).contains(piece.key.count), subjects.begins(piece.key) || piece.key.ends("事宜"),
            !piece.key.contains(where: { "。，,;:".unicodeScalars.contains($0) })
        else { return nil }
        return (piece.text, piece.line, 70)
    }

    /// No title in the header, and the body only sends out one named attachment: its name, with low confidence.
    private static func titleFromAttachment(_ body: [Piece]) -> (text: Run, line: Int, confidence: Int)? {
        guard body.prefix(6).contains(where: { $0.key.contains("印发") }) else { return nil }
        for piece in body.prefix(40) where piece.key.has("附件:") && !Signs.isDigit(piece.key.at(3)) {
            var name = piece.text.from(3).string
            for suffix in [".docx", ".doc", ".pdf", ".wps", ".xlsx", ".xls"] where name.lowercased().hasSuffix(suffix) {
                name = String(name.dropLast(suffix.count))
            }
            let run = Run(scalars: name.filter { $0 != "《" && $0 != "》" })
            return (6...60).contains(run.count) ? (run, piece.line, 35) : nil
        }
        return nil
    }

    /// The JSON of `banshi recognize`: every field, absent ones null.
    public func json(file: String) -> JSON {
        if isClassified {
            var members: [String: JSON] = ["file": .string(file), "classified": true, "fields": .null]
            for name in Recognition.names { members[name] = .null }
            members["secrecy"] = fields["secrecy"]?.value ?? .null
            return .object(members)
        }
        var members: [String: JSON] = ["file": .string(file), "classified": false]
        var sources: [String: JSON] = [:]
        for name in Recognition.names {
            members[name] = fields[name]?.value ?? .null
            guard let source = fields[name] else { continue }
            sources[name] = ["value": source.value, "confidence": JSON(source.confidence), "line": JSON(source.line)]
        }
        members["deadlines"] =
            deadlines.isEmpty
            ? .null
            : .array(
                deadlines.map { ["text": .string($0.text), "due": JSON($0.stored), "source": JSON($0.line)] })
        members["issuers"] = fields["issuers"]?.value ?? .null
        members["addressees"] = fields["addressees"]?.value ?? .null
        members["fields"] = .object(sources)
        return .object(members)
    }
}
