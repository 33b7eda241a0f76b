extension Capture {
    /// The one day or span of a register, and what words of a line say in it; nil where a date is a limit there, or they say none.
    ///
    /// So it is in a register that reckons its limits itself. Of a line without a prefix every date is the limit.
    func day(_ said: String, in register: String) -> (field: FieldDefinition, value: JSON)? {
        guard register != registers[standing: .lines]?.id, let field = registers[register]?.onlyDay else { return nil }
        let reading = FieldReading(directory: directory, calendar: calendar, now: now)
        return (try? field.kind.rules.read(said, for: field, reading)).map { (field, $0) }
    }
}

extension RegisterDefinition {
    /// The one day or span its matters have, where no date that is said is their limit: the register has limits of its own, or no field
    /// for one.
    fileprivate var onlyDay: FieldDefinition? {
        guard !uses.limits.isEmpty || field("limit") == nil else { return nil }
        // What every matter has, as the day it is planned on, is none of the register's own.
        let days = fields.filter { ($0.kind == .day || $0.kind == .span) && !FieldDefinition.common.contains($0.id) }
        return days.count == 1 ? days[0] : nil
    }
}
