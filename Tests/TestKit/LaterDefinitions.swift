import Office
import Settings

/// Later revisions of the shipped registers, as an office may adopt them: each is told wholly by its number, so that one adopted again after
/// it was taken back is the same.
public enum LaterDefinitions {
    private static let shipped = Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 })

    /// The definition of a register at a revision; nil for a register that is not shipped.
    ///
    /// All have rows of items. Of four in turn one has a column more, and one, of the inbound register, no state for papers put off.
    static func definition(_ register: String, revision: Int) -> JSON? {
        guard var tree = shipped[register]?.object else { return nil }
        tree["revision"] = .string(String(revision))
        tree["fields"] = .array((tree["fields"]?.array ?? []) + [items(hasNote: revision.isMultiple(of: 4))])
        if register == "inbound", revision % 4 == 3 { leaveOut("deferred", of: &tree) }
        return .object(tree)
    }

    /// The smallest definition an office adopts: one field, and a way from open to done.
    public static func smallest(_ id: String, prefix: String = "sm", name: String = "小簿", more: [String: JSON] = [:]) -> JSON {
        let own: [String: JSON] = [
            "id": .string(id), "prefix": .string(prefix), "name": ["zh": .string(name), "en": .string(id)], "opens": "open",
            "fields": [["id": "title", "kind": "long", "name": ["zh": "事项", "en": "Title"]]],
            "states": [
                ["id": "open", "stage": "doing", "name": ["zh": "待办", "en": "Open"]],
                ["id": "done", "stage": "closed", "name": ["zh": "办结", "en": "Done"]],
            ],
            "steps": [["id": "finish", "act": "conclude", "from": ["open"], "to": "done", "name": ["zh": "办结", "en": "Finish"]]],
        ]
        return .object(own.merging(more) { $1 })
    }

    private static func items(hasNote: Bool) -> JSON {
        func column(_ id: String, _ kind: String, _ zh: String, _ en: String) -> JSON {
            ["id": .string(id), "kind": .string(kind), "name": ["zh": .string(zh), "en": .string(en)]]
        }
        var columns = [
            column("item", "text", "名称", "Item"), column("count", "count", "数量", "Count"), column("from", "unit", "供货", "From"),
        ]
        if hasNote { columns.append(column("note", "text", "备注", "Note")) }
        return ["id": "items", "kind": "lines", "name": ["zh": "明细", "en": "Items"], "columns": .array(columns)]
    }

    /// Takes out a state, the steps that lead to it, and those that lead from nowhere else.
    public static func leaveOut(_ state: String, of tree: inout [String: JSON]) {
        tree["states"] = .array((tree["states"]?.array ?? []).filter { $0["id"].string != state })
        tree["steps"] = .array(
            (tree["steps"]?.array ?? []).compactMap { step in
                if step["to"].string == state { return nil }
                guard var members = step.object, let from = members["from"]?.array else { return step }
                let left = from.filter { $0.string != state }
                if left.isEmpty { return nil }
                members["from"] = .array(left)
                return .object(members)
            })
    }
}
