import ArgumentParser
import Foundation
import Mailroom
import Office

/// `banshi-bench recognition DIR`: scores recognition on a folder of papers against its truth table.
///
/// The table lies beside the folder as `DIR-truth.json`, or within it as `truth.json`: `{documents: [{file, truth: {doc_no, title, issuers,
/// recipient, date, doc_type}, refused?}]}`, `*_alt` values being acceptable too.
struct RecognitionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "recognition", abstract: "Score recognition on a folder of papers.")
    @Argument(help: "Folder of papers.") var folder: String
    @Option(help: "Truth table.") var truth: String?
    @Flag(help: "JSON in place of the table.") var json = false

    private static let goals: [(name: String, goal: Double)] = [
        ("reference", 98), ("title", 95), ("issuers", 90), ("addressees", 90), ("date", 95), ("kind", 97), ("refused", 100),
    ]

    func run() throws {
        let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let candidates = [truth, base + "-truth.json", base + "/truth.json"].compactMap { $0 }
        guard let path = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }),
            let data = FileManager.default.contents(atPath: path), let documents = try JSON(bytes: data)["documents"].array
        else { throw ValidationError("no truth table beside \(folder); name one with --truth") }
        var right: [String: Int] = [:]
        var all: [String: Int] = [:]
        for document in documents {
            guard let name = document["file"].string else { continue }
            let file = base + "/" + name
            guard case .success(let bytes) = TextExtraction.read(file) else { continue }
            let read = Recognition(of: TextExtraction.extract(bytes, path: file).text ?? "")
            score(document, read, name, &right, &all)
        }
        report(right, all)
    }

    private func score(
        _ document: JSON, _ read: Recognition, _ name: String, _ right: inout [String: Int], _ all: inout [String: Int]
    ) {
        func count(_ field: String, _ fits: Bool, _ found: String, _ expected: String) {
            all[field, default: 0] += 1
            if fits { right[field, default: 0] += 1 } else { print("\(name) \(field): \(found) ≠ \(expected)") }
        }
        let truth = document["truth"]
        if document["refused"].bool == true {
            return count(
                "refused", read.isClassified && read.secrecy == truth["secrecy"].string, read.secrecy ?? "–",
                truth["secrecy"].string ?? "–")
        }
        guard truth.object?.isEmpty == false else { return }
        for (field, key, found) in [
            ("reference", "doc_no", read.reference), ("title", "title", read.title), ("kind", "doc_type", read.kind),
            ("date", "date", read.date?.iso),
        ] {
            let alternatives = truth[key + "_alt"].array?.map(\.string) ?? [truth[key + "_alt"].string].filter { $0 != nil }
            let accepted = [truth[key].string] + alternatives
            count(field, accepted.contains { plain($0) == plain(found) }, found ?? "–", truth[key].string ?? "–")
        }
        let issuers = truth["issuers"].array?.compactMap(\.string) ?? []
        count("issuers", read.list("issuers") == issuers, read.list("issuers").joined(separator: "、"), issuers.joined(separator: "、"))
        let recipient = truth["recipient"].string
        let addressees = read.list("addressees").joined()
        count("addressees", listed(addressees) == listed(recipient ?? ""), addressees, recipient ?? "–")
    }

    /// Without blanks, brackets and signs brought to one spelling.
    private func plain(_ text: String?) -> String? {
        text.map {
            String($0.filter { !$0.isWhitespace }.map { ["[": "〔", "]": "〕", "【": "〔", "】": "〕", "號": "号", ",": "，", ":": "："][$0] ?? $0 })
        }
    }

    private func listed(_ text: String) -> String { text.filter { !$0.isWhitespace && !"，、,".contains($0) } }

    private func report(_ right: [String: Int], _ all: [String: Int]) {
        for (name, goal) in Self.goals {
            guard let total = all[name], total > 0 else { continue }
            let share = Double(right[name] ?? 0) * 100 / Double(total)
            let text = String(format: "%.1f", share)
            print(
                json
                    ? JSON.object(["field": .string(name), "right": JSON(right[name] ?? 0), "of": JSON(total)]).text
                    : "\(name.padding(toLength: 12, withPad: " ", startingAt: 0)) \(right[name] ?? 0)/\(total)  \(text) %  goal \(goal) %")
        }
    }
}
