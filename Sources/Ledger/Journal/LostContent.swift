import Office

/// A part of an entry whose content is gone or damaged, though nobody erased it.
public struct LostContent: Hashable, Sendable {
    /// The entry's number.
    public let entry: Int64
    /// What it tells of; several where an entry keeps one content for all of them.
    public let subjects: [SubjectID]
    /// `payload`, `open` (what of a matter kept to a circle all may know), `text` of a paper, or `evidence`.
    public let part: String
}

extension StoredEntry {
    /// What the items of its body name that stands beside it, each by its digest.
    func contents(of items: [JSON]) -> [(digest: [UInt8], content: LostContent)] {
        let all = Set(items.compactMap { $0["subject"].string }).sorted()
        return items.flatMap { item in
            let subjects = (item["subject"].string.map { [$0] } ?? all).map { SubjectID($0) }
            return StoredEntry.payloadKeys.compactMap { key in
                item[key].string.flatMap(Hex.bytes).map { ($0, LostContent(entry: seq, subjects: subjects, part: key)) }
            }
        }
    }
}
