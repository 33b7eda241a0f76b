import Office
import Phrases
import Screen

/// A whole folder that came back, as a sheet: whose words, when and where the original is for all, and a row of words for each
/// paper; one act (K4).
extension FormState {
    var isFolder: Bool { if case .folder = purpose { true } else { false } }

    /// The row of a paper.
    static func row(of id: SubjectID) -> String { "words/" + id.text }
}

extension DeskState {
    mutating func openFolder(_ ids: [SubjectID], _ asks: [FieldDefinition], _ act: String) -> [Effect] {
        let holders = Set(ids.map { known($0)?.holder ?? listed($0)?.holder })
        // Where one leader had them all, the words are his; else each paper's are those of who had it.
        let writer = holders.count == 1 ? holders.first.flatMap { $0 }.flatMap { directory.person($0)?.isLeader == true ? $0 : nil } : nil
        var fields = asks.filter { $0.id != "words" }.map { field -> FormField in
            switch field.id {
            case "who": filled(field, directory.name(writer), speaker(.sourceProposed))
            case "day": filled(field, today.iso, speaker(.sourceProposed))
            case "medium": filled(field, speaker.medium(.original), speaker(.sourceProposed))
            default: FormField(field)
            }
        }
        let first = fields.count
        fields += ids.map { id in
            let name = paperName(id)
            return FormField(
                FieldDefinition(
                    id: FormState.row(of: id), kind: .long, name: Term(zh: name, en: name), choices: [], neededFor: [], isFirst: true))
        }
        var form = FormState(.folder(ids), title: formTitle(act, ids, nil), fields: fields)
        form.focused = first
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    mutating func submitFolder(_ ids: [SubjectID], _ values: [String: JSON], draft: String) -> [Effect] {
        let common = values.filter { ["who", "day", "original"].contains($0.key) }
        let commands = ids.map { id -> Command in
            var form = common
            form["words"] = values[FormState.row(of: id)]
            return .move(id, .back, form: form)
        }
        let medium = values["medium"]?.string.flatMap { Attribution.Medium(word: $0) }
        return [.submit(commands, Purpose(.move(.back), subjects: ids, act: .comeBack, medium: medium, form: draft))]
    }

    /// Opens the sheet again for the papers that were not taken, with what was typed.
    mutating func reopen(_ folder: FormState, for ids: [SubjectID]) -> [Effect] {
        let left = Set(ids.map(FormState.row))
        guard case .folder(let all) = folder.purpose, !left.isEmpty else { return [] }
        var form = folder
        form.purpose = .folder(all.filter { ids.contains($0) })
        form.fields = folder.fields.filter { !$0.definition.id.hasPrefix("words/") || left.contains($0.definition.id) }
        form.focused = form.fields.firstIndex { $0.definition.id == "who" } ?? 0
        form.error = message?.text
        overlays.append(.form(form))
        return []
    }

    /// 117 报送年终决算: a paper in the room of a label.
    private func paperName(_ id: SubjectID) -> String {
        let number = known(id)?.number?.printed ?? listed(id)?.number
        let sequence = number.flatMap { $0.split { !$0.isNumber }.last.map(String.init) }
        let title = known(id)?.title ?? listed(id)?.title ?? id.text
        return [sequence, AnswerTitle.subject(of: title) ?? title].compactMap { $0 }.joined(separator: " ")
    }

    /// The row of a matter in any list that is shown.
    private func listed(_ id: SubjectID) -> MatterRow? {
        for page in snapshot.lists.values { if let row = page.rows.first(where: { $0.id == id }) { return row } }
        return snapshot.hits.first { $0.row.id == id }?.row
    }
}
