extension Directory {
    /// A title for a list, where the sender has a column of its own: 云溪县财政局关于报送决算的通知 → 关于报送决算的通知.
    ///
    /// Only the sender's own name is cut; where somebody else issued the paper, the title stays whole.
    /// - Parameter keepsName: whether the sender's short name stays in front, where no column says it.
    public func shortTitle(_ title: String, from sender: String?, keepsName: Bool = false) -> String {
        guard let sender, let about = title.beginning(of: "关于", else: "關於"), about > title.startIndex else { return title }
        let head = title[..<about]
        let unit = unit(sender)
        let names = unit.map { [$0.name] + $0.shortNames } ?? [sender]
        guard !head.contains(where: \.isWhitespace), names.contains(where: { !$0.isEmpty && head.hasSuffix($0) || $0.hasSuffix(head) })
        else { return title }
        let rest = title[about...]
        let name = unit?.short ?? sender
        return keepsName ? (name.count < head.count ? name : String(head)) + rest : String(rest)
    }
}

extension String {
    /// Where the first of two words begins, else the other. By bytes: walking clusters made a row of a list several times as dear.
    fileprivate func beginning(of first: StaticString, else second: StaticString) -> String.Index? {
        beginning(of: first) ?? beginning(of: second)
    }

    private func beginning(of word: StaticString) -> String.Index? {
        word.withUTF8Buffer { word in
            var rest = utf8[...]
            while let start = rest.firstIndex(of: word[0]) {
                rest = rest[start...]
                if rest.starts(with: word) { return start }
                rest = rest.dropFirst()
            }
            return nil
        }
    }
}
