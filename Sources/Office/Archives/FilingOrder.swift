extension Matter {
    /// The day a paper is filed by: that of its signing, else that on which it came (DA/T 22-2015, 5.2.3).
    ///
    /// - Parameter definition: the one that holds for it; nil where its register is unknown.
    public func filingDay(by definition: RegisterDefinition?, _ zone: OfficeZone) -> Day? {
        if let dated = text(of: .dated, by: definition).flatMap({ Day(iso: $0) }) { return dated }
        // What goes out is signed here; what comes in is signed for here.
        if definition?.sends ?? false, let signed = record["signedAt"].int { return zone.day(of: Moment(milliseconds: signed)) }
        return received.map { zone.day(of: $0) }
    }

    /// The year it is filed under.
    public func filingYear(by definition: RegisterDefinition?, _ zone: OfficeZone) -> Int {
        filingDay(by: definition, zone)?.year ?? number?.year ?? 0
    }
}

/// The order of papers within the lowest class: by time combined with the matter (DA/T 22-2015, 5.3.1).
public enum FilingOrder {
    /// Papers linked to one another stand side by side, each answer after what it answers; such groups stand by their earliest day.
    public static func sorted(_ papers: [Matter], registers: Registers, zone: OfficeZone) -> [Matter] {
        let indexOf = Dictionary(papers.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        var group = Array(papers.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while group[index] != index { index = group[index] }
            return index
        }
        for (index, paper) in papers.enumerated() {
            for link in paper.links {
                guard let other = indexOf[link] else { continue }
                let (left, right) = (root(index), root(other))
                group[max(left, right)] = min(left, right)
            }
        }
        let definitions = papers.map { registers[of: $0] }
        let days = zip(papers, definitions).map { $0.filingDay(by: $1, zone)?.ordinal ?? Int.max }
        // What goes out answers what came in.
        let isSent = definitions.map { $0?.sends ?? false }
        func key(_ index: Int) -> (Int, Int, Int, Int) {
            let paper = papers[index]
            let isAnswer = isSent[index]
            var day = days[index]
            if isAnswer {
                // An answer cannot stand before the paper it answers, whatever its date says.
                for link in paper.links {
                    if let other = indexOf[link], !isSent[other] { day = max(day, days[other]) }
                }
            }
            return (day, isAnswer ? 1 : 0, paper.number?.sequence ?? Int.max, paper.id.handle)
        }
        let groups = Dictionary(grouping: papers.indices, by: root).values.map { members in
            members.map { (index: $0, key: key($0)) }.sorted { $0.key < $1.key }
        }
        return groups.sorted { left, right in (left.first?.key ?? (0, 0, 0, 0)) < (right.first?.key ?? (0, 0, 0, 0)) }
            .flatMap { $0.map { papers[$0.index] } }
    }
}
