import Ledger
import Office
import Phrases
import Screen

/// The columns of a list: those its register names, else the usual ones.
struct RegisterListing {
    struct Column {
        let id: String
        let name: String
        let width: Int
        /// The register's own field; nil for what every list may show.
        let field: FieldDefinition?
    }

    private static let usual = ["number", "state", "holder", "due", "title"]

    let columns: [Column]
    private let speaker: Speaker

    /// - Parameter definition: nil where matters of several registers are listed.
    init(_ definition: RegisterDefinition?, _ speaker: Speaker) {
        self.speaker = speaker
        let own = definition?.uses.list ?? []
        columns = (own.isEmpty ? RegisterListing.usual : own).map { id in
            let field = RegisterUses.standingColumns.contains(id) ? nil : definition?.field(id)
            let name = (definition?.field(id)).map { speaker($0.name) } ?? speaker(RegisterListing.name(id))
            return Column(id: id, name: name, width: RegisterListing.width(id), field: field)
        }
    }

    /// Whether more of a matter is needed than lists hold.
    var needsMatters: Bool { columns.contains { $0.field != nil } }

    /// The last column takes what is left.
    var widths: [Int] { columns.map(\.width).dropLast() + [120] }

    /// - Parameter matter: nil where it is not to be seen, or nothing of it is asked.
    func cells(_ row: MatterRow, _ matter: Matter?, _ office: OfficeRecord, _ directory: Directory, now: Moment) -> [String] {
        columns.map { column in
            if let field = column.field {
                return matter.flatMap { field.text(in: $0) }.map { speaker.text($0, directory, as: .shown(now: now)) } ?? ""
            }
            switch column.id {
            case "number": return row.number ?? row.id.text
            case "state":
                return office.register(row.register, holding: row.state)?.state(row.state).map { speaker($0.name) } ?? row.state
            case "owner": return directory.name(row.owner) ?? ""
            case "holder": return directory.name(row.holder) ?? ""
            case "received": return row.received.map { speaker.short($0, now: now) } ?? ""
            case "due": return row.due.map { speaker.short($0, now: now) } ?? ""
            default: return speaker.title(row.title)
            }
        }
    }

    private static func width(_ id: String) -> Int {
        switch id {
        case "number": 20
        case "due", "received": 10
        case "title": 40
        default: 12
        }
    }

    static func name(_ id: String) -> Phrase {
        switch id {
        case "number": .labelNumber
        case "state": .labelState
        case "owner": .labelOwner
        case "holder": .columnWith
        case "received": .columnDate
        case "due": .labelDue
        default: .columnPaper
        }
    }
}
