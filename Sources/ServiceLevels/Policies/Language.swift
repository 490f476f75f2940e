/// A language that messages are written in.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// Simplified Chinese, the default.
    case chinese = "zh-CN"
    /// English.
    case english = "en"
}

/// A short text in the languages that a policy gives it in.
public struct LocalizedText: Sendable, Hashable {
    /// The text by language.
    public var texts: [Language: String]

    /// Makes a text; at least one language should have it.
    public init(_ texts: [Language: String]) {
        self.texts = texts
    }

    /// The text in a language, else in whichever language there is, else empty.
    public func text(in language: Language) -> String {
        texts[language] ?? texts[.chinese] ?? texts[.english] ?? ""
    }
}
