import Office
import Phrases

/// A place in a form: one of our rooms, which is booked, or a place outside; what is like our room is asked, never guessed.
extension DeskState {
    /// The room of ours that what is typed is like without being plainly it; nil where there is nothing to ask.
    func unclearRoom(_ field: FormField) -> String? {
        guard field.definition.kind == .place, !field.text.isEmpty else { return nil }
        do throws(Refusal) { _ = try directory.readPlace(field.text, fromOutside: field.isFromPaper) } catch {
            if case .placeUnclear(_, let room) = error { return room }
        }
        return nil
    }

    /// The question, and its two answers; the question itself is chosen until somebody answers.
    func placeChoices(_ field: FormField, room: String) -> [DirectoryEntry] {
        func entry(_ id: String, _ phrase: Phrase, _ text: String, _ detail: Phrase) -> DirectoryEntry {
            let name = speaker(phrase, text)
            return DirectoryEntry(id: id.isEmpty ? name : id, name: name, detail: speaker(detail), keys: [])
        }
        let id = directory.places.first { $0.name == room }?.id ?? ""
        return [
            DirectoryEntry(id: "", name: "？", detail: speaker(.placeWhich, field.text), keys: []),
            entry(id, .placeOurs, room, .placeOursDetail), entry("", .placeOutside, field.text, .placeOutsideDetail),
        ]
    }

    func place(_ field: FormField) throws(Refusal) -> JSON {
        if field.text.isEmpty { return .null }
        let offered = candidates(field)
        let chosen = offered.indices.contains(field.choice) ? offered[field.choice].id : ""
        do throws(Refusal) {
            let reading = try directory.readPlace(field.text, fromOutside: field.isFromPaper)
            // Initials, or another of several rooms that fit.
            let isHalfTyped = field.choice > 0 || field.text.utf8.allSatisfy { $0 < 0x80 }
            if isHalfTyped, !chosen.isEmpty { return .string(chosen) }
            return .string(reading.value)
        } catch {
            guard !chosen.isEmpty else { throw error }
            return .string(chosen)
        }
    }
}

extension Phrase {
    static let placeWhich = Phrase("Whose is “%1”? ↓ chooses", "“%1”是哪里的？按 ↓ 选择")
    static let placeOurs = Phrase("our %1", "本机关%1")
    static let placeOutside = Phrase("outside %1", "外单位%1")
    static let placeOursDetail = Phrase("is booked, checked for clashes", "占用会议室，核对是否冲突")
    static let placeOutsideDetail = Phrase("a place outside", "外单位地点")
}
