import Office

extension DeskState {
    /// The rows of Today a filter leaves, by the same expressions as every other list; a number of ours goes before all else.
    func filtered(_ items: [TodayItem], by text: String) -> [TodayItem] {
        guard !text.isEmpty else { return items }
        guard let filter = try? filter(of: .today) else { return [] }
        let meaning = FilterMeaning(office: office, directory: directory, now: now, me: me)
        let fits = meaning.fit(filter) { says($0, $1) }
        let left = items.filter { fits(FilterMeaning.Row($0.matter, isHandled: snapshot.handled.contains($0.matter.id))) }
        guard let number = filter.ownNumber else { return left }
        return left.filter { $0.matter.number?.sequence == number } + left.filter { $0.matter.number?.sequence != number }
    }

    /// Whether a word stands in what Today shows of a matter.
    private func says(_ matter: Matter, _ term: Filter.Term) -> Bool {
        switch term {
        case .word(let text):
            if let number = Filter.ownNumber(text), matter.number?.sequence == number { return true }
            return matches(shown(of: matter).joined(separator: " "), text)
        case .literal(let text): return matter.title.contains(text)
        default: return false
        }
    }
}
