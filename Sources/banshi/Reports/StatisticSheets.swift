import Office
import Phrases

extension Sheets {
    /// The counts a register names, each a table of its own: a line a value, all of them together below.
    func statistics(_ definition: RegisterDefinition, _ period: Period) throws -> [PrintedSheet] {
        var counts = definition.statistics.map { RegisterCount($0, of: definition, in: zone) }
        try eachMatter(definition.id, period) { matter in for index in counts.indices { counts[index].add(matter) } }
        return counts.map { count in
            var sheet = PrintedSheet(
                office: office.header, title: speaker(definition.name) + " · " + speaker(count.statistic.name), remark: period.words)
            sheet.heading = statisticHeading(count.statistic, definition)
            for column in sheet.heading.dropFirst() { sheet.kinds[column] = .number }
            sheet.rows = count.lines.map { [words(of: $0.group, in: definition)] + cells($0.tally, count) }
            sheet.rows.append([speaker(.countedTotal)] + cells(count.total, count))
            return sheet
        }
    }

    func statisticHeading(_ statistic: RegisterUses.Statistic, _ definition: RegisterDefinition) -> [String] {
        let by = definition.field(statistic.by).map { speaker($0.name) } ?? speaker(RegisterListing.name(statistic.by))
        return [by, speaker(.labelCount)] + (statistic.sum.flatMap { definition.field($0) }.map { [speaker($0.name)] } ?? [])
    }

    private func cells(_ tally: RegisterCount.Tally, _ count: RegisterCount) -> [String] {
        [String(tally.count)]
            + (count.summed.map { field in
                [tally.sum.flatMap { field.text(.int($0)) }.map { speaker.text($0, directory, as: .shown(now: nil)) } ?? "—"]
            } ?? [])
    }

    private func words(of group: RegisterCount.Group, in definition: RegisterDefinition) -> String {
        switch group {
        case .value(let text): speaker.text(text, directory, as: .shown(now: nil))
        case .state(let id): office.register(definition.id, holding: id)?.state(id).map { speaker($0.name) } ?? id
        case .year(let year): String(year)
        case .month(let year, let month): speaker(.countedMonth, String(year), month < 10 ? "0\(month)" : String(month))
        case .nothing: speaker(.countedNothing)
        }
    }
}
