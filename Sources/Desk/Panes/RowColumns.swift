import Office
import Phrases
import Screen

/// The columns of a list: each has one place in every row, and the least needed go first where there is no room.
struct RowColumns {
    enum Column: Int, CaseIterable {
        /// In the order they stand.
        case number, title, reference, from, state, holding, due, chips

        /// In the order they are given room; number and title are never left out.
        static let wanted: [Column] = [.due, .state, .chips, .from, .holding, .reference]
        /// No column takes more than this.
        var most: Int {
            switch self {
            case .number: 20
            case .title: .max
            case .reference: 22
            case .from: 14
            case .state: 14
            case .holding: 18
            case .due: 11
            case .chips: 24
            }
        }
        /// What still says something of it; nil where a part says nothing.
        var least: Int? {
            switch self {
            case .from: 6
            case .chips: 4
            case .holding: 11
            default: nil
            }
        }
        var isRight: Bool { self == .due }
    }

    private(set) var places: [Column: (x: Int, width: Int)] = [:]

    /// - Parameters:
    ///   - widths: how wide the longest text of each column is.
    ///   - left: where the first column begins.
    init(_ widths: [Column: Int], left: Int, right: Int) {
        let room = max(0, right - left)
        let gap = room < 80 ? 1 : 2
        func width(_ column: Column) -> Int { min(column.most, widths[column] ?? 0) }
        let number = min(width(.number), max(0, room / 2))
        let least = min(widths[.title] ?? 0, room < 60 ? max(12, room / 3) : max(22, room * 2 / 5))
        var rest = room - number - (number > 0 ? gap : 0) - least
        var chosen: [Column: Int] = [:]
        for column in Column.wanted where width(column) > 0 {
            let given = min(width(column), rest - gap)
            guard given >= column.least ?? width(column) || given == width(column) else { continue }
            chosen[column] = given
            rest -= given + gap
        }
        var x = left
        let title = max(0, least + max(0, rest))
        for column in Column.allCases {
            let taken = column == .title ? title : column == .number ? number : chosen[column] ?? 0
            if taken <= 0 { continue }
            places[column] = (x, min(taken, max(0, right - x)))
            x += taken + gap
        }
    }

    func shows(_ column: Column) -> Bool { places[column] != nil }

    /// Draws a text in its column.
    func put(_ text: String, _ column: Column, y: Int, style: Style, on surface: inout Surface) {
        guard let place = places[column] else { return }
        surface.putTruncated(text, x: place.x, y: y, width: place.width, toTheRight: column.isRight, style: style)
    }

    /// Draws as many chips as fit into their column whole.
    func put(_ chips: [(text: String, style: Style)], y: Int, on surface: inout Surface) {
        guard let place = places[.chips] else { return }
        var x = place.x
        for (index, chip) in chips.enumerated() {
            let room = place.x + place.width - x
            if index > 0, TextWidth.of(chip.text) > room { break }
            x += surface.putTruncated(chip.text, x: x, y: y, width: room, style: chip.style) + 1
        }
    }

    /// How wide chips are beside one another.
    static func width(_ chips: [(text: String, style: Style)]) -> Int {
        chips.reduce(0) { $0 + TextWidth.of($1.text) + 1 } - (chips.isEmpty ? 0 : 1)
    }
}
