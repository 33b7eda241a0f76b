import ArgumentParser
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// What became of each item of an import.
struct ImportReport {
    enum Result: String { case taken, changed, same, refused }
    let session: Session
    /// The sheet of a workbook the rows stand in.
    var sheet: String?
    /// What is to be said of the table beside its rows.
    var remarks: [String] = []
    /// Columns that say something and that no field takes, each with why.
    private var untaken: [(column: String, why: UntakenColumn)] = []
    private var items: [(line: Int, result: Result, id: String?, title: String, reason: String?)] = []
    /// Of refused rows: the cells that are wrong, each with what is wrong with it.
    private var cells: [Int: [(place: String, reason: String)]] = [:]

    private var notes: [(line: Int, text: String)] = []

    init(session: Session) { self.session = session }

    mutating func add(_ line: Int, _ result: Result, _ id: String?, _ title: String) { items.append((line, result, id, title, nil)) }
    mutating func refuse(_ line: Int, _ reason: String) { items.append((line, .refused, nil, "", reason)) }
    /// Says what could not be read of something that was taken all the same.
    mutating func note(_ line: Int, _ text: String) { notes.append((line, text)) }
    /// Says which columns of a table are lost to a register, or that its remark keeps them.
    mutating func name(_ rest: [Int], of table: TableFile, keptAsRemark: Bool) {
        if rest.isEmpty { return }
        let comma = session.speaker.language.isChinese ? "、" : ", "
        let places = rest.map { Visible.text(table.place($0)) }
        if keptAsRemark { return remarks.append(session.speaker(.importKeptAsRemark, places.joined(separator: comma))) }
        untaken = rest.map { (table.header[$0], UntakenColumn(heading: table.header[$0])) }
        let named = zip(places, untaken).map { place, column in
            session.speaker(.importUntakenColumn, place, session.speaker(column.why))
        }
        remarks.append(session.speaker(.importUntaken, named.joined(separator: comma)))
    }
    /// Says of a register whose numbers a step gives that the rows taken wait for it.
    mutating func sayUnnumbered(in register: RegisterDefinition) {
        let taken = items.count { $0.result == .taken }
        guard taken > 0, register.format != nil, !register.numbersAtOnce, let step = register.steps.first(where: \.numbers) else { return }
        remarks.append(session.speaker(.importUnnumbered, String(taken), session.speaker(step.name), step.id))
    }

    /// Refuses a row for what is wrong with its cells.
    mutating func refuse(_ line: Int, _ problems: [(place: String, reason: String)]) {
        cells[line] = problems
        refuse(line, problems.map { $0.place.isEmpty ? $0.reason : $0.place + session.speaker(.colon) + $0.reason }.joined(separator: "; "))
    }

    /// Refuses a row by a rule of the office; one with a secrecy mark decides the exit code.
    mutating func refuse(_ line: Int, _ refusal: Refusal, _ office: OfficeRecord?) {
        if case .classified(let level) = refusal {
            isClassified = true
            // The others are taken all the same.
            return refuse(line, session.speaker(.importClassified, level))
        }
        refuse(line, session.speaker(refusal, in: office))
    }

    /// Whether a row was refused for its secrecy mark.
    private var isClassified = false

    /// Prints the report of an import that may have been stopped on its way: then it says how far it came, and ends as an interrupted
    /// command does.
    ///
    /// - Parameter stopped: how many rows of how many were dealt with; nil: all of them.
    func finish(_ path: String, stopped: (done: Int, all: Int)?, isDry: Bool, asJSON: Bool) throws {
        guard let stopped else { return try finish(path, asJSON: asJSON) }
        // That it was stopped says more than that a row was refused.
        do { try finish(path, asJSON: asJSON) } catch is ExitCode {}
        let phrase: Phrase = isDry ? .importStoppedDry : .importStopped
        session.warn(session.speaker(phrase, Visible.text(path), String(stopped.done), String(stopped.all)))
        throw ExitCode(130)
    }

    /// Prints the report; refused items make the exit code 65, one with a secrecy mark 77.
    func finish(_ path: String, asJSON: Bool) throws {
        // What the office itself refused is known last.
        let items = items.sorted { $0.line < $1.line }
        func count(_ result: Result) -> Int { items.count { $0.result == result } }
        if asJSON {
            var members: [String: JSON] = [
                "file": .string(path), "taken": JSON(count(.taken)), "changed": JSON(count(.changed)), "same": JSON(count(.same)),
                "refused": JSON(count(.refused)), "sheet": JSON(sheet), "remarks": .array(remarks.map(JSON.string)),
                "items": .array(
                    items.map { item in
                        [
                            "line": JSON(item.line), "result": .string(item.result.rawValue), "id": JSON(item.id),
                            "title": .string(item.title), "reason": JSON(item.reason),
                            "cells": .array(
                                (item.result == .refused ? cells[item.line] ?? [] : []).map {
                                    ["column": .string($0.place), "reason": .string($0.reason)]
                                }),
                        ]
                    }),
            ]
            // Only where there is anything to say.
            if !notes.isEmpty { members["notes"] = .array(notes.map { ["line": JSON($0.line), "text": .string($0.text)] }) }
            if !untaken.isEmpty {
                members["untaken"] = .array(
                    untaken.map { ["column": .string($0.column), "why": .string($0.why.rawValue)] })
            }
            session.report(.object(members))
        } else {
            session.print(
                session.speaker(
                    .importSummary, Visible.text(path), String(count(.taken)), String(count(.changed)), String(count(.same)),
                    String(count(.refused))))
            for remark in remarks { session.warn("\(Visible.text(path)): \(remark)") }
            let place = ([path] + [sheet].compactMap { $0 }).map { Visible.text($0) }.joined(separator: ":")
            for item in items where item.result == .refused {
                guard let wrong = cells[item.line] else {
                    session.warn("\(place):\(item.line): \(item.reason ?? "")")
                    continue
                }
                for cell in wrong { session.warn("\(place):\(item.line): \(Visible.text(cell.place)): \(cell.reason)") }
            }
            for note in notes { session.warn("\(Visible.text(path)):\(note.line): \(note.text)") }
        }
        if isClassified { throw ExitCode(77) }
        if count(.refused) > 0 { throw ExitCode(65) }
    }
}
