import Synchronization

/// What a directory's rows are called, worked out when it is first asked for: a short command asks for none of it, and it grows with the units.
final class DirectoryNaming: Sendable {
    struct Names: Sendable {
        /// What each is called, by id: lists ask for it in every row.
        let called: [String: String]
        /// What units answer to beside the names they bear.
        let ofUnits: [String: UnitNames]
        let home: String
    }

    private let known = Mutex<Names?>(nil)

    func names(_ people: [Person], _ units: [Unit], _ places: [Place], own: String?) -> Names {
        known.withLock { known in
            if let known { return known }
            let home = Region(of: own ?? "").name
            let ofUnits = Dictionary(units.map { ($0.id, UnitNames($0, home: home)) }, uniquingKeysWith: { $1 })
            var called = Callings.of(people, units, ofUnits)
            for place in places { called[place.id] = place.name }
            let names = Names(called: called, ofUnits: ofUnits, home: home)
            known = names
            return names
        }
    }
}
