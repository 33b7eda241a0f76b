import Office

extension Speaker {
    /// What is wrong in a settings file, without its line.
    public func callAsFunction(_ problem: Problem) -> String {
        switch problem.kind {
        case .missing(let key): self(.problemMissing, key)
        case .unexpected(let key, let nearest):
            nearest.map { self(.problemUnexpectedNear, key, $0) } ?? self(.problemUnexpected, key)
        case .wrongKind(let key, let expected): self(.problemWrongKind, key, expected)
        case .unknownValue(let value, let allowed): self(.problemUnknownValue, value, allowed.joined(separator: " "))
        case .repeated(let key): self(.problemRepeated, key)
        case .noSuch(let name, let what): self(.problemNoSuch, name, what)
        case .unreachable(let state): self(.problemUnreachable, state)
        case .endless(let state): self(.problemEndless, state)
        case .unasked(let step, "target"): self(.problemUnaskedTarget, step)
        case .unasked(let step, let needed): self(.problemUnasked, step, needed)
        case .tooMany(let what, let limit): self(.problemTooMany, what, String(limit))
        case .unreadPrefix(let word): self(.problemUnreadPrefix, word)
        case .tab: self(.problemTab)
        case .anchor(let name): self(.problemAnchor, name)
        case .syntax(let reason): self(.problemSyntax, reason)
        case .clash(let key, let action): self(.problemClash, key, action)
        case .taken(let word, let register): self(.problemTaken, word, register)
        case .reserved(let word, let all): self(.problemReserved, word, all.joined(separator: " "))
        case .alias(let name): self(.problemAlias, name)
        case .overBudget(let over): overBudget(over)
        case .notPlain: self(.problemNotPlain)
        }
    }
}

/// The sum behind a due date in words, line by line.
public struct SumWords {
    let sum: DeadlineSum
    let calendar: WorkCalendar
    let speaker: Speaker
    let basis: String

    public init(sum: DeadlineSum, calendar: WorkCalendar, speaker: Speaker, basis: String) {
        self.sum = sum
        self.calendar = calendar
        self.speaker = speaker
        self.basis = basis
    }

    public func rows() -> [(label: String, text: String)] {
        func end(_ moment: Moment) -> String {
            let day = calendar.zone.day(of: moment)
            return "\(day.iso) \(speaker.weekday(day)) \(calendar.zone.time(of: moment).text)"
        }
        var rows = [
            (speaker(.sumStart), end(sum.start)), (speaker(.sumLength), speaker.length(sum.length)),
            (speaker(.sumNominal), end(sum.nominal)),
        ]
        if sum.effective != sum.nominal { rows.append((speaker(.sumEffective), end(sum.effective))) }
        rows.append((speaker(.sumSafe), end(sum.safe)))
        rows.append((speaker(.sumDue), end(sum.due)))
        if !sum.counted.isEmpty { rows.append((speaker(.sumCounted), sum.counted.map(\.monthAndDay).joined(separator: " "))) }
        if !sum.skipped.isEmpty {
            let days = sum.skipped.map { day in day.monthAndDay + (calendar.name(day).map { "(\(speaker.holiday($0)))" } ?? "") }
            rows.append((speaker(.sumSkipped), days.joined(separator: " ")))
        }
        rows.append((speaker(.sumBasis), basis))
        return rows
    }
}

/// Everything of a matter as labelled lines: the preview, the detail and `show` print the same.
public struct MatterSheet {
    public struct Line: Hashable, Sendable {
        public let label: String
        public let text: String
    }

    let matter: Matter
    let office: OfficeRecord
    let directory: Directory
    let speaker: Speaker
    let now: Moment

    public init(matter: Matter, office: OfficeRecord, directory: Directory, speaker: Speaker, now: Moment) {
        self.matter = matter
        self.office = office
        self.directory = directory
        self.speaker = speaker
        self.now = now
    }

    private var definition: RegisterDefinition? { office.register(of: matter) }
    var zone: OfficeZone { office.zone }

    public var stateName: String { definition?.state(matter.state).map { speaker($0.name) } ?? matter.state }

    public func lines() -> [Line] {
        var lines = [Line(label: "", text: !matter.record["erased"].isNull ? speaker(.erasedTitle) : matter.title)]
        func add(_ label: String, _ text: String?) {
            // What is small in a line of words (`proposal`, `promise`) is a heading here.
            if let text, !text.isEmpty { lines.append(Line(label: label.prefix(1).uppercased() + label.dropFirst(), text: text)) }
        }
        let number = matter.number?.printed ?? matter.reserved.map { "\($0.printed)\(speaker(.reservedNumber))" }
        add(speaker(.labelNumber), [number, matter.id.text].compactMap { $0 }.joined(separator: " · "))
        add(speaker(.labelState), [stateName, held].compactMap { $0 }.joined(separator: " · "))
        let head = definition?.pageFields ?? []
        for field in head { add(speaker(field.name), field.id == "owner" ? owner : value(field)) }
        if let clock = matter.clock { add(speaker(.labelDue), due(clock)) }
        if let wait = waiting { add(wait.label, wait.text) }
        if let sendUp { add(sendUp.label, sendUp.text) }
        for other in otherClocks { add(other.label, other.text) }
        if !head.contains(where: { $0.id == "owner" }) { add(speaker.ownerLabel(definition), owner) }
        if let lead = matter.lead {
            let partners = matter.partners.compactMap { directory.name($0) }
            add(
                speaker(.labelLead),
                ([directory.name(lead) ?? lead] + (partners.isEmpty ? [] : [speaker(.withPartners, partners.joined(separator: "、"))]))
                    .joined(separator: " · "))
        }
        for field in definition?.fieldsBesidePage ?? [] where field.id != "owner" { add(speaker(field.name), value(field)) }
        add(speaker(.labelPlanned), matter.plannedOn?.iso)
        add(speaker(.labelBringUp), matter.bringUpOn?.iso)
        if let waiting = matter.waiting {
            add(
                speaker(.labelWaitsFor),
                speaker(.waitingSince, directory.name(waiting.on) ?? waiting.on, speaker.short(waiting.since, now: now)))
        }
        if matter.carried > 0 { add(speaker(.labelCarried), speaker(.carriedTimes, String(matter.carried))) }
        if let promise = matter.promise {
            add(speaker(.chipPromise), [promise.to, promise.due.map { zone.plain($0) }].compactMap { $0 }.joined(separator: " "))
        }
        if !matter.readers.isEmpty || !matter.recalledReaders.isEmpty {
            add(speaker(.labelCirculation), speaker.circulation(matter, directory))
            for reader in matter.readers {
                guard let opinion = reader.opinion else { continue }
                add(speaker(.labelReaderSaid), "\(directory.name(reader.person) ?? reader.person)：\(opinion)")
            }
        }
        if matter.handlers.contains(where: { $0.id != matter.owner }) {
            add(speaker(.labelHandlers), speaker.handlers(matter, directory, now: now))
        }
        if definition?.state(matter.state)?.stage == .office {
            for finding in PreliminaryCheck.kept(in: matter) { add(speaker(.labelChecked), speaker(finding)) }
            // It is no limit of this paper: whoever takes it on makes a task that comes round of it.
            let duty = matter.record["proposals/repeats"]
            if let words = duty["text"].string {
                add(speaker(.labelRepeats), speaker(.repeatsProposed, words, duty["line"].int.map(String.init) ?? "?"))
            }
        }
        if let last = matter.chaseLog.last {
            let count = speaker(.chasedTimes, String(matter.chases))
            add(speaker(.labelChased), "\(count) · \(speaker.chase(last, names: directory, now: now))")
        }
        for receipt in matter.receipts {
            let parts = [
                receipt.at.map { speaker.short($0, now: now) }, receipt.channel, receipt.copies.map { speaker(.copiesCount, String($0)) },
            ]
            add(speaker(.labelReceipt), parts.compactMap { $0 }.joined(separator: " "))
        }
        if let holder = matter.holder, let unit = directory.unit(holder), directory.isSuperior(holder) {
            add(speaker(.askProgress), [unit.short, unit.contact, unit.phone].compactMap { $0 }.joined(separator: " "))
        }
        for request in matter.requests {
            let parts = [
                String(request.number), directory.name(request.by) ?? request.by,
                speaker.step(of: request, in: office.register(of: matter)),
            ]
            add(speaker(.labelAsked), (parts + request.words).joined(separator: " "))
        }
        for request in matter.turnedDown {
            let parts = [
                String(request.number), directory.name(request.by) ?? request.by,
                speaker.step(of: request, in: office.register(of: matter)),
                request.answer.map { "· \(directory.name($0.by) ?? $0.by)：\($0.reason)" },
            ]
            add(speaker(.labelTurnedDown), parts.compactMap(\.self).joined(separator: " "))
        }
        for line in filing { add(speaker(line.label), line.text) }
        for loan in loans { add(speaker(.labelLoan), loan) }
        for note in matter.notes {
            let author = speaker.author(by: note.by, recordedBy: note.recordedBy, medium: note.medium, directory: directory)
            let original = note.original.map { " · " + speaker(.originalAt, $0) } ?? ""
            add(speaker.noteKind(note.kind), "\(note.text) — \(author) \(speaker.short(note.at, now: now))\(original)")
        }
        for enclosure in matter.enclosures { add(speaker(.labelEnclosure), speaker.name(of: enclosure)) }
        if let clearance = matter.clearance { add(speaker(.labelClearance), clearance.text) }
        for link in matter.links { add(speaker(.labelLink), link) }
        return lines
    }

    /// Tasks are supervised, papers are reviewed.
    private var supervision: Phrase { definition?.field("owner") == nil ? .reviewedBy : .supervisedBy }

    /// Who answers for it, and who looks after that.
    private var owner: String {
        [directory.name(matter.owner), matter.supervisor.flatMap { directory.name($0) }.map { speaker(supervision, $0) }]
            .compactMap(\.self).joined(separator: " · ")
    }

    private var held: String? {
        guard let holder = matter.holder, let name = directory.name(holder) else { return nil }
        return matter.heldSince.map { speaker(.withSince, name, speaker.short($0, now: now)) } ?? name
    }

    private func due(_ clock: Clock) -> String {
        // What is closed runs no more: how late it would be today is no lateness of it.
        let isOpen = definition?.isOpen(matter.state) ?? true
        let left = isOpen ? " (\(speaker.remaining(to: clock.due, from: now, office.calendar)))" : ""
        let hours = clock.begins.map { zone.plain($0) + "–" + zone.time(of: clock.due).text }
        var parts = [(hours ?? zone.plain(clock.due)) + left]
        // A limit that was set on a day off, for that day, has no working day before it.
        if clock.safe != clock.due, office.calendar.isWorkday(zone.day(of: clock.safe)) {
            parts.append("\(speaker(.sumSafe)) \(zone.day(of: clock.safe).monthAndDay)")
        }
        if clock.isProvisional { parts.append(speaker(.provisionalCalendar)) }
        if !clock.basis.isEmpty { parts.append(speaker.basis(clock.basis)) }
        return parts.joined(separator: " · ")
    }

    private func value(_ field: FieldDefinition) -> String? {
        field.text(in: matter).map { speaker.text($0, directory, as: .shown(now: now)) }
    }
}

extension Speaker {
    /// Who answers for a row: as the register names its field, else 经办人 of papers.
    public func ownerLabel(_ register: RegisterDefinition?) -> String {
        register?.field("owner").map { self($0.name) } ?? self(.labelOwner)
    }

    /// A paper's names, and that its text was read by a machine where it was.
    public func name(of enclosure: Enclosure) -> String {
        let names = ([enclosure.name] + enclosure.otherNames).joined(separator: " = ")
        if let unread = unread(enclosure.unread, of: names) { return unread }
        if enclosure.isAttached, !enclosure.hasText { return self(.textNotRead, names) }
        return enclosure.isMachineRead ? self(.readByMachine, names) : names
    }
}

extension Speaker {
    /// That of a file nobody could read all, so that no mark in it was looked for; nil where all was read.
    private func unread(_ parts: UnreadParts, of names: String) -> String? {
        if parts.isWhole { return self(.unreadWhole, names) }
        var told: [String] = []
        if !parts.pages.isEmpty { told.append(self(.unreadPages, pages(parts.pages))) }
        if !parts.within.isEmpty { told.append(parts.within.joined(separator: language.isChinese ? "、" : ", ")) }
        return told.isEmpty ? nil : self(.unreadWithin, names, told.joined(separator: language.isChinese ? "，" : "; "))
    }

    /// The numbers of pages, those that follow one another as a stretch: 2, 5–7.
    public func pages(_ numbers: [Int]) -> String {
        var stretches: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = stretches.last, last.upperBound + 1 == number {
                stretches[stretches.count - 1] = last.lowerBound...number
            } else {
                stretches.append(number...number)
            }
        }
        let told = stretches.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        return told.joined(separator: language.isChinese ? "、" : ", ")
    }
}

extension Phrase {
    static let unreadWhole = Phrase("%1 (no text was read in it: not checked for secrecy marks)", "%1（附件未读出文字，未经定密核对）")
    static let unreadWithin = Phrase(
        "%1 (no text was read in part of it: not checked for secrecy marks: %2)", "%1（其中%2未读出文字，未经定密核对）")
    static let unreadPages = Phrase("page %1", "第%1页")
    public static let textNotRead = Phrase("%1 (no text was read in it)", "%1（未读取文字）")
    public static let readByMachine = Phrase("%1 (read by machine, to be checked)", "%1（机器识读，请核对）")
    public static let labelRepeats = Phrase("Comes round", "周期事项")
    public static let repeatsProposed = Phrase("“%1” (line %2); a task with every:… keeps it in mind", "“%1”（第 %2 行），可另建待办并写明“每月……”")
    public static let labelNumber = Phrase("Number", "编号")
    public static let labelState = Phrase("State", "状态")
    public static let labelDue = Phrase("Due", "时限")
    public static let labelOwner = Phrase("Owner", "经办人")
    public static let labelLead = Phrase("Lead", "主办")
    public static let labelPlanned = Phrase("Planned", "计划日")
    public static let labelBringUp = Phrase("Bring up", "定日提醒")
    static let erasedTitle = Phrase("erased", "已清除")
    public static let labelWaitsFor = Phrase("Waiting on", "等待")
    public static let labelTurnedDown = Phrase("Turned down", "不同意")
    public static let labelAsked = Phrase("Asked for", "请求")
    public static let waitingSince = Phrase("%1 since %2", "%1，%2起")
    public static let labelCarried = Phrase("Carried over", "结转")
    public static let carriedTimes = Phrase("%1 times", "%1次")
    public static let labelReaderSaid = Phrase("Reader's words", "传阅意见")
    public static let labelCirculation = Phrase("Circulation", "传阅")
    public static let labelChased = Phrase("Chased", "催办")
    public static let labelEnclosure = Phrase("Enclosure", "附件")
    public static let labelClearance = Phrase("Let in on", "准入依据")
    public static let labelLink = Phrase("Link", "关联")
    public static let reservedNumber = Phrase(" (reserved)", "（保留）")
    public static let supervisedBy = Phrase("supervised by %1", "督办 %1")
    public static let reviewedBy = Phrase("reviewed by %1", "审核 %1")
    public static let withPartners = Phrase("with %1", "协办 %1")
    public static let withSince = Phrase("with %1 since %2", "在%1手，%2起")
    public static let readOf = Phrase("%1/%2 read", "%1/%2 已阅")
    public static let noLimit = Phrase("no limit", "无时限")
    public static let yes = Phrase("yes", "是")
}

extension Speaker {
    /// A title as it is listed: what is kept in the place of an erased one is said in the reader's language.
    public func title(_ kept: String) -> String { kept == Erasing.title ? self(.erasedTitle) : kept }
}
