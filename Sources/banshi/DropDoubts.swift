import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// Papers of the drop folder that may be here already: they stay where they lie until somebody says what they are.
extension DropWatch {
    /// Whether a person is to say what a paper is. Of several papers put there together, the same bytes again need no question,
    /// and what lies within an envelope has no file of its own that could wait.
    static func isDoubtful(_ result: IntakeResult, isAlone: Bool) -> Bool {
        guard case .duplicate = result.outcome else { return false }
        return (isAlone || !result.isSameBytes) && FileManager.default.fileExists(atPath: result.path)
    }

    /// What is to be asked about an entry that was taken; nil where nothing is.
    ///
    /// - Parameter hits: what bore a secrecy mark beside them; it is said together with them.
    func doubts(of lot: DropFolder.Lot, _ session: Session, hits: [SecrecyHit]) throws -> DeskEvent? {
        let results = lot.results
        let doubts = try results.compactMap { result -> Doubt? in
            guard DropWatch.isDoubtful(result, isAlone: results.count == 1), case .duplicate(let twin) = result.outcome else { return nil }
            return try doubt(result, twin, session)
        }
        guard !doubts.isEmpty else { return nil }
        // What was refused in the same entry stays there, whatever is decided on the rest.
        waiting[lot.entry.path] = lot.isAllTaken ? Set(doubts.map(\.path)) : nil
        return .doubtful(doubts, hits)
    }

    private func doubt(_ result: IntakeResult, _ twin: SubjectID, _ session: Session) throws -> Doubt {
        let ledger = try session.ledger(.writing)
        let matter = try ledger.matter(twin)
        let zone = try ledger.office().zone
        let number = matter?.number?.printed ?? twin.text
        let day = matter?.received.map { zone.day(of: $0).iso }
        let likeness: Doubt.Likeness =
            result.isSameBytes
            ? .sameBytes : result.likeness.map { .alike($0.percent) } ?? (result.reference == nil ? .sameMail : .sameNumber)
        return Doubt(
            path: result.path, name: Visible.text(PathText.last(result.path)), likeness: likeness, twin: twin,
            new: Doubt.Paper(title: result.title, number: result.reference, day: result.dated?.iso),
            here: Doubt.Paper(title: matter?.title, number: number, day: day))
    }

    /// Has a paper read that bears a secrecy mark and is taken in all the same: somebody named why (J13).
    func letIn(
        _ path: String, _ name: String, _ clearance: Clearance, _ makeIntake: @escaping () throws -> Intake, _ session: Session
    ) -> DeskEvent {
        guard let entry = folder.entries().first(where: { path == $0.path || PathText.isWithin(path, $0.path) }) else {
            return .failed(session.speaker(.doubtGone, name), nil)
        }
        return decide(Decision(.letIn(clearance), path, name, in: entry, makeIntake), session)
    }

    /// Does with a paper what was decided on it; one that is to be kept is read first.
    func settle(_ doubt: Doubt, _ answer: Doubt.Answer, _ makeIntake: @escaping () throws -> Intake, _ session: Session) -> DeskEvent {
        let entry = folder.entries().first { doubt.path == $0.path || PathText.isWithin(doubt.path, $0.path) }
        guard let entry, FileManager.default.fileExists(atPath: doubt.path) else {
            return .settled(doubt, session.speaker(.doubtGone, doubt.name))
        }
        let decision = Decision(.settle(doubt, answer), doubt.path, doubt.name, in: entry, makeIntake)
        guard answer == .same else { return decide(decision, session) }
        do {
            putAwaySettled(doubt, entry, try makeIntake().attribution.recorded)
            return .settled(doubt, session.speaker(.doubtSettledSame, doubt.name, doubt.here.number))
        } catch { return .failed(session.failure(error).message, nil) }
    }

    /// Puts an entry away once nothing of it waits.
    private func putAwaySettled(_ doubt: Doubt, _ entry: DropFolder.Entry, _ now: Moment) {
        if waiting[entry.path]?.remove(doubt.path) != nil, waiting[entry.path]?.isEmpty == true {
            waiting[entry.path] = nil
            folder.putAway(entry, now)
        }
    }

    /// What became of the papers that were taken for a decision.
    func told(_ taking: Taking, _ session: Session) throws -> DeskEvent? {
        guard let decision = taking.decision else { return nil }
        let speaker = session.speaker
        let name = decision.name
        let now = taking.intake.attribution.recorded
        let results = taking.lot.results
        switch decision.kind {
        case .letIn:
            folder.putAway(taking.lot, now)
            guard let result = results.first(where: { $0.path == decision.path }) else { return decision.gone(session) }
            switch result.outcome {
            case .taken, .version: return .told(speaker(.doubtSettledTaken, name, result.title ?? result.called))
            case .duplicate(let twin):
                return .told(speaker(.doubtSettledSame, name, try taking.intake.ledger.matter(twin)?.number?.printed ?? twin.text))
            case .classified(let level): return .classified([SecrecyHit(name: name, level: level, path: decision.path)], also: nil)
            case .refused(let reason): return .failed(speaker(.dropLeft, name, reason), nil)
            }
        case .settle(let doubt, _):
            guard let result = results.first else { return decision.gone(session) }
            if !result.leftOut.isEmpty { waiting[decision.entry.path] = nil }
            let text: String
            switch result.outcome {
            case .taken: text = speaker(.doubtSettledTaken, name, result.title ?? result.called)
            case .version: text = speaker(.doubtSettledVersion, name, doubt.here.number)
            case .duplicate: text = speaker(.doubtSettledSame, name, doubt.here.number)
            case .classified(let level): return .classified([SecrecyHit(name: name, level: level, path: decision.path)], also: nil)
            case .refused(let reason): return .failed(speaker(.dropLeft, name, reason), nil)
            }
            putAwaySettled(doubt, decision.entry, now)
            return .settled(doubt, text)
        }
    }

    /// What a person decided on a paper of the drop folder, to be done once it was read beside the desk.
    struct Decision {
        enum Kind {
            /// Let in although it bears a secrecy mark; what came with it is judged as before.
            case letIn(Clearance)
            case settle(Doubt, Doubt.Answer)
        }

        let kind: Kind
        let path: String
        /// The file's name, made safe for a screen.
        let name: String
        /// What was put there as one and holds it.
        let entry: DropFolder.Entry
        let makeIntake: () throws -> Intake

        init(_ kind: Kind, _ path: String, _ name: String, in entry: DropFolder.Entry, _ makeIntake: @escaping () throws -> Intake) {
            self.kind = kind
            self.path = path
            self.name = name
            self.entry = entry
            self.makeIntake = makeIntake
        }

        /// Whether everything that came with the paper is looked at once more.
        var takesAll: Bool { if case .letIn = kind { true } else { false } }

        /// Whether a paper is read to its end although its bytes are here.
        var readsKnown: Bool { !takesAll }

        /// The papers to be read; nil where the one that was decided on is gone.
        func papers(among found: [Intake.Paper]) -> [Intake.Paper]? {
            switch kind {
            case .letIn(let clearance):
                guard let index = found.firstIndex(where: { $0.name == path }) else { return nil }
                var papers = found
                papers[index].clearance = clearance
                return papers
            case .settle: return found.first { $0.main == path }.map { [$0] }
            }
        }

        func prepare(_ intake: inout Intake) {
            guard case .settle(let doubt, let answer) = kind else { return }
            intake.again = answer == .different
            intake.addsVersions = answer == .version
            intake.versionOf = answer == .version ? doubt.twin : nil
        }

        /// That the paper is no longer there.
        func gone(_ session: Session) -> DeskEvent {
            let text = session.speaker(.doubtGone, name)
            return if case .settle(let doubt, _) = kind { .settled(doubt, text) } else { .failed(text, nil) }
        }
    }
}
