import Office
import Phrases
import Screen

/// 拟办意见 comes proposed with what it rests on, and follows the leader chosen until somebody types it.
extension DeskState {
    /// A form of 拟办送阅: the opinion is filled, and the focus stands in it where the leader is filled already.
    func propose(_ form: inout FormState, _ matter: Matter) {
        fillOpinion(&form, matter)
        guard form.field("leader")?.text.isEmpty == false, let note = form.fields.firstIndex(where: { $0.definition.id == "note" }) else {
            return
        }
        form.focused = note
    }

    func fillOpinion(_ form: inout FormState, _ matter: Matter) {
        guard let index = form.fields.firstIndex(where: { $0.definition.id == "note" }), !form.fields[index].isTouched,
            let leader = form.field("leader"), let person = (try? value(leader).string).flatMap({ directory.person($0) })
        else { return }
        let text: String
        var source = leader.source ?? speaker(.sourceProposed)
        if let handling = form.handling, let unit = handling.value.string.flatMap({ handler($0) }), matter.notes.isEmpty {
            text = official(.opinionHandling, unit, person.addressed)
            source = speaker(handling.reason)
        } else {
            let isForReading = matter.isForReading(by: office.register(of: matter))
            text = official(isForReading ? .opinionRead : .opinionInstruct, person.addressed)
        }
        let filled = filled(form.fields[index].definition, text, source)
        form.fields[index] = filled
        form.initial["note"] = filled.text
    }

    /// What is written on a paper is Chinese, whatever language the screen speaks.
    private var official: Speaker { speaker.language.isChinese ? speaker : Speaker(.simplified) }

    private func handler(_ id: String) -> String? {
        if let unit = directory.unit(id) { return unit.calledAtHome }
        return directory.person(id).flatMap { $0.isLeader ? nil : $0.name }
    }

    /// The leader was changed in the form: the opinion asks the new one.
    func followLeader(_ form: inout FormState) {
        guard case .move(_, let ids) = form.purpose, form.step?.proposes == true, ids.count == 1, let matter = known(ids[0]) else { return }
        fillOpinion(&form, matter)
    }
}
