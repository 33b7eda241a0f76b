/// The fields of the directory by the words tables and people use for them, in both languages: one list for import, `add` and `set`.
public enum DirectoryColumn: String, Sendable, CaseIterable {
    case name, post, department, rank, phone, accounts, roles, aliases, short, codes, level, contact, leader, capacity, email, deputy,
        address, archive, topics, left, parent

    /// Every heading the column is known under, the plain one first.
    public var words: [String] {
        switch self {
        case .name: ["name", "姓名", "名称", "单位", "单位名称", "会议室"]
        case .post: ["post", "职务", "岗位"]
        case .department: ["department", "科室", "部门"]
        case .rank: ["rank", "排名"]
        case .phone: ["phone", "电话", "办公电话", "联系电话"]
        case .accounts: ["accounts", "account", "账号"]
        case .roles: ["roles", "role", "角色"]
        case .aliases: ["aliases", "alias", "别名"]
        case .short: ["short", "简称"]
        case .codes: ["codes", "code", "代字", "发文代字"]
        case .level: ["level", "层级", "类别"]
        case .contact: ["contact", "联系人", "联络员"]
        case .leader: ["leader", "分管领导"]
        case .capacity: ["capacity", "容纳人数", "座位"]
        case .email: ["email", "邮箱"]
        case .deputy: ["deputy", "B角"]
        case .address: ["address", "地址"]
        case .archive: ["archive", "机构代码"]
        case .topics: ["topics", "分管"]
        case .left: ["left", "离岗"]
        case .parent: ["parent", "上级单位"]
        }
    }

    /// The columns a person, a unit or a place has.
    public static func columns(of kind: SubjectID.Kind) -> [DirectoryColumn] {
        switch kind {
        case .person: [.name, .post, .department, .rank, .phone, .deputy, .accounts, .roles, .aliases, .topics, .left, .email]
        case .unit: [.name, .short, .codes, .level, .phone, .contact, .leader, .parent, .address, .archive]
        case .place: [.name, .capacity, .address]
        default: []
        }
    }

    /// The column a word of either language names among those of a kind.
    public static func named(_ word: String, of kind: SubjectID.Kind) -> DirectoryColumn? {
        let wanted = Folding.key(word)
        return columns(of: kind).first { $0.words.contains { Folding.key($0) == wanted } }
    }

    /// The word people of a language read for it, with what this kind calls its name.
    public func word(of kind: SubjectID.Kind, isChinese: Bool) -> String {
        if !isChinese { return rawValue }
        return self == .name ? (kind == .person ? "姓名" : "名称") : words.first { $0.utf8.contains { $0 >= 0x80 } } ?? rawValue
    }
}

extension Unit.Level {
    /// The level a word of either language names: 上级, 上级单位, superior.
    public init?(word: String) {
        let wanted = Folding.key(word)
        guard let found = Unit.Level.allCases.first(where: { $0.allWords.contains { Folding.key($0) == wanted } }) else { return nil }
        self = found
    }

    public var name: Term {
        switch self {
        case .superior: Term(zh: "上级", en: "superior")
        case .subordinate: Term(zh: "下级", en: "subordinate")
        case .peer: Term(zh: "平级", en: "peer")
        case .internal: Term(zh: "内设", en: "internal")
        }
    }

    private var allWords: [String] {
        switch self {
        case .superior: ["superior", "above", "上级", "上级单位", "上级机关"]
        case .subordinate: ["subordinate", "below", "下级", "下级单位", "下属", "下属单位"]
        case .peer: ["peer", "level", "平级", "平级单位", "同级", "同级单位"]
        case .internal: ["internal", "inside", "department", "内设", "内设机构", "内设科室"]
        }
    }
}

/// What a person may do and answer for in the office.
public enum Role: String, Sendable, CaseIterable {
    case clerk, keeper, director, head, leader, member, administrator

    /// The role a word of either language names.
    public init?(word: String) {
        let wanted = Folding.key(word)
        guard let found = Role.allCases.first(where: { ([$0.rawValue] + $0.chinese).contains { Folding.key($0) == wanted } }) else {
            return nil
        }
        self = found
    }

    /// The role a word names, or the refusal: a role nobody knows would lend no right and be missed by nobody.
    public static func read(_ word: String) throws(Refusal) -> Role {
        guard let role = Role(word: word) else { throw .unknown(what: "role", text: word, nearest: nil) }
        return role
    }

    /// Refuses roles there are none of among what a person's record would hold.
    static func check(_ value: JSON?) throws(Refusal) {
        for word in value?.array?.compactMap(\.string) ?? [] where Role(rawValue: word) == nil { _ = try read(word) }
    }

    public var name: Term { Term(zh: chinese.first ?? rawValue, en: rawValue) }

    private var chinese: [String] {
        switch self {
        case .clerk: ["文书", "经办", "经办人"]
        case .keeper: ["保管", "保管员", "档案员", "机要员"]
        case .director: ["主任", "办公室主任"]
        case .head: ["科长", "科室负责人", "负责人"]
        case .leader: ["领导"]
        case .member: ["科员", "成员", "工作人员"]
        case .administrator: ["管理员", "系统管理员"]
        }
    }
}

extension Directory {
    /// Whoever of a kind bears the name already, as they are told apart: `p3 王芳 机要员`.
    public func namesake(of name: String, _ kind: SubjectID.Kind, besides id: String? = nil) -> String? {
        func said(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: " ") }
        let bearers = bearers(of: Folding.key(name), kind)
        switch kind {
        case .person:
            return bearers.lazy.map { people[$0] }.first { $0.id != id && $0.isActive }.map {
                said($0.id, $0.name, $0.post ?? self.name($0.department))
            }
        case .unit: return bearers.lazy.map { units[$0] }.first { $0.id != id }.map { said($0.id, $0.name) }
        case .place: return bearers.lazy.map { places[$0] }.first { $0.id != id }.map { said($0.id, $0.name) }
        default: return nil
        }
    }
}
