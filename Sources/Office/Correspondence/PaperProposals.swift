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
        values["urgency"] = JSON(recognition.text("urgency"))
        values["fields/dated"] = JSON(recognition.text("date"))
        if !issuers.isEmpty { values["fields/issuer"] = .string(issuers.joined(separator: "、")) }
        let addressees = recognition.list("addressees")
        if !addressees.isEmpty { values["fields/addressees"] = .string(addressees.joined(separator: "，")) }
        values["fields/from"] = JSON(sender(issuers))
        if recognition.replyOwed { values["fields/replyOwed"] = true }
        values["fields/handling"] = JSON(DocumentKinds.handling(recognition.kind, replyOwed: recognition.replyOwed))
        for (name, source) in recognition.fields where name != "secrecy" {
            values["proposals/" + name] = ["confidence": JSON(source.confidence), "line": JSON(source.line)]
        }
        if let deadline = recognition.deadlines.first(where: { $0.due.map { $0 >= calendar.zone.day(of: now) } ?? false }),
            let day = deadline.due
        {
            values["proposals/limit"] = [
                "text": .string(deadline.text), "line": JSON(deadline.line), "due": .int(calendar.close(of: day).milliseconds),
            ]
        }
        return values.filter { !$0.value.isNull }
    }

    /// The unit that handed the paper in: the one that issues under its code, else one of that name, else the name as written.
    private func sender(_ issuers: [String]) -> String? {
        if let code = recognition.text("code"), let unit = directory.unit(code: code) { return unit.id }
        guard let issuer = issuers.first else { return nil }
        return (try? directory.resolve(issuer, in: .units, what: "from")) ?? issuer
    }
}
