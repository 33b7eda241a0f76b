/// The region 行政区划 in front of a unit's name, and what it is called at home: 云溪县 and 财政局 in 云溪县财政局.
struct Region: Hashable, Sendable {
    /// The regions in a row: 临江市青山区; empty where the name begins without one.
    let name: String
    /// What follows; the whole name where there is no region.
    let rest: String
    /// The last of the regions: 青山区.
    let last: String

    private static let signs: [Character] = ["省", "市", "县", "区", "旗", "州", "盟"]
    /// Words that end like a region and are none: 城市管理局, 社区矫正中心, 工业园区管委会.
    private static let others: Set<String> = [
        "城市", "都市", "门市", "上市", "社区", "地区", "景区", "市区", "城区", "郊区", "小区", "校区", "片区", "灾区", "库区", "军区", "红旗",
    ]
    private static let zones = ["园区", "开发区", "高新区", "管理区"]

    init(of unit: String) {
        let characters = Array(unit)
        var start = 0
        var last = ""
        while let end = Region.end(characters, from: start) {
            last = Region.text(characters[start..<end])
            start = end
        }
        name = Region.text(characters[..<start])
        rest = Region.text(characters[start...])
        self.last = last
    }

    /// Sign by sign: what makes a text of any collection is looked for among all the program's types first, in every command.
    private static func text(_ characters: ArraySlice<Character>) -> String { characters.reduce(into: "") { $0.append($1) } }

    /// Where the region that begins at `start` is over; nil where none begins there or nothing would be left of the name.
    private static func end(_ characters: [Character], from start: Int) -> Int? {
        guard var sign = characters.indices.first(where: { $0 > start && signs.contains(characters[$0]) }) else { return nil }
        // 郑州市, 沙市区: the sign belongs to the name before the real one.
        if sign + 1 < characters.count {
            let next = characters[sign + 1]
            if characters[sign] == "州" && "市县区".contains(next) || sign == start + 1 && characters[sign] == "市" && next == "区" { sign += 1 }
        }
        let chunk = text(characters[start...sign])
        let isSelfGoverning = ["自治州", "自治县", "自治区", "自治旗"].contains { chunk.hasSuffix($0) } && chunk.count <= 12
        guard chunk.count <= 5 || isSelfGoverning, !others.contains(chunk), !zones.contains(where: chunk.hasSuffix),
            characters.count - sign - 1 >= 2
        else {
            return nil
        }
        return sign + 1
    }

    /// What the unit is called near its home: 财政局, and with the sign of its region 县财政局.
    var shorter: (bare: String?, signed: [String]) {
        guard !name.isEmpty, let sign = last.last else { return (nil, []) }
        var signed = [String(sign) + rest]
        if last != name { signed.append(last + rest) }
        return (rest.count >= 3 ? rest : nil, signed)
    }
}

/// How a unit stands to the office when a name fits several.
///
/// A name means whom people here mean by it: inside before outside, the own level before another's, superiors last. 请财政局 in a county
/// is the county's bureau, though the city's is in the directory as well.
enum Standing: Int, Comparable, Sendable {
    case inside, own, elsewhere, superior

    init(_ unit: Unit, _ region: Region, home: String) {
        self =
            switch unit.level {
            case .internal: .inside
            case .superior: .superior
            default:
                home.isEmpty || region.name.isEmpty || region.name.hasSuffix(home) ? .own : .elsewhere
            }
    }

    static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }
}

/// What a unit answers to beside its name, short names and codes.
struct UnitNames: Hashable, Sendable {
    let standing: Standing
    /// As good as a short name: 财政局 for the unit of this region, 县财政局 or 市财政局 for any.
    let near: [String]
    /// The name without its region where the region is another one: it fits, but less well.
    let far: [String]

    init(_ unit: Unit, home: String) {
        let region = Region(of: unit.name)
        standing = Standing(unit, region, home: home)
        let (bare, signed) = region.shorter
        let isNear = standing <= .own
        near = signed + (isNear ? [bare].compactMap { $0 } : [])
        far = isNear ? [] : [bare].compactMap { $0 }
    }
}

/// What a typed name stands for.
public enum NameReading: Hashable, Sendable {
    case one(String)
    /// Several fit equally well; the most likely first. Exactly where each is called so, else by a part or the initials of a name.
    case several([String], exactly: Bool)
    case none
}

extension Directory {
    /// Whom a text names: a whole name first, then short names, the own level before others', superiors last; two that fit are both told.
    public func read(_ text: String, in scope: Scope) -> NameReading {
        let wanted = Folding.key(text)
        if case .people = scope, let one = onlyPerson(text, wanted) { return .one(one) }
        let all = known(scope)
        if let direct = all.first(where: { $0.entry.id == text }) { return .one(direct.entry.id) }
        for keys in [\KnownEntry.names, \.keys, \.farKeys] {
            let exact = closest(all.filter { $0[keyPath: keys].contains(wanted) }.map(\.entry))
            if exact.count == 1 { return .one(exact[0].id) }
            if exact.count > 1 { return .several(exact.map(\.id), exactly: true) }
        }
        let near = matches(text, in: scope)
        if near.count == 1 { return .one(near[0].id) }
        if near.isEmpty { return .none }
        let initials = closest(near.filter { entry in entry.keys.contains { Pinyin.abbreviation($0) == wanted } })
        if initials.count == 1 { return .one(initials[0].id) }
        // A part of a name means nobody above us while somebody else bears it.
        let below = near.filter { $0.standing < .superior }
        if below.count == 1 { return .one(below[0].id) }
        return .several(near.map(\.id), exactly: false)
    }

    /// Whom a handle or a whole name means that nobody else bears, without laying out everybody.
    private func onlyPerson(_ text: String, _ wanted: String) -> String? {
        if let direct = person(text), direct.isActive { return direct.id }
        let bearers = bearers(of: wanted, .person).map { people[$0] }.filter(\.isActive)
        return bearers.count == 1 ? bearers[0].id : nil
    }

    private func closest(_ entries: [DirectoryEntry]) -> [DirectoryEntry] {
        guard let best = entries.map(\.standing).min() else { return [] }
        return entries.filter { $0.standing == best }
    }

    /// The name a text is a slip of; two characters are too little to tell.
    private func nearest(to text: String, in scope: Scope) -> String? {
        (3...20).contains(text.count) ? Nearest.of(text, in: Set(entries(scope).map(\.name))) : nil
    }

    /// The one entry a text names, by id, name, short name, code or the way people are called; where several fit, they are named.
    public func resolve(_ text: String, in scope: Scope, what: String, evenGone: Bool = false) throws(Refusal) -> String {
        switch read(text, in: scope) {
        case .one(let id): return id
        // Who has left is put right and brought back, by their handle or whole name; nothing is handed to them.
        case .none where evenGone && scope == .people && whoLeft(text) != nil: return whoLeft(text) ?? text
        case .none: throw .unknown(what: what, text: text, nearest: nearest(to: text, in: scope))
        case .several(let ids, let exactly):
            throw .ambiguous(
                what: what, text: text, candidates: exactly ? ids.map { "\(fullName($0)) \($0)" } : ids.prefix(6).map { name($0) ?? $0 })
        }
    }

    /// The whole name of a unit, for a choice between two that share a short one.
    public func fullName(_ id: String) -> String {
        guard let unit = unit(id) else { return name(id) ?? id }
        let isShared = units.contains { $0.id != id && $0.name == unit.name }
        return isShared ? name(id) ?? unit.name : unit.name
    }

    /// The unit that issues under a 代字 such as 国办发; of two under one code the one of this office's level.
    ///
    /// Nil where two fit equally well: then the paper's own words must say who issued it.
    public func unit(code: String) -> Unit? {
        let issuers = units.filter { $0.codes.contains(code) }
        guard let best = issuers.map({ standing(of: $0.id) }).min() else { return nil }
        let closest = issuers.filter { standing(of: $0.id) == best }
        return closest.count == 1 ? closest[0] : nil
    }

    /// Whether it is a unit above this office: it is asked and reported to, never dispatched to or chased (domain K2).
    public func isSuperior(_ id: String) -> Bool { unit(id)?.level == .superior }
}

/// What each is called in lists and forms, so that what is written is read back as the same one.
enum Callings {
    static func of(_ people: [Person], _ units: [Unit], _ names: [String: UnitNames]) -> [String: String] {
        var called: [String: String] = [:]
        called.reserveCapacity(people.count + units.count)
        let namesakes = Dictionary(grouping: people.lazy.filter(\.isActive), by: \.name).filter { $0.value.count > 1 }
        var departments: [String: Unit] = [:]
        if !namesakes.isEmpty { departments = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) }
        for person in people {
            let others = person.isActive ? namesakes[person.name] : nil
            called[person.id] = others.map { "\(person.name)（\(mark(person, among: $0, departments))）" } ?? person.name
        }
        // Who is meant by a name: whoever bears it as a whole name, else the nearest; nobody where two are as near.
        var meant: [String: (rank: Int, id: String?)] = [:]
        func claim(_ name: String, _ rank: Int, _ id: String) {
            let key = Folding.key(name)
            guard let known = meant[key] else { return meant[key] = (rank, id) }
            if rank < known.rank { meant[key] = (rank, id) } else if rank == known.rank, known.id != id { meant[key] = (rank, nil) }
        }
        for unit in units {
            let own = names[unit.id]
            let standing = own?.standing.rawValue ?? 0
            claim(unit.name, standing, unit.id)
            for name in unit.shortNames + (own?.near ?? []) { claim(name, 10 + standing, unit.id) }
        }
        for unit in units {
            let name = [unit.short, unit.name].first { meant[Folding.key($0)]?.id == unit.id }
            called[unit.id] = name ?? "\(unit.name)（\(unit.id)）"
        }
        return called
    }

    /// What tells a person from a namesake: the post, the department, else the handle.
    private static func mark(_ person: Person, among namesakes: [Person], _ units: [String: Unit]) -> String {
        let others = namesakes.filter { $0.id != person.id }
        if let post = person.post, !others.contains(where: { $0.post == post }) { return post }
        if let unit = person.department.flatMap({ units[$0] }), !others.contains(where: { $0.department == unit.id }) {
            return unit.short
        }
        return person.id
    }
}
