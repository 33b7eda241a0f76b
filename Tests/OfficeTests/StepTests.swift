import Office
import Testing

/// Steps are a register's own; definitions that were adopted before keep working, whatever their moves were called.
@Suite struct StepTests {
    /// A definition as offices adopted it: moves of a closed table of verbs.
    private func adopted(_ moves: [JSON], _ fields: [JSON] = []) -> RegisterDefinition {
        let states: [JSON] = ["draft", "checked", "signed", "numbered", "sent", "awaiting", "kept"].map { id in
            ["id": .string(id), "name": .string(id), "stage": id == "kept" ? "closed" : "office"]
        }
        return RegisterDefinition.decode(
            Located([
                "id": "letters", "revision": "4", "prefix": "l", "name": "信函", "capture": .array(["信"]), "opens": "draft",
                "fields": .array(fields), "states": .array(states), "moves": .array(moves),
            ])
        ).definition
    }

    private func move(_ verb: String, _ from: String, _ to: String?, _ more: [String: JSON] = [:]) -> JSON {
        var row: [String: JSON] = ["id": .string(verb), "name": .string(verb), "from": .array([.string(from)])]
        row["to"] = to.map(JSON.string)
        return .object(row.merging(more) { $1 })
    }

    @Test func `the first move of a verb has its verb as id, the next are counted`() {
        let register = adopted([
            move("check", "draft", "checked"), move("sign", "checked", "signed"), move("check", "signed", "numbered"),
            move("check", "numbered", "sent"),
        ])
        #expect(register.steps.map(\.id) == ["check", "sign", "check-2", "check-3"])
        #expect(register.steps.map(\.verb) == [.check, .sign, .check, .check])
        #expect(register.steps.map(\.was) == [["check"], ["sign"], ["check"], ["check"]])
        // Each is asked for by its id and by its verb.
        #expect(register.path(to: .check, from: "signed")?.map(\.id) == ["check-2"])
        #expect(register.path(to: "check-3", from: "numbered")?.map(\.id) == ["check-3"])
        #expect(register.path(to: "check-3", from: "signed") == nil)
    }

    @Test func `what a move does is told by its data`() {
        let register = adopted([
            move("forward", "draft", "checked", ["asks": ["target"]]), move("forward", "numbered", "sent", ["final": "true"]),
            move("sign", "draft", nil), move("sign", "checked", "signed", ["second": "true"]),
            move("register", "signed", "numbered", ["numbers": "true"]), move("receive", "numbered", "sent"),
            move("propose", "draft", "checked"), move("putaway", "sent", "kept"), move("conclude", "sent", "kept"),
            move("reply", "sent", nil), move("void", "draft", "kept"),
        ])
        #expect(
            register.steps.map(\.act) == [
                .hand, .send, .sign, .approve, .advance, .advance, .hand, .conclude, .conclude, .answer, .withdraw,
            ])
        let byID = Dictionary(uniqueKeysWithValues: register.steps.map { ($0.id, $0) })
        #expect(byID["forward"]?.isFinal == false && byID["forward-2"]?.isFinal == true)
        #expect(byID["sign"]?.needsSecond == false && byID["sign-2"]?.needsSecond == true)
        #expect(byID["propose"]?.proposes == true && byID["forward"]?.proposes == false)
        #expect(byID["putaway"]?.putsAway == true && byID["conclude"]?.putsAway == false)
    }

    @Test func `a field that is needed for a verb is needed for every step of that verb`() throws {
        let register = adopted(
            [move("check", "draft", "checked"), move("check", "signed", "numbered")],
            [["id": "signer", "kind": "text", "name": "签发人", "needed": ["check"]]])
        let needed = try #require(register.field("signer")?.neededFor.first)
        #expect(register.steps.allSatisfy { $0.isNamed(needed) })
    }

    /// A definition with steps, the one in question among them.
    private func problems(_ steps: [JSON], needed: String? = nil) -> [Problem.Kind] {
        var field: [String: JSON] = ["id": "title", "kind": "long", "name": "标题"]
        field["needed"] = needed.map { .array([.string($0)]) }
        let (_, problems) = RegisterDefinition.decode(
            Located([
                "id": "cars", "prefix": "car", "name": "用车", "opens": "asked", "fields": .array([.object(field)]),
                "states": [["id": "asked", "name": "申请", "stage": "office"], ["id": "done", "name": "用毕", "stage": "closed"]],
                "steps": .array(steps),
            ]))
        return problems.map(\.kind)
    }

    private func step(_ id: String, _ more: [String: JSON] = [:]) -> JSON {
        let row: [String: JSON] = ["id": .string(id), "name": "步骤", "act": "conclude", "from": ["asked"], "to": "done"]
        return .object(row.merging(more) { $1 })
    }

    @Test func `what is wrong with steps is said`() {
        #expect(problems([step("drive")]) == [])
        #expect(problems([step("Drive home")]) == [.wrongKind("Drive home", expected: "a-z, 0-9, -")])
        #expect(problems([step("drive"), step("drive")]) == [.repeated("drive")])
        #expect(problems([step("drive"), step("hire", ["alias": "drive"])]) == [.repeated("drive")])
        #expect(problems([step("drive", ["alias": "conclude"]), step("hire", ["alias": "conclude", "from": ["done"]])]) == [])
        #expect(problems([step("drive", ["key": "a"])]).contains { if case .unknownValue("a", _) = $0 { true } else { false } })
        #expect(problems([step("drive", ["key": "V"]), step("hire", ["key": "V"])]) == [.clash("V", with: "drive")])
        #expect(problems([step("drive")], needed: "fly") == [.noSuch("fly", what: "step")])
        #expect(problems([step("drive", ["alias": "conclude"])], needed: "conclude") == [])
        // A definition without steps of its own knows the older verbs only.
        #expect(problems([], needed: "fly").contains { if case .unknownValue("fly", _) = $0 { true } else { false } })
        #expect(problems([step("drive", ["act": "fly"])]).contains { if case .unknownValue("fly", _) = $0 { true } else { false } })
    }
}
