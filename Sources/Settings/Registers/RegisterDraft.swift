import Office

/// What somebody says of a register they want, in five answers; the definition that follows from them is a file they go on from.
public struct RegisterDraft: Sendable {
    /// A field as it was named: `用餐日期/Date:day`, `餐别/Meal:choice:早餐,午餐`.
    public struct Field: Sendable {
        public let name: Term
        public let kind: FieldDefinition.Kind
        public let choices: [String]

        /// Nil where the kind is none, or a choice has nothing to choose from.
        public init?(_ text: String) {
            let parts = text.replacing("：", with: ":").split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(\.trimmed)
            guard let name = Term(typed: parts[0]) else { return nil }
            self.name = name
            guard let kind = RegisterDraft.kind(parts.count > 1 ? parts[1] : "text") else { return nil }
            self.kind = kind
            choices =
                parts.count > 2
                ? parts[2].split(whereSeparator: { ",，、".contains($0) }).map(\.trimmed).filter { !$0.isEmpty } : []
            if (kind == .choice) == choices.isEmpty { return nil }
        }
    }

    public let id: String
    public let prefix: String
    public let name: Term
    public var fields: [Field] = []
    /// Whose approval it needs; nil where it needs nobody's.
    public var approver: Role?
    /// Whether it is handed to somebody and comes back.
    public var isHanded = false
    public var limit: Length?

    public init(id: String, prefix: String, name: Term) {
        self.id = id
        self.prefix = prefix
        self.name = name
    }

    /// The kinds that are asked for, by the words they are called; rows of cells are written into the file by hand.
    public static let kinds: [(kind: FieldDefinition.Kind, words: [String])] = [
        (.text, ["文字"]), (.long, ["长文"]), (.day, ["日期"]), (.moment, ["时间"]), (.span, ["起止"]), (.person, ["人员"]), (.people, ["多人"]),
        (.leader, ["领导"]), (.department, ["科室"]), (.unit, ["单位"]), (.assignee, ["对象"]), (.place, ["地点"]), (.reference, ["文号"]),
        (.choice, ["选项"]), (.count, ["数量", "数字"]), (.money, ["金额"]), (.flag, ["是否"]),
    ]

    private static func kind(_ word: String) -> FieldDefinition.Kind? {
        if word.isEmpty { return .text }
        return kinds.first { $0.kind.rawValue == word.lowercased() || $0.words.contains(word) }?.kind
    }

    /// An id for a name: its English word, else the initials of its Chinese one; never one that a step asks by, or that means something of
    /// every matter.
    static func id(for name: Term, besides taken: Set<String>) -> String {
        let words = name.en.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map { $0.lowercased() }
        var id = words.enumerated().map { $0.offset == 0 ? $0.element : $0.element.prefix(1).uppercased() + $0.element.dropFirst() }
            .joined()
        if id.first?.isLetter != true { id = Pinyin.abbreviation(name.zh) }
        id = id.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if id.first?.isLetter != true { id = "field" }
        func isFree(_ id: String) -> Bool {
            !taken.contains(id) && !FieldDefinition.common.contains(id) && !Filter.ownWords.contains(id)
                && !MoveForm.standard.contains { $0.id == id }
        }
        if isFree(id) { return id }
        var number = 2
        while !isFree(id + String(number)) { number += 1 }
        return id + String(number)
    }

    /// An id for a register of this name.
    public static func id(for name: Term, besides taken: [String]) -> String {
        id(for: name, besides: Set(taken + RegisterDefinition.reservedIDs)).lowercased()
    }

    /// A prefix for a register of this name that no other has.
    public static func prefix(for name: Term, id: String, besides others: [RegisterDefinition]) -> String {
        let taken = Set(others.flatMap(\.callWords).map { Folding.search($0) } + Capture.ownPrefixes)
        let initials = Pinyin.abbreviation(name.zh)
        let letters = id.filter { $0.isLetter }
        let proposals = [initials, String(letters.prefix(2)), String(letters.prefix(3)), String(letters.prefix(4)), letters]
        return proposals.first { $0.count > 1 && $0.count <= 8 && !taken.contains($0) } ?? String(letters.prefix(7)) + "x"
    }
}

extension Term {
    /// A name in both languages, `用车/Cars`; one that is given in one language is used for both. Nil where nothing is named.
    public init?(typed text: String) {
        let plain = String(text.map { $0.isNewline ? " " : $0 }).replacing("／", with: "/")
        let parts = plain.split(separator: "/", maxSplits: 1).map(\.trimmed).filter { !$0.isEmpty }
        guard let first = parts.first else { return nil }
        self.init(zh: first, en: parts.count > 1 ? parts[1] : first)
    }
}
