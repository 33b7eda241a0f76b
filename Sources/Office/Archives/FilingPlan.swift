/// The proposed boxing of a year: every paper that was put away, with its term, its item number and its box (domain J6).
public struct FilingPlan: Sendable {
    public struct Item: Hashable, Sendable {
        public let matter: Matter
        public let proposal: RetentionProposal
        public let code: ArchivalCode
        /// 件号, in order within year, term and unit.
        public let item: Int
        /// 盒号, in order within year, term and unit.
        public let box: Int

        public var printed: String { code.printed(item) }

        /// What archiving it writes down.
        public func form(note: String?) -> [String: JSON] {
            var form: [String: JSON] = ["retention": .string(code.term.chinese), "boxNumber": JSON(box)]
            if let note { form["lateNote"] = .string(note) }
            return form
        }
    }

    /// Why a paper that was put away has no place in the plan.
    public enum Gap: String, Sendable {
        /// Nothing says how long it is kept.
        case noTerm
        /// It is kept to a circle the planner is not in.
        case needToKnow
    }

    public let year: Int
    public let items: [Item]
    public let left: [(matter: Matter, gap: Gap)]

    /// How many papers go into a box where nobody says otherwise; a rule of this program.
    public static let usualBox = 30

    /// - Parameters:
    ///   - papers: the year's papers of every register that is filed, archived ones among them: their boxes are filled up first.
    ///   - only: the one term to be boxed, or all.
    ///   - lastItem: the last item number given in a run.
    public init(
        year: Int, papers: [Matter], registers: Registers, directory: Directory, rules: ArchiveRules, zone: OfficeZone,
        only: ArchivalCode.Term? = nil, perBox: Int = FilingPlan.usualBox, lastItem: (_ series: String, _ year: Int) throws -> Int
    ) rethrows {
        self.year = year
        var runs: [ArchivalCode: [(matter: Matter, proposal: RetentionProposal)]] = [:]
        var left: [(matter: Matter, gap: Gap)] = []
        let schedule = rules.schedule
        // A row that stands for a classified paper is filed in the register of its own, not here.
        for matter in papers where !matter.isPlaceholder {
            guard let definition = registers[of: matter], definition.isKept(matter.state) else { continue }
            guard !matter.isMasked else {
                left.append((matter, .needToKnow))
                continue
            }
            guard let proposal = schedule.proposal(for: matter, by: definition, directory) else {
                left.append((matter, .noTerm))
                continue
            }
            if let only, proposal.term != only { continue }
            let code = ArchivalCode(year: year, term: proposal.term, unit: directory.archiveUnit(of: matter), fonds: rules.fonds)
            runs[code, default: []].append((matter, proposal))
        }
        let terms = ArchivalCode.Term.allCases
        let order = runs.keys.sorted { left, right in
            (terms.firstIndex(of: left.term) ?? 0, left.unit) < (terms.firstIndex(of: right.term) ?? 0, right.unit)
        }
        var items: [Item] = []
        for code in order {
            let members = runs[code] ?? []
            let proposals = Dictionary(members.map { ($0.matter.id, $0.proposal) }, uniquingKeysWith: { first, _ in first })
            var box = FilingPlan.lastBox(of: code, in: papers)
            var item = try lastItem(code.series, year)
            for matter in FilingOrder.sorted(members.map(\.matter), registers: registers, zone: zone) {
                guard let proposal = proposals[matter.id] else { continue }
                if box.count >= max(1, perBox) { box = (box.number + 1, 0) }
                item += 1
                box.count += 1
                items.append(Item(matter: matter, proposal: proposal, code: code, item: item, box: box.number))
            }
        }
        self.items = items
        self.left = left
    }

    /// The last box begun in a run, and how many papers lie in it.
    private static func lastBox(of code: ArchivalCode, in papers: [Matter]) -> (number: Int, count: Int) {
        var counts: [Int: Int] = [:]
        for paper in papers {
            guard let archival = paper.archival, archival.series == code.series, archival.year == code.year, let box = paper.boxNumber
            else {
                continue
            }
            counts[box, default: 0] += 1
        }
        guard let last = counts.keys.max() else { return (1, 0) }
        return (last, counts[last] ?? 0)
    }
}

extension Matter {
    /// 盒号 within year, term and unit.
    public var boxNumber: Int? { record["fields/boxNumber"].int.map(Int.init) }
    public var pages: Int? { record["fields/pages"].int.map(Int.init) }
    /// Why it was filed after its year was frozen 补归; nil for all others.
    public var lateNote: String? { field("lateNote") }
    /// What was put right after it was filed 勘误.
    public var corrections: [Note] { notes.filter { $0.kind == "correction" } }
}
