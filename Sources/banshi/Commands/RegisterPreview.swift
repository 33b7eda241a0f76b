import Office
import Phrases
import Screen

/// What a definition will look like in an office: its form, the head of its list, the steps from each state.
struct RegisterPreview {
    private let definition: RegisterDefinition
    private let speaker: Speaker
    /// The fields the office would have no more.
    private let gone: [Adoption.Gone]

    init(_ definition: RegisterDefinition, _ speaker: Speaker, gone: [Adoption.Gone]) {
        self.definition = definition
        self.speaker = speaker
        self.gone = gone
    }

    /// No line of the form, the list and the steps is wider, so that they are read on the smallest terminal.
    private static let width = 80

    var lines: [String] {
        let name = speaker(definition.name)
        var lines = ["\(name)  \(definition.id)  \(definition.prefix)1"]
        if definition.format != nil { lines[0] += "  " + definition.printed(year: 2026, sequence: 1) }
        lines.append(speaker(.previewCapture, "\(definition.capture.first ?? name): …"))
        lines += ["", speaker(.previewForm)]
        lines += definition.fields.map(field)
        lines += ["", speaker(.previewList), head, "", speaker(.previewSteps)]
        for state in definition.states {
            lines.append("\(speaker(state.name)) (\(state.id))\(state.id == definition.opens ? "  " + speaker(.previewOpens) : "")")
            lines += steps(from: state.id).map { "  " + step($0) }
        }
        for limit in definition.uses.limits {
            lines += ["", speaker(.previewLimit, speaker.length(limit.length), speaker(limit.basis))]
        }
        let told = gone.isEmpty ? [] : [""] + gone.map { speaker.gone($0, from: definition) }
        return lines.map { TextWidth.of($0) > Self.width ? TextWidth.truncated($0, to: Self.width) : $0 } + told
    }

    var json: JSON {
        [
            "id": .string(definition.id), "name": .string(speaker(definition.name)), "prefix": .string(definition.prefix),
            "opens": .string(definition.opens), "gone": .gone(gone, speaker), "list": .array(columns.map { .string($0.id) }),
            "form": .array(
                definition.fields.map { field in
                    [
                        "id": .string(field.id), "name": .string(speaker(field.name)), "kind": .string(field.kind.rawValue),
                        "first": .bool(field.isFirst),
                    ]
                }),
            "states": .array(
                definition.states.map { state in
                    [
                        "id": .string(state.id), "name": .string(speaker(state.name)), "stage": .string(state.stage.rawValue),
                        "steps": .array(steps(from: state.id).map(json)),
                    ]
                }),
        ]
    }

    private func json(_ step: Step) -> JSON {
        .compact([
            "id": .string(step.id), "name": .string(speaker(step.name)), "act": .string(step.act.rawValue), "to": JSON(step.to),
            "by": step.by.isEmpty ? .null : .array(step.by.map { .string($0.rawValue) }), "key": JSON(step.key.map(String.init)),
            "asks": .array(definition.form(of: step).map { .string($0.id) }),
        ])
    }

    private func steps(from state: String) -> [Step] { definition.steps.filter { $0.from.contains(state) } }

    private func field(_ field: FieldDefinition) -> String {
        let needed = definition.steps.filter { step in field.neededFor.contains(where: step.isNamed) }.map { speaker($0.name) }
        var line =
            "  " + (field.isFirst ? "" : speaker(.previewMore) + " ") + "\(speaker(field.name)) (\(field.id), \(field.kind.rawValue))"
        if !field.choices.isEmpty { line += "  " + field.choices.map { speaker($0.name) }.joined(separator: " ") }
        if !needed.isEmpty { line += "  " + speaker(.previewNeeded, needed.joined(separator: " ")) }
        return line
    }

    private func step(_ step: Step) -> String {
        var line = speaker(step.name) + " (\(step.id))"
        let to = [step.to, step.otherwise].compactMap(\.self).map { state in
            definition.state(state).map { speaker($0.name) } ?? state
        }
        if !to.isEmpty { line += " → " + to.joined(separator: "/") }
        if !step.by.isEmpty { line += "  " + speaker(.previewBy, step.by.map { speaker($0.name) }.joined(separator: " ")) }
        let asks = definition.form(of: step).map { speaker($0.name) }
        if !asks.isEmpty { line += "  " + speaker(.previewAsks, asks.joined(separator: " ")) }
        return line
    }

    private var columns: [(id: String, name: String)] { RegisterListing(definition, speaker).columns.map { ($0.id, $0.name) } }

    private var head: String {
        let share = max(4, (Self.width - 2 * (columns.count - 1)) / max(1, columns.count))
        return columns.map { TextWidth.padded(TextWidth.truncated($0.name, to: share), to: share) }.joined(separator: "  ").trimmed
    }
}
