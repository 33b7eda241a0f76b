/// When and where a meeting is, read from its notice: a proposal for the meeting form.
public struct MeetingNotice: Hashable, Sendable {
    public let start: DateReading?
    public let place: String?

    public init(_ text: String, words: DateWords) {
        var start: DateReading?
        var place: String?
        for line in text.split(whereSeparator: \.isNewline).prefix(300) {
            let folded = Folding.width(line).filter { !$0.isWhitespace }
            if start == nil, let rest = MeetingNotice.value(folded, ["会议时间", "时间", "一、会议时间", "一、时间"]) {
                start = MeetingNotice.moment(rest, words)
            }
            if place == nil, let rest = MeetingNotice.value(folded, ["会议地点", "地点", "二、会议地点", "二、地点"]) {
                place = String(rest.prefix { !"。.;；".contains($0) })
            }
        }
        self.start = start
        self.place = place
    }

    /// `会议时间：…`, perhaps behind a number.
    private static func value(_ line: String, _ labels: [String]) -> String? {
        for label in labels {
            guard let range = line.range(of: label), line.distance(from: line.startIndex, to: range.lowerBound) <= 6 else { continue }
            let rest = line[range.upperBound...]
            if rest.first == ":" { return String(rest.dropFirst()) }
        }
        return nil
    }

    /// `11月25日(星期三)上午9:00`, `2026年11月25日9时`
    private static func moment(_ text: String, _ words: DateWords) -> DateReading? {
        var body = ""
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if depth == 0 { body.append(character) }
            if character == ")" { depth -= 1 }
        }
        body = String(body.prefix { !",.。;；,".contains($0) })
        for dash in ["-", "—", "至", "–"] {
            if let range = body.range(of: dash), range.lowerBound > body.startIndex { body = String(body[..<range.lowerBound]) }
        }
        for word in ["上午", "下午", "晚上"] {
            if let range = body.range(of: word) {
                let day = String(body[..<range.lowerBound])
                return words.read(day + " " + String(body[range.lowerBound...])) ?? words.read(day)
            }
        }
        if let day = body.range(of: "日") {
            return words.read(String(body[..<day.upperBound]) + " " + String(body[day.upperBound...]))
                ?? words.read(String(body[..<day.upperBound]))
        }
        return words.read(body)
    }
}
