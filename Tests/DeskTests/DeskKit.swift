import Foundation
import Ledger
import Office
import Phrases
import Screen
import TestKit

@testable import Desk

/// A desk over a real ledger, driven by keys as a clerk would, without a terminal.
final class DeskKit {
    let office: TestOffice
    var desk: DeskState
    var quit = false
    /// Themes that were shown, and the one that was kept.
    var dressed: [String] = []
    var kept: String?
    /// Sheets that were ordered.
    var ordered: [SheetOrder] = []
    /// How often the hits of a search were counted, and what was decided on papers of the drop folder.
    var facetsAsked = 0
    var settled: [(doubt: Doubt, answer: Doubt.Answer)] = []
    /// Papers with a secrecy mark that were let in.
    var letIn: [(path: String, clearance: Clearance)] = []
    /// The invitation that hangs on whatever is previewed.
    var invitation: Expanded?
    /// Whether that is still being read.
    var awaitsInvitation = false
    /// Stops a batch after so many of its commands.
    var stopsAfter: Int?
    private var pending: [Effect] = []

    init(_ language: Language = .simplified, columns: Int = 120, rows: Int = 36, office: TestOffice? = nil) throws {
        let office = try office ?? DeskKit.furnished()
        self.office = office
        desk = DeskState(
            speaker: Speaker(language), office: try office.ledger.office(), directory: try office.ledger.directory(), me: "p1",
            now: office.now,
            columns: columns, rows: rows)
        try refresh()
    }

    /// A small office in which every pane has something to show.
    static func furnished() throws -> TestOffice {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let text = "云溪县水利局文件\n云水〔2026〕7号\n云溪县水利局关于石桥水库除险加固工程资金的请示\n云溪县人民政府：\n　　因水库泵站老化，拟申请除险加固资金。妥否，请批示。\n云溪县水利局\n2026年11月20日\n"
        let digest = try office.ledger.keep(Array(text.utf8))
        _ = try office.open(
            MatterDraft(
                register: "inbound",
                values: [
                    "title": "云溪县水利局关于石桥水库除险加固工程资金的请示", "fields/reference": "云水〔2026〕7号", "fields/from": "u3", "fields/kind": "请示",
                    "received": .int(office.now.milliseconds),
                ], enclosures: [try cleared(digest: digest, name: "请示.txt", size: 200, text: text)]))
        try office.paper("云溪县财政局关于报送年终决算的通知", reference: "云财函〔2026〕12号", urgency: "特急")
        let handled = try office.paper("云溪县财政局关于协助提供数据的函", reference: "云财函〔2026〕9号")
        try office.move(handled, .dispatch, ["target": "u1", "limit": "5 workday"])
        let due = try office.moment("2026-11-23T17:30")
        func task(_ title: String, _ due: Moment, _ importance: Int) throws {
            _ = try office.open(
                MatterDraft(
                    register: "tasks",
                    values: [
                        "title": .string(title), "importance": JSON(importance),
                        "clock": Clock(start: min(office.now, due), until: due, basis: "测试", calendar: .china).json,
                    ], registers: true))
        }
        try task("起草讲话稿", due, 5)
        try task("征求意见函复函", try office.moment("2026-11-19T17:30"), 3)
        try office.ledger.submit(
            [
                .schedule(fields: [
                    "title": "预算评审会", "start": .int(try office.moment("2026-11-23T14:00").milliseconds),
                    "end": .int(try office.moment("2026-11-23T15:00").milliseconds), "place": "r1",
                ])
            ], as: office.by())
        return office
    }

    // MARK: Driving

    /// Types keys: single characters are themselves, names in angle brackets are keys (`<enter>`, `<esc>`, `<tab>`, `<F9>`, `<C-r>`).
    @discardableResult
    func type(_ keys: String) throws -> DeskKit {
        var rest = keys[...]
        while let first = rest.first {
            rest = rest.dropFirst()
            if first == "<", let end = rest.firstIndex(of: ">") {
                try send(.key(DeskKit.named(String(rest[..<end]))))
                rest = rest[rest.index(after: end)...]
            } else {
                try send(.key(.character(first)))
            }
        }
        return self
    }

    private static func named(_ name: String) -> Key {
        switch name {
        case "enter": .enter
        case "esc": .escape
        case "tab": .tab
        case "backtab": .backTab
        case "up": .up
        case "down": .down
        case "left": .left
        case "right": .right
        case "del": .delete
        case "space": .character(" ")
        default:
            if name.hasPrefix("F"), let number = Int(name.dropFirst()) { .function(number) } else { .control(name.last ?? "a") }
        }
    }

    func send(_ input: Input) throws {
        if looks { desk.doorIsSeen = true }
        try perform(update(&desk, .input(input), at: office.now))
        if looks { desk.doorIsSeen = true }
    }

    /// Whether somebody looks at the screen between two keys, as a clerk does who does not type ahead.
    var looks = true

    private func perform(_ effects: [Effect]) throws {
        var queue = effects
        while !queue.isEmpty {
            let effect = queue.removeFirst()
            if let event = try perform(effect) { queue += update(&desk, event, at: office.now) }
            try refresh()
            if case .submit = effect { queue += desk.offerPendingDispatch() }
        }
        try refresh()
    }

    private func perform(_ effect: Effect) throws -> DeskEvent? {
        let ledger = office.ledger
        switch effect {
        case .submit(let commands, let purpose): return try submit(commands, purpose)
        case .undo: return try takeBack(isRedo: false)
        case .undoEntry(let entry): return try takeBack(isRedo: false, entry: entry)
        case .redo: return try takeBack(isRedo: true)
        case .keepDraft(let form, let values): try ledger.keepDraft(values, form: form, person: "p1", at: office.now)
        case .dropDraft(let form): try ledger.dropDraft(form: form, person: "p1")
        case .loadViews: return .views(try ledger.views(of: "p1"))
        case .loadDraft(let form): return .draft(form: form, try ledger.draft(form: form, person: "p1"))
        case .findAll(let query):
            return .found(
                try ledger.list(register: query.register, filter: query.filter, limit: 5000, now: office.now, me: "p1").rows.map(\.id))
        case .lookUp(let text, let register):
            let query = NumberQuery(text, registers: desk.office.registers, focused: register)
            return .lookedUp(text, try office.ledger.rows(query, year: OfficeZone.shanghai.day(of: office.now).year))
        case .dress(let name): dressed.append(name)
        case .keepTheme(let name): kept = name
        case .printSheet(let order):
            ordered.append(order)
            let slips = order.kind == .slip ? order.subjects : []
            let remembering = try slips.compactMap { id in
                let matter = try office.matter(id)
                return matter.rememberingSlip(at: office.now, by: desk.office.register(of: matter))
            }
            return .printed(path: "slips/1", remembering: remembering)
        case .quit: quit = true
        case .letIn(let path, _, let clearance): letIn.append((path, clearance))
        case .settle(let doubt, let answer): settled.append((doubt, answer))
        default: break
        }
        return nil
    }

    private func submit(_ commands: [Command], _ purpose: Purpose) throws -> DeskEvent {
        var receipt: Receipt?
        let begun = Array(commands.prefix(stopsAfter ?? commands.count))
        var attribution = office.by("p1", medium: purpose.medium ?? .own)
        attribution.clearance = purpose.clearance
        let refused = refusal { receipt = try office.ledger.submit(begun, as: attribution, seen: purpose.seen) }
        guard let receipt else { return refused.map { .refused($0, purpose) } ?? .failed("storage", purpose) }
        let numbers = try receipt.subjects.map { try office.ledger.matter($0)?.number?.printed ?? $0.text }
        return .recorded(act: receipt.act, results: receipt.results, numbers: numbers, purpose)
    }

    private func takeBack(isRedo: Bool, entry: String? = nil) throws -> DeskEvent {
        var receipt: Receipt?
        if !isRedo, entry == nil, let next = try office.ledger.nextUndo(as: office.by()), next.isElsewhere(than: office.by()) {
            return .doneElsewhere(next)
        }
        let refused = refusal {
            receipt = isRedo ? try office.ledger.redo(as: office.by()) : try office.ledger.undo(entry: entry, as: office.by())
        }
        guard let receipt else { return refused.map { .refused($0, nil) } ?? .failed("storage", nil) }
        return .undone(receipt.named, isRedo: receipt.isRedo)
    }

    func refresh() throws {
        for _ in 0..<2 {
            let wanted = desk.wanted()
            desk.office = try office.ledger.office()
            desk.directory = try office.ledger.directory()
            var snapshot = Snapshot()
            snapshot.version = try office.ledger.version()
            let rules = TodayRules(
                now: office.now, calendar: desk.calendar, directory: desk.directory, registers: desk.office.registers, person: "p1")
            snapshot.today = rules.rank(try office.ledger.awake(wanted.scope, at: office.now))
            if wanted.handled { snapshot.handled = try office.ledger.handled(by: "p1", among: snapshot.today.map(\.matter.id)) }
            snapshot.mine = rules.rank(try office.ledger.awake(.person("p1"), at: office.now))
            snapshot.stages = try office.ledger.stages()
            snapshot.isBare = try office.ledger.isBare()
            if wanted.scope == .person("p1"), let row = try office.ledger.toRead(by: "p1") { snapshot.stages.append(row) }
            for (pane, query) in wanted.lists {
                snapshot.lists[pane] = try office.ledger.list(
                    register: query.register, filter: query.filter, order: query.order, offset: query.offset, limit: query.limit,
                    now: office.now, me: "p1", holding: true)
            }
            let zone = OfficeZone.shanghai
            snapshot.coming = try office.ledger.agenda(
                from: office.now, to: zone.moment(zone.day(of: office.now) + 2, TimeOfDay(minutes: 0)))
            snapshot.occurrences = try office.ledger.agenda(
                from: zone.moment(Day(ordinal: wanted.calendar.lowerBound), TimeOfDay(minutes: 0)),
                to: zone.moment(Day(ordinal: wanted.calendar.upperBound), TimeOfDay(minutes: 0)))
            if let id = wanted.preview {
                if id.kind == .matter {
                    snapshot.preview = try office.ledger.matter(id)
                    snapshot.texts = try office.ledger.texts(of: id)
                    snapshot.invitation = awaitsInvitation ? nil : invitation
                    snapshot.awaitsInvitation = awaitsInvitation
                } else if id.kind == .meeting {
                    snapshot.previewMeeting = try office.ledger.meeting(id)
                }
            }
            if let id = wanted.history { snapshot.history = try office.ledger.history(id) }
            if let query = wanted.search {
                let found = try office.ledger.search(query.filter, limit: 200, window: query.window, now: office.now, me: "p1")
                snapshot.hits = found.hits
                snapshot.hitTotal = found.total
            }
            if let paper = wanted.routing {
                let sender = try office.matter(paper).field("from") ?? ""
                snapshot.finished = (paper, try office.ledger.finished(from: sender, besides: paper))
            }
            if wanted.callList {
                let rules = ChasingRules(
                    now: office.now, calendar: desk.calendar, directory: desk.directory, registers: desk.office.registers,
                    limits: desk.office.chasingLimits, caller: "p1")
                snapshot.callList = rules.next(try office.ledger.withOthers())
            }
            if wanted.leftovers { snapshot.leftovers = rules.leftovers(try office.ledger.leftovers(of: "p1", at: office.now)) }
            if let filter = wanted.facets {
                facetsAsked += 1
                snapshot.facets = try office.ledger.facets(filter, now: office.now, me: "p1")
            }
            if let reference = wanted.twin { snapshot.twins = try office.ledger.twins(reference: reference) }
            desk.take(snapshot)
        }
    }

    var screen: Surface { draw(desk) }

    /// Sends a paper round to a leader, so that it is not one nobody has seen.
    func letLeaderSee(_ title: String) throws {
        try office.move(matter(titled: title).id, .circulate, ["readers": ["p3"]])
        try refresh()
    }

    func matter(titled part: String) throws -> Matter {
        let page = try office.ledger.list(register: nil, filter: .everything, limit: 100, now: office.now, me: nil)
        guard let row = page.rows.first(where: { $0.title.contains(part) }) else { throw TestFault(part) }
        return try office.matter(row.id)
    }
}
