/// Signed 签发: what a second person must sign, nobody signs who wrote it (条例 §22).
///
/// The register says which of its fields name who signs and who wrote it; without an author it is whoever answers for the paper.
struct Signed: Capability {
    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        try course.refuseOwnSignature(step, form)
        return [:]
    }

    func holds(_ left: LeftMatter) throws { try left.facts.registers.refuseOwnApproval(left.now, was: left.was) }
}

extension MatterCourse {
    /// Nobody signs what they wrote themselves; who signs is the form's signer, else whoever acts where the step is left to roles, for it is
    /// of them that these are asked.
    fileprivate func refuseOwnSignature(_ step: Step, _ form: [String: JSON]) throws(Refusal) {
        guard step.needsSecond else { return }
        let author = matter.author(by: definition)
        let isOwnAct = facts.attribution.isForOther || !step.by.isEmpty
        let named = definition.value(of: .signer, in: form)?.string
        let signer = named ?? (isOwnAct ? by : matter.text(of: .signer, by: definition) ?? by)
        let isPaper =
            definition.asks(step, for: .signer) || definition.field(playing: .author) != nil || definition.field(playing: .signer) != nil
        if signer == author, let author {
            throw isPaper
                ? Refusal.guarded(.signerIsAuthor, article: "条例 §22")
                : Refusal.guarded(.needsAnother, article: facts.directory.name(author) ?? author)
        }
        // A paper's signature lies before whoever writes it down, its author too.
        if !isPaper { try refuseUnfounded(signer, of: author, form, isSignedLater: false) }
    }

    /// Whoever asks for something writes down that another approved it only with how they did and where that lies (J1).
    ///
    /// - Parameter isSignedLater: whether what was said by telephone is signed afterwards 补签, and needs nothing else (K6).
    func refuseUnfounded(
        _ approver: String, of applicant: String?, _ form: [String: JSON], isSignedLater: Bool
    ) throws(Refusal) {
        let attribution = facts.attribution
        guard attribution.recordedBy == applicant, approver != applicant else { return }
        let medium = form["medium"]?.string.flatMap(Attribution.Medium.init(word:)) ?? attribution.medium
        let isSaid = medium != .own && medium != .unsaid
        let isFounded = attribution.evidence != nil || isSignedLater && Approval.spoken.contains(medium)
        if !isSaid || !isFounded { throw .guarded(.unfounded, article: facts.directory.name(approver) ?? approver) }
    }

    /// How another's signature came: it lies before the clerk on paper, unless they say otherwise.
    func signatureMedium(_ form: [String: JSON]) -> Attribution.Medium {
        let usual = facts.attribution.medium == .own ? .original : facts.attribution.medium
        return form["medium"]?.string.flatMap(Attribution.Medium.init(word:)) ?? usual
    }
}

extension Matter {
    /// Who wrote the draft: the author named, else who answers for it.
    func author(by definition: RegisterDefinition) -> String? { text(of: .author, by: definition) ?? owner }
}

extension Registers {
    /// Refuses a paper whose author would have signed it (条例 §22), where it was not so before.
    func refuseOwnApproval(_ now: Matter, was: Matter?) throws(Refusal) {
        func isOwn(_ matter: Matter) -> Bool {
            guard let definition = self[of: matter], let signer = matter.text(of: .signer, by: definition) else { return false }
            return signer == matter.author(by: definition) && definition.needsSignature(toReach: matter.state)
        }
        guard isOwn(now), !(was.map(isOwn) ?? false) else { return }
        throw .guarded(.signerIsAuthor, article: "条例 §22")
    }
}

extension RegisterDefinition {
    /// Whether no way leads to a state but by the signature of a second person.
    func needsSignature(toReach state: String) -> Bool {
        guard steps.contains(where: \.needsSecond) else { return false }
        var reached: Set<String> = [opens]
        var isGrowing = true
        while isGrowing {
            let open = steps.filter { !$0.needsSecond && !reached.isDisjoint(with: $0.from) }
            let more = Set(open.flatMap { [$0.to, $0.otherwise].compactMap(\.self) }).subtracting(reached)
            reached.formUnion(more)
            isGrowing = !more.isEmpty
        }
        return !reached.contains(state)
    }
}
