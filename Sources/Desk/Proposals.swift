import Office
import Phrases
import Screen

/// What a proposed value rests on, the weaker first: a stronger ground replaces a weaker one, and nothing replaces what was typed.
enum Ground: Int, Comparable, Sendable {
    case none, fallback, habit, rule, said

    static func < (left: Ground, right: Ground) -> Bool { left.rawValue < right.rawValue }
}

/// What the forms of moves come filled with, each value with its source.
extension DeskState {
    func filled(_ field: FieldDefinition, _ text: String?, _ source: String?, _ ground: Ground = .fallback) -> FormField {
        guard let text, !text.isEmpty else { return FormField(field) }
        var filled = FormField(field, text: text, source: source, selected: true)
        filled.ground = ground
        return filled
    }

    /// The note of a proposal that may mean somebody else as well: a question mark and whom.
    func doubted(_ source: String?, _ others: [String]) -> String? {
        if others.isEmpty { return source }
        let names = others.map { directory.fullName($0) }.joined(separator: speaker.language.isChinese ? "、" : ", ")
        return [speaker(.sourceDoubt, names), source].compactMap { $0 }.joined(separator: " · ")
    }

    /// A field with what is proposed for it and where that is from.
    func proposal(for field: FieldDefinition, act: Act, matter: Matter?) -> FormField {
        if act == .chase { return chaseField(field, targets: matter.map { chasingRules.targets(of: $0) } ?? []) }
        if field.id == "medium" { return filled(field, speaker.medium(.original), speaker(.sourceProposed)) }
        guard let matter else {
            return filled(field, field.id == "leader" ? directory.name(directory.leaderForMany) : nil, speaker(.sourceProposed))
        }
        let instruction = matter.direction(directory)
        let definition = office.register(of: matter)
        switch field.id {
        case "retention":
            let proposed = office.archives.schedule.proposal(for: matter, by: definition, directory)
            return filled(field, proposed.map { speaker($0.term.name) }, proposed.map { speaker($0.ground) })
        case "target" where act == .send:
            return filled(field, directory.name(matter.lead) ?? matter.text(of: .addressees, by: definition), speaker(.sourceProposed))
        case "target":
            if let instruction, let target = instruction.target {
                let source = doubted(speaker(.sourceInstruction), instruction.others[target] ?? [])
                return filled(field, directory.name(target), source, .said)
            }
            if let lead = matter.lead { return filled(field, directory.name(lead), speaker(.sourceProposed)) }
            // A decided paper always has somebody to go to: else whoever looks after it.
            guard matter.notes.contains(where: { $0.kind == "instruction" }) else { return FormField(field) }
            let own = directory.person(matter.owner ?? me)
            return filled(field, directory.name(own?.department) ?? own?.name, speaker(.sourceProposed))
        case "partners":
            let target = instruction?.target ?? matter.lead
            let named = instruction?.partners ?? []
            // Who helps already goes on helping.
            let all = named + matter.handlers.filter { !$0.isLead }.map(\.id)
            let helping = all.enumerated().filter { $0.element != target && all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
            if named.isEmpty { return filled(field, names(helping), speaker(.sourceProposed)) }
            let source = doubted(speaker(.sourceInstruction), named.flatMap { instruction?.others[$0] ?? [] })
            return filled(field, names(helping), source, .said)
        case "leader":
            // A leader who asks another to read it has said who is next.
            if let named = matter.leaderAskedFor(directory) {
                let source = doubted(speaker(.sourceInstruction), instruction?.others[named] ?? [])
                return filled(field, directory.name(named), source, .said)
            }
            return filled(field, directory.name(office.inCommonWords(matter).nextLeader(directory)), speaker(.sourceProposed))
        // Units sign one by one: each has its own signer and time.
        case "who" where act == .sign: return filled(field, names(matter.unsigned.prefix(1).map(\.id)), speaker(.sourceProposed))
        case "at" where act == .sign: return filled(field, zone.plain(now), speaker(.sourceProposed))
        case "who" where act == .comeBack:
            let writer = definition?.writer(of: matter, directory)
            return filled(field, directory.name(writer), speaker(.sourceProposed))
        case "day" where act == .comeBack: return filled(field, today.iso, speaker(.sourceProposed))
        case "who": return filled(field, names(matter.unanswered.prefix(1).map(\.id)), speaker(.sourceProposed))
        case "reader": return filled(field, names(waitingReaders(matter)), speaker(.sourceProposed))
        case "readers" where act == .recall:
            return filled(field, names(matter.readers.filter { $0.read == nil }.map(\.person)), speaker(.sourceProposed))
        case definition?.id(of: .signer) ?? "":
            // A leader at their own desk signs for themselves, unless another was chosen.
            let isOpen = act == .approve && matter.text(of: .signer, by: definition) == nil
            let own = isOpen && directory.person(me)?.holds(.leader) ?? false ? me : nil
            return filled(field, directory.name(own ?? matter.proposedSigner(directory, by: definition)), speaker(.sourceProposed))
        case "limit" where act == .extend: return FormField(field)
        case "result":
            let proposed = proposedResult(matter)
            return filled(field, proposed?.text, proposed.map { speaker(.sourceFeedback, directory.name($0.by) ?? $0.by) }, .said)
        case "limit": return limit(field, matter: matter, instruction)
        case "code" where act == .return, "reason" where act == .return: return ground(field, matter)
        case "into" where act == .link: return filled(field, answeredBy(matter), speaker(.sourceProposed))
        case "note" where act == .hand: return FormField(field)
        default:
            let value = matter.record[field.path]
            guard field.path != field.id || FieldDefinition.common.contains(field.id) else { return FormField(field) }
            let source = confidence(in: field, of: matter)
            let isUndecided = field.finding == .from && value.string.map { directory.unit($0) == nil } ?? false
            return FormField(field, text: written(value, field), source: isUndecided ? doubted(source, matter.possibleSenders) : source)
        }
    }

    /// How sure recognition was of what stands in a field, in words.
    func confidence(in field: FieldDefinition, of matter: Matter) -> String? {
        let found = matter.record["proposals/" + (field.finding?.rawValue ?? field.id)]["confidence"].int
        return found.map { speaker(.sourceRecognised, String($0)) }
    }

    private func names(_ ids: [String]) -> String { ids.compactMap { directory.name($0) }.joined(separator: "、") }

    /// Whom a reading is recorded for: me where it waits for me, else the first it waits for.
    private func waitingReaders(_ matter: Matter) -> [String] {
        let waiting = matter.readers.filter { !$0.isDone }.map(\.person)
        return waiting.contains(me) ? [me] : Array(waiting.prefix(1))
    }

    /// What the machine found against a paper is offered as the ground of sending it back; the clerk decides.
    private func ground(_ field: FieldDefinition, _ matter: Matter) -> FormField {
        guard let finding = PreliminaryCheck.kept(in: matter).first else { return FormField(field) }
        let text = field.id == "code" ? field.choices.first { $0.zh == finding.ground.chinese }.map { speaker($0.name) } : speaker(finding)
        return filled(field, text, speaker(.sourceChecked), .said)
    }

    /// The inbound paper an outgoing one answers, as it was linked.
    private func answeredBy(_ matter: Matter) -> String? {
        office.register(of: matter)?.leadsOn == true ? matter.answered.first?.text : nil
    }

    /// The limit that runs, with its ground; else an instruction's, the paper's own, a preset's. Where none is known the field is empty, and an
    /// urgent paper asks for one (J9).
    private func limit(_ field: FieldDefinition, matter: Matter, _ instruction: InstructionReading?) -> FormField {
        let ground = (matter.clock?.basis).map(speaker.basis)
        // What was extended since is the limit, not the words of before.
        if let text = instruction?.limit, matter.record.group("extensions").isEmpty {
            return filled(field, text, matter.clock?.isInstructed == true ? ground : speaker(.sourceText, text), .said)
        }
        if let clock = matter.clock {
            return filled(field, zone.plain(clock.due), ground, clock.isFromPreset ? .fallback : .said)
        }
        if let due = matter.record["proposals/limit"]["due"].int {
            return filled(
                field, zone.plain(Moment(milliseconds: due)),
                speaker(.sourceText, matter.record["proposals/limit"]["text"].string ?? ""), .said)
        }
        let proposed = ClockProposal.proposed(
            for: matter, in: office.register(of: matter), presets: office.limitPresets, directory: directory, now: now, calendar: calendar)
        return filled(field, proposed.map { zone.plain($0.due) }, (proposed?.basis).map(speaker.basis))
    }

    // MARK: Rules and habit

    /// The paper whose routing the open form waits for.
    var routingWanted: SubjectID? {
        guard case .form(let form)? = overlays.last, !form.isRouted, case .move(_, let ids) = form.purpose, ids.count == 1,
            let act = form.step?.act, act == .hand || act == .circulate, known(ids[0]).flatMap({ office.register(of: $0) })?.sendsUp == true
        else { return nil }
        return ids[0]
    }

    /// Rules and habit come once the form is open: they fill what nobody said and nobody typed.
    mutating func fillFromRouting() {
        guard case .form(var form)? = overlays.last, let (id, finished) = snapshot.finished, routingWanted == id, let matter = known(id)
        else { return }
        form.isRouted = true
        let routing = Routing(
            for: office.inCommonWords(matter).record, rules: office.routingRules, finished: finished.map(office.inCommonWords),
            directory: directory)
        for index in form.fields.indices {
            let field = form.fields[index]
            guard let target = RoutingRule.Target(rawValue: field.definition.id), let proposal = routing.proposals[target],
                !field.isTouched
            else { continue }
            let ground: Ground = if case .rule = proposal.reason { .rule } else { .habit }
            // The leader whose turn it is comes before the leader it usually goes to.
            if target == .leader, matter.notes.contains(where: { $0.kind == "instruction" }) { continue }
            if target == .leader, ground == .habit, directory.person(proposal.value.string ?? "")?.isClerk == true { continue }
            // Habit learnt from the last to write does not send a paper past the deputies.
            if target == .leader, ground == .habit, directory.person(proposal.value.string ?? "")?.rank == 1,
                !matter.mayGoToHead(directory)
            {
                continue
            }
            guard ground > field.ground else { continue }
            var filled = self.filled(field.definition, written(proposal.value, field.definition), speaker(proposal.reason), ground)
            if target == .limit, let length = proposal.value.string.flatMap({ Length($0) }) {
                filled = self.filled(field.definition, speaker.length(length), speaker(proposal.reason), ground)
            }
            form.fields[index] = filled
            form.initial[field.definition.id] = filled.text
        }
        if form.step?.proposes == true {
            form.handling = routing.proposals[.target]
            fillOpinion(&form, matter)
        }
        overlays[overlays.count - 1] = .form(form)
    }
}
