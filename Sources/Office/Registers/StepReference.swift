/// A step as the journal names it: `outgoing@5/print`, the register with the revision it was taken by, and the step's id in it.
public struct StepReference: Hashable, Sendable {
    public let register: String
    public let revision: Int
    public let step: String

    public init(register: String, revision: Int, step: String) {
        self.register = register
        self.revision = revision
        self.step = step
    }

    public init?(_ text: String) {
        guard let at = text.firstIndex(of: "@"), let slash = text[at...].firstIndex(of: "/"),
            let revision = Int(text[text.index(after: at)..<slash])
        else { return nil }
        self.init(register: String(text[..<at]), revision: revision, step: String(text[text.index(after: slash)...]))
    }

    public var text: String { "\(register)@\(revision)/\(step)" }
}
