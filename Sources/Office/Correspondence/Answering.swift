/// 复文: what a paper that answers another is called, what kind it is and to whom it goes.
public struct AnswerDraft: Hashable, Sendable {
    /// 批复 answers a request for instructions, 函 everything else (条例 §8).
    public let kind: String
    /// Nil where the title of what is answered does not say what it is about.
    public let title: String?
    public let addressees: String

    /// - Parameter definition: the one that holds for what is answered; nil where its register is unknown.
    public init(to matter: Matter, of definition: RegisterDefinition?, by office: String, _ directory: Directory) {
        let answersRequest = matter.text(of: .kind, by: definition) == "请示"
        kind = answersRequest ? "批复" : "函"
        title = AnswerTitle.subject(of: matter.title).map { "\(office)关于\($0)的\(answersRequest ? "批复" : "复函")" }
        let sender = matter.text(of: .from, by: definition)
        addressees = matter.text(of: .issuer, by: definition) ?? directory.name(sender) ?? sender ?? ""
    }
}

extension Matter {
    /// Who signs it 签发人: who was chosen; important and upward papers the principal leader, others a deputy (条例 §22).
    public func proposedSigner(_ directory: Directory, by definition: RegisterDefinition?) -> String? {
        if let chosen = text(of: .signer, by: definition) { return chosen }
        let head = directory.people.first { $0.isActive && $0.rank == 1 }?.id
        if ["请示", "报告"].contains(text(of: .kind, by: definition) ?? "") { return head }
        return directory.entries(.leaders).dropFirst().first?.id ?? head
    }

    /// The leader who wrote asks another to read it: who that is, unless they have it or have written.
    public func leaderAskedFor(_ directory: Directory) -> String? {
        guard let named = direction(directory)?.reader, named != holder,
            !notes.contains(where: { $0.kind == "instruction" && $0.by == named })
        else { return nil }
        return named
    }
}

extension Directory {
    /// The leader papers of several kinds go to together: the head reads after a deputy (J2).
    public var leaderForMany: String? {
        let leaders = entries(.leaders).filter { person($0.id)?.isClerk != true }
        return (leaders.first { person($0.id)?.rank != 1 } ?? leaders.first)?.id
    }
}

extension RegisterDefinition {
    /// Whose words come back: of the leader who has the paper, of the unit that has not answered, else of the leader whose turn it is.
    public func writer(of matter: Matter, _ directory: Directory) -> String? {
        let isWithLeader = liesWithLeader(matter.state)
        let holder = matter.holder.flatMap { directory.person($0) != nil && isWithLeader ? $0 : nil }
        return holder ?? matter.unanswered.first?.id ?? inCommonWords(matter).nextLeader(directory)
    }
}
