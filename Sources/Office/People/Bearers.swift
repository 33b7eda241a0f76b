/// Who bears a name in the directory: laid out once, so that a table of thousands asks each of its rows in no time.
struct Bearers: Sendable {
    /// By kind and folded name, the places in the directory's list of that kind, in its order.
    private var places: [SubjectID.Kind: [String: [Int]]] = [:]

    init(people: [Person], units: [Unit], places: [Place]) {
        lay(people.map(\.name), .person)
        lay(units.map(\.name), .unit)
        lay(places.map(\.name), .place)
    }

    private mutating func lay(_ names: [String], _ kind: SubjectID.Kind) {
        var laid: [String: [Int]] = [:]
        laid.reserveCapacity(names.count)
        for (index, name) in names.enumerated() { laid[Folding.key(name), default: []].append(index) }
        places[kind] = laid
    }

    /// Where those stand who bear a name, given as it is folded.
    func of(_ key: String, _ kind: SubjectID.Kind) -> [Int] { places[kind]?[key] ?? [] }

    /// Somebody at a place of the list bears another name than before, or came to stand there.
    mutating func rename(_ index: Int, _ kind: SubjectID.Kind, from was: String?, to now: String) {
        let key = Folding.key(now)
        if let was {
            let old = Folding.key(was)
            if old == key { return }
            places[kind]?[old]?.removeAll { $0 == index }
        }
        var bearing = places[kind]?[key] ?? []
        bearing.insert(index, at: bearing.firstIndex { $0 > index } ?? bearing.endIndex)
        places[kind, default: [:]][key] = bearing
    }
}
