extension Attribution {
    /// From what it was written down that somebody did something.
    public enum Medium: Hashable, Sendable {
        /// The paper itself lay before the clerk 原件.
        case original
        case phone
        case oral
        /// A text message 短信.
        case text
        case wechat
        /// The person did it at this desk 本人.
        case own
        /// Nobody said from what it was written down: no original is claimed that nobody saw.
        case unsaid
        /// One that a newer program recorded. It says nothing of who sat at the desk, so it is never taken for `own`.
        case other(String)

        /// All that can be named, in the order forms offer them.
        public static let known: [Medium] = [.original, .phone, .oral, .text, .own, .wechat]

        /// As the journal keeps it.
        public var id: String {
            switch self {
            case .original: "original"
            case .phone: "phone"
            case .oral: "oral"
            case .text: "text"
            case .wechat: "wechat"
            case .own: "self"
            case .unsaid: "unsaid"
            case .other(let id): id
            }
        }

        /// Its word in forms.
        public var name: Term {
            switch self {
            case .original: Term(zh: "原件", en: "original")
            case .phone: Term(zh: "电话", en: "phone")
            case .oral: Term(zh: "口头", en: "oral")
            case .text: Term(zh: "短信", en: "text")
            case .wechat: Term(zh: "微信", en: "wechat")
            case .own: Term(zh: "本人", en: "self")
            case .unsaid: Term(zh: "依据未注明", en: "source not said")
            case .other(let id): Term(zh: id, en: id)
            }
        }

        /// By the id the journal keeps, whichever program wrote it.
        public init(recorded id: String) { self = (Medium.known + [.unsaid]).first { $0.id == id } ?? .other(id) }

        /// By its id, or the word clerks use for it; nil for one this program does not record.
        public init?(word: String) {
            guard let medium = Medium.known.first(where: { [$0.id, $0.name.zh].contains(word) }) else { return nil }
            self = medium
        }
    }
}
