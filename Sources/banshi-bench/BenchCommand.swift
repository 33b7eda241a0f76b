import ArgumentParser
import Foundation
import Office

/// Measures the program against floors of the same run, and scores recognition on a folder of papers.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "banshi-bench", abstract: "Figures with their floors, and recognition scores.",
        subcommands: [MeasureCommand.self, NoticeCommand.self, RecognitionCommand.self], defaultSubcommand: MeasureCommand.self)
}

/// `banshi-bench measure --sizes 1000,100000`: figure, floor and ratio, as a table or JSON.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Measure against the floors.")
    @Option(help: "Matters in the office, by commas.") var sizes = "1000,100000"
    @Option(help: "Counted runs of each figure.") var runs = 15
    @Option(help: "Folder for the offices; kept when given.") var folder: String?
    @Option(help: "Papers to take in, by commas (10000,100000 are the bars); 0 for none.") var papers = "2000"
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
        for count in papers.split(separator: ",").compactMap({ Int($0) }) where count > 0 {
            FileHandle.standardError.write(Data("taking in \(count) papers\n".utf8))
            let measuring = Measuring(office: base, size: count, runs: runs)
            // A folder each: a file system that has just dropped ten thousand files is slow to make new ones in their place.
            let folder = "\(base)/intake-\(count)"
            rows += try IntakeMeasuring(folder: folder, program: measuring.program, documents: count).figures(time: measuring.time)
        }
        if json {
            let list: [JSON] = rows.map(\.json)
            print(JSON.array(list).prettyText)
        } else {
            print("row   size  figure                      value    floor  ratio   goal")
            for row in rows { print(row.line) }
        }
    }
}

/// One figure of performance: beside its floor, or against a bar of its own unit.
struct Figure {
    /// What the goal bounds.
    enum Bar {
        /// The figure divided by its floor, both medians in milliseconds.
        case ratio
        case atMost(String)
        case atLeast(String)
    }

    let row: Int
    let size: Int
    let name: String
    let value: Double
    var floor: Double = 0
    let goal: Double
    var bar = Bar.ratio

    var ratio: Double { floor > 0 ? value / floor : 0 }

    var isMet: Bool {
        switch bar {
        case .ratio: ratio <= goal
        case .atMost: value <= goal
        case .atLeast: value >= goal
        }
    }

    var unit: String {
        switch bar {
        case .ratio: "ms"
        case .atMost(let unit), .atLeast(let unit): unit
        }
    }

    var line: String {
        func number(_ value: Double, _ width: Int) -> String {
            let text = String(format: "%.2f", value)
            return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let label = name.padding(toLength: 26, withPad: " ", startingAt: 0)
        let count = String(repeating: " ", count: max(0, 8 - String(size).count)) + String(size)
        let place = row < 10 ? " \(row)" : "\(row)"
        let compared = floor > 0 ? "\(number(floor, 8)) \(number(ratio, 6))" : String(repeating: " ", count: 15)
        return "\(place) \(count)  \(label) \(number(value, 8)) \(compared) \(number(goal, 8)) \(unit) \(isMet ? "ok" : "OVER")"
    }

    var json: JSON {
        [
            "row": JSON(row), "size": JSON(size), "figure": .string(name), "unit": .string(unit),
            "valueThousandths": JSON(Int(value * 1000)), "floorThousandths": floor > 0 ? JSON(Int(floor * 1000)) : .null,
            "ratioHundredths": floor > 0 ? JSON(Int(ratio * 100)) : .null, "goalHundredths": JSON(Int(goal * 100)), "met": .bool(isMet),
        ]
    }
}
