/// Secret 涉密: a row that only stands for a classified paper takes no word of it; the paper is in a register of its own (保密法; domain H7).
struct Secret: Capability {
    func holds(_ left: LeftMatter) throws {
        guard left.now.isPlaceholder, let was = left.was, was.isPlaceholder else { return }
        let box = RegisterUses.Part.box.path(by: left.facts.registers[of: left.now])
        // What is done again was allowed of the placeholder when it was first done.
        let words = left.inverses.filter { $0.subject == left.now.id && !Undoing.doesAgain($0) }.flatMap(\.changes).filter { change in
            let isOfPaper =
                change.path == "title" || ["fields/", "notes/", "enclosures/", Lines.group("")].contains(where: change.path.hasPrefix)
            return isOfPaper && change.path != box && !change.now.isNull
        }
        if !words.isEmpty { throw Refusal.guarded(.placeholder, article: "保密法") }
    }
}

extension Matter {
    /// Whether it only stands for a paper that may not be handled here (保密法; domain H7).
    public var isPlaceholder: Bool { record["placeholder"].bool ?? false }
    /// Why it is kept although it bears a secrecy mark, and who said so; nil where it bears none (J13).
    public var clearance: Clearance? { Clearance(record[Clearance.path]) }

    /// What may be said of a classified paper here: when it came, where its own register has it, when to look again.
    private static let placeholderFields: Set<String> = ["received", "plannedOn", "bringUpOn", "owner"]

    /// Refuses to write of a classified paper what may not be said of it here.
    func refuseWords(at paths: some Sequence<String>, by definition: RegisterDefinition) throws(Refusal) {
        let box = definition.path(of: .box)
        guard isPlaceholder, paths.contains(where: { $0 != box && !Matter.placeholderFields.contains($0) }) else { return }
        throw .guarded(.placeholder, article: "保密法")
    }
}
