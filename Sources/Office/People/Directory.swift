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
    public let people: [Person]
    public let units: [Unit]
    public let places: [Place]
    /// Readers under one name.
    public let circles: [ReaderCircle]
    /// The office's own name: a place that bears it is ours.
    public let own: String?
    /// Where people and units stand by their ids.
    private let peopleByID: [String: Int]
    private let unitsByID: [String: Int]
    private let naming = DirectoryNaming()

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

    /// What everybody is called, worked out when it is first asked for.
    private var names: DirectoryNaming.Names { naming.names(people, units, places, own: own) }

    /// The region of this office 云溪县, whose own units are meant where a name says none; empty where its name has none.
    var home: String { names.home }

    /// How a unit stands to this office; a person of it stands as its own units do.
    func standing(of id: String) -> Standing { names.ofUnits[id]?.standing ?? .own }
    /// The shorter names a unit answers to.
    func shorterNames(of id: String) -> (near: [String], far: [String]) { names.ofUnits[id].map { ($0.near, $0.far) } ?? ([], []) }

    public func person(_ id: String) -> Person? { peopleByID[id].map { people[$0] } }
    public func unit(_ id: String) -> Unit? { unitsByID[id].map { units[$0] } }
    public func place(_ id: String) -> Place? { places.first { $0.id == id } }

    /// A unit, or the department of a person.
    public func unit(orOf id: String) -> Unit? { unit(id) ?? person(id)?.department.flatMap { unit($0) } }

    /// The name of a person, unit or place; the id itself where it is none of them.
    public func name(_ id: String?) -> String? {
        guard let id else { return nil }
        return names.called[id] ?? id
    }

    /// Everyone of a department.
    public func members(of unit: String) -> [Person] { people.filter { $0.department == unit } }

    /// The director: whoever holds that role, else an administrator.
    public var director: Person? {
        people.first { $0.isActive && $0.roles.contains("director") }
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
    public func entries(_ scope: Scope) -> [DirectoryEntry] {
        switch scope {
        case .people: people.filter(\.isActive).map(entry)
        case .leaders: people.filter { $0.isActive && $0.isLeader }.sorted { ($0.rank ?? 99) < ($1.rank ?? 99) }.map(entry)
        case .departments: units.filter { $0.level == .internal }.map(entry)
        case .units: units.map(entry)
        case .assignees:
            entries(.departments) + units.filter { $0.level != .internal && $0.level != .superior }.map(entry) + entries(.people)
                + units.filter { $0.level == .superior }.map(entry)
        case .places: places.map { DirectoryEntry(id: $0.id, name: $0.name, detail: "", keys: [$0.name]) }
        }
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
        let isLatin = wanted.utf8.allSatisfy { $0 < 0x80 }
        var ranked: [(rank: Int, order: Int, entry: DirectoryEntry)] = []
        for (order, entry) in entries(scope).enumerated() {
            var best = entry.id == text ? 0 : Int.max
            for key in entry.keys {
                let folded = Folding.key(key)
                if folded == wanted {
                    best = min(best, 0)
                } else if folded.hasPrefix(wanted) {
                    best = min(best, 2)
                } else if folded.contains(wanted) {
                    best = min(best, 4)
                } else if isLatin {
                    if Pinyin.abbreviation(folded) == wanted {
                        best = min(best, 1)
                    } else if Pinyin.matches(wanted, in: folded) {
                        best = min(best, 3)
                    }
                }
            }
            if entry.farKeys.contains(where: { Folding.key($0) == wanted }) { best = min(best, 1) }
            if best < Int.max { ranked.append((best, order, entry)) }
        }
        // Of names that fit alike the nearer comes first, superiors last.
        return ranked.sorted { ($0.rank, $0.entry.standing, $0.order) < ($1.rank, $1.entry.standing, $1.order) }.map(\.entry)
    }
}
