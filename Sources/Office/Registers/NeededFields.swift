/// What is not recorded without which field, the same for whoever fills the form.
extension RegisterDefinition {
    /// The fields a step is not taken without, by their ids: those its register names for it, and those its act rests on.
    public func needed(for step: Step) -> Set<String> {
        var needed = Set(fields.filter { $0.neededFor.contains(where: step.isNamed) }.map(\.id))
        switch step.act {
        case .hand: needed.insert(step.proposes ? "leader" : "target")
        case .circulate: needed.insert("readers")
        case .bringUp: needed.insert("day")
        // What goes back because it was lent to us needs no ground (条例 §24(3)).
        case .return: if step.asks.contains("code") { needed.insert("code") }
        case .hold, .resume, .withdraw: needed.insert("reason")
        case .extend: needed.formUnion(["limit", "reason"])
        case .join, .link: needed.insert("into")
        case .advance, .send, .comeBack, .read, .recall, .sign, .approve, .answer, .chase, .conclude, .archive: break
        }
        return needed
    }

    /// The fields a matter does not open without.
    ///
    /// - Parameter registered: whether it takes its number at once, and with that the steps that lead there.
    public func neededToOpen(registered: Bool) -> Set<String> {
        guard registered, opens != opensRegistered else { return ["title"] }
        let way = path(from: opens) { here in steps.first { $0.from.contains(here) && $0.to == opensRegistered } } ?? []
        return Set(way.flatMap(needed)).union(["title"])
    }
}
