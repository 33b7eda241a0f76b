import Foundation
import Ledger
import Office
import Settings

/// Furnishes a sample office: a county government three months at work, dated around today.
struct DemoOffice {
    let session: Session
    let ledger: Ledger
    let now: Moment
    /// How many papers of the past months.
    let size: Int
    private let calendar = WorkCalendar.china

    func furnish() throws {
        let people = try directory()
        try papers(people)
        try tasks(people)
        try meetings(people)
    }

    private func attribution(_ at: Moment, _ by: String = "p1", medium: Attribution.Medium = .own) -> Attribution {
        Attribution(by: by, recordedBy: "p1", account: session.account, device: "demo", medium: medium, at: at, recorded: at)
    }

    private var today: Day { calendar.zone.day(of: now) }

    /// The working day so many working days back, at an hour of the morning.
    private func past(_ workdays: Int, minute: Int = 0) -> Moment {
        var day = calendar.workday(onOrBefore: today)
        for _ in 0..<workdays { day = calendar.workday(before: day) }
        let moment = calendar.zone.moment(day, TimeOfDay(minutes: 500 + minute % 460))
        return min(moment, now)
    }

    // MARK: Directory

    private func directory() throws -> [String] {
        let start = past(70)
        var commands: [Command] = DemoDirectory.departments.map {
            .enlist(.unit, DirectoryChange([.name: .string($0), .level: "internal"]))
        }
        for unit in DemoDirectory.units {
            commands.append(
                .enlist(
                    .unit,
                    DirectoryChange([
                        .name: .string(unit.name), .short: .array([.string(unit.short)]), .codes: .array([.string(unit.code)]),
                        .level: .string(unit.level), .phone: .string(unit.phone),
                    ])))
        }
        commands += DemoDirectory.places.map { .enlist(.place, DirectoryChange([.name: .string($0.0), .capacity: JSON($0.1)])) }
        for (index, person) in DemoDirectory.people.enumerated() {
            var fields: [DirectoryColumn: JSON] = [
                .name: .string(person.name), .post: .string(person.post), .roles: .array(person.roles.map(JSON.string)),
                .phone: .string("52\(10200 + index)"), .rank: JSON(person.rank),
            ]
            if let department = person.department { fields[.department] = .string("u\(department + 1)") }
            if index == 0 {
                fields[.accounts] = .array([.string(session.account)])
                commands.append(.revise(SubjectID(.person, 1), DirectoryChange(fields)))
            } else {
                commands.append(.enlist(.person, DirectoryChange(fields.filter { !$0.value.isNull })))
            }
        }
        try ledger.submit(commands, as: attribution(start))
        // Leaders in charge can be named once everybody is known.
        let units = try ledger.directory().units.filter { $0.level == .subordinate || $0.level == .peer }
        try ledger.submit(
            units.enumerated().map {
                .revise(SubjectID($0.element.id), DirectoryChange([.leader: .string("p\(DemoDirectory.leader(of: $0.offset) + 1)")]))
            },
            as: attribution(start))
        try ledger.submit([.change(DemoDirectory.customs)], as: attribution(start))
        let away = calendar.zone.day(of: now)
        try ledger.submit(
            [.revise(SubjectID("p5"), DirectoryChange(away: Absence(from: away, to: away + 2, cover: "p4")))],
            as: attribution(past(1)))
        return try ledger.directory().people.map(\.id)
    }

    // MARK: Papers

    private func papers(_ people: [String]) throws {
        let directory = try ledger.directory()
        for index in 0..<size {
            // The oldest first; the last thirty came within the last three working days.
            let fromEnd = size - 1 - index
            let age =
                fromEnd < 9 ? 0 : fromEnd < 18 ? 1 : fromEnd < 30 ? 2 + fromEnd % 2 : min(62, 4 + (fromEnd - 30) * 58 / max(1, size - 30))
            try paper(index, age: age, fromEnd: fromEnd, directory)
        }
    }

    private func paper(_ index: Int, age: Int, fromEnd: Int, _ directory: Directory) throws {
        let (title, kind, sender) = DemoPapers.title(index)
        guard let unit = directory.units.first(where: { $0.shortNames.contains(sender) }) else { return }
        let received = past(age, minute: index * 17)
        let day = calendar.zone.day(of: received)
        let reference = DocumentNumber(code: unit.codes.first ?? "", year: day.year, sequence: 10 + index).canonical
        let urgency: String? = index % 13 == 4 ? "特急" : index % 9 == 2 ? "加急" : nil
        let deadline = kind == "通知" && index % 3 == 1 ? calendar.workday(5 + index % 4, after: day) : nil
        let meeting = title.contains("召开") ? calendar.workday(3, after: day) : nil
        let text = DemoPapers.text(
            title, reference, calendar.workday(before: day), issuer: unit.name, urgency: urgency, deadline: deadline, meeting: meeting)
        var values = PaperProposals(recognition: Recognition(of: text), directory: directory, calendar: calendar, now: received).values(
            fallbackTitle: title)
        values["fields/from"] = .string(unit.id)
        values["fields/channel"] = .string(["交换站", "平台", "机要", "邮政"][index % 4])
        values["fields/copies"] = JSON(1 + index % 3)
        let hasFile = fromEnd < 60
        let enclosures = hasFile ? [try kept(text, called: "\(title.prefix(24)).txt")] : []
        let receipt = try ledger.submit(
            [.open(MatterDraft(register: "inbound", values: values, enclosures: enclosures))], as: attribution(received))
        guard let id = receipt.subjects.first else { return }
        try proceed(id, index: index, age: age, fromEnd: fromEnd, received: received, urgency: urgency, deadline: deadline, directory)
    }

    /// Keeps a paper's text as the file it came in.
    private func kept(_ text: String, called name: String) throws -> ClearedPaper {
        let file = PaperBytes(Array(text.utf8))
        var gate = SecrecyGate()
        let scanned = gate.read(text).text
        let paper = try gate.clear(file.digest, name: name, size: file.bytes.count, text: scanned)
        try ledger.keep(PaperToKeep(paper, file))
        return paper
    }

    /// Takes a paper as far as one of its age would have come; among them every state has its papers.
    private func proceed(
        _ id: SubjectID, index: Int, age: Int, fromEnd: Int, received: Moment, urgency: String?, deadline: Day?, _ directory: Directory
    ) throws {
        if fromEnd < 8 { return }
        var minutes = 5
        func move(_ move: Move, _ form: [String: JSON] = [:], by: String = "p1", medium: Attribution.Medium = .own) throws {
            minutes += 9
            try ledger.submit(
                [.move(id, move, form: form)], as: attribution(min(now, received.adding(minutes: minutes)), by, medium: medium))
        }
        try move(.register)
        try move(.check)
        if fromEnd < 13 { return }
        let leader = "p\(2 + index % 4)"
        if index % 5 == 0 { try move(.circulate, ["readers": .array([.string("p6"), .string("p7"), .string("p9")])]) }
        if index % 5 == 0, fromEnd > 20 {
            try move(.read, ["reader": .array([.string("p6")]), "words": "已阅"], by: "p6", medium: .original)
        }
        switch index % 6 {
        case 0, 1, 2:
            try move(.propose, ["leader": .string(leader), "note": .string(DemoPapers.proposals[index % 4])])
            if fromEnd < 18 { return }
            try move(.back, ["words": .string(DemoPapers.instructions[index % 4])], by: leader, medium: .original)
            if fromEnd < 22 { return }
        case 3 where fromEnd > 24:
            if index % 12 == 3 { return try move(.return, ["code": "不合行文规则", "reason": "请示一文一事"]) }
            return try move(.putaway, ["box": .string("2026-\(1 + index / 40)"), "result": "已阅，按职责落实"])
        default: break
        }
        // A superior is reported to, and whoever asks is not asked to answer.
        let sender = try ledger.matter(id)?.field("from")
        let handlers = directory.units.filter { !directory.isSuperior($0.id) && $0.id != sender }
        var form: [String: JSON] = ["target": .string(handlers[(8 + index) % handlers.count].id)]
        if let deadline {
            form["limit"] = .int(calendar.close(of: deadline).milliseconds)
        } else if urgency != nil {
            form["limit"] = "3 workday"
        } else if index % 2 == 0 {
            form["limit"] = "10 workday"
        }
        try move(.dispatch, form)
        if age > 2, index % 3 != 0 { try move(.sign) }
        if age > 6, index % 7 == 2 { try move(.chase, ["with": "办公室刘主任", "answer": "明日报送"]) }
        guard age > 8, index % 47 != 5 else { return }
        minutes += 2000
        try move(.conclude, ["result": .string(DemoPapers.results[index % 4])])
        if age > 14 { try move(.putaway, ["box": .string("2026-\(1 + index / 40)")]) }
    }

    // MARK: Tasks and meetings

    private func tasks(_ people: [String]) throws {
        for (index, task) in DemoPapers.tasks.enumerated() {
            let opened = past(6 + index % 4, minute: index * 31)
            var due = today
            if task.days > 0 { due = calendar.workday(task.days, after: today) }
            if task.days < 0 { for _ in 0..<(-task.days) { due = calendar.workday(before: due) } }
            let moment = calendar.close(of: due)
            var values: [String: JSON] = [
                "title": .string(task.title), "importance": JSON(task.importance), "received": .int(opened.milliseconds),
                "clock": Clock(start: min(opened, moment), until: moment, basis: task.promise == nil ? "领导口头交办" : "承诺", calendar: calendar)
                    .json,
            ]
            if let to = task.promise {
                values["promise"] = ["to": .string(to), "due": .int(moment.milliseconds), "originalDue": .int(moment.milliseconds)]
            }
            if index % 4 == 3 { values["owner"] = .string(people[8 + index]) }
            try ledger.submit([.open(MatterDraft(register: "tasks", values: values, registers: true))], as: attribution(opened))
        }
        try ledger.submit(
            [
                .open(
                    MatterDraft(
                        register: "tasks", values: ["title": "石桥镇山火初报：核实火点并电告带班领导", "emergency": true, "importance": 5], registers: true))
            ],
            as: attribution(now.adding(minutes: -7)))
        for (index, paper) in DemoPapers.outgoing.enumerated() {
            let values: [String: JSON] = [
                "title": .string(paper.title), "fields/kind": .string(paper.kind), "fields/addressees": .string(paper.to),
                "fields/author": "p10",
                "fields/signer": "p2",
            ]
            let day = past(3 - index % 3)
            let receipt = try ledger.submit([.open(MatterDraft(register: "outgoing", values: values))], as: attribution(day))
            guard let id = receipt.subjects.first else { continue }
            for (step, move) in [Move.check, .sign, .check, .register, .receive, .forward].prefix(paper.steps).enumerated() {
                let at = min(now, day.adding(minutes: 20 * (step + 1)))
                try ledger.submit([.move(id, move, form: move == .sign ? ["signer": "p2"] : [:])], as: attribution(at))
            }
        }
    }

    private func meetings(_ people: [String]) throws {
        var commands: [Command] = []
        for meeting in DemoPapers.meetings {
            var day = calendar.workday(onOrAfter: today)
            if meeting.day > 0 { day = calendar.workday(meeting.day, after: day) }
            if meeting.day < 0 { for _ in 0..<(-meeting.day) { day = calendar.workday(before: day) } }
            commands.append(
                .schedule(
                    MeetingChange([
                        .title: .string(meeting.title),
                        .start: .int(calendar.zone.moment(day, TimeOfDay(minutes: meeting.from)).milliseconds),
                        .end: .int(calendar.zone.moment(day, TimeOfDay(minutes: meeting.to)).milliseconds),
                        .place: .string("r\(meeting.place + 1)"),
                        .expected: JSON(8 + meeting.place * 6), .owner: "p1",
                    ])))
        }
        try ledger.submit(commands, as: attribution(past(4)))
    }
}
