import Office

/// A small paper with what a clerk would read from it.
///
/// Tables are text: `=== name`, the paper, `---`, then one `field: value` a line; `-` for what must stay empty.
struct PaperCase: Sendable, CustomStringConvertible {
    let name: String
    let paper: String
    let expected: [(field: String, value: String)]

    var description: String { name }

    static func table(_ text: String) -> [PaperCase] {
        text.split(separator: "\n===").map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            let end = lines.firstIndex(of: "---") ?? lines.endIndex
            let paper = lines[1..<end].joined(separator: "\n")
            let expected = lines[min(end + 1, lines.endIndex)...].compactMap { line -> (field: String, value: String)? in
                let sides = line.split(separator: ":", maxSplits: 1)
                return sides.count == 2 ? (String(sides[0]), String(sides[1].drop { $0 == " " })) : nil
            }
            return PaperCase(
                name: lines[0].drop { $0 == "=" || $0 == " " }.description, paper: paper, expected: expected)
        }
    }

    /// What was read otherwise than expected.
    func misses() -> [String] {
        let read = Recognition(of: paper)
        return expected.compactMap { field, value in
            let found = PaperCase.value(field, in: read)
            return found == value ? nil : "\(field): read \(found), not \(value)"
        }
    }

    private static func value(_ field: String, in read: Recognition) -> String {
        switch field {
        case "issuers", "addressees":
            let names = read.list(field)
            return names.isEmpty ? "-" : names.joined(separator: "|")
        case "classified": return read.isClassified ? read.secrecy ?? "" : "-"
        case "owed": return String(read.replyOwed)
        case "deadlines":
            let all = read.deadlines.map { deadline in
                deadline.text + "=" + (deadline.due?.iso ?? "-") + (deadline.time.map { " " + $0.text } ?? "")
            }
            return all.isEmpty ? "-" : all.joined(separator: "|")
        case "due":
            let all = read.deadlines.compactMap { $0.due?.iso }
            return all.isEmpty ? "-" : all.joined(separator: "|")
        default: return read.text(field) ?? "-"
        }
    }
}
