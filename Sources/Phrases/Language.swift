/// The languages a screen can speak; one language a screen.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case simplified = "zh-Hans"
    case traditional = "zh-Hant"

    /// The language a locale asks for: `zh_CN.UTF-8`, `zh-TW`, `en_GB`.
    public init(locale: String) {
        // zh_TW.UTF-8, zh-Hant-HK: the language, then script and region.
        let parts = locale.split(whereSeparator: { "-_.@".contains($0) }).map { $0.lowercased() }
        if parts.first == "zh" {
            self = parts.contains(where: { ["hant", "tw", "hk", "mo"].contains($0) }) ? .traditional : .simplified
        } else {
            self = .english
        }
    }

    public var isChinese: Bool { self != .english }
}

/// One thing said to a person, in both languages it is written in; zh-Hant follows from zh-Hans by table.
///
/// `%1`, `%2` … stand for what is filled in.
public struct Phrase: Hashable, Sendable {
    public let en: String
    public let zh: String

    public init(_ en: String, _ zh: String) {
        self.en = en
        self.zh = zh
    }
}
