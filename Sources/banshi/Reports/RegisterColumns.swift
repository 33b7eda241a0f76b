import Mailroom
import Office
import Phrases

/// The columns of a register's page: those it names; else a book of papers has those every such book has had on paper (条例 §24), any other
/// its own first fields.
struct RegisterColumns {
    private struct Column {
        let name: String
        let text: (Matter) -> String
    }

    private let columns: [Column]

    var heading: [String] { columns.map(\.name) }
    /// What a spreadsheet may reckon with.
    private(set) var kinds: [String: WorkbookWriting.Column]
    func row(_ matter: Matter) -> [String] { columns.map { $0.text(matter) } }

    init(_ definition: RegisterDefinition, _ sheets: Sheets) {
        let speaker = sheets.speaker
        kinds = RegisterColumns.kinds(of: definition, speaker)
        let zone = sheets.zone
        func field(taking finding: RegisterUses.Finding) -> [Column] { field(definition.id(of: finding)) }
        func field(_ id: String) -> [Column] {
            guard let field = definition.field(id) else { return [] }
            return [Column(name: speaker(field.name)) { sheets.text(of: field, in: $0) }]
        }
        // A matter that stayed behind at an adoption is worded by the definition it began under.
        func state(_ matter: Matter) -> String {
            (sheets.office.register(of: matter) ?? definition).state(matter.state).map { speaker($0.name) } ?? matter.state
        }
        let number = Column(name: speaker(.labelNumber)) { $0.number?.printed ?? $0.id.text }
        let received = Column(name: definition.field("received").map { speaker($0.name) } ?? speaker(.columnDate)) { matter in
            matter.received.map { zone.day(of: $0).iso } ?? ""
        }
        let lead = Column(name: speaker(.labelLead)) { sheets.handlers($0) }
        let due = Column(name: speaker(.labelDue)) { matter in matter.clock.map { zone.day(of: $0.due).iso } ?? "" }
        for column in [received, due] { kinds[column.name] = .day }
        let named = definition.uses.list
        if !named.isEmpty {
            columns = named.flatMap { id -> [Column] in
                switch id {
                case "number": [number]
                case "state": [Column(name: speaker(.labelState), text: state)]
                case "owner":
                    [Column(name: speaker.ownerLabel(definition)) { matter in matter.owner.flatMap { sheets.directory.name($0) } ?? "" }]
                case "holder":
                    [Column(name: speaker(.columnWith)) { matter in matter.holder.flatMap { sheets.directory.name($0) } ?? "" }]
                case "received": [received]
                case "due": [due]
                case "title" where definition.field("title") == nil: [Column(name: speaker(.columnPaper)) { $0.title }]
                default: field(id)
                }
            }
        } else if definition.sendsUp {
            let result = Column(name: speaker(.columnOutcome)) { matter in
                ([state(matter)] + matter.notes.filter { $0.kind == "result" }.map(\.text)).joined(separator: "；")
            }
            let archived = Column(name: speaker(.columnArchiveNumber)) { $0.field("archiveNumber") ?? "" }
            // Who took the paper away signs with a pen.
            let signed = Column(name: speaker(.columnSignedFor)) { _ in "" }
            columns =
                [number, received] + [.from, .reference, .title, .kind, .urgency, .copies].flatMap { field(taking: $0) }
                + [lead, due, result, archived, signed] + field(taking: .remark)
        } else {
            columns =
                [number, received] + definition.fields.filter { $0.isFirst && $0.id != "received" }.flatMap { field($0.id) }
                + [lead, due, Column(name: speaker(.labelState), text: state)]
        }
    }

    /// The numbers and dates among a register's fields by the headings of their columns.
    static func kinds(of definition: RegisterDefinition, _ speaker: Speaker) -> [String: WorkbookWriting.Column] {
        var kinds: [String: WorkbookWriting.Column] = [:]
        for field in definition.fields {
            switch field.kind {
            case .count, .money: kinds[speaker(field.name)] = .number
            case .day: kinds[speaker(field.name)] = .day
            case .moment: kinds[speaker(field.name)] = .moment
            default: continue
            }
        }
        return kinds
    }
}
