/// A filter a person keeps under a name: what is asked of which list.
public struct SavedView: Hashable, Sendable {
    public let name: String
    /// The filter expression as typed; read anew each time, so `due<周五` means the Friday to come.
    public let expression: String
    /// The register it is asked of; nil for the queue or Today, where it was kept.
    public let register: String?
    /// The pane it was kept in, by its digit.
    public let pane: Int

    public init(name: String, expression: String, register: String?, pane: Int) {
        self.name = name
        self.expression = expression
        self.register = register
        self.pane = pane
    }

    public init?(name: String, json: JSON) {
        guard let expression = json["where"].string, let pane = json["pane"].int else { return nil }
        self.init(name: name, expression: expression, register: json["register"].string, pane: Int(pane))
    }

    public var json: JSON { ["where": .string(expression), "register": JSON(register), "pane": JSON(pane)] }

    /// Under which a person's form store keeps it.
    public static let prefix = "view."
    public var form: String { SavedView.prefix + name }
}

extension SavedView {
    /// The four lists every person has, of what is to do and to read and of what was; shown after the kept ones.
    ///
    /// - Parameter papers: the register that papers are taken into.
    public static func standing(of papers: String, _ speak: (Filter.Condition) -> String) -> [SavedView] {
        [Filter.Condition.todo, .toread, .handled, .read].map {
            SavedView(name: speak($0), expression: "is:\($0.rawValue)", register: papers, pane: 4)
        }
    }
}
