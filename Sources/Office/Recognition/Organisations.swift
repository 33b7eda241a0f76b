/// Names of bodies: what looks like one, and how names run together are told apart.
enum Organisations {
    static func isLike(_ key: Run) -> Bool {
        guard (2...80).contains(key.count),
            key.allSatisfy({ Folding.isHan($0) || Signs.nameSigns.contains($0) }),
            Vocabulary.organisationEnds.ends(withoutBrackets(key))
        else { return false }
        return !Vocabulary.notOrganisationStarts.begins(key) && !Vocabulary.notOrganisationParts.occurs(in: key)
    }

    /// A key without trailing remarks in brackets.
    static func withoutBrackets(_ key: Run) -> Run {
        var key = key
        while key.last == ")", let open = key.lastIndex(of: "("), open > 0 { key = key.upTo(open) }
        return key
    }

    /// Whether `rest` begins the name of another body, not a part of the one before.
    static func isNewName(_ rest: Run, after first: Run) -> Bool {
        if Vocabulary.bare.isOne(rest) || rest.count < 2 || rest.has("分") || rest.has("支") { return false }
        let opening = Run(rest.prefix(12))
        if ["行", "总局", "会", "公司"].contains(where: { first.ends($0) }), !first.has("中共"),
            branches.occurs(in: opening)
        {
            return false
        }
        if first.ends("总局"), rest.ends("税务局") { return false }
        if first.ends("委员会") || first.ends("委"), Vocabulary.bare.begins(rest) { return false }
        return Vocabulary.regional.begins(rest) || (first.count > 3 && rest.prefix(2) == first.prefix(2))
            || (first.has("中共") && first.count > 4 && rest.prefix(2) == first[2..<4])
    }

    private static let branches = Words("分行 支行 分局 分院 监管局 分公司")
    /// Names run together, cut apart: by signs, by suffix, by region, by the same ending.
    static func split(_ key: Run) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var start = 0
        var index = 0
        var depth = 0
        while index < key.count {
            let scalar = key[index]
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            index += 1
            if depth != 0 { continue }
            if scalar == "、" || scalar == "," {
                if index - 1 > start { names.append(start..<(index - 1)) }
                start = index
                continue
            }
            guard index - start >= 3, index < key.count, let end = Vocabulary.organisationEnds.ending(Run(key[start..<index]))
            else { continue }
            let first = Run(key[start..<index])
            let rest = key.from(index)
            if let next = rest.first, ["、", ",", "("].contains(next) { continue }
            if end.string == "委", rest.has("员会") { continue }
            let peer =
                rest.isEmpty
                ? nil
                : (1...rest.count).first { length in
                    Vocabulary.organisationEnds.ends(rest.upTo(length))
                        && Run(rest[(length - 1)..<min(length + 2, rest.count)]).string != "委员会"
                }
            // 国家税务总局云溪市税务局 is one body.
            if first.ends("总局"), first.has("国家"), !Vocabulary.heads.begins(rest) { continue }
            // 国家粮食和物资储备局江东局
            if first.ends("局"), first.has("国家"), rest.count <= 4, rest.ends("局") { continue }
            let isLeaf =
                Vocabulary.leaves.ends(first) && peer != nil && Vocabulary.organisationEnds.ends(rest) && !Vocabulary.bare.isOne(rest)
            let isSame =
                peer.map { length in
                    length >= 3 && ["部", "厅", "局", "委"].contains(end.string) && rest.upTo(length).ends(end.string)
                        && !Vocabulary.bare.begins(rest) && first.count <= length + 12
                } ?? false
            if isLeaf || isSame || isNewName(rest, after: first) {
                names.append(start..<index)
                start = index
            }
        }
        if start < key.count { names.append(start..<key.count) }
        return names
    }

    /// The bodies a signature or header line names.
    static func named(in piece: Piece) -> [String] {
        let words = piece.words
        if words.count > 1 {
            let parts = words.map { Piece(line: piece.line, raw: $0) }
            if parts.allSatisfy({ $0.key.count >= 2 && isLike($0.key) }) { return parts.flatMap(named) }
        }
        return split(piece.key).map { Run(piece.text[$0]).string }
    }
}
