/// The office's own template of a sheet: a .docx kept among its papers, its placeholders filled when the sheet is printed.
public struct SheetTemplate: Hashable, Sendable {
    /// Lower-case hexadecimal SHA-256 under which the file is kept.
    public let digest: String
    /// The name it came with.
    public let name: String

    /// A file that passed the secrecy gate.
    public init(_ paper: ClearedPaper) {
        digest = paper.digest
        name = paper.name
    }

    /// One that stands in the office's record.
    init?(_ json: JSON) {
        guard let digest = json["digest"].string else { return nil }
        self.digest = digest
        name = json["name"].string ?? digest
    }

    public var json: JSON { ["digest": .string(digest), "name": .string(name)] }
}

extension OfficeRecord {
    public static let headerPath = "header"
    /// Where the template of a sheet stands: `templates/slip`, `templates/register`.
    public static func templatePath(_ sheet: String) -> String { "templates/" + sheet }

    /// What stands over every sheet: the office's own line, else its name.
    public var header: String { record[OfficeRecord.headerPath].string ?? name }
    /// The template of a sheet; nil where the office has none.
    public func template(of sheet: String) -> SheetTemplate? { SheetTemplate(record[OfficeRecord.templatePath(sheet)]) }
    public var hasTemplates: Bool { record.group("templates").contains { !$0.value.isNull } }
}
