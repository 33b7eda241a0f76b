extension Directory {
    /// A title for a list, where the sender has a column of its own: 云溪县财政局关于报送决算的通知 → 关于报送决算的通知.
    ///
    /// Only the sender's own name is cut; where somebody else issued the paper, the title stays whole.
    /// - Parameter keepsName: whether the sender's short name stays in front, where no column says it.
    public func shortTitle(_ title: String, from sender: String?, keepsName: Bool = false) -> String {
        guard let sender, let range = title.range(of: "关于", else: "關於"), range.lowerBound > title.startIndex else { return title }
        let head = title[..<range.lowerBound]
        let unit = unit(sender)
        let names = unit.map { [$0.name] + $0.shortNames } ?? [sender]
        guard !head.contains(where: \.isWhitespace), names.contains(where: { !$0.isEmpty && head.hasSuffix($0) || $0.hasSuffix(head) })
        else { return title }
        let rest = title[range.lowerBound...]
        let name = unit?.short ?? sender
        return keepsName ? (name.count < head.count ? name : String(head)) + rest : String(rest)
    }
}

extension String {
    fileprivate func range(of first: String, else second: String) -> Range<String.Index>? {
        firstRange(of: first) ?? firstRange(of: second)
    }
}
