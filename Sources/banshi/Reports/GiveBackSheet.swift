import Ledger
import Office
import Phrases
import Screen

extension Sheets {
    /// 清退清单: what is to be given back, by who issued it, with room for the receipt; what is late first within each.
    func giveBack() throws -> PrintedSheet {
        let today = office.zone.day(of: now)
        var sheet = PrintedSheet(
            office: office.header, title: speaker(.sheetGiveBack), remark: speaker(.printedOn, office.zone.plain(now)))
        sheet.heading = [
            .columnResponsible, .columnReference, .columnPaper, .columnCopyNumber, .columnCopies, .labelNumber, .columnGiveBackOn,
            .columnReceipt,
        ].map { speaker($0) }
        sheet.kinds = [speaker(.columnCopies): .number, speaker(.columnGiveBackOn): .day]
        func issuer(_ matter: Matter) -> String { self.issuer(matter) ?? "" }
        let owed = try ledger.toGiveBack().filter { !$0.isMasked }
        func copies(_ matter: Matter) -> String {
            let field = office.register(of: matter)?.fields.first { $0.finding == .copies }
            return field?.value(in: matter).int.map { String($0) } ?? ""
        }
        func backOn(_ matter: Matter) -> Day? { matter.giveBackOn(by: office.register(of: matter)) }
        let sorted = owed.sorted { (issuer($0), backOn($0) ?? today, $0.id.handle) < (issuer($1), backOn($1) ?? today, $1.id.handle) }
        sheet.rows = sorted.map { matter in
            let day = backOn(matter)
            let late = day.map { $0 < today } ?? false
            return [
                issuer(matter), office.text(of: .reference, in: matter) ?? "", matter.title, office.text(of: .serial, in: matter) ?? "",
                copies(matter), matter.number?.printed ?? matter.id.text,
                (day?.iso ?? "") + (late ? " " + speaker(.giveBackLate) : ""), "",
            ]
        }
        return sheet
    }
}
