import Office
import Phrases

/// What a template may ask for: each thing under its id and its names, filled from a matter or, without one, empty.
struct SlipValues {
    struct Value {
        let id: String
        let names: [String]
        let text: String
    }

    let values: [Value]

    init(_ sheets: Sheets, _ matter: Matter?) {
        func value(_ id: String, _ names: [String], _ text: (Matter) -> String) -> Value {
            Value(id: id, names: names, text: matter.map(text) ?? "")
        }
        func notes(_ kind: String) -> (Matter) -> String { { sheets.notes(kind, of: $0) } }
        var values = [
            value("number", ["编号", "收文号"]) { $0.number?.printed ?? $0.id.text },
            value("received", ["收到时间", "收文日期"]) { sheets.received($0) },
            value("proposals", ["拟办", "拟办意见"], notes("proposal")), value("instructions", ["批示", "领导批示"], notes("instruction")),
            value("lead", ["主办", "承办"]) { sheets.handlers($0) },
            value("due", ["时限", "办理时限"]) { matter in matter.clock.map { sheets.zone.plain($0.due) } ?? "" },
            value("basis", ["时限依据"]) { ($0.clock?.basis).map(sheets.speaker.basis) ?? "" },
            value("readers", ["传阅", "传阅人"]) { sheets.readers($0) }, value("result", ["结果", "办理结果"], notes("result")),
            value("office", ["办公室", "单位"]) { _ in sheets.office.header },
            value("printed", ["打印时间", "打印日期"]) { _ in sheets.zone.plain(sheets.now) },
        ]
        // A template serves every register: what another one asks for is empty here, not unknown.
        let own = sheets.office.registers.filter { $0.id == matter?.register }
        for register in own + sheets.office.registers.filter({ $0.id != matter?.register }) {
            for field in register.fields where !values.contains(where: { $0.id == field.id }) {
                let isOwn = register.id == matter?.register
                values.append(value(field.id, [field.name.zh, field.name.en]) { isOwn ? sheets.text(of: field, in: $0) : "" })
            }
        }
        self.values = values
    }

    /// The texts by the folded names a place may bear; of two that share a name the first keeps it.
    var byName: [String: String] {
        var found: [String: String] = [:]
        for value in values {
            for name in [value.id] + value.names where found[Folding.key(name)] == nil { found[Folding.key(name)] = value.text }
        }
        return found
    }

    /// Every name, for the nearest one to be told.
    var names: [String] { values.flatMap { [$0.id] + $0.names } }
}
