import ArgumentParser
import Foundation
import Office

/// Measures the program against floors of the same run, and scores recognition on a folder of papers.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "banshi-bench", abstract: "Figures with their floors, and recognition scores.",
        subcommands: [MeasureCommand.self, RecognitionCommand.self], defaultSubcommand: MeasureCommand.self)
}

/// `banshi-bench measure --sizes 1000,100000`: figure, floor and ratio, as a table or JSON.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Measure against the floors.")
    @Option(help: "Matters in the office, by commas.") var sizes = "1000,100000"
    @Option(help: "Counted runs of each figure.") var runs = 15
    @Option(help: "Folder for the offices; kept when given.") var folder: String?
    @Flag(help: "JSON in place of the table.") var json = false

    func run() throws {
        let base = folder ?? NSTemporaryDirectory() + "banshi-bench-\(getpid())"
        defer { if folder == nil { try? FileManager.default.removeItem(atPath: base) } }
        var rows: [Figure] = []
        for size in sizes.split(separator: ",").compactMap({ Int($0) }) {
            let office = try SyntheticOffice(folder: "\(base)/\(size)", size: size).made()
            FileHandle.standardError.write(Data("measuring \(size)\n".utf8))
            rows += try Measuring(office: office, size: size, runs: runs).figures()
        }
        if json {
            let list: [JSON] = rows.map(\.json)
            print(JSON.array(list).prettyText)
        } else {
            print("row   size  figure                         ms    floor  ratio   goal")
            for row in rows { print(row.line) }
        }
    }
}

/// One figure with its floor.
struct Figure {
    let row: Int
    let size: Int
    let name: String
    /// Medians in milliseconds.
    let value: Double
    let floor: Double
    let goal: Double

    var ratio: Double { floor > 0 ? value / floor : 0 }

    var line: String {
        func number(_ value: Double, _ width: Int) -> String {
            let text = String(format: "%.2f", value)
            return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let label = name.padding(toLength: 26, withPad: " ", startingAt: 0)
        let count = String(repeating: " ", count: max(0, 8 - String(size).count)) + String(size)
        return
            "\(row)  \(count)  \(label) \(number(value, 8)) \(number(floor, 8)) \(number(ratio, 6)) \(number(goal, 6)) \(ratio <= goal ? "ok" : "OVER")"
    }

    var json: JSON {
        [
            "row": JSON(row), "size": JSON(size), "figure": .string(name), "microseconds": JSON(Int(value * 1000)),
            "floorMicroseconds": JSON(Int(floor * 1000)),
            "ratioHundredths": JSON(Int(ratio * 100)), "goalHundredths": JSON(Int(goal * 100)),
        ]
    }
}
