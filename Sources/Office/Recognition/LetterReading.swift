/// Reads letters and memoranda in English: Our ref, Re:, Dear …, the date, who writes.
struct LetterReading {
    private(set) var fields: [(name: String, value: JSON, confidence: Int, line: Int)] = []
    private(set) var deadlines: [FoundDeadline] = []

    private let lines: [(text: String, lower: String, line: Int)]
    private var date: Day?
    private var salutation: Int?

    /// Nil where the text is not in a script that parts its words.
    init?(_ pieces: [Piece]) {
        let head = pieces.prefix(60)
        var letters = 0
        var signs = 0
        for piece in head {
            for scalar in piece.key {
                if (0x61...0x7A).contains(scalar.value) { letters += 1 } else if Folding.isHan(scalar) { signs += 1 }
            }
        }
        guard letters >= 40, letters > signs * 4 else { return nil }
        lines = pieces.prefix(200).map { piece in
            let text = piece.raw.string.trimmed
            return (text, text.lowercased(), piece.line)
        }
        readHead()
        readIssuer()
        readAsked()
    }

    private mutating func put(_ name: String, _ value: JSON, _ confidence: Int, _ line: Int) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append((name, value, confidence, line))
    }

    /// What follows one of several labels at the beginning of a line.
    private func value(_ index: Int, _ labels: [String]) -> String? {
        for label in labels where lines[index].lower.hasPrefix(label) {
            let rest = lines[index].text.dropFirst(label.count)
            guard let sign = rest.first(where: { $0 != " " && $0 != "." }), sign == ":" || sign == "：" else { continue }
            let value = String(rest[rest.index(after: rest.firstIndex(of: sign) ?? rest.startIndex)...]).trimmed
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private mutating func readHead() {
        for (index, line) in lines.prefix(60).enumerated() {
            let bare = line.lower.filter { $0.isLetter || $0 == " " }.trimmed
            if index < 15, ["urgent", "most urgent", "very urgent", "immediate", "top urgent"].contains(bare) {
                put("urgency", .string(line.text.filter { $0.isLetter || $0 == " " }.trimmed), 85, line.line)
            }
            if let text = value(
                index,
                [
                    "our ref", "our reference", "ref", "ref. no", "ref no", "reference", "reference no", "our file", "file ref", "file no",
                    "doc. no",
                ])
            {
                // Your ref may stand on the same line.
                let lower = text.lowercased()
                let end = lower.range(of: "your ref").map {
                    text.index(text.startIndex, offsetBy: lower.distance(from: lower.startIndex, to: $0.lowerBound))
                }
                put("reference", .string(String(text[..<(end ?? text.endIndex)]).trimmed), 85, line.line)
            }
            if let text = value(index, ["re", "subject", "subj", "sub"]) { put("title", .string(text), 90, line.line) }
            if let text = value(index, ["to"]), salutation == nil { put("addressees", .array([.string(text)]), 85, line.line) }
            if let text = value(index, ["from"]) { put("issuers", .array([.string(text)]), 80, line.line) }
            if date == nil, salutation == nil || index < 30 {
                let text = value(index, ["date", "dated"]) ?? line.text
                let words = text.split(separator: " ")
                if words.count <= 6, let found = EnglishDates.first(in: words), found.range.lowerBound <= 2 {
                    date = found.day
                    put("date", .string(found.day.iso), 90, line.line)
                }
            }
            if salutation == nil, line.lower.hasPrefix("dear ") || line.lower.hasPrefix("to whom it may concern") {
                salutation = index
                let name = line.text.dropFirst(line.lower.hasPrefix("dear ") ? 5 : 0).filter { !",:：，".contains($0) }
                put("addressees", .array([.string(name.trimmed)]), 80, line.line)
            }
        }
        // A subject without a label stands by itself behind the salutation.
        if let salutation, salutation + 1 < lines.count {
            let next = lines[salutation + 1]
            let isHeading = next.text.count <= 100 && !(next.text.last.map { ".,;:?!".contains($0) } ?? true)
            let isAlone = salutation + 2 >= lines.count || lines[salutation + 2].line > next.line + 1 || next.text == next.text.uppercased()
            if isHeading, isAlone { put("title", .string(next.text), 60, next.line) }
        }
    }

    private static let closings = ["yours ", "best regards", "kind regards", "with kind regards", "regards", "sincerely", "respectfully"]
    private static let bodies = [
        "ltd", "limited", "inc", "llc", "gmbh", "company", "corporation", "university", "college", "school", "council", "ministry",
        "office",
        "department", "bureau", "association", "committee", "embassy", "consulate", "institute", "society", "foundation", "bank", "group",
        "centre",
        "center", "authority", "commission", "chamber", "government", "municipality", "museum", "library", "hospital",
    ]

    private static func isBody(_ lower: String) -> Bool {
        let words = lower.split { !$0.isLetter }
        return words.contains { bodies.contains(String($0)) }
    }

    /// The letterhead names who writes, else the last line of the signature.
    private mutating func readIssuer() {
        let isEmptyDate = date == nil
        for (index, line) in lines.prefix(salutation ?? 6).enumerated() where index < 6 {
            let words = line.text.split(separator: " ")
            if !isEmptyDate, EnglishDates.first(in: words)?.range.lowerBound == 0 { break }
            if line.lower.contains("ref") && line.lower.contains(":") { break }
            if line.text.contains(where: { $0.isNumber || $0 == "@" || $0 == ":" }) { continue }
            if Self.isBody(line.lower) {
                put("issuers", .array([.string(line.text)]), 80, line.line)
                return
            }
        }
        guard let closing = lines.lastIndex(where: { line in line.text.count < 40 && Self.closings.contains { line.lower.hasPrefix($0) } })
        else { return }
        for line in lines[(closing + 1)...].prefix(6).reversed() where Self.isBody(line.lower) {
            put("issuers", .array([.string(line.text)]), 70, line.line)
            return
        }
    }

    private mutating func readAsked() {
        let asks = [
            "please reply", "your reply", "your early reply", "hearing from you", "please respond", "your response", "please confirm",
            "kindly confirm", "kindly reply", "r.s.v.p", "rsvp", "let us know", "please advise", "please let me know", "written response",
        ]
        let cues = [
            "no later than", "not later than", "on or before", "at the latest by", "by", "before", "until", "deadline:", "deadline is",
        ]
        var owed = false
        for (index, line) in lines.enumerated() {
            // A sentence runs on over its line's end.
            let isJoined = index + 1 < lines.count && lines[index + 1].line == line.line + 1
            let lower = isJoined ? line.lower + " " + lines[index + 1].lower : line.lower
            if asks.contains(where: { lower.contains($0) }), index > 0 { owed = true }
            if let text = value(index, ["contact", "contact person", "contact details"]) { readContact(text, line.line) }
            let words = (isJoined ? line.text + " " + lines[index + 1].text : line.text).split(separator: " ")
            let own = line.text.split(separator: " ").count
            for at in 0..<min(own, words.count) {
                guard let cue = cues.first(where: { Self.stands($0, at, words) }) else { continue }
                let start = at + cue.split(separator: " ").count
                guard let found = EnglishDates.first(in: words, from: start, dated: date), found.range.lowerBound <= start + 2,
                    date.map({ found.day >= $0 }) ?? true, deadlines.count < 10, !deadlines.contains(where: { $0.due == found.day })
                else { continue }
                let text = words[at..<found.range.upperBound].joined(separator: " ").trimmed
                deadlines.append(FoundDeadline(text: text, due: found.day, time: nil, isRecurring: false, line: line.line))
            }
        }
        put("replyOwed", .bool(owed), 70, 1)
    }

    private static func stands(_ cue: String, _ at: Int, _ words: [Substring]) -> Bool {
        let parts = cue.split(separator: " ")
        return at + parts.count < words.count && zip(parts, words[at...]).allSatisfy { $0 == $1.lowercased() }
    }

    /// `Ms. Lily Wang, tel. +86 571 5210088`
    private mutating func readContact(_ text: String, _ line: Int) {
        let phone = text.firstIndex { $0.isNumber || $0 == "+" }
        let number = phone.map { String(text[$0...].prefix { $0.isNumber || " +-()".contains($0) }).trimmed }
        let name = String(text[..<(phone ?? text.endIndex)]).replacing("tel.", with: "").replacing("Tel.", with: "").replacing(
            "Tel:", with: ""
        )
        .replacing("tel:", with: "")
        let names = name.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        put("contact", .string((names.prefix(1) + [number].compactMap { $0 }).joined(separator: " ")), 75, line)
    }
}
