import Calendars
import Foundation
import Mailroom
import Office

/// Calendars of strangers, read where papers of strangers are: in a process that may take only so long.
enum CalendarReading {
    /// What the process says: a calendar, or why there is none.
    private struct Answer: Codable {
        enum Fault: String, Codable { case noLibrary, notACalendar, unreadable, tooMuch }

        var calendar: CalendarFile?
        var fault: Fault?
        /// The reason, or the number that was passed.
        var detail = ""
    }

    /// - Throws: `CalendarFault`, or `ExtractionRefused` where the reader did not come to an end.
    static func read(_ bytes: [UInt8], seconds: Int? = nil, by confinement: Confinement = .standing) throws -> CalendarFile {
        guard confinement.isApart else { return try CalendarFile(bytes) }
        let written = try confinement.answer(ofCalendar: bytes, seconds: seconds)
        let answer = try JSONDecoder().decode(Answer.self, from: Data(written))
        switch answer.fault {
        case .noLibrary: throw CalendarFault.noLibrary
        case .notACalendar: throw CalendarFault.notACalendar
        case .tooMuch: throw CalendarFault.tooMuch(OverBudget(.items, Int(answer.detail) ?? CalendarFile.eventLimit))
        case .unreadable: throw CalendarFault.unreadable(reason: answer.detail)
        case nil: break
        }
        guard let calendar = answer.calendar else { throw CalendarFault.notACalendar }
        return calendar
    }

    /// Reads one here and writes down what was found, for the process that asked.
    static func written(_ bytes: [UInt8]) -> [UInt8] {
        var answer = Answer()
        do throws(CalendarFault) { answer.calendar = try CalendarFile(bytes) } catch {
            switch error {
            case .noLibrary: answer.fault = .noLibrary
            case .notACalendar: answer.fault = .notACalendar
            case .unreadable(let reason): (answer.fault, answer.detail) = (.unreadable, reason)
            case .tooMuch(let over): (answer.fault, answer.detail) = (.tooMuch, String(over.limit))
            }
        }
        return (try? JSONEncoder().encode(answer)).map(Array.init) ?? []
    }
}
