import Calendars
import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// Performs what the desk asks of the world, and reads for it what it wants to show.
final class Runner {
    let session: Session
    let ledger: Ledger
    private var shown: (wanted: Wanted, version: Int64)?
    /// The last questions with their answer.
    private var answered: (wanted: Wanted, snapshot: Snapshot)?
    /// Whether drafts are kept between two keys, where nobody waits for the disk.
    var isTyping = false
    /// Set by effects the loop itself must carry out.
    var loopEffects: [Effect] = []

    init(session: Session, ledger: Ledger) {
        self.session = session
        self.ledger = ledger
    }

    /// The present; only a rehearsal office can stand at another.
    func now() throws -> Moment {
        if office == nil { office = try ledger.office() }
        return try office.map { try session.now($0) } ?? Session.systemNow
    }

    /// The office as last read: the clock is asked at every key.
    private var office: OfficeRecord?

    // MARK: Reading

    /// Reads one snapshot where what is wanted or what is recorded has moved; true where something was read.
    func refresh(_ desk: inout DeskState) throws -> Bool {
        if invitations.takeNews() {
            isInvitationRead = true
            shown = nil
            answered?.wanted.preview = nil
        }
        let isBusyNew = lookWhoIsBusy(&desk)
        let version = try ledger.version()
        let wanted = desk.wanted()
        if let shown, shown.wanted == wanted, shown.version == version { return isBusyNew }
        let isNew = shown?.version != version
        shown = (wanted, version)
        if isNew {
            desk.office = try ledger.office()
            office = desk.office
            desk.directory = try ledger.directory()
        }
        desk.take(try snapshot(wanted, version, desk))
        // What is previewed follows the selection, which the answer may have moved.
        let settled = desk.wanted()
        if settled != wanted {
            shown = (settled, version)
            desk.take(try snapshot(settled, version, desk))
        }
        return true
    }

    /// Asks which forms colleagues have open, at most twice a second; true where that has changed.
    private func lookWhoIsBusy(_ desk: inout DeskState) -> Bool {
        let tick = ContinuousClock.now
        if let lastLook, tick - lastLook < .milliseconds(450) { return false }
        lastLook = tick
        let busy = (try? ledger.openForms(besides: desk.me, since: desk.now.adding(minutes: -60))) ?? [:]
        defer { desk.busy = busy }
        return busy != desk.busy
    }

    private var lastLook: ContinuousClock.Instant?

    /// Reads what changed since the last answer and keeps the rest: a moved cursor asks for one row, not for Today.
    private func snapshot(_ wanted: Wanted, _ version: Int64, _ desk: DeskState) throws -> Snapshot {
        var snapshot = answered?.snapshot ?? Snapshot()
        let last = snapshot.version == version ? answered?.wanted : nil
        snapshot.version = version
        if last?.scope != wanted.scope || last?.minute != wanted.minute { try readToday(wanted, desk, into: &snapshot) }
        if last?.scope != wanted.scope || last?.minute != wanted.minute || last?.handled != wanted.handled {
            snapshot.handled = wanted.handled ? try ledger.handled(by: desk.me, among: snapshot.today.map(\.matter.id)) : []
        }
        for (pane, query) in wanted.lists where last?.lists[pane] != query || last?.minute != wanted.minute {
            let page = try? ledger.list(
                register: query.register, filter: query.filter, order: query.order, offset: query.offset, limit: query.limit, now: desk.now,
                me: desk.me, holding: true)
            snapshot.lists[pane] = page ?? .empty
        }
        for pane in wanted.unreadable { snapshot.lists[pane] = .empty }
        if last?.calendar != wanted.calendar {
            let zone = desk.office.zone
            let midnight = TimeOfDay(minutes: 0)
            let agenda = try ledger.boundedAgenda(
                from: zone.moment(Day(ordinal: wanted.calendar.lowerBound), midnight),
                to: zone.moment(Day(ordinal: wanted.calendar.upperBound), midnight), ongoing: true)
            (snapshot.occurrences, snapshot.areOccurrencesCut) = (agenda.items, agenda.isCut)
        }
        if last == nil || last?.preview != wanted.preview { try readPreview(wanted.preview, desk, into: &snapshot) }
        if last == nil || last?.history != wanted.history { snapshot.history = try wanted.history.map { try ledger.history($0) } ?? [] }
        if last == nil || last?.search != wanted.search {
            (snapshot.hitTotal, snapshot.hits) = try hits(wanted.search, isNew: last?.search?.filter != wanted.search?.filter, desk)
        }
        if last == nil || last?.facets != wanted.facets {
            snapshot.facets = try wanted.facets.map { try ledger.facets($0, now: desk.now, me: desk.me) }
        }
        if last == nil || last?.twin != wanted.twin { snapshot.twins = try wanted.twin.map { try ledger.twins(reference: $0) } ?? [] }
        if let paper = wanted.routing, last?.routing != paper {
            let sender = try ledger.matter(paper).flatMap { desk.office.text(of: .from, in: $0) }
            snapshot.finished = (paper, try sender.map { try ledger.finished(from: $0, besides: paper) } ?? [])
        }
        if !wanted.callList {
            snapshot.callList = nil
        } else if last?.callList != true || last?.minute != wanted.minute {
            snapshot.callList = try CallList(session, ledger).next(after: desk.now)
        }
        if !wanted.leftovers {
            snapshot.leftovers = nil
        } else if last?.leftovers != true || last?.minute != wanted.minute {
            let own = TodayRules(
                now: desk.now, calendar: desk.office.calendar, directory: desk.directory, registers: desk.office.registers, person: desk.me)
            snapshot.leftovers = own.leftovers(try ledger.leftovers(of: desk.me, at: desk.now))
        }
        answered = (wanted, snapshot)
        return snapshot
    }

    private static let hitsShown = 200

    /// What a search finds. A new one shows its newest hits at once, and counts the others when nobody types.
    private func hits(_ query: SearchQuery?, isNew: Bool, _ desk: DeskState) throws -> (total: Int?, hits: [SearchHit]) {
        guard let query else { return (0, []) }
        if isNew, let first = try ledger.newestHits(query.filter, limit: Runner.hitsShown, window: query.window) { return first }
        return try ledger.search(query.filter, limit: Runner.hitsShown, window: query.window, now: desk.now, me: desk.me)
    }

    /// Whether hits are shown whose number is not known yet.
    var owesCount: Bool { answered.map { $0.wanted.search != nil && $0.snapshot.hitTotal == nil } ?? false }

    /// Counts them.
    func countHits(_ desk: inout DeskState) throws {
        guard var answered, let query = answered.wanted.search else { return }
        answered.snapshot.hitTotal = try ledger.search(query.filter, limit: 0, now: desk.now, me: desk.me).total
        self.answered = answered
        desk.take(answered.snapshot)
    }

    private func readToday(_ wanted: Wanted, _ desk: DeskState, into snapshot: inout Snapshot) throws {
        let person: String? = if case .person(let id) = wanted.scope { id } else { nil }
        let asksHolder = if case .holder = wanted.scope { true } else { false }
        let rules = TodayRules(
            now: desk.now, calendar: desk.office.calendar, directory: desk.directory, registers: desk.office.registers, person: person,
            includesAll: asksHolder)
        snapshot.today = rules.rank(try ledger.awake(wanted.scope, at: desk.now))
        // The header and the alarm speak of my own, whatever scope is looked at.
        let own = TodayRules(
            now: desk.now, calendar: desk.office.calendar, directory: desk.directory, registers: desk.office.registers, person: desk.me)
        snapshot.mine = wanted.scope == .person(desk.me) ? snapshot.today : own.rank(try ledger.awake(.person(desk.me), at: desk.now))
        let zone = desk.office.zone
        snapshot.coming = try ledger.agenda(from: desk.now, to: zone.moment(zone.day(of: desk.now) + 2, TimeOfDay(minutes: 0)))
        snapshot.stages = try ledger.stages()
        snapshot.isBare = try ledger.isBare()
        if let person, person == desk.me, let row = try ledger.toRead(by: person) { snapshot.stages.append(row) }
    }

    private func readPreview(_ id: SubjectID?, _ desk: DeskState, into snapshot: inout Snapshot) throws {
        snapshot.preview = nil
        snapshot.previewMeeting = nil
        snapshot.texts = []
        snapshot.invitation = nil
        snapshot.awaitsInvitation = false
        guard let id else { return }
        if id.kind == .matter, !id.text.hasPrefix("stage:") {
            snapshot.preview = try ledger.matter(id)
            if snapshot.preview?.enclosures.isEmpty == false { snapshot.texts = try ledger.texts(of: id, limit: 200_000) }
            if let matter = snapshot.preview {
                (snapshot.invitation, snapshot.awaitsInvitation) = invitation(of: matter, at: desk.now)
            }
        } else if id.kind == .meeting {
            snapshot.previewMeeting = try ledger.meeting(id)
        }
    }

    /// The meeting of the invitation (text/calendar) that came with a matter: its next date where it recurs; nil where there is none to read.
    private func invitation(of matter: Matter, at now: Moment) -> (meeting: Expanded?, isOpen: Bool) {
        guard let file = matter.enclosures.first(where: { $0.name.lowercased().hasSuffix(".ics") }), !matter.isMasked
        else { return (nil, false) }
        guard case .read(let read) = invitations.answer(file.digest, at: ledger.enclosureFile(file.digest)) else { return (nil, true) }
        guard let event = read else { return (nil, false) }
        let year = 366 * 24 * 60
        let dates = (try? expandOccurrences(event.source, from: now.adding(minutes: -2 * year), to: now.adding(minutes: 2 * year))) ?? []
        return (dates.first { $0.end >= now } ?? dates.last, false)
    }

    private let invitations = Invitations()
    /// Whether an invitation was read that the desk has not been told of; what it says is shown already.
    private var isInvitationRead = false

    /// Tells the other desks what is being worked on here; told again now and then, so that a long form is not taken for dead.
    func announce(_ desk: DeskState) {
        let open = desk.openSubjects
        let isStale = !open.isEmpty && announced.at.seconds(to: desk.now) > 1_200
        guard open != announced.subjects || isStale else { return }
        announced = (open, desk.now)
        try? ledger.announce(open, by: desk.me, at: desk.now)
    }

    private var announced: (subjects: [SubjectID], at: Moment) = ([], Moment(milliseconds: 0))

    /// On the first days after an absence, once: what others did meanwhile with what is mine (J7).
    func welcomeBack(_ desk: inout DeskState) throws {
        guard let away = desk.directory.person(desk.me)?.away else { return }
        let zone = desk.office.zone
        let today = zone.day(of: desk.now)
        let key = "away"
        let seen = try ledger.draft(form: key, person: desk.me)?["to"].string
        guard away.to < today, today - away.to <= 14, seen != away.to.iso else { return }
        let begin = zone.moment(away.from, TimeOfDay(minutes: 0))
        let end = zone.moment(away.to + 1, TimeOfDay(minutes: 0))
        let (lines, titles) = try ledger.doneByOthers(for: desk.me, from: begin, to: end)
        desk.welcomeBack(lines, titles: titles, from: away.from, to: away.to)
        try ledger.keepDraft(["to": .string(away.to.iso)], form: key, person: desk.me, at: desk.now)
    }

    // MARK: Effects

    /// Performs effects until none is left; answers go back through `update`.
    func perform(_ effects: [Effect], _ desk: inout DeskState) throws {
        var queue = effects
        var steps = 0
        while !queue.isEmpty, steps < 100 {
            steps += 1
            let effect = queue.removeFirst()
            if let event = try perform(effect, desk) { queue += update(&desk, event, at: try now()) }
            if let interruption {
                queue += update(&desk, interruption, at: try now())
                self.interruption = nil
            }
            if case .submit = effect {
                _ = try refresh(&desk)
                queue += desk.offerPendingDispatch()
            }
        }
    }

    private func perform(_ effect: Effect, _ desk: DeskState) throws -> DeskEvent? {
        switch effect {
        case .submit(let commands, let purpose): return submit(commands, purpose, desk)
        case .undo, .redo, .undoEntry:
            let isRedo = if case .redo = effect { true } else { false }
            let entry: String? = if case .undoEntry(let entry) = effect { entry } else { nil }
            do {
                let attribution = try attribution(Purpose(.edit), desk)
                if !isRedo, entry == nil, let next = try ledger.nextUndo(as: attribution), next.isElsewhere(than: attribution) {
                    return .doneElsewhere(next)
                }
                let receipt = isRedo ? try ledger.redo(as: attribution) : try ledger.undo(entry: entry, as: attribution)
                return .undone(receipt.named, isRedo: receipt.isRedo)
            } catch { return answer(error, nil) }
        case .keepDraft(let form, let values):
            do { try ledger.keepDraft(values, form: form, person: desk.me, at: try now(), isDurable: !isTyping) } catch {
                let told = answer(error, nil)
                if case .failed(let text, _) = told { return .draftUnkept(form: form, text) }
                return told
            }
        case .dropDraft(let form): try? ledger.dropDraft(form: form, person: desk.me)
        case .runCommand(let text): return runCommand(text, desk)
        case .loadViews:
            do { return .views(try ledger.views(of: desk.me)) } catch { return answer(error, nil) }
        case .loadDraft(let form): return .draft(form: form, try? ledger.draft(form: form, person: desk.me))
        case .openFile(let digest, let name):
            return open(digest, name: name, desk)
        case .findAll(let query):
            let page = try? ledger.list(
                register: query.register, filter: query.filter, order: query.order, limit: 5000, now: desk.now, me: desk.me)
            return .found(page?.rows.map(\.id) ?? [])
        case .lookUp(let text, let register):
            let year = desk.office.zone.day(of: desk.now).year
            func rows(_ id: String) -> [MatterRow] {
                (try? ledger.rows(NumberQuery(text, registers: desk.office.registers, focused: id), year: year)) ?? []
            }
            let found = rows(register)
            if !found.isEmpty { return .lookedUp(text, found) }
            // Where the focused register has no such number, another may: a slip is scanned wherever one stands.
            let others = desk.office.registers.ids.filter { $0 != register }
            return .lookedUp(text, others.lazy.map(rows).first { !$0.isEmpty } ?? [])
        case .printSheet(let order): return print(order, desk)
        case .keepTheme(let name):
            // One that cannot be worn is not kept: it would stand in the way of the next start.
            guard (try? Looks.read(name, session)) != nil else { return nil }
            do { try Looks.keep(name) } catch {
                return .failed(desk.speaker(.faultWriteFailed, Looks.file, error.localizedDescription), nil)
            }
        case .letIn(let path, let name, let clearance):
            return dropWatch?.letIn(path, name, clearance, intake(desk), session) ?? .failed(desk.speaker(.doubtGone, name), nil)
        case .settle(let doubt, let answer):
            return dropWatch?.settle(doubt, answer, intake(desk), session) ?? .settled(doubt, desk.speaker(.doubtGone, doubt.name))
        case .copy, .mouse, .dress, .repaint, .suspend, .bell, .quit: loopEffects.append(effect)
        }
        return nil
    }

    /// Whether an entry of the drop folder is being taken in, batch by batch.
    var isTakingIn: Bool { dropWatch?.isTaking ?? false }

    /// Whether papers or invitations are being read, or commands run, that will have something to say.
    var isAwaiting: Bool { (dropWatch?.isReading ?? false) || commands.isRunning || invitations.isReading || isInvitationRead }

    /// Whether Esc stops something in the drop folder.
    var canStop: Bool { isTakingIn || (dropWatch?.isReading ?? false) }

    /// That the papers of the drop folder are read without a barrier which this kernel lacks; nil where none is, or none are read.
    var missingBarrier: String? {
        let missing = KernelBarrier.missing.map { $0 == .files ? "Landlock" : "seccomp" }
        guard !missing.isEmpty, dropWatch != nil else { return nil }
        return session.speaker(.dropNoBarrier, missing.joined(separator: ", "))
    }

    /// Copies of enclosures that programs beside the desk show.
    let opened = Opened()

    /// Commands run from the palette, each beside the desk.
    let commands = RunningCommands()

    /// Takes in what commands said that have ended, and that an invitation was read; nil where there is nothing of it.
    func hearCommands(_ desk: inout DeskState) throws -> [Effect]? {
        let events = commands.ended() + (isInvitationRead ? [.invitationRead] : [])
        isInvitationRead = false
        if events.isEmpty { return nil }
        return try events.flatMap { update(&desk, $0, at: try now()) }
    }

    /// Ends what runs beside the desk.
    func end() {
        commands.end()
        invitations.end()
        dropWatch?.end()
        opened.end()
    }

    /// Stops what is being taken in from the drop folder.
    func stopTakingIn(_ desk: inout DeskState) throws -> [Effect] {
        guard let event = dropWatch?.stop(session) else { return [] }
        return update(&desk, event, at: try now())
    }

    /// Takes in what was put into the drop folder; a batch at a time, and only while nobody types.
    func lookIntoDropFolder(_ desk: inout DeskState) throws -> [Effect]? {
        guard let watch = dropWatch else { return nil }
        // What comes by itself while she works is not what `u` takes back.
        let event = watch.look(intake(desk, from: Attribution.dropFolder), session)
        return try event.map { update(&desk, $0, at: try now()) }
    }

    private func intake(_ desk: DeskState, from device: String? = nil) -> () throws -> Intake {
        {
            var attribution = try self.attribution(Purpose(.enclose), desk)
            if let device { attribution.device = device }
            return Intake(session: self.session, ledger: self.ledger, attribution: attribution)
        }
    }

    private lazy var dropWatch = DropWatch(ledger.folder)

    func attribution(_ purpose: Purpose, _ desk: DeskState) throws -> Attribution {
        var attribution = try session.attribution(ledger)
        attribution.recordedBy = desk.me
        attribution.by = purpose.by ?? desk.me
        attribution.medium = purpose.medium ?? (attribution.by == desk.me ? .own : .unsaid)
        attribution.clearance = purpose.clearance
        return attribution
    }

    /// What people call it: its number, else its title or name; a handle says nothing to them.
    func name(of id: SubjectID) throws -> String {
        switch id.kind {
        case .matter:
            guard let matter = try ledger.matter(id) else { return id.text }
            return matter.number?.printed ?? "“\(matter.title)”"
        case .meeting: return try ledger.meeting(id).map { "“\($0.title)”" } ?? id.text
        default: return try ledger.directory().name(id.text) ?? session.speaker.subject(id)
        }
    }

    /// Told after each slice of a long batch what is done of how many; false stops before the next.
    var onSlice: ((_ done: Int, _ total: Int, _ desk: DeskState) -> Bool)?
    /// Leaves the terminal to a program with a screen of its own while it runs; nil where there is none to leave.
    var lendTerminal: ((_ work: () -> Void) -> Void)?
    /// What was typed while a batch ran.
    var typedAhead: [Input] = []
    /// What stopped a batch half-way, to be said after what was done.
    var interruption: DeskEvent?
}
