import Office

extension DeskState {
    /// The rows of Today a filter leaves, by the same expressions as every other list.
    func filtered(_ items: [TodayItem], by text: String) -> [TodayItem] {
        guard !text.isEmpty, let filter = try? Filter(text, fields: fieldNames(nil), words: words) else { return items }
        return items.filter { item in filter.terms.allSatisfy { fits(item, $0) } }
    }

    private func fits(_ item: TodayItem, _ term: Filter.Term) -> Bool {
        let matter = item.matter
        switch term {
        case .not(let inner): return !fits(item, inner)
        case .word(let text):
            return matches([matter.title, matter.number?.printed, matter.reference].compactMap { $0 }.joined(separator: " "), text)
        case .literal(let text): return matter.title.contains(text)
        case .none(let field): return values(field, of: matter).isEmpty
        case .field(let field, let wanted):
            let found = values(field, of: matter).map { Folding.key($0) }
            return wanted.contains { word in found.contains { $0.contains(Folding.key(word)) } }
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

    private func fits(_ item: TodayItem, _ condition: Filter.Condition) -> Bool {
        let matter = item.matter
        let stage = office.register(matter.register)?.state(matter.state)?.stage
        switch condition {
        case .open: return true
        case .overdue: return item.due.map { $0 < now } ?? false
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
        let definition = office.register(matter.register)
        switch field {
        case "state": return [matter.state, definition?.state(matter.state).map { speaker($0.name) }].compactMap { $0 }
        case "holder", "with": return [directory.name(matter.holder)].compactMap { $0 }
        case "dept": return [directory.name(matter.lead)].compactMap { $0 }
        case "number": return [matter.number?.printed].compactMap { $0 }
        case "id": return [matter.id.text]
        case "due", "safe": return matter.clock == nil ? [] : [matter.clock.map { zone.plain($0.due) } ?? ""]
        case "year": return [matter.number.map { String($0.year) }].compactMap { $0 }
        default:
            let value = matter.record[FieldDefinition.path(of: field)]
            if let text = value.string { return [directory.name(text) ?? text] }
            return value.int.map { [String($0)] } ?? []
        }
    }
}
