import Calendars
import Office

/// The expansion handed to the ledger, so that storage knows of no calendar library.
enum Occurrences {
    static let expand: OccurrenceExpansion = { source, from, to throws(FactFault) in
        try FactFault.reading { try expandOccurrences(source, from: from, to: to) }
    }
}
