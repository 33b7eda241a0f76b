import Office

/// How much of a value is said, and in which words.
public enum FieldManner: Hashable, Sendable {
    /// For people to read; this year's dates without their year, where it is known which that is.
    case shown(now: Moment?)
    /// As it is typed into a form, and read back.
    case typed
    /// As tables have it, for programs and for reading back: the words that were recorded, in any language of the screen.
    case table
}

/// The one place where a field's value becomes words: previews, forms, sheets, tables and echoes say the same.
extension Speaker {
    /// - Parameter names: the directory, for people, units and places.
    public func text(_ text: FieldText, _ names: Directory, as manner: FieldManner) -> String {
        switch text {
        case .words(let text, let field): return manner == .table ? text : stored(text, of: field)
        case .name(let id): return names.name(id) ?? id
        case .choice(let choice, let written): return manner == .table ? written : self(choice.name)
        case .number(let number): return String(number)
        case .moment(let moment): return zone.plain(moment)
        case .span(let span): return self.span(span, as: manner)
        case .money(let money):
            return switch manner {
            case .shown: (money.fen < 0 ? "-" : "") + "¥" + Money(fen: Int64(clamping: money.fen.magnitude)).grouped
            case .typed: money.grouped
            case .table: money.plain
            }
        case .yes: return self(.yes)
        case .list(let parts): return parts.map { self.text($0, names, as: manner) }.joined(separator: "、")
        case .rows(let rows): return self.rows(rows, names, as: manner)
        }
    }

    private func rows(_ rows: [[FieldText?]], _ names: Directory, as manner: FieldManner) -> String {
        let texts = rows.map { cells in cells.map { $0.map { self.text($0, names, as: manner) } ?? "" } }
        guard case .shown = manner else { return texts.map(Lines.typed).joined(separator: "\n") }
        return texts.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }.joined(separator: language.isChinese ? "；" : "; ")
    }

    /// 3月1日—3月5日, 12月4日 9:00—11:00; in English `03-01–03-05`.
    private func span(_ span: TimeSpan, as manner: FieldManner) -> String {
        guard case .shown(let now) = manner else { return span.plain(in: zone) }
        let dash = language.isChinese ? "—" : "–"
        switch span {
        case .days(let first, let last):
            let begin = day(first, besides: now.map { zone.day(of: $0).year })
            return first == last ? begin : begin + dash + day(last, besides: first.year)
        case .moments(let first, let last):
            let (from, to) = (zone.day(of: first), zone.day(of: last))
            let end = from == to ? "" : day(to, besides: from.year) + " "
            let begin = day(from, besides: now.map { zone.day(of: $0).year })
            return begin + " " + zone.time(of: first).text + dash + end + zone.time(of: last).text
        }
    }

    /// A day, its year only where it is another.
    private func day(_ day: Day, besides year: Int?) -> String {
        guard language.isChinese else { return day.year == year ? day.monthAndDay : day.iso }
        return (day.year == year ? "" : "\(day.year)年") + "\(day.month)月\(day.dayOfMonth)日"
    }
}
