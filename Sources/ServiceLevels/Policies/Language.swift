public enum Language: String, Sendable, Hashable, CaseIterable {
    /// Simplified Chinese, the default.
    case chinese = "zh-CN"
    /// English.
    case english = "en"
}

/// A short text in the languages of a policy.
public struct LocalizedText: Sendable, Hashable {
    /// The text by language.
    public var texts: [Language: String]

    /// At least one language should have a text.
    public init(_ texts: [Language: String]) {
        self.texts = texts
    }

    /// The text in a language, else in another one, else empty.
    public func text(in language: Language) -> String {
        texts[language] ?? texts[.chinese] ?? texts[.english] ?? ""
    }
}
