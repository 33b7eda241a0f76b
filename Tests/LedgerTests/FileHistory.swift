import Ledger
import Office
import TestKit

/// A random history. On a file the first person sits at one desk, everybody else at a second one on the same folder; in memory there is
/// one desk.
final class FileHistory {
    let office: TestOffice
    let other: Ledger
    private var acts: RandomActs
    private let papers: [(digest: String, text: String)]
    private var dice: Dice
    private(set) var taken = 0
    /// How many acts were taken back and done again at once.
    private(set) var restored = 0
    private(set) var wrong: [String] = []
    private var last: [String] = []
    private var known: [SubjectID: Record] = [:]
    private(set) var matters: [SubjectID] = []
    private(set) var meetings: [SubjectID] = []

    init(seed: UInt64, _ place: TestOffice.Place = .disk) throws {
        office = try TestOffice(place)
        let desk = try place == .disk ? office.reopened() : office.ledger
        other = desk
        let papers = try ["石桥水库泵站维修", "关于报送决算的通知", "会议纪要"].map { text in
            (digest: try desk.keep(Array(text.utf8)), text: text)
        }
        acts = RandomActs(seed: seed, papers: papers)
        self.papers = papers
        dice = Dice(seed: seed &+ 1000)
    }

    var told: String { last.suffix(10).joined(separator: "\n") }

    func run(acts count: Int) throws {
        for _ in 0..<count where wrong.isEmpty {
            let act = try acts.next(in: self)
            office.now = office.now.adding(minutes: act.minutes)
            last.append("\(act)")
            do {
                try take(act)
                taken += 1
            } catch LedgerFault.refused {
                continue
            }
        }
    }

    private func take(_ act: RandomAct) throws {
        let desk = act.person == "p1" ? office.ledger : other
        let attribution = office.by(act.person, for: act.author, medium: act.author == nil ? .own : .original)
        let receipt: Receipt
        switch act.deed {
        case .submit(let commands): receipt = try desk.submit(commands, as: attribution, wholly: true)
        case .undo: receipt = try desk.undo(as: attribution)
        case .redo: receipt = try desk.redo(as: attribution)
        case .erase(let id):
            try desk.erase(id, reason: "误收", as: attribution)
            // Its files went with it; whoever takes the same paper in again brings them.
            for paper in papers { _ = try desk.keep(Array(paper.text.utf8)) }
            known[id] = try record(id, desk)
            return
        }
        let touched = Set(receipt.subjects).filter { $0.kind == .matter || $0.kind == .meeting }.sorted()
        let before = known
        try see(touched, at: desk)
        guard case .submit = act.deed, dice.happens(25) else { return }
        try takeBack(receipt.act, touched, before, at: desk, as: attribution)
    }

    /// Takes the act back and does it again at once; where it may not be, nothing is changed by asking.
    private func takeBack(
        _ act: String, _ touched: [SubjectID], _ before: [SubjectID: Record], at desk: Ledger, as attribution: Attribution
    ) throws {
        let after = known
        // An act may have recorded nothing.
        guard let line = try touched.first.flatMap({ try desk.history($0).last }), line.act == act else { return }
        if refusal({ try desk.undo(entry: String(line.sequence), as: attribution) }) != nil {
            try see(touched, at: desk)
            if known != after { wrong.append("a refused undo changed something") }
            return
        }
        try see(touched, at: desk)
        for id in touched {
            var was = before[id] ?? Record()
            // A number that was given stays with its paper, and ink on it.
            if was["number"].isNull, let number = after[id]?["number"], !number.isNull { was["reserved"] = number }
            if known[id]?.json.bytes != was.json.bytes {
                wrong.append("undone, \(id) is \(known[id]?.json.text ?? "gone") and was \(was.json.text)")
            }
        }
        if let refused = refusal({ try desk.redo(as: attribution) }) {
            try see(touched, at: desk)
            // What an act may do, doing it again need not: a draft takes no signature of its author.
            if case .guarded(.signerIsAuthor, _) = refused { return }
            return wrong.append("not done again: \(refused)")
        }
        try see(touched, at: desk)
        if known != after { wrong.append("done again it is another") }
        restored += 1
    }

    private func record(_ id: SubjectID, _ desk: Ledger) throws -> Record {
        try id.kind == .meeting ? desk.meeting(id)?.record ?? Record() : desk.matter(id)?.record ?? Record()
    }

    private func see(_ touched: [SubjectID], at desk: Ledger) throws {
        for id in touched {
            known[id] = try record(id, desk)
            if id.kind == .matter, !matters.contains(id) { matters.append(id) }
            if id.kind == .meeting, !meetings.contains(id) { meetings.append(id) }
        }
    }

    /// What is true of every matter, every meeting, everybody and the office.
    func records(_ desk: Ledger) throws -> [SubjectID: Record] {
        var records: [SubjectID: Record] = [.office: try desk.office().record]
        for id in matters + meetings { records[id] = try record(id, desk) }
        let directory = try desk.directory()
        for person in directory.people { records[SubjectID(person.id)] = person.record }
        for unit in directory.units { records[SubjectID(unit.id)] = unit.record }
        return records
    }

    /// What lists and Today show.
    func rows() throws -> [MatterRow] {
        try office.ledger.list(register: nil, filter: .everything, limit: 5000, now: office.now, me: "p1").rows
    }
}

extension FileHistory: OfficeInSight {
    var now: Moment { office.now }
    var registers: Registers { get throws { try office.ledger.office().registers } }
    func matter(inSight id: SubjectID) throws -> Matter? { try office.ledger.matter(id) }
}
