import ArgumentParser
import Ledger
import Office
import Phrases
import Screen

/// `banshi amend NUMBER field=value…`: puts right or fills in what stands in a matter's fields, as `e` does at the desk.
struct AmendCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: .words("Put right or fill in the fields of a matter.", "更正或补填事项的内容"))
    @Argument(help: .words("Number or handle.", "编号或代号。")) var number: String
    @Argument(help: .words("field=value, the field by its id or name; field= takes the value away.", "字段=内容，字段写代号或名称；只写“字段=”为清空。"))
    var values: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        let office = try ledger.office()
        guard let definition = office.register(of: matter) else { throw Refusal.notFound(number) }
        let fields = definition.fields + MoveForm.standard.filter { $0.id == "limit" && definition.field("limit") == nil }
        guard !values.isEmpty else {
            throw Failure(.usage, session.speaker(.fieldsToAmend, fields.map(\.id).joined(separator: " ")))
        }
        let attribution = try session.attribution(ledger)
        let form = try TypedFields(fields, session, ledger, office, now: attribution.recorded).read(values)
        try ledger.submit([.amend(id, try Amendment(form, of: definition))], as: attribution, wholly: true)
        guard let after = try ledger.matter(id) else { return }
        let shapes = try session.shapes(ledger)
        if global.json { return session.print(json: shapes.matter(after)) }
        session.print([after.number?.printed ?? id.text, after.title].joined(separator: "  "))
        for field in definition.fields where form[field.id] != nil && field.id != "title" {
            let text = field.text(in: after).map { session.speaker.text($0, shapes.directory, as: .shown(now: nil)) } ?? "–"
            session.print("\(session.speaker(field.name))\(session.speaker(.colon))\(text)")
        }
        guard form["limit"] != nil, definition.field("limit") == nil else { return }
        let due = after.clock.map { office.zone.plain($0.due) } ?? session.speaker(.noLimit)
        session.print("\(session.speaker(.labelDue))\(session.speaker(.colon))\(due)")
    }
}
