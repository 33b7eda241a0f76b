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
        func backOn(_ matter: Matter) -> Day? { matter.giveBackOn(by: office.register(of: matter)) }
        let sorted = owed.sorted { (issuer($0), backOn($0) ?? today, $0.id.handle) < (issuer($1), backOn($1) ?? today, $1.id.handle) }
        sheet.rows = sorted.map { matter in
            let day = backOn(matter)
            let late = day.map { $0 < today } ?? false
            return [
                issuer(matter), matter.reference ?? "", matter.title, matter.field("serial") ?? "",
                matter.record["fields/copies"].int.map(String.init) ?? "", matter.number?.printed ?? matter.id.text,
                (day?.iso ?? "") + (late ? " " + speaker(.giveBackLate) : ""), "",
            ]
        }
        return sheet
    }
}
