/// To which leader a paper goes next: upward, one by one; who is in charge writes first, the head not before a deputy has (J2).
extension Matter {
    /// The next leader; nil where the directory knows none.
    public func nextLeader(_ directory: Directory) -> String? {
        let written = Set(notes.filter { $0.kind == "instruction" }.map(\.by))
        let leaders = directory.people.filter { $0.isActive && $0.isLeader && !$0.isClerk }.sorted { ($0.rank ?? 99) < ($1.rank ?? 99) }
        func isNext(_ id: String) -> Bool { !written.contains(id) && holder != id && directory.person(id)?.isActive == true }
        if let inCharge = leaderInCharge(directory), isNext(inCharge), directory.person(inCharge)?.isClerk != true { return inCharge }
        let deputies = leaders.filter { $0.rank != 1 }.map(\.id)
        let head = leaders.first { $0.rank == 1 }?.id
        let hasDeputysWord = deputies.contains { written.contains($0) }
        if let head, isNext(head), hasDeputysWord || deputies.isEmpty { return head }
        return deputies.first(where: isNext) ?? head.flatMap { isNext($0) ? $0 : nil }
    }

    /// 分管领导: of the unit it was handed to, else of its sender; of a superior's paper that of the sender's counterpart here
    /// (市财政局: whoever is in charge of 财政局), else of the unit its title speaks of.
    public func leaderInCharge(_ directory: Directory) -> String? {
        for id in [lead, field("from")].compactMap({ $0 }) {
            if let leader = directory.unit(id)?.leader { return leader }
        }
        let sender = field("from").map { directory.unit($0)?.name ?? $0 } ?? field("issuer") ?? ""
        let own = directory.units.filter { $0.leader != nil && $0.level != .superior }
        let counterpart = own.filter { sender.count > $0.core.count && sender.hasSuffix($0.core) }
        if let leader = counterpart.max(by: { $0.core.count < $1.core.count })?.leader { return leader }
        let named = own.filter { unit in unit.subjectWord.map { title.contains($0) } ?? false }
        return named.max { ($0.subjectWord?.count ?? 0) < ($1.subjectWord?.count ?? 0) }?.leader
    }

    /// Whether a deputy has written on it, so that it may go to the head.
    public func mayGoToHead(_ directory: Directory) -> Bool {
        let deputies = directory.people.filter { $0.isActive && $0.isLeader && $0.rank != 1 }.map(\.id)
        guard !deputies.isEmpty else { return true }
        return notes.contains { $0.kind == "instruction" && deputies.contains($0.by) }
    }
}

extension Unit {
    /// 云溪县财政局 is 财政局 wherever it stands.
    var core: String {
        guard let cut = name.dropFirst().firstIndex(where: { "县市区省旗州".contains($0) }) else { return name }
        let rest = String(name[name.index(after: cut)...])
        return rest.count >= 3 ? rest : name
    }

    /// 县财政局, as it is written on slips of its own county.
    public var calledAtHome: String {
        guard level != .internal, core != name else { return short }
        let before = name.dropLast(core.count).last.map(String.init) ?? ""
        return before + core
    }

    /// What its papers speak of: 水利 of 水利局; nil where its name says nothing of the kind.
    fileprivate var subjectWord: String? {
        for ending in ["委员会", "管理局", "局", "委", "办公室", "中心"] where core.hasSuffix(ending) {
            let word = String(core.dropLast(ending.count))
            return word.count >= 2 ? word : nil
        }
        return nil
    }
}

extension Person {
    /// Whether their post is that of somebody who prepares papers: they may stand among those with a rank, and no paper goes up to them.
    public var isClerk: Bool {
        let posts = post?.split(whereSeparator: { "、，, ".contains($0) }) ?? []
        return !posts.isEmpty && posts.allSatisfy { post in Person.clerks.contains(where: post.hasSuffix) }
    }

    private static let clerks = ["科员", "办事员", "文书", "机要员", "打字员", "收发员", "工作人员"]

    /// 李卫东副县长: how a slip asks a leader.
    public var addressed: String {
        guard var post = post?.split(whereSeparator: { "、，, ".contains($0) }).last.map(String.init), !post.isEmpty else {
            return name + "同志"
        }
        if post.hasPrefix("常务副") { post = String(post.dropFirst(2)) }
        return name + post
    }
}
