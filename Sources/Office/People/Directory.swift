/// A person of this office, or a leader it serves.
public struct Person: Hashable, Sendable {
    public let id: String
    public let record: Record

    public init(id: String, record: Record) {
        self.id = id
        self.record = record
    }

    public var name: String { record["name"].string ?? id }
    /// 职务
    public var post: String? { record["post"].string }
    /// The internal unit the person belongs to.
    public var department: String? { record["department"].string }
    /// 排名: set for leaders only; leaders are never in rates or rankings.
    public var rank: Int? { record["rank"].int.map(Int.init) }
    public var isLeader: Bool { rank != nil }
    public var phone: String? { record["phone"].string }
    /// B角: who covers when this person is away.
    public var deputy: String? { record["deputy"].string }
    public var accounts: [String] { record["accounts"].array?.compactMap(\.string) ?? [] }
    public var roles: [String] { record["roles"].array?.compactMap(\.string) ?? [] }
    public var isActive: Bool { record["left"].isNull }
    public var aliases: [String] { record["aliases"].array?.compactMap(\.string) ?? [] }

    /// The days the person is away and who covers, as `假:` sets them.
    public var away: Absence? { Absence(record) }

    public func isAway(on day: Day) -> Bool { away?.includes(day) ?? false }
    public func isAway(at moment: Moment, in calendar: WorkCalendar) -> Bool { away?.includes(moment, in: calendar) ?? false }

    /// `李主任`: the surname with the post's last word, as people are called.
    public var calledBy: [String] {
        guard let surname = name.first, let post else { return [] }
        return ["县长", "副县长", "市长", "副市长", "区长", "主任", "副主任", "科长", "副科长", "局长", "部长", "书记", "秘书", "经理", "总"]
            .filter { post.hasSuffix($0) }
            // 李副县长 is called so, and 李县长.
            .flatMap { word in [word, String(word.drop { $0 == "副" })].map { String(surname) + $0 } }
            .reduce(into: []) { called, name in if !called.contains(name) { called.append(name) } }
    }
}

extension Directory {
    /// Whether a person here may be called by something that begins with a sign, folded as for a search: one of their names or of their post.
    ///
    /// What `InstructionNames` calls somebody begins with a sign of these.
    func mayName(somebodyFrom sign: Unicode.Scalar) -> Bool {
        people.contains { person in
            person.isActive
                && ([person.name] + person.aliases + [person.post ?? ""]).contains {
                    $0.unicodeScalars.contains { Folding.search($0) == sign }
                }
        }
    }
}

/// A unit inside or outside the office: a department, a bureau, a township, a superior.
public struct Unit: Hashable, Sendable {
    public let id: String
    public let record: Record

    public init(id: String, record: Record) {
        self.id = id
        self.record = record
    }

    public enum Level: String, Sendable, CaseIterable {
        /// 上级
        case superior
        /// 下级
        case subordinate
        /// 平级
        case peer
        /// 内设
        case `internal`
    }

    public var name: String { record["name"].string ?? id }
    public var shortNames: [String] { record["short"].array?.compactMap(\.string) ?? [] }
    public var short: String { shortNames.first ?? name }
    /// 代字 it issues under.
    public var codes: [String] { record["codes"].array?.compactMap(\.string) ?? [] }
    public var level: Level? { record["level"].string.flatMap(Level.init(rawValue:)) }
    public var phone: String? { record["phone"].string }
    public var contact: String? { record["contact"].string }
    /// The leader in charge 分管领导.
    public var leader: String? { record["leader"].string }
}

/// A room or another place that can be booked.
public struct Place: Hashable, Sendable {
    public let id: String
    public let record: Record

    public init(id: String, record: Record) {
        self.id = id
        self.record = record
    }

    public var name: String { record["name"].string ?? id }
    public var capacity: Int? { record["capacity"].int.map(Int.init) }
}

/// People, units and places: the one source for pickers, recognition, proposals and call lists.
public struct Directory: Sendable {
    public private(set) var people: [Person]
    public private(set) var units: [Unit]
    public private(set) var places: [Place]
    /// Readers under one name.
    public let circles: [ReaderCircle]
    /// The office's own name: a place that bears it is ours.
    public let own: String?
    /// What each is called, by id: lists ask for it in every row.
    private var names = Deferred<[String: String]>()
    /// Who bears a name.
    private var bearers = Deferred<Bearers>()
    /// What everybody answers to, and who may do what.
    private(set) var index = EntryIndex()
    /// Where people and units stand by their ids.
    private var peopleByID: [String: Int]
    private var unitsByID: [String: Int]
    /// What units answer to beside the names they bear.
    private var unitNames = Deferred<[String: UnitNames]>()
    /// The region of this office 云溪县, whose own units are meant where a name says none; empty where its name has none.
    var home: String { ownRegion.ask({ Region(of: own ?? "").name }, { $0 }) }
    private let ownRegion = Deferred<String>()

    /// - Parameter own: The office's own name: its region says which units are of its own level.
    public init(
        people: [Person] = [], units: [Unit] = [], places: [Place] = [], circles: [ReaderCircle] = [], own: String? = nil
    ) {
        self.circles = circles
        self.own = own
        self.people = people
        self.units = units
        self.places = places
        peopleByID = Dictionary(people.indices.map { (people[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        unitsByID = Dictionary(units.indices.map { (units[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Brings one of the directory up to what its record says now, without laying the rest out again: whoever adds thousands asks after each.
    ///
    /// - Returns: whether that could be done; who is gone or comes back among others asks for the whole to be read anew.
    public mutating func note(_ id: SubjectID, _ record: Record) -> Bool {
        if record.isEmpty { return false }
        switch id.kind {
        case .person:
            let person = Person(id: id.text, record: record)
            let known = peopleByID[id.text]
            guard known != nil || people.last.map({ SubjectID($0.id) < id }) ?? true else { return false }
            let was = known.map { people[$0].name }
            let index = Directory.lay(person, at: known, in: &people)
            peopleByID[id.text] = index
            rename(index, .person, from: was, to: person.name)
        case .unit:
            let unit = Unit(id: id.text, record: record)
            let known = unitsByID[id.text]
            guard known != nil || units.last.map({ SubjectID($0.id) < id }) ?? true else { return false }
            let was = known.map { units[$0].name }
            let index = Directory.lay(unit, at: known, in: &units)
            unitsByID[id.text] = index
            if !isKnownUniquelyReferenced(&unitNames) { unitNames = unitNames.copy() }
            let home = home
            unitNames.change { $0[id.text] = UnitNames(unit, home: home) }
            rename(index, .unit, from: was, to: unit.name)
        case .place:
            let place = Place(id: id.text, record: record)
            let isLast = places.last.map { SubjectID($0.id) < id } ?? true
            let known = isLast ? nil : places.firstIndex { $0.id == id.text }
            guard known != nil || isLast else { return false }
            let was = known.map { places[$0].name }
            let index = Directory.lay(place, at: known, in: &places)
            rename(index, .place, from: was, to: place.name)
        default: return false
        }
        return true
    }

    private static func lay<One>(_ one: One, at known: Int?, in list: inout [One]) -> Int {
        if let known {
            list[known] = one
            return known
        }
        list.append(one)
        return list.count - 1
    }

    /// Forgets what everybody is called, for one more may make two of one name; who bears a name is kept up instead.
    private mutating func rename(_ index: Int, _ kind: SubjectID.Kind, from was: String?, to now: String) {
        names = Deferred()
        self.index = EntryIndex()
        if !isKnownUniquelyReferenced(&bearers) { bearers = bearers.copy() }
        bearers.change { $0.rename(index, kind, from: was, to: now) }
    }

    /// Where those stand in the list of their kind who bear a name, given as it is folded; the first of the list first.
    func bearers(of key: String, _ kind: SubjectID.Kind) -> [Int] {
        bearers.ask({ Bearers(people: people, units: units, places: places) }, { $0.of(key, kind) })
    }

    /// The records of those of a kind who bear a name, as it is folded.
    public func records(named name: String, _ kind: SubjectID.Kind) -> [(id: String, record: Record)] {
        let places = bearers(of: Folding.key(name), kind)
        return switch kind {
        case .person: places.map { (people[$0].id, people[$0].record) }
        case .unit: places.map { (units[$0].id, units[$0].record) }
        case .place: places.map { (self.places[$0].id, self.places[$0].record) }
        default: []
        }
    }

    /// How a unit stands to this office; a person of it stands as its own units do.
    func standing(of id: String) -> Standing { ofUnits { $0[id]?.standing ?? .own } }
    /// The shorter names a unit answers to.
    func shorterNames(of id: String) -> (near: [String], far: [String]) {
        let names = ofUnits { $0[id] }
        return (names?.near ?? [], names?.far ?? [])
    }

    private func ofUnits<Answer: Sendable>(_ question: ([String: UnitNames]) -> Answer) -> Answer {
        unitNames.ask(
            {
                let home = home
                return Dictionary(units.map { ($0.id, UnitNames($0, home: home)) }, uniquingKeysWith: { $1 })
            }, question)
    }

    public func person(_ id: String) -> Person? { peopleByID[id].map { people[$0] } }
    public func unit(_ id: String) -> Unit? { unitsByID[id].map { units[$0] } }
    public func place(_ id: String) -> Place? { places.first { $0.id == id } }

    /// A unit, or the department of a person.
    public func unit(orOf id: String) -> Unit? { unit(id) ?? person(id)?.department.flatMap { unit($0) } }

    /// The name of a person, unit or place; the id itself where it is none of them.
    public func name(_ id: String?) -> String? {
        id.map { id in
            names.ask(
                {
                    var called = Callings.of(people, units, ofUnits { $0 })
                    for place in places { called[place.id] = place.name }
                    return called
                }, { $0[id] ?? id })
        }
    }

    /// Everyone of a department.
    public func members(of unit: String) -> [Person] { people.filter { $0.department == unit } }

    /// The director: whoever holds that role, else an administrator.
    public var director: Person? {
        people.first { $0.isActive && $0.roles.contains("director") }
    }

    /// Somebody who has left, by their handle or whole name; nil where several of that name have.
    public func whoLeft(_ name: String) -> String? {
        let wanted = Folding.key(name)
        let gone = people.filter { !$0.isActive && ($0.id == name.trimmed || Folding.key($0.name) == wanted) }
        return gone.count == 1 ? gone[0].id : nil
    }

    public func person(account: String) -> [Person] { people.filter { $0.accounts.contains(account) && $0.isActive } }
}

/// What a name in the directory stands for.
public struct DirectoryEntry: Hashable, Sendable {
    public let id: String
    public let name: String
    public let detail: String
    /// All it answers to.
    public let keys: [String]
    /// Its whole name, which beats every other's short one.
    let names: [String]
    /// What it answers to where nobody nearer does.
    let farKeys: [String]
    let standing: Standing

    public init(id: String, name: String, detail: String, keys: [String]) {
        self.init(id: id, name: name, detail: detail, keys: keys, names: [name], farKeys: [], standing: .own)
    }

    init(id: String, name: String, detail: String, keys: [String], names: [String], farKeys: [String], standing: Standing) {
        self.id = id
        self.name = name
        self.detail = detail
        self.keys = keys
        self.names = names
        self.farKeys = farKeys
        self.standing = standing
    }
}

extension Directory {
    public enum Scope: Sendable {
        case people, leaders, departments, units, assignees, places
    }

    /// The entries of a scope in the order people expect: leaders by rank, own units before others, superiors after everybody.
    public func entries(_ scope: Scope) -> [DirectoryEntry] { known(scope).map(\.entry) }

    func known(_ scope: Scope) -> [KnownEntry] {
        index.entries(scope) {
            switch scope {
            case .people: return people.filter(\.isActive).map { KnownEntry(entry($0)) }
            case .leaders:
                return people.filter { $0.isActive && $0.isLeader }.sorted { ($0.rank ?? 99) < ($1.rank ?? 99) }.map {
                    KnownEntry(entry($0))
                }
            case .departments: return known(.units) { $0 == .internal }
            case .units: return units.map { KnownEntry(entry($0)) }
            case .assignees:
                return known(.departments) + known(.units) { $0 != .internal && $0 != .superior } + known(.people)
                    + known(.units) { $0 == .superior }
            case .places: return places.map { KnownEntry(DirectoryEntry(id: $0.id, name: $0.name, detail: "", keys: [$0.name])) }
            }
        }
    }

    /// What people and units are called in running words.
    var instructionNames: InstructionNames { index.names { InstructionNames(self) } }

    /// The units of some levels, in their order.
    private func known(_ scope: Scope, _ isWanted: (Unit.Level?) -> Bool) -> [KnownEntry] {
        zip(known(scope), units).filter { isWanted($1.level) }.map(\.0)
    }

    private func entry(_ person: Person) -> DirectoryEntry {
        let called = name(person.id) ?? person.name
        return DirectoryEntry(
            id: person.id, name: called, detail: person.post ?? name(person.department) ?? "",
            keys: [person.name] + person.aliases + person.calledBy, names: Array(Set([called, person.name])), farKeys: [],
            standing: .own)
    }

    private func entry(_ unit: Unit) -> DirectoryEntry {
        let called = name(unit.id) ?? unit.short
        let shorter = shorterNames(of: unit.id)
        return DirectoryEntry(
            id: unit.id, name: called, detail: unit.name == called ? "" : unit.name,
            keys: [unit.name] + unit.shortNames + unit.codes + shorter.near, names: Array(Set([called, unit.name])), farKeys: shorter.far,
            standing: standing(of: unit.id))
    }

    /// The entries a typed text may mean, the best first: whole names, beginnings, parts, pinyin initials.
    public func matches(_ text: String, in scope: Scope) -> [DirectoryEntry] {
        let wanted = Folding.key(text)
        if wanted.isEmpty { return entries(scope) }
        return index.found(text, in: scope) { matches(wanted, as: text, in: scope) }
    }

    private func matches(_ wanted: String, as text: String, in scope: Scope) -> [DirectoryEntry] {
        let isLatin = wanted.utf8.allSatisfy { $0 < 0x80 }
        let signs = Pinyin.signs(of: wanted)
        var ranked: [(rank: Int, order: Int, entry: DirectoryEntry)] = []
        for (order, known) in known(scope).enumerated() {
            var best = known.entry.id == text ? 0 : Int.max
            let initials = isLatin ? known.initials : []
            for (index, folded) in known.keys.enumerated() {
                if folded == wanted {
                    best = min(best, 0)
                } else if folded.hasPrefix(wanted) {
                    best = min(best, 2)
                } else if folded.contains(wanted) {
                    best = min(best, 4)
                } else if isLatin, initials[index].signs & signs == signs {
                    if initials[index].abbreviation == wanted {
                        best = min(best, 1)
                    } else if Pinyin.matches(wanted, in: folded) {
                        best = min(best, 3)
                    }
                }
            }
            if known.farKeys.contains(wanted) { best = min(best, 1) }
            if best < Int.max { ranked.append((best, order, known.entry)) }
        }
        // Of names that fit alike the nearer comes first, superiors last.
        return ranked.sorted { ($0.rank, $0.entry.standing, $0.order) < ($1.rank, $1.entry.standing, $1.order) }.map(\.entry)
    }
}
