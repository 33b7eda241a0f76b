import Ledger
import Office
import Phrases

/// Names what of a damaged office is hit or lost, in words people know: matters by their titles, tables and indexes by what they are.
struct LossNames {
    let session: Session
    /// Where titles are looked up: the office in question, or the one made of it.
    let ledger: Ledger?

    /// How many a sentence names; JSON names all, and so does whoever is asked for nothing else.
    static let usual = 20
    var namesAll = false

    private var speaker: Speaker { session.speaker }

    /// So many words, and how many more there are.
    func list(_ words: [String], separator: String = ", ", shown most: Int = LossNames.usual) -> String {
        let shown = namesAll ? .max : most
        let head = words.prefix(shown).joined(separator: separator)
        return words.count > shown ? head + separator + speaker(.facetsMore, String(words.count - shown)) : head
    }

    // MARK: Contents

    /// `12 (m5 “title”)`: each entry once, with what it tells of.
    func text(_ contents: [LostContent]) -> String {
        var seen: Set<[String]> = []
        let named = contents.compactMap { content -> String? in
            guard seen.insert([String(content.entry)] + content.subjects.map(\.text)).inserted else { return nil }
            if content.subjects.isEmpty { return String(content.entry) }
            return "\(content.entry) (\(list(content.subjects.map(name), separator: " ", shown: 5)))"
        }
        return list(named)
    }

    func json(_ contents: [LostContent]) -> JSON {
        .array(
            contents.map { content in
                let subjects = content.subjects.map { ["id": .string($0.text), "title": title($0).map(JSON.string) ?? .null] as JSON }
                return ["entry": .int(content.entry), "part": .string(content.part), "subjects": .array(subjects)]
            })
    }

    private func name(_ id: SubjectID) -> String { title(id).map { "\(id.text) “\($0)”" } ?? id.text }

    private func title(_ id: SubjectID) -> String? {
        guard let ledger else { return nil }
        let title: String? =
            switch id.kind {
            case .matter: (try? ledger.matter(id))?.title
            case .meeting: (try? ledger.meeting(id))?.title
            default: (try? ledger.directory())?.name(id.text)
            }
        return title.flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: Pages

    /// The sentences on damaged pages, the last with the way out.
    func sentences(_ damage: PageDamage) -> [String] {
        let places = damage.places.map { place in
            let parts = place.split(separator: "/").map(String.init)
            return parts.count == 2 ? speaker(.damagedIndex, parts[0], parts[1]) : speaker(.damagedTable, place)
        }
        return [
            speaker(.verifyDamaged, places.isEmpty ? damage.lines.first ?? "?" : list(places)),
            speaker(damage.isFolded ? .verifyDamagedFolded : .verifyDamagedKept),
        ]
    }

    func json(_ damage: PageDamage) -> JSON {
        [
            "places": .array(damage.places.map(JSON.string)), "lines": .array(damage.lines.map(JSON.string)),
            "rebuild": .bool(damage.isFolded),
        ]
    }

    /// That the end of the office's file is not there, where it is not.
    static func cutOff(_ folder: String, _ speaker: Speaker) -> String? {
        Ledger.cutOff(of: folder).map { speaker(.fileCutOff, String($0.missing), String($0.pages)) }
    }
}

extension Salvage {
    /// What it lost, as JSON; every member is always there.
    func members(_ names: LossNames) -> [String: JSON] {
        [
            "entries": JSON(entries), "lost": .array(lost.map { JSON($0) }), "lostPayloads": JSON(lostPayloads),
            "lostContents": names.json(lostContents), "files": JSON(files), "missing": .array(missingPapers.map(JSON.string)),
            "unnamed": .array(unnamedPapers.map(JSON.string)), "left": .array(leftPapers.map(JSON.string)),
            "cutOff": cutOff.map { ["missing": JSON($0.missing), "pages": JSON($0.pages), "lostAfter": JSON(last)] } ?? .null,
        ]
    }

    /// What it lost of the journal, a sentence each.
    func sentences(_ names: LossNames) -> [String] {
        let speaker = names.session.speaker
        var sentences: [String] = []
        if let cutOff { sentences.append(speaker(.salvageCutOff, String(cutOff.missing), String(cutOff.pages), String(last))) }
        if isJournalLost { return sentences + [speaker(.salvageJournalLost)] }
        if !lost.isEmpty {
            sentences.append(speaker(.salvageLost, String(lost.count), names.list(lost.map { String($0) }, separator: " ")))
        }
        if !lostContents.isEmpty {
            sentences.append(speaker(.salvageLostContent, String(lostPayloads)))
            sentences.append(speaker(.lostContents, names.text(lostContents)))
        }
        for (phrase, papers) in [(Phrase.salvageUnnamed, unnamedPapers), (.salvageLeft, leftPapers)] where !papers.isEmpty {
            sentences.append(speaker(phrase, String(papers.count), names.list(papers, separator: "\n  ")))
        }
        return sentences
    }
}
