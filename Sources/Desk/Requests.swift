import Office
import Phrases

extension DeskState {
    /// A request on the paper under the cursor that is this clerk's to answer.
    enum Answerable {
        /// Somebody else's, for a step that is theirs to take.
        case others(SubjectID, StepRequest, RegisterDefinition)
        /// One of their own: taken back, or put away once it was turned down.
        case own(SubjectID, StepRequest, RegisterDefinition)
    }

    var answerable: Answerable? {
        guard let id = current, let matter = known(id), let definition = office.register(of: matter) else { return nil }
        if let first = matter.requests(for: me, in: definition, directory).first { return .others(id, first, definition) }
        return matter.ownRequests(of: me).first.map { .own(id, $0, definition) }
    }

    /// Whether help and palette leave an action out: few papers have anything asked of them.
    func isAbsent(_ action: Action) -> Bool { action == .turnDown && answerable == nil }

    /// What an action is called here: that of requests after the one under the cursor.
    func word(for action: Action, _ phrase: Phrase) -> String {
        guard action == .turnDown, let answerable else { return speaker(phrase) }
        switch answerable {
        case .others: return speaker(.keyRefuseRequest)
        case .own(_, let request, _): return speaker(request.answer == nil ? .keyTakeBackRequest : .keyPutAwayAnswer)
        }
    }

    /// `D`: asks why a request is turned down, and takes back one's own at once.
    mutating func answerRequest() -> [Effect] {
        switch answerable {
        case .others(let id, let request, let definition):
            return ask(.turnDown(id, request: request.number, step: speaker.step(of: request, in: definition)))
        case .own(let id, let request, let definition):
            var purpose = Purpose(.request, subjects: [id])
            purpose.asked = speaker.withdrawn(request, in: definition)
            return [.submit([.withdrawRequest(id, request: request.number)], purpose)]
        case nil:
            refuse(speaker(.noRequest))
            return []
        }
    }
}
