import Office

extension DeskState {
    /// The rows of Today a filter leaves, by the same expressions as every other list; a number of ours goes before all else.
    func filtered(_ items: [TodayItem], by text: String) -> [TodayItem] {
        guard !text.isEmpty else { return items }
        guard let filter = try? filter(of: .today) else { return [] }
        let left = items.filter { item in filter.terms.allSatisfy { fits(item, $0) } }
        guard let number = filter.ownNumber else { return left }
        return left.filter { $0.matter.number?.sequence == number } + left.filter { $0.matter.number?.sequence != number }
    }

    private func fits(_ item: TodayItem, _ term: Filter.Term) -> Bool {
        let matter = item.matter
        switch term {
        case .not(let inner): return !fits(item, inner)
        case .any(let terms): return terms.contains { fits(item, $0) }
        case .word(let text):
            if let number = Filter.ownNumber(text), matter.number?.sequence == number { return true }
            return matches([matter.title, matter.number?.printed, matter.reference].compactMap { $0 }.joined(separator: " "), text)
        case .literal(let text): return matter.title.contains(text)
        case .none(let field): return values(field, of: matter).isEmpty
        case .field(let field, let wanted):
            let found = values(field, of: matter).map { Folding.key($0) }
            return wanted.map { Folding.key($0) }.contains { word in
                found.contains { DeskState.wholeFields.contains(field) || Int(word) != nil ? $0 == word : $0.contains(word) }
            }
        case .compare(let field, let comparison, let day):
            let moment = field == "received" ? matter.received : field == "safe" ? item.safe : item.due
            guard let moment else { return false }
            let found = zone.day(of: moment)
            switch comparison {
            case .before: return found < day
            case .notAfter: return found <= day
            case .after: return found > day
            case .notBefore: return found >= day
            case .on: return found == day
            }
        case .state(let condition): return fits(item, condition)
        }
    }

    /// Fields whose value is asked for as a whole.
    private static let wholeFields: Set<String> = ["state", "year", "id", "urgency"]

    private func fits(_ item: TodayItem, _ condition: Filter.Condition) -> Bool {
        let matter = item.matter
        let stage = office.register(of: matter)?.state(matter.state)?.stage
        switch condition {
        case .open: return true
        case .overdue: return item.isLate
        case .circulating: return matter.readers.contains { $0.read == nil }
        case .unprinted: return !matter.isPrinted
        case .waiting: return stage == .away
        case .undecided: return stage == .office
        case .todo: return matter.holder == me || matter.owner == me && stage != .away
        case .toread: return matter.reader(me).map { !$0.isDone } ?? false
        case .read: return matter.reader(me)?.isDone ?? false
        case .handled: return matter.holder != me && matter.notes.contains { $0.by == me }
        case .mine: return matter.owner == me || matter.holder == me
        }
    }

    /// What a field of a matter says, handles as names.
    private func values(_ field: String, of matter: Matter) -> [String] {
        switch field {
        case "state": return [matter.state]
        case "owner": return people(matter.owner)
        case "holder", "with": return people(matter.holder)
        case "dept": return people(matter.lead)
        case "number": return [matter.number?.printed, matter.number.map { String($0.sequence) }].compactMap { $0 }
        case "id": return [matter.id.text, String(matter.id.handle)]
        case "due", "safe": return matter.clock == nil ? [] : [matter.clock.map { zone.plain($0.due) } ?? ""]
        case "year": return [matter.number.map { String($0.year) }].compactMap { $0 }
        default:
            let value = matter.record[FieldDefinition.path(of: field)]
            if let text = value.string {
                let choice = office.register(matter.register)?.field(field)?.choice(of: text)
                return people(text) + (choice.map { [$0.id, $0.zh] } ?? [])
            }
            return value.int.map { [String($0)] } ?? []
        }
    }

    /// All a handle is called by: itself, its name, the short names of a unit, and `me`.
    private func people(_ id: String?) -> [String] {
        guard let id, !id.isEmpty else { return [] }
        return [id] + [directory.name(id)].compactMap { $0 } + (directory.unit(id).map { [$0.name] + $0.shortNames } ?? [])
            + (id == me ? ["me"] : [])
    }
}
