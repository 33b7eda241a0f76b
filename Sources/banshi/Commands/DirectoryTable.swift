import Ledger
import Mailroom
import Office
import Phrases

/// People, units or places as a table that `import` reads again.
struct DirectoryTable {
    let kind: SubjectID.Kind
    let session: Session
    let directory: Directory

    /// The kind a word of the command line names.
    static func kind(_ word: String) -> SubjectID.Kind? {
        switch word {
        case "people", "人员": .person
        case "units", "单位": .unit
        case "places", "会议室": .place
        default: nil
        }
    }

    func sheet() -> PrintedSheet {
        let isChinese = session.speaker.language.isChinese
        let columns = DirectoryColumn.columns(of: kind)
        let records: [Record] =
            switch kind {
            case .person: directory.people.map(\.record)
            case .unit: directory.units.map(\.record)
            default: directory.places.map(\.record)
            }
        let title: Phrase = kind == .person ? .tablePeople : kind == .unit ? .tableUnits : .tablePlaces
        var sheet = PrintedSheet(office: "", title: session.speaker(title))
        sheet.isBare = true
        sheet.heading = columns.map { $0.word(of: kind, isChinese: isChinese) }
        for column in [DirectoryColumn.rank, .capacity] { sheet.kinds[column.word(of: kind, isChinese: isChinese)] = .number }
        sheet.rows = records.map { record in columns.map { text(record[$0.rawValue], $0) } }
        return sheet
    }

    private func text(_ value: JSON, _ column: DirectoryColumn) -> String {
        func said(_ text: String) -> String {
            switch column {
            case .department, .leader, .deputy: directory.name(text) ?? text
            case .level: Unit.Level(rawValue: text).map { session.speaker($0.name) } ?? text
            default: text
            }
        }
        if let list = value.array { return list.compactMap { $0.string.map(said) }.joined(separator: "、") }
        return value.string.map(said) ?? value.int.map { String($0) } ?? ""
    }
}
