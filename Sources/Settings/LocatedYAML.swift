import Office
import Yams

/// Reads YAML into a tree that knows its lines; a syntax error is a problem with its line, like any other.
public enum LocatedYAML {
    ///
    /// It may be a stranger's: what refers back to itself, goes too deep or is too much is refused before it is read.
    public static func read(_ text: String) -> (tree: Located?, problems: [Problem]) {
        if let problem = YAMLScan.problem(in: text) { return (nil, [problem]) }
        do {
            // Every scalar is taken as text; what it must be, its reader knows. Rules for guessing would cost more than the reading.
            guard let node = try Yams.compose(yaml: text, .basic) else {
                return (nil, [Problem(line: 1, kind: .syntax("empty"))])
            }
            return (located(node), [])
        } catch let error as YamlError {
            return (nil, [problem(error)])
        } catch {
            return (nil, [Problem(line: 0, kind: .syntax(String(describing: error)))])
        }
    }

    private static func problem(_ error: YamlError) -> Problem {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _), .composer(_, let reason, let mark, _):
            Problem(line: mark.line, kind: .syntax(reason))
        case .duplicatedKeysInMapping(let duplicates, let context):
            Problem(line: context.mark.line, kind: .repeated(duplicates.sorted().joined(separator: ", ")))
        default: Problem(line: 0, kind: .syntax(String(describing: error)))
        }
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
