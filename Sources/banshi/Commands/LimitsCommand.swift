import ArgumentParser
import Ledger
import Office
import Phrases
import Screen

/// `banshi limits [NAME|none]`: the named sets of limits and their sources; switches one on for the papers dispatched from now on.
struct LimitsCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: .words("Sets of limits by name: show, switch on.", "时限预设"))
    @Argument(help: .words("The set to switch on, or none.", "要启用的预设，或 none。")) var name: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(name == nil ? .reading : .writing)
        if let name {
            try session.require(.counting, ledger)
            guard name == "none" || LimitPreset.named(name) != nil else {
                let known = LimitPreset.all.map(\.id) + ["none"]
                throw Refusal.unknown(what: "limits", text: Visible.text(name), nearest: Nearest.of(name, in: known))
            }
            let chosen = LimitPreset.named(name)
            let changes = chosen.map { [OfficeChange.limits($0.scope, $0)] } ?? LimitPreset.Scope.allCases.map { .limits($0, nil) }
            try ledger.submit([.change(changes)], as: try session.attribution(ledger), wholly: true)
        }
        let chosen = Set(try ledger.office().limitPresets.map(\.id))
        if global.json { return session.print(json: .array(LimitPreset.all.map { json($0, isOn: chosen.contains($0.id)) })) }
        for preset in LimitPreset.all {
            let levels = preset.levels.map { "\($0.urgency ?? session.speaker(.ordinaryPaper)) \(session.speaker.length($0.length))" }
            session.print(
                "\(chosen.contains(preset.id) ? "✓" : " ") \(preset.id)  \(levels.joined(separator: " · "))  — \(session.speaker(preset.source))"
            )
        }
        session.print(session.speaker(chosen.isEmpty ? .limitsNone : .limitsFromNowOn))
    }

    private func json(_ preset: LimitPreset, isOn: Bool) -> JSON {
        [
            "id": .string(preset.id), "on": .bool(isOn), "source": .string(preset.source.en),
            "levels": .array(preset.levels.map { ["urgency": JSON($0.urgency), "length": .string($0.length.stored)] }),
        ]
    }
}
