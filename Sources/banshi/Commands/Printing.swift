import Foundation
import Ledger
import Office
import Phrases
import Screen

/// Rows of text in columns, widths by what a terminal shows; the last column takes what is left.
enum Columns {
    /// - Parameters:
    ///   - limits: how wide each column may be where the rows would not fit otherwise.
    ///   - room: how wide a line may be; nil where nobody looks at it on a terminal, and nothing is cut.
    static func lines(_ rows: [[String]], widths limits: [Int], room: Int? = Output.columns) -> [String] {
        let clean = rows.map { $0.map { Visible.text($0) } }
        let widest = limits.indices.map { column in clean.map { column < $0.count ? TextWidth.of($0[column]) : 0 }.max() ?? 0 }
        var widths = zip(limits, widest).map { min($0, $1) }
        widths[widths.count - 1] = widest.last ?? 0
        // What the rows leave free goes to the columns that would be cut, from the left.
        var spare = room.map { $0 - widths.reduce(0, +) - 2 * (widths.count - 1) } ?? .max
        for column in widths.indices where spare > 0 {
            let more = min(spare, widest[column] - widths[column])
            widths[column] += more
            spare -= more
        }
        return clean.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                if column == row.count - 1 { line += cell } else { line += TextWidth.padded(cell, to: widths[column]) + "  " }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// The JSON shapes of the command line, one function each; a test keeps an example of every one.
struct Shapes {
    let office: OfficeRecord
    let directory: Directory
    var zone: OfficeZone { office.zone }

    func moment(_ moment: Moment?) -> JSON { JSON(moment.map { zone.iso($0) }) }
    func name(_ id: String?) -> JSON { JSON(directory.name(id)) }

    func row(_ row: MatterRow) -> JSON {
        let shape: [String: JSON] = [
            "id": .string(row.id.text), "number": JSON(row.number), "register": .string(row.register),
            "title": .string(row.title), "state": .string(row.state), "owner": name(row.owner), "holder": name(row.holder),
            "received": moment(row.received), "due": moment(row.due), "safe": moment(row.safe),
        ]
        // Said only where it is so: what the asker may not know is no part of a row's shape.
        return .object(row.isMasked ? shape.merging(["masked": true]) { $1 } : shape)
    }

    func page(_ page: MatterPage) -> JSON {
        [
            "rows": .array(page.rows.map(row)),
            "total": page.total.isExact ? JSON(page.total.count) : .string(page.total.text), "next": JSON(page.next),
        ]
    }

    func today(_ item: TodayItem) -> JSON {
        let matter = item.matter
        return [
            "id": .string(matter.id.text), "number": JSON(matter.number?.printed), "register": .string(matter.register),
            "title": .string(matter.title), "group": JSON(item.group),
            "chips": .array(item.chips.map { .string($0.code) }), "due": moment(item.due), "safe": moment(item.safe),
            "remainingMinutes": JSON(item.remainingMinutes), "remainingWorkingMinutes": JSON(item.remainingWorkingMinutes),
            "owner": name(matter.owner), "holder": name(matter.holder), "state": .string(matter.state),
        ]
    }

    func matter(_ matter: Matter) -> JSON {
        let clock = matter.clock
        var fields: [String: JSON] = [:]
        let definition = office.register(of: matter)
        for (key, value) in matter.record.group("fields") {
            fields[key] = shown(value, definition?.field(key) ?? MoveForm.standard.first { $0.id == key })
        }
        for field in matter.fieldsWithRows {
            let columns = definition?.field(field)?.columns ?? []
            fields[field] = matter.lines(field).json { column, cell in shown(cell, columns.first { $0.id == column }) }
        }
        let shape: [String: JSON] = [
            "id": .string(matter.id.text), "number": JSON(matter.number?.printed), "reserved": JSON(matter.reserved?.printed),
            "register": .string(matter.register), "title": .string(matter.title), "state": .string(matter.state),
            "owner": name(matter.owner), "holder": name(matter.holder), "heldSince": moment(matter.heldSince),
            "lead": name(matter.lead), "partners": .array(matter.partners.map { name($0) }), "supervisor": name(matter.supervisor),
            "urgency": JSON(matter.urgency), "importance": JSON(matter.importance), "received": moment(matter.received),
            "due": moment(clock?.due), "safe": moment(clock?.safe), "nominal": moment(clock?.nominal),
            "basis": JSON(clock?.basis), "plannedOn": JSON(matter.plannedOn?.iso), "bringUpOn": JSON(matter.bringUpOn?.iso),
            "fields": .object(fields),
            "circulation": .array(
                (matter.readers + matter.recalledReaders).map {
                    [
                        "reader": name($0.person), "sent": moment($0.sent), "seen": moment($0.seen), "read": moment($0.read),
                        "returned": moment($0.returned), "recalled": moment($0.recalled), "opinion": JSON($0.opinion),
                        "purpose": JSON($0.purpose), "expects": JSON($0.expects), "until": JSON($0.until?.iso),
                        "away": .bool($0.passedOver), "lateral": .bool($0.isLateral),
                    ]
                }),
            "handlers": .array(
                matter.handlers.map {
                    [
                        "who": name($0.id), "lead": .bool($0.isLead), "sent": moment($0.sent), "signed": moment($0.signed),
                        "signedBy": JSON($0.signedBy), "answered": moment($0.answered),
                    ]
                }),
            "check": .array(
                PreliminaryCheck.kept(in: matter).map {
                    [
                        "ground": .string($0.ground.rawValue), "kind": .string($0.kind.rawValue), "words": .string($0.words),
                        "line": JSON($0.line),
                    ]
                }),
            "notes": .array(
                matter.notes.map {
                    [
                        "kind": .string($0.kind), "text": .string($0.text), "by": name($0.by), "recordedBy": name($0.recordedBy),
                        "at": moment($0.at), "medium": .string($0.medium.id),
                    ]
                }),
            "chases": JSON(matter.chases), "chased": .array(matter.chaseLog.map(chase)),
            "masked": .bool(matter.isMasked), "knowers": .array(matter.knowers.map { name($0) }),
            "enclosures": .array(
                matter.enclosures.map {
                    .compact([
                        "name": .string($0.name),
                        "also": $0.otherNames.isEmpty ? .null : .array($0.otherNames.map(JSON.string)), "size": JSON($0.size),
                        "digest": .string($0.digest),
                        "scan": $0.isMachineRead ? true : .null, "unread": $0.unread.json,
                    ])
                }),
            "links": .array(matter.links.map(JSON.string)), "loans": .array(matter.loans.map(loan)),
        ]
        return .object(shape.merging(beside(matter)) { known, _ in known })
    }

    /// A field's value: people, units and places by name, all else as it is kept.
    private func shown(_ value: JSON, _ field: FieldDefinition?) -> JSON {
        func named(_ text: FieldText) -> JSON? { if case .name(let id) = text { name(id) } else { nil } }
        switch field?.text(value) {
        case .list(let parts)?:
            let names = parts.compactMap(named)
            return names.isEmpty ? value : .array(names)
        case let text?: return named(text) ?? value
        case nil: return value
        }
    }

    /// A matter of which a step was asked for and not taken: the request's number, and who decides.
    func requested(_ request: StepRequest, of matter: Matter, in definition: RegisterDefinition) -> JSON {
        var members = self.matter(matter).object ?? [:]
        let step = definition.steps.first { $0.id == request.step }
        members["requested"] = JSON(request.number)
        members["deciders"] = .array((step.map { directory.deciders(on: $0) } ?? []).map(JSON.string))
        return .object(members)
    }

    /// A step asked for; one that was turned down says by whom, when and why.
    func request(_ request: StepRequest) -> JSON {
        var members: [String: JSON] = [
            "number": JSON(request.number), "step": .string(request.step), "by": name(request.by), "role": JSON(request.role?.rawValue),
            "at": moment(request.at), "form": .object(request.form),
        ]
        if let answer = request.answer {
            members["turnedDown"] = ["by": name(answer.by), "reason": .string(answer.reason), "at": moment(answer.at)]
        }
        return .object(members)
    }

    /// What only some matters have: the clocks beside the limit, the steps asked for.
    private func beside(_ matter: Matter) -> [String: JSON] {
        var beside: [String: JSON] = [:]
        if let clearance = matter.clearance { beside["clearance"] = clearance.json }
        if !matter.requests.isEmpty {
            beside["requests"] = .array(
                matter.requests.map { self.request($0) })
        }
        if !matter.turnedDown.isEmpty {
            beside["turnedDown"] = .array(matter.turnedDown.map { self.request($0) })
        }
        let clocks = matter.clocks.filter { $0.key != ClockProposal.sendUpName }.sorted { $0.key < $1.key }
        if !clocks.isEmpty {
            beside["clocks"] = .array(
                clocks.map { name, clock in
                    .compact([
                        "name": .string(name), "due": moment(clock.due), "safe": moment(clock.safe), "basis": .string(clock.basis),
                        "pausedAt": moment(clock.pausedAt),
                    ])
                })
        }
        return beside
    }

    func occurrence(_ item: Occurrence) -> JSON {
        let endOffset = item.offset
        var members: [String: JSON] = [
            "id": .string(item.meeting.text), "uid": .string(item.uid), "recurrenceId": JSON(item.recurrenceID),
            "title": .string(item.title), "start": .string(zone.iso(item.start, offset: item.offset)),
            "end": .string(zone.iso(item.end, offset: endOffset)), "zone": JSON(item.zone), "allDay": .bool(item.isAllDay),
            "place": name(item.place), "status": JSON(item.status),
        ]
        if item.isUnfollowed { members["unexpanded"] = true }
        return .object(members)
    }

    func sum(_ sum: DeadlineSum, basis: String) -> JSON {
        let isHours = sum.length.unit == .hour
        func end(_ moment: Moment) -> JSON { .string(isHours ? zone.iso(moment) : zone.day(of: moment).iso) }
        return [
            "nominal": end(sum.nominal), "effective": end(sum.effective), "safe": end(sum.safe), "due": moment(sum.due),
            "provisional": .bool(sum.isProvisional), "counted": .array(sum.counted.map { .string($0.iso) }),
            "skipped": .array(sum.skipped.map { .string($0.iso) }), "basis": .string(basis),
        ]
    }

    func history(_ line: HistoryLine, deed: String) -> JSON {
        let attribution = line.attribution
        return [
            "entry": JSON(line.sequence), "entryId": .string(line.entryID), "act": .string(line.act), "undoes": JSON(line.undoes),
            "kind": .string(office.formerKind(of: line.event)), "step": JSON(line.event.step?.step), "deed": .string(deed),
            "by": name(attribution.by),
            "recordedBy": name(attribution.recordedBy), "account": .string(attribution.account),
            "medium": .string(attribution.medium.id), "at": moment(attribution.at),
            "recorded": moment(attribution.recorded), "evidence": JSON(attribution.evidence),
            "changes": .array(line.event.changes.map { ["path": .string($0.path), "was": $0.was, "now": $0.now] }),
        ]
    }
}

extension Session {
    func shapes(_ ledger: Ledger) throws -> Shapes {
        Shapes(office: try ledger.office(), directory: try ledger.directory())
    }

    /// The one matter or meeting a NUMBER means; several are refused with the candidates.
    ///
    /// - Parameter beside: whether it may also be a duty, a day or a refused attempt, which no act of a matter fits.
    func resolve(_ number: String, _ ledger: Ledger, beside: Bool = false) throws -> SubjectID {
        let office = try ledger.office()
        let year = office.zone.day(of: try now(office)).year
        let query = NumberQuery(number, registers: office.registers)
        var found = try ledger.find(query, year: year)
        if found.isEmpty, case .sequence(let register, nil, let sequence) = query {
            // Early in January people still mean last year's papers.
            found = try ledger.find(.sequence(register: register, year: year - 1, sequence: sequence), year: year)
        }
        if !beside { found.removeAll { $0.kind?.isBeside ?? true } }
        if found.isEmpty { throw Refusal.notFound(Visible.text(number)) }
        if found.count > 1 {
            throw Refusal.ambiguous(what: "number", text: number, candidates: found.map(\.text))
        }
        return found[0]
    }

    /// The one subject a NUMBER means, of whatever kind, with all that was done to it: what was taken back has a history, too.
    func history(of number: String, _ ledger: Ledger) throws -> (id: SubjectID, lines: [HistoryLine]) {
        do {
            let id = try resolve(number, ledger)
            return (id, try ledger.history(id))
        } catch Refusal.notFound(let text) {
            guard let id = NumberQuery.handle(number) else { throw Refusal.notFound(text) }
            let lines = try ledger.history(id)
            if lines.isEmpty { throw Refusal.notFound(text) }
            return (id, lines)
        }
    }
}
