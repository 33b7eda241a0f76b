import Office
import Phrases
import Screen

extension DeskState {
    /// The counts are asked for only while they are looked at.
    var asksFacets: Bool {
        if case .picker(let picker)? = overlays.last, case .facets = picker.purpose { true } else { false }
    }

    mutating func showFacets(_ facet: Facet?) {
        guard searchFilter != nil else { return refuse(speaker(.nothingHere)) }
        let title = speaker(.keyFacets) + (facet.map { " · " + speaker.fieldName($0.rawValue, in: office) } ?? "")
        overlays.append(.picker(PickerState(purpose: .facets(facet), title: title, items: [])))
        fillFacets()
    }

    /// Puts the ledger's counts into the picker that waits for them.
    mutating func fillFacets() {
        guard case .picker(var picker)? = overlays.last, case .facets(let only) = picker.purpose, let facets = snapshot.facets else {
            return
        }
        picker.items = (only.map { [$0] } ?? Facet.allCases).flatMap { items(of: $0, facets, all: only != nil) }
        overlays[overlays.count - 1] = .picker(picker)
    }

    /// The most frequent values of one, and the way to the rest.
    private func items(of facet: Facet, _ facets: Facets, all: Bool) -> [PickerState.Item] {
        let name = speaker.fieldName(facet.rawValue, in: office)
        let counts = facets[facet]
        let shown = all ? counts.count : min(counts.count, counts.count == 6 ? 6 : 5)
        var items = counts.prefix(shown).map { count in
            PickerState.Item(
                label: "\(name)  \(speaker.name(of: count, facet, office, directory))", detail: facets.text(count), reason: nil,
                choice: .term(facet.term(count.value, registers: office.registers, directory: directory)))
        }
        if shown < counts.count {
            items.append(
                PickerState.Item(
                    label: "\(name)  \(speaker(.facetsMore, String(counts.count - shown)))", detail: "…", reason: nil, choice: .facet(facet)
                ))
        }
        return items
    }

    /// Adds a term to the query, once.
    mutating func narrow(by term: String) {
        let query = searchText.trimmed
        if !" \(query) ".contains(" \(term) ") { searchFor(query.isEmpty ? term : query + " " + term) }
    }
}
