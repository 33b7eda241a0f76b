/// Where a paper is proposed to go, each value with the reason it rests on. A rule beats habit; a default never overwrites a rule.
public struct Routing: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// A rule of the office, by its name.
        case rule(String)
        /// What was done with this sender's finished papers: so many of the last so many.
        case habit(times: Int, of: Int)
    }

    public struct Proposal: Hashable, Sendable {
        public let value: JSON
        public let reason: Reason

        public init(value: JSON, reason: Reason) {
            self.value = value
            self.reason = reason
        }
    }

    public let proposals: [RoutingRule.Target: Proposal]

    /// - Parameter finished: the sender's last concluded papers, the newest first; what is still under way teaches nothing.
    public init(for record: Record, rules: [RoutingRule], finished: [Matter], directory: Directory) {
        var proposals: [RoutingRule.Target: Proposal] = [:]
        for rule in rules where rule.fits(record, directory) {
            for (target, value) in rule.targets where proposals[target] == nil && !Routing.goesUpward(target, value, directory) {
                proposals[target] = Proposal(value: value, reason: .rule(rule.name))
            }
        }
        for (target, proposal) in Routing.habit(record["fields/kind"].string, finished, directory) where proposals[target] == nil {
            proposals[target] = proposal
        }
        self.proposals = proposals
    }

    /// Papers of the same kind teach where there are enough of them, else all of the sender's.
    private static func habit(_ kind: String?, _ finished: [Matter], _ directory: Directory) -> [RoutingRule.Target: Proposal] {
        let alike = finished.filter { $0.kind == kind }
        let papers = alike.count >= leastPapers ? alike : finished
        guard papers.count >= leastPapers else { return [:] }
        var proposals: [RoutingRule.Target: Proposal] = [:]
        func propose(_ target: RoutingRule.Target, _ values: [JSON]) {
            var counts: [JSON: Int] = [:]
            for value in values { counts[value, default: 0] += 1 }
            // The newest paper's way decides between two that were taken as often.
            guard let most = values.max(by: { counts[$0] ?? 0 < counts[$1] ?? 0 }), let times = counts[most], times * 2 >= papers.count,
                times >= leastTimes
            else { return }
            proposals[target] = Proposal(value: most, reason: .habit(times: times, of: papers.count))
        }
        func isThere(_ id: String) -> Bool { directory.person(id)?.isActive ?? (directory.unit(id) != nil) }
        // What went up in older records is no habit: a superior is reported to, not dispatched to (domain K2).
        func isBelow(_ id: String) -> Bool { isThere(id) && !directory.isSuperior(id) }
        propose(.target, papers.compactMap(\.lead).filter(isBelow).map(JSON.string))
        propose(
            .leader,
            papers.compactMap { paper in
                paper.notes.last { $0.kind == "instruction" && directory.person($0.by)?.isLeader == true }?.by
            }.filter(isThere).map(JSON.string))
        propose(
            .readers,
            papers.map { $0.readers.filter { !$0.isLateral }.map(\.person).filter(isThere).sorted() }.filter { !$0.isEmpty }
                .map { .array($0.map(JSON.string)) })
        propose(.partners, papers.map(\.partners).filter { !$0.isEmpty }.map { .array($0.filter(isBelow).map(JSON.string)) })
        return proposals
    }

    /// Whether a proposal would hand the paper to a superior.
    private static func goesUpward(_ target: RoutingRule.Target, _ value: JSON, _ directory: Directory) -> Bool {
        switch target {
        case .target: value.string.map(directory.isSuperior) ?? false
        case .partners: value.array?.contains { $0.string.map(directory.isSuperior) ?? false } ?? false
        default: false
        }
    }

    /// Fewer papers than these are no habit; product defaults.
    private static let leastPapers = 3
    private static let leastTimes = 2

    /// What a rule says of a paper at the door: how it is handled and how much it matters; each remembered as the rule's proposal.
    public static func opening(_ values: [String: JSON], rules: [RoutingRule], directory: Directory) -> [String: JSON] {
        var record = Record()
        for (path, value) in values { record[path] = value }
        let routing = Routing(for: record, rules: rules, finished: [], directory: directory)
        var more: [String: JSON] = [:]
        for (target, path) in [(RoutingRule.Target.importance, "importance"), (.handling, "fields/handling")] {
            guard let proposal = routing.proposals[target], case .rule(let name) = proposal.reason else { continue }
            more[path] = proposal.value
            more["proposals/" + target.rawValue] = ["rule": .string(name)]
        }
        return more
    }
}
