import Calendars
import Office

/// The expansion handed to the ledger, so that storage knows of no calendar library.
enum Occurrences {
    static let expand: OccurrenceExpansion = { expandOccurrences($0, from: $1, to: $2) }
}
