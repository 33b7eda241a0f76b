import Foundation
import Office

/// The dates of spreadsheets: days counted from 1900, or from 1904 in files of old Macintoshes (ECMA-376, 18.17.4.1).
enum SerialDay {
    /// The day of a whole number; nil where no such day exists.
    ///
    /// The count of 1900 has a 29 February of that year which never was; its number 60 is no day.
    static func day(_ serial: Int, from1904: Bool) -> Day? {
        if from1904 { return serial >= 0 ? sound(Day(1904, 1, 1).map { $0 + serial }) : nil }
        switch serial {
        case 1..<60: return sound(Day(1899, 12, 31).map { $0 + serial })
        case 61...: return sound(Day(1899, 12, 30).map { $0 + serial })
        default: return nil
        }
    }

    private static func sound(_ day: Day?) -> Day? { day.flatMap { $0.ordinal <= 2_932_896 ? $0 : nil } }

    /// A number as its format shows it, in the spelling the office reads: `2026-11-23`, `2026-11-23 14:30`, `14:30`.
    ///
    /// - Returns: nil where the number is no date of this count.
    static func text(_ value: Double, kind: NumberFormat.Kind, from1904: Bool) -> String? {
        guard value.isFinite, value >= 0, value < 2_958_466 else { return nil }
        // A time is rounded to the second, as it is shown; what is a breath before midnight is the next day.
        let seconds = Int((value * 86_400).rounded())
        let (days, second) = (seconds / 86_400, seconds % 86_400)
        if kind == .elapsed { return clock(seconds) }
        if days == 0, !from1904 || kind == .time { return clock(second) }
        if kind == .time, second == 0, days == 0 { return clock(0) }
        guard let day = day(days, from1904: from1904) else { return days == 60 && !from1904 ? "1900-02-29" : nil }
        return second == 0 ? day.iso : day.iso + " " + clock(second)
    }

    private static func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let text = two(seconds / 3600) + ":" + two(seconds / 60 % 60)
        return seconds % 60 == 0 ? text : text + ":" + two(seconds % 60)
    }
}

extension NumberFormat {
    /// What a cell with a number says, from the number as the file spells it.
    ///
    /// - Returns: the text, and whether digits may be missing: a spreadsheet keeps fifteen of them, 身份证号 has eighteen.
    func text(_ written: String, from1904: Bool) -> (text: String, isRounded: Bool) {
        guard let value = Double(written.trimmed), value.isFinite else { return (written, false) }
        switch kind {
        case .day, .time, .dayAndTime, .elapsed:
            if let date = SerialDay.text(value, kind: kind, from1904: from1904) { return (date, false) }
        case .number, .text: break
        }
        if isPercent { return (NumberFormat.plain(value * 100) + "%", false) }
        let plain = NumberFormat.plain(value, written)
        let digits = plain.utf8.count { (0x30...0x39).contains($0) }
        let filled =
            value >= 0 && digits < self.digits && !plain.contains(".") ? String(repeating: "0", count: self.digits - digits) + plain : plain
        return (prefix + filled + suffix, digits > 15 && !plain.contains("."))
    }

    /// A number without an exponent and without the noise of binary fractions: 13812345678, 0.3.
    static func plain(_ value: Double, _ written: String = "") -> String {
        let digits = written.trimmed
        // Whole numbers are taken digit by digit as they stand in the file.
        if !digits.isEmpty, digits.utf8.count < 40, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let bare = digits.drop { $0 == "0" }
            return bare.isEmpty ? "0" : String(bare)
        }
        if value == value.rounded(), abs(value) < 1e18 { return String(Int64(value)) }
        let rounded = String(format: "%.15g", value)
        if !rounded.contains("e") { return rounded }
        if abs(value) >= 1e18 { return String(format: "%.0f", value) }
        var fixed = String(format: "%.20f", value)
        while fixed.hasSuffix("0") { fixed.removeLast() }
        return fixed
    }
}
