import GRDB
import Office

/// The acts of the journal, as undo and redo choose among them.
struct LedgerActs: ActReader {
    private let ledger: Ledger
    private let db: Database

    init(of ledger: Ledger, in db: Database) {
        self.ledger = ledger
        self.db = db
    }

    private var journal: any Journal { ledger.journal(in: db) }

    func foundingAct() throws(FactFault) -> String? { try FactFault.reading { try journal.entry(1)?.act } }

    func eachMark(of person: String, _ goesOn: (ActMark) throws(FactFault) -> Bool) throws(FactFault) {
        try FactFault.reading { try journal.eachMark(of: person) { try goesOn($0) ? .goOn : .stop } }
    }

    func firstEntry(of act: String) throws(FactFault) -> ActBeginning? {
        try FactFault.reading {
            var first: ActBeginning?
            try journal.eachEntry(of: act) {
                first = ActBeginning(sequence: $0.seq, undoes: $0.undoes)
                return .stop
            }
            return first
        }
    }

    func eachEvents(of act: String, _ goesOn: ([Event]) throws(FactFault) -> Bool) throws(FactFault) {
        try FactFault.reading {
            try journal.eachEntry(of: act) { try goesOn(ledger.events(of: $0, in: db).map(\.event)) ? .goOn : .stop }
        }
    }

    func acts(undoing act: String) throws(FactFault) -> Set<String> { try FactFault.reading { try journal.acts(undoing: act) } }

    func row(of id: SubjectID) throws(FactFault) -> Office.Record? { try FactFault.reading { try ledger.subject(id, in: db)?.record } }
}
