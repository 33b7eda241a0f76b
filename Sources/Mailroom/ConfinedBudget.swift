import Office

extension Confinement {
    /// The same readers, paid from a budget.
    public func within(_ budget: Budget) -> Confinement {
        var confinement = self
        confinement.budget = budget
        return confinement
    }

    /// Runs a job for no longer than the budget has time left, and takes note of how long it took.
    ///
    /// Tools are limited page by page and paper by paper: to read a scan honestly takes longer than any parcel may take to open.
    func run(_ job: Job, input: [UInt8], within budget: Budget) -> End {
        var alone = self
        alone.budget = nil
        guard job.kind != .tool, job.kind != .check else { return alone.run(job, input: input) }
        if let over = budget.over { return .overspent(over) }
        // A second begun is given whole, so that what is left is never none.
        let shorter = Job(
            job.kind, seconds: max(1, min(job.seconds, budget.left(.seconds))), file: job.file, folder: job.folder, job.arguments)
        let begun = ContinuousClock.now
        let end = alone.run(shorter, input: input)
        do throws(OverBudget) {
            try budget.spend(ContinuousClock.now - begun)
            return end
        } catch { return .overspent(error) }
    }
}

extension Extraction.Reason {
    public init(_ over: OverBudget) { self = .overBudget(over.which, limit: over.limit) }
}

extension ExtractionRefused {
    public init(_ over: OverBudget) { self.init(Extraction.Reason(over)) }
}

extension Confinement {
    /// Whether readers stand in a process of their own here.
    public var isApart: Bool { program != nil }

    /// What the reader of calendars wrote down of one, in a process of its own and within a time.
    public func answer(ofCalendar bytes: [UInt8], seconds: Int? = nil) throws(ExtractionRefused) -> [UInt8] {
        let job = Job(.calendar, seconds: seconds ?? self.seconds, file: 512 << 20)
        let end = run(job, input: bytes)
        guard case .finished(0, let output) = end, let fields = Frame.fields(in: output),
            let answer = fields.first(where: { $0.frame == .answer })
        else { throw ExtractionRefused(Extraction.Reason(end, kind: "ics", confinement: self, seconds: job.seconds)) }
        return Array(answer.bytes)
    }
}
