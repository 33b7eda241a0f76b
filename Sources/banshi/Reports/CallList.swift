import Ledger
import Office
import Phrases
import Screen

/// Whom to call, by unit and with telephone numbers: for a terminal, for a script, for paper. The rules say who; here it is written.
struct CallList {
    let session: Session
    let ledger: Ledger
    let office: OfficeRecord
    let directory: Directory

    init(_ session: Session, _ ledger: Ledger) throws {
        self.session = session
        self.ledger = ledger
        office = try ledger.office()
        directory = try ledger.directory()
    }

    private var speaker: Speaker { session.speaker }

    /// Whom the rules chase at a moment, strictly: outside office hours nobody.
    func run(at moment: Moment) throws -> ChaseRun { rules(at: moment).run(try ledger.withOthers()) }

    /// The calls of a moment; outside office hours those of the next opening.
    func next(after moment: Moment) throws -> ChaseRun {
        rules(at: moment).next(try ledger.withOthers())
    }

    func rules(at moment: Moment) -> ChasingRules {
        ChasingRules(
            now: moment, calendar: office.calendar, directory: directory, registers: office.registers, limits: office.chasingLimits,
            caller: try? session.me(directory))
    }

    // MARK: Text

    func lines(_ run: ChaseRun) -> [String] {
        run.calls.flatMap { call -> [String] in
            let count = call.cases.count > 1 ? speaker(.callPapers, String(call.cases.count)) : nil
            let head = [directory.name(call.target), speaker.contact(call, names: directory), speaker.notice(call.notice), count].compactMap
            {
                $0
            }
            let papers = call.cases.map { found in
                [
                    "", found.matter.number?.printed ?? found.matter.id.text, found.reasons.map(speaker.chaseReason).joined(separator: " "),
                    speaker(.chasedTimes, String(found.times + 1)), found.matter.title,
                ]
            }
            var lines = [head.filter { !$0.isEmpty }.joined(separator: "  ")]
            if let more = speaker.escalation(call, names: directory) { lines.append("  → " + more) }
            for (line, found) in zip(Columns.lines(papers, widths: [0, 20, 24, 12, 120]), call.cases) {
                lines.append(line)
                if let last = found.last { lines.append("      " + speaker.chase(last, names: directory, now: run.at)) }
            }
            return lines
        }
    }

    /// Who is left alone and why; papers to which no limit has come near are only counted.
    func leftOut(_ run: ChaseRun) -> [String] {
        var early = 0
        var rows: [[String]] = []
        for item in run.leftOut {
            if case .notYet = item.quiet {
                early += 1
                continue
            }
            rows.append([
                "", item.matter.number?.printed ?? item.matter.id.text, directory.name(item.target) ?? "",
                speaker.chaseQuiet(item.quiet, now: run.at), item.matter.title,
            ])
        }
        var lines = rows.isEmpty ? [] : [speaker(.callLeftOut)] + Columns.lines(rows, widths: [0, 20, 16, 32, 120])
        if early > 0 { lines.append(speaker(.callNotYetMore, String(early))) }
        return lines
    }

    // MARK: JSON

    func json(_ run: ChaseRun) -> JSON {
        let shapes = Shapes(office: office, directory: directory)
        return [
            "at": shapes.moment(run.at), "opens": shapes.moment(run.opens), "calls": .array(run.calls.map { call($0, shapes) }),
            "leftOut": .array(
                run.leftOut.map { item in
                    [
                        "id": .string(item.matter.id.text), "number": JSON(item.matter.number?.printed),
                        "title": .string(item.matter.title),
                        "target": shapes.name(item.target), "reason": .string(item.quiet.code), "until": until(item.quiet, shapes),
                    ]
                }),
        ]
    }

    private func call(_ call: ChaseCall, _ shapes: Shapes) -> JSON {
        [
            "target": shapes.name(call.target), "unit": shapes.name(call.unit), "level": JSON(call.level),
            "notice": .string(call.notice.code),
            "contact": JSON(call.speakTo.name), "post": JSON(call.speakTo.post), "phone": JSON(call.speakTo.phone),
            "through": shapes.name(call.through), "proposesReport": .bool(call.proposesReport), "leader": shapes.name(call.leader),
            "papers": .array(
                call.cases.map { found in
                    [
                        "id": .string(found.matter.id.text), "number": JSON(found.matter.number?.printed),
                        "register": .string(found.matter.register), "title": .string(found.matter.title),
                        "due": shapes.moment(found.matter.clock?.due), "reasons": .array(found.reasons.map { .string($0.code) }),
                        "level": JSON(found.level), "notice": .string(found.notice.code), "target": shapes.name(found.target),
                        "times": JSON(found.times), "last": found.last.map(shapes.chase) ?? .null,
                    ]
                }),
        ]
    }

    private func until(_ quiet: ChaseQuiet, _ shapes: Shapes) -> JSON {
        switch quiet {
        case .notYet(let moment), .outsideHours(let moment), .awaitsAnswer(let moment): shapes.moment(moment)
        case .promised(let day), .waits(let day), .away(let day): .string(day.iso)
        case .calledToday, .paused, .withLeader, .superior: .null
        }
    }
}

extension Shapes {
    func chase(_ chase: Chase) -> JSON {
        [
            "at": moment(chase.at), "by": name(chase.by), "to": name(chase.to), "level": JSON(chase.level), "medium": JSON(chase.medium),
            "with": JSON(chase.spokenTo), "answer": JSON(chase.answer), "nextOn": JSON(chase.nextOn?.iso),
        ]
    }
}

extension Sheets {
    /// 催办单: the call list on paper, a row a paper.
    func chase() throws -> PrintedSheet {
        let run = try CallList(session, ledger).next(after: now)
        let printed = speaker(.printedOn, office.zone.plain(now))
        let remark = run.at == now ? printed : printed + "  " + speaker(.callOpens, speaker.dayAndTime(run.at))
        var sheet = PrintedSheet(office: office.header, title: speaker(.sheetChase), remark: remark)
        let columns: [Phrase] = [.columnWith, .columnContact, .columnPhone, .columnLevel, .labelNumber, .columnPaper, .labelDue]
        sheet.heading = (columns + [.columnReason, .columnTimes, .columnLastAnswer]).map { speaker($0) }
        sheet.kinds = [speaker(.labelDue): .moment, speaker(.columnTimes): .number]
        for call in run.calls {
            let contact = [call.speakTo.name, call.speakTo.post].compactMap { $0 }.joined(separator: " ")
            for found in call.cases {
                sheet.rows.append([
                    directory.name(call.target) ?? "", contact, call.speakTo.phone ?? "", speaker.notice(found.notice),
                    found.matter.number?.printed ?? found.matter.id.text, found.matter.title,
                    found.matter.clock.map { office.zone.plain($0.due) } ?? "",
                    found.reasons.map(speaker.chaseReason).joined(separator: " "),
                    String(found.times), found.last.map { speaker.chase($0, names: directory, now: now) } ?? "",
                ])
            }
        }
        return sheet
    }
}
