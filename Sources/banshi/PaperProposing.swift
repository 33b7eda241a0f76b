import Ledger
import Mailroom
import Office

/// What a read paper proposes for its row, and its opening prepared as far as it can be; on one thread, against the office as it stood.
struct PaperProposing {
    let grounds: Grounds
    private let calendar: WorkCalendar
    private let rules: [RoutingRule]
    private let now: Moment
    private var preparation: OpeningPreparation

    init(_ grounds: Grounds, as attribution: Attribution) {
        self.grounds = grounds
        calendar = grounds.office.calendar
        rules = grounds.office.routingRules
        now = attribution.recorded
        preparation = OpeningPreparation(grounds, as: attribution)
    }

    /// The opening of a paper: as it was prepared where nothing has changed since, else made here.
    func opening(of read: ReadPaper) -> (draft: MatterDraft, opening: PreparedOpening?) {
        if let proposal = read.proposal, proposal.grounds.isSame(as: grounds) { return (proposal.draft, proposal.opening) }
        return (draft(of: read), nil)
    }

    mutating func propose(for read: ReadPaper) -> ReadPaper.Proposal {
        let draft = draft(of: read)
        return ReadPaper.Proposal(grounds: grounds, draft: draft, opening: preparation.prepare(draft))
    }

    private func draft(of read: ReadPaper) -> MatterDraft {
        guard let papers = grounds.office.registers[standing: .papers] else {
            return MatterDraft(register: "", values: values(of: read), enclosures: read.enclosures)
        }
        return MatterDraft(register: papers.id, values: papers.recognised(values(of: read)), enclosures: read.enclosures)
    }

    private func values(of read: ReadPaper) -> [String: JSON] {
        let recognition = read.recognition
        var values = PaperProposals(recognition: recognition, directory: grounds.directory, calendar: calendar, now: now)
            .values(fallbackTitle: read.parts.first?.name ?? TextExtraction.safeName(read.paper.main))
        if values["proposals/limit"] == nil, let text = read.enclosures.first?.text, let title = values["title"]?.string,
            let limit = MeetingNotice.limit(of: title, text, words: DateWords(now: now, calendar: calendar))
        {
            values["proposals/limit"] = ["text": .string(limit.text), "due": .int(limit.due.milliseconds)]
        }
        if !read.findings.isEmpty { values[PreliminaryCheck.path] = .array(read.findings.map(\.json)) }
        guard let letter = read.letter else { return ruled(values) }
        // Without a number the text is a letter, and its subject says what it is about.
        if recognition.reference == nil, let title = letter.title { values["title"] = .string(title) }
        values["fields/channel"] = "邮件"
        values["fields/mailID"] = JSON(letter.messageID)
        values["fields/sent"] = JSON(letter.sent?.milliseconds)
        // A letter bears the date on which it was sent, where its text bears none.
        if let sent = letter.sent, values["fields/dated"].map(\.isNull) ?? true {
            values["fields/dated"] = .string(calendar.zone.day(of: sent).iso)
        }
        let sender = [letter.senderName, letter.senderAddress.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
        values["fields/contact"] = sender.isEmpty ? nil : .string(sender)
        if values["fields/from"] == nil, let name = letter.senderName ?? letter.senderAddress {
            values["fields/from"] = .string((try? grounds.directory.resolve(name, in: .units, what: "from")) ?? name)
        }
        return ruled(values.filter { !$0.value.isNull })
    }

    /// What the office's own rules say of a paper at the door stands before what follows from its kind.
    private func ruled(_ values: [String: JSON]) -> [String: JSON] {
        if rules.isEmpty { return values }
        return values.merging(Routing.opening(values, rules: rules, directory: grounds.directory)) { $1 }
    }
}
