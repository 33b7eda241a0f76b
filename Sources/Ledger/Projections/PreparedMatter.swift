import Office

/// A new matter's rows made ready before they are written: all of it hangs on nothing but the matter's events, the office and its people.
struct PreparedMatter: Sendable {
    let record: Office.Record
    /// The matter as it stood behind each event, for the numbers it took on its way; none where it takes no number.
    let steps: [Matter]
    let packedRecord: [UInt8]
    let fields: FieldTokens
    let names: [String]
    let title: PreparedTitle
    /// The tokens of its papers' texts, by the digest they are stored under.
    var texts: [[UInt8]: String] = [:]

    init(
        _ id: SubjectID, _ events: [Event], takesNumbers: Bool, _ directory: Directory, _ registers: Registers,
        _ indexing: inout FieldIndexing
    ) {
        var record = Office.Record()
        var steps: [Matter] = []
        for event in events {
            evolve(&record, with: event)
            if takesNumbers { steps.append(Matter(Subject(id: id, record: record))) }
        }
        let matter = Matter(Subject(id: id, record: record))
        self.record = record
        self.steps = steps
        packedRecord = Packing.pack(record.json.bytes)
        (fields, names) = matter.isWithdrawn ? (FieldTokens(), []) : indexing.tokens(of: matter, in: directory, registers)
        title = PreparedTitle(matter.title)
    }
}
