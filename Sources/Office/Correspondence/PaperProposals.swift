/// What a recognised paper proposes for its row in the register, each value with its source and confidence.
public struct PaperProposals {
    let recognition: Recognition
    let directory: Directory
    let calendar: WorkCalendar
    let now: Moment

    public init(recognition: Recognition, directory: Directory, calendar: WorkCalendar, now: Moment) {
        self.recognition = recognition
        self.directory = directory
        self.calendar = calendar
        self.now = now
    }

    /// The values a paper opens with. Nothing here is more than a proposal until a clerk registers it.
    public func values(fallbackTitle: String) -> [String: JSON] {
        var values: [String: JSON] = [
            "title": .string(recognition.title ?? fallbackTitle), "received": .int(now.milliseconds), "fields/channel": "文件夹",
            "fields/copies": 1,
        ]
        let issuers = recognition.list("issuers")
        values["fields/reference"] = JSON(recognition.reference)
        values["fields/kind"] = JSON(recognition.kind)
        if let mark = recognition.text("urgency") {
            values["urgency"] = JSON(PaperProposals.level(mark))
            // Its own mark stays to be seen where the register has another word for it.
            if PaperProposals.level(mark) != mark { values["fields/remark"] = .string(mark) }
        }
        values["fields/dated"] = JSON(recognition.text("date"))
        if !issuers.isEmpty { values["fields/issuer"] = .string(issuers.joined(separator: "、")) }
        let addressees = recognition.list("addressees")
        if !addressees.isEmpty { values["fields/addressees"] = .string(addressees.joined(separator: "，")) }
        let sender = sender(issuers)
        values["fields/from"] = JSON(sender.value)
        values["fields/contact"] = JSON(recognition.text("contact"))
        if recognition.replyOwed { values["fields/replyOwed"] = true }
        values["fields/handling"] = JSON(DocumentKinds.handling(recognition.kind, replyOwed: recognition.replyOwed))
        for (name, source) in recognition.fields where name != "secrecy" {
            values["proposals/" + name] = ["confidence": JSON(source.confidence), "line": JSON(source.line)]
        }
        if !sender.others.isEmpty { values["proposals/from"] = ["candidates": .array(sender.others.map(JSON.string))] }
        if let duty = recognition.deadlines.first(where: \.isRecurring) {
            values["proposals/repeats"] = ["text": .string(duty.text), "line": JSON(duty.line)]
        }
        if let (deadline, due) = limit {
            values["proposals/limit"] = [
                "text": .string(deadline.text), "line": JSON(deadline.line), "due": .int(due.milliseconds),
            ]
        }
        return values.filter { !$0.value.isNull }
    }

    /// The limit the paper's words set: the first that is still to come, else one a paper of these days brings too late.
    private var limit: (FoundDeadline, Moment)? {
        let today = calendar.zone.day(of: now)
        let limits = recognition.deadlines.compactMap { found in found.moment(received: now, in: calendar).map { (found, $0) } }
        if let coming = limits.first(where: { calendar.zone.day(of: $0.1) >= today }) { return coming }
        guard let dated = recognition.text("date").flatMap({ Day(iso: $0) }), dated >= today - PaperProposals.fresh else { return nil }
        return limits.first { calendar.zone.day(of: $0.1) >= dated }
    }

    /// How many days old a paper may be for a limit that has passed to be our own lateness; older ones are taken in for the record.
    private static let fresh = 7

    /// The register's level for a mark of another usage; nil where it presses nobody.
    private static func level(_ mark: String) -> String? {
        let folded = mark.lowercased()
        if folded.hasPrefix("普通") { return nil }
        if folded == "最速件" { return "特急" }
        if folded == "速件" { return "加急" }
        return folded.utf8.allSatisfy { $0 < 0x80 } ? "急件" : mark
    }

    /// The unit that handed the paper in: the one of the issuer's whole name, else the one that issues under its code, else one the
    /// issuer's name fits; two that fit are both kept, for the clerk to choose.
    private func sender(_ issuers: [String]) -> (value: String?, others: [String]) {
        let issuer = issuers.first
        if let key = issuer.map({ Folding.key($0) }), let unit = directory.units.first(where: { Folding.key($0.name) == key }) {
            return (unit.id, [])
        }
        if let code = recognition.text("code"), let unit = directory.unit(code: code) { return (unit.id, []) }
        guard let issuer else { return (nil, []) }
        switch directory.read(issuer, in: .units) {
        case .one(let id): return (id, [])
        case .several(let ids, exactly: true): return (issuer, ids)
        case .several, .none: return (issuer, [])
        }
    }
}

extension Matter {
    /// The units a paper's sender may be, where its words fit several of one level.
    public var possibleSenders: [String] { record["proposals/from"]["candidates"].array?.compactMap(\.string) ?? [] }
}
