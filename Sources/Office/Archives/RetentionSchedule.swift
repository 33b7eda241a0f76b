/// How long a paper is kept, proposed from what it is: the office's own table first, then the defaults of this program.
///
/// The terms and what is permanent come from 国家档案局令第8号 §6–§8; which of an office's papers are meant by its words is for the
/// office to say (§12). The defaults below are rules of this program, not of the order, and a person's word stands above both.
public struct RetentionSchedule: Sendable {
    /// The office's own rules in the order of its table; the first that fits holds.
    public let own: [RetentionRule]

    public init(own: [RetentionRule] = []) { self.own = own }

    /// Where the office's record keeps its table.
    public static let path = "retention/rules"

    public init(_ record: Record) {
        self.init(own: record[RetentionSchedule.path].array?.compactMap(RetentionRule.init) ?? [])
    }

    /// The term proposed for a paper and the ground it rests on; nil where nothing is known that it could rest on.
    ///
    /// - Parameter definition: the one that holds for the paper; nil where its register is unknown.
    public func proposal(for matter: Matter, by definition: RegisterDefinition?, _ directory: Directory) -> RetentionProposal? {
        if let set = matter.field("retention").flatMap(ArchivalCode.Term.init(named:)) {
            return RetentionProposal(term: set, source: .person, ground: Term(zh: "人定", en: "set by a person"))
        }
        for (source, rules) in [(RetentionProposal.Source.office, own), (.product, RetentionSchedule.defaults)] {
            if let rule = rules.first(where: { $0.fits(matter, definition, directory) }) {
                return RetentionProposal(term: rule.term, source: source, ground: rule.ground)
            }
        }
        return nil
    }

    private static func rule(
        _ term: ArchivalCode.Term, isSent: Bool = false, kinds: [String] = [], level: Unit.Level? = nil, handling: String? = nil,
        importance: Int? = nil, zh: String, en: String
    ) -> RetentionRule {
        RetentionRule(
            isSent: isSent, kinds: kinds, level: level, handling: handling, importance: importance, term: term,
            ground: Term(zh: zh + "（参照令第8号，本程序默认）", en: en + " (after Order 8; a default of this program)"))
    }

    /// What this program proposes where the office has no rule of its own.
    public static let defaults: [RetentionRule] = [
        rule(
            .permanent, isSent: true, kinds: ["决议", "决定", "命令", "令", "公报", "公告", "通告", "规定", "办法", "条例"],
            zh: "§7(一) 本机关法规政策性文件", en: "§7(1) rules and policy of this office"),
        rule(.permanent, isSent: true, kinds: ["纪要"], zh: "§7(二) 重要会议文件", en: "§7(2) important meetings"),
        rule(
            .permanent, level: .superior, importance: 5, zh: "§7(七) 上级制发的本机关主管业务重要文件",
            en: "§7(7) important papers from above in our own field"),
        rule(.permanent, importance: 5, zh: "§7(八) 重要业务问题的来函、请示与复函、批复", en: "§7(8) requests and answers on important business"),
        rule(.thirtyYears, kinds: ["请示", "批复"], zh: "§8 一般性问题的请示与批复", en: "§8 requests and approvals on general questions"),
        rule(.thirtyYears, isSent: true, zh: "§8 本机关一般性业务文件", en: "§8 general business of this office"),
        rule(
            .thirtyYears, level: .superior, handling: "办件", zh: "§8 上级制发、需要贯彻执行的文件",
            en: "§8 papers from above to be carried out"),
        rule(.tenYears, level: .superior, zh: "§8 上级制发的一般性文件", en: "§8 general papers from above"),
        rule(.tenYears, level: .subordinate, zh: "§8 下级报送的一般性文件", en: "§8 general papers from below"),
        rule(.tenYears, level: .peer, zh: "§8 同级机关一般性来文", en: "§8 general papers from peers"),
        rule(.tenYears, kinds: DocumentKinds.all, zh: "§8 一般性来文", en: "§8 general papers"),
    ]
}

/// One row of a retention table: every condition it names must hold.
public struct RetentionRule: Hashable, Sendable {
    public let register: String?
    /// Whether it is only of papers that go out of the office, in whichever register.
    let isSent: Bool
    /// 文种; empty fits every one.
    public let kinds: [String]
    /// How the sender stands to this office.
    public let level: Unit.Level?
    public let handling: String?
    /// The least importance, 1 to 5.
    public let importance: Int?
    /// Words the title must hold.
    public let title: String?
    public let term: ArchivalCode.Term
    public let ground: Term

    public init(
        register: String? = nil, kinds: [String] = [], level: Unit.Level? = nil, handling: String? = nil, importance: Int? = nil,
        title: String? = nil, term: ArchivalCode.Term, ground: Term
    ) {
        self.init(
            register: register, isSent: false, kinds: kinds, level: level, handling: handling, importance: importance, title: title,
            term: term, ground: ground)
    }

    fileprivate init(
        register: String? = nil, isSent: Bool, kinds: [String], level: Unit.Level?, handling: String?, importance: Int?,
        title: String? = nil, term: ArchivalCode.Term, ground: Term
    ) {
        self.register = register
        self.isSent = isSent
        self.kinds = kinds
        self.level = level
        self.handling = handling
        self.importance = importance
        self.title = title
        self.term = term
        self.ground = ground
    }

    func fits(_ matter: Matter, _ definition: RegisterDefinition?, _ directory: Directory) -> Bool {
        if let register, matter.register != register { return false }
        if isSent, definition?.sends != true { return false }
        if !kinds.isEmpty {
            let kind = matter.text(of: .kind, by: definition) ?? DocumentKinds.kind(ofTitle: matter.title)
            guard let kind, kinds.contains(kind) else { return false }
        }
        if let level, matter.text(of: .from, by: definition).flatMap({ directory.unit($0) })?.level != level { return false }
        if let handling, matter.text(of: .handling, by: definition) != handling { return false }
        if let importance, matter.importance < importance { return false }
        if let title, !Folding.key(matter.title).contains(Folding.key(title)) { return false }
        return true
    }

    init?(_ json: JSON) {
        guard let term = json["term"].string.flatMap(ArchivalCode.Term.init(rawValue:)) else { return nil }
        self.init(
            register: json["register"].string, kinds: json["kinds"].array?.compactMap(\.string) ?? [],
            level: json["level"].string.flatMap(Unit.Level.init(rawValue:)), handling: json["handling"].string,
            importance: json["importance"].int.map(Int.init), title: json["title"].string, term: term,
            ground: Term(zh: json["ground"].string ?? "", en: json["ground"].string ?? ""))
    }

    public var json: JSON {
        .compact([
            "register": JSON(register), "kinds": kinds.isEmpty ? .null : .array(kinds.map(JSON.string)), "level": JSON(level?.rawValue),
            "handling": JSON(handling), "importance": JSON(importance), "title": JSON(title), "term": .string(term.rawValue),
            "ground": .string(ground.zh),
        ])
    }
}

/// A term proposed, with whose rule it is.
public struct RetentionProposal: Hashable, Sendable {
    public enum Source: String, Sendable { case person, office, product }
    public let term: ArchivalCode.Term
    public let source: Source
    public let ground: Term
}
