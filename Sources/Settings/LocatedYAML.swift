import Office
import Yams

/// Reads YAML into a tree that knows its lines; a syntax error is a problem with its line, like any other.
public enum LocatedYAML {
    ///
    /// It may be a stranger's: what refers back to itself, goes too deep or is too much is refused before it is read.
    public static func read(_ text: String) -> (tree: Located?, problems: [Problem]) {
        let found = YAMLScan.problems(in: text)
        if !found.isEmpty { return (nil, found) }
        do {
            // Every scalar is taken as text; what it must be, its reader knows. Rules for guessing would cost more than the reading.
            guard let node = try Yams.compose(yaml: text, .basic) else {
                return (nil, [Problem(line: 1, kind: .syntax("empty"))])
            }
            return (located(node), [])
        } catch let error as YamlError {
            return (nil, problems(error, in: text))
        } catch {
            return (nil, [Problem(line: 0, kind: .syntax(String(describing: error)))])
        }
    }

    private static func problems(_ error: YamlError, in text: String) -> [Problem] {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _), .composer(_, let reason, let mark, _):
            [Problem(line: mark.line, kind: .syntax(reason))]
        case .duplicatedKeysInMapping(let duplicates, let context):
            duplicates.map { key in
                let isMarked = key == duplicates.first
                return Problem(line: secondLine(of: key, isMarked, context.mark, in: text) ?? context.mark.line, kind: .repeated(key))
            }.sorted { $0.line < $1.line }
        default: [Problem(line: 0, kind: .syntax(String(describing: error)))]
        }
    }

    /// The line on which a key stands again at the left edge of its map; nil within brackets, where the map's own line says as much.
    ///
    /// - Parameters:
    ///   - isMarked: whether it is the key whose first place the mark names.
    private static func secondLine(of key: String, _ isMarked: Bool, _ mark: Mark, in text: String) -> Int? {
        let edge = String(repeating: " ", count: max(0, mark.column - 1))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let found = lines.indices.filter { $0 >= mark.line - (isMarked ? 0 : 1) && lines[$0].hasPrefix(edge + key + ":") }
        return (isMarked || found.count < 2 ? found.first : found[1]).map { $0 + 1 }
    }

    private static func located(_ node: Node) -> Located {
        let line = node.mark?.line ?? 0
        switch node {
        case .scalar(let scalar): return .scalar(scalar.string, line: line)
        case .sequence(let sequence): return .list(sequence.map(located), line: line)
        case .mapping(let mapping):
            return .map(
                mapping.map { key, value in (key.string ?? "", key.mark?.line ?? line, located(value)) }, line: line)
        case .alias: return .scalar("", line: line)
        }
    }
}
