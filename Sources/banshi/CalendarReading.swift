import Calendars
import Mailroom
import Office

/// Calendars of strangers, read where papers of strangers are: in a process that may take only so long.
enum CalendarReading {
    /// What the process says first: a calendar follows, or why there is none.
    private enum Answer: UInt8 { case calendar, noLibrary, notACalendar, unreadable, tooMuch }

    /// - Throws: `CalendarFault`, or `ExtractionRefused` where the reader did not come to an end.
    static func read(_ bytes: [UInt8], seconds: Int? = nil, by confinement: Confinement = .standing) throws -> CalendarFile {
        guard confinement.isApart else { return try CalendarFile(bytes) }
        let answer = try confinement.answer(ofCalendar: bytes, seconds: seconds)
        let rest = Array(answer.dropFirst())
        switch answer.first.flatMap(Answer.init) {
        case .calendar:
            guard let calendar = CalendarFile(written: rest) else { throw ExtractionRefused(.broken("ics")) }
            return calendar
        case .noLibrary: throw CalendarFault.noLibrary
        case .notACalendar: throw CalendarFault.notACalendar
        case .tooMuch: throw CalendarFault.tooMuch(OverBudget(.items, CalendarFile.eventLimit))
        case .unreadable: throw CalendarFault.unreadable(reason: String(decoding: rest, as: UTF8.self))
        case nil: throw ExtractionRefused(.broken("ics"))
        }
    }

    /// Reads one here and writes down what was found, for the process that asked.
    static func written(_ bytes: [UInt8]) -> [UInt8] {
        do throws(CalendarFault) { return [Answer.calendar.rawValue] + (try CalendarFile(bytes)).written } catch {
            switch error {
            case .noLibrary: return [Answer.noLibrary.rawValue]
            case .notACalendar: return [Answer.notACalendar.rawValue]
            case .unreadable(let reason): return [Answer.unreadable.rawValue] + Array(reason.utf8)
            case .tooMuch: return [Answer.tooMuch.rawValue]
            }
        }
    }
}
