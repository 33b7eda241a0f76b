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

    /// Takes in a paper although it bears a secrecy mark: somebody named why (J13). What came with it is judged as before.
    func letIn(
        _ path: String, _ name: String, _ clearance: Clearance, _ makeIntake: () throws -> Intake, _ session: Session
    ) -> DeskEvent {
        let speaker = session.speaker
        guard let entry = folder.entries().first(where: { path == $0.path || path.hasPrefix($0.path + "/") }) else {
            return .failed(speaker(.doubtGone, name), nil)
        }
        do {
            var intake = try makeIntake()
            defer { intake.cleanUp() }
            var (papers, refused) = intake.papers(under: [entry.path])
            for index in papers.indices where papers[index].name == path { papers[index].clearance = clearance }
            var lot = DropFolder.Lot(entry, papers: papers.count, refused: refused)
            _ = try intake.take(papers, goesOn: { _ in true }) { lot.results.append($0) }
            folder.putAway(lot, intake.attribution.recorded)
            guard let result = lot.results.first(where: { $0.path == path }) else { return .failed(speaker(.doubtGone, name), nil) }
            switch result.outcome {
            case .taken, .version: return .told(speaker(.doubtSettledTaken, name, result.title ?? result.called))
            case .duplicate(let twin):
                return .told(speaker(.doubtSettledSame, name, try intake.ledger.matter(twin)?.number?.printed ?? twin.text))
            case .classified(let level): return .classified([SecrecyHit(name: name, level: level, path: path)], also: nil)
            case .refused(let reason): return .failed(speaker(.dropLeft, name, reason), nil)
            }
        } catch { return .failed(session.failure(error).message, nil) }
    }

    /// Does with a paper what was decided on it; the file is put away once nothing of its entry waits.
    func settle(_ doubt: Doubt, _ answer: Doubt.Answer, _ makeIntake: () throws -> Intake, _ session: Session) -> DeskEvent {
        let speaker = session.speaker
        let entry = folder.entries().first { doubt.path == $0.path || PathText.isWithin(doubt.path, $0.path) }
        guard let entry, FileManager.default.fileExists(atPath: doubt.path) else {
            return .settled(doubt, speaker(.doubtGone, doubt.name))
        }
        do {
            var intake = try makeIntake()
            defer { intake.cleanUp() }
            let text: String
            if answer == .same {
                text = speaker(.doubtSettledSame, doubt.name, doubt.here.number)
            } else {
                intake.again = answer == .different
                intake.addsVersions = answer == .version
                intake.versionOf = answer == .version ? doubt.twin : nil
                guard let paper = intake.papers(under: [entry.path]).papers.first(where: { $0.main == doubt.path }) else {
                    return .settled(doubt, speaker(.doubtGone, doubt.name))
                }
                var results: [IntakeResult] = []
                try intake.take([ReadPaper(paper)]) { results.append($0) }
                guard let result = results.first else { return .settled(doubt, speaker(.doubtGone, doubt.name)) }
                if !result.leftOut.isEmpty { waiting[entry.path] = nil }
                switch result.outcome {
                case .taken: text = speaker(.doubtSettledTaken, doubt.name, result.title ?? result.called)
                case .version: text = speaker(.doubtSettledVersion, doubt.name, doubt.here.number)
                case .duplicate: text = speaker(.doubtSettledSame, doubt.name, doubt.here.number)
                case .classified(let level): return .classified([SecrecyHit(name: doubt.name, level: level, path: doubt.path)], also: nil)
                case .refused(let reason): return .failed(speaker(.dropLeft, doubt.name, reason), nil)
                }
            }
            if waiting[entry.path]?.remove(doubt.path) != nil, waiting[entry.path]?.isEmpty == true {
                waiting[entry.path] = nil
                folder.putAway(entry, intake.attribution.recorded)
            }
            return .settled(doubt, text)
        } catch { return .failed(session.failure(error).message, nil) }
    }
}
