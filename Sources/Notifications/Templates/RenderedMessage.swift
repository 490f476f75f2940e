public import ServiceLevels

/// A message in words and in one channel's markup, in parts that may be left out to make it fit.
public struct RenderedMessage: Sendable, Hashable {
    /// What it is.
    public var kind: AlertKind
    /// One line of plain text; begins with the fixed prefix that keyword filters look for.
    public var title: String
    /// What it tells, in the channel's markup, the most pressing first.
    ///
    /// A row of one or a few lines for each alert, or for each ticket of a digest; to fit, whole
    /// rows are dropped from the end.
    public var rows: [String]
    /// What stays whatever is dropped, in the channel's markup: whose, what to do next, the id.
    public var footer: [String]
    /// The ticket's address; nil if there is none.
    public var url: String?
    /// What stands on the button that leads there.
    public var action: String
    /// The language of the words.
    public var language: Language

    /// Makes a message.
    public init(
        kind: AlertKind,
        title: String,
        rows: [String],
        footer: [String],
        url: String?,
        action: String,
        language: Language
    ) {
        self.kind = kind
        self.title = title
        self.rows = rows
        self.footer = footer
        self.url = url
        self.action = action
        self.language = language
    }

    /// What stands in the place of so many rows left out: `另有 3 条`.
    public func more(_ count: Int) -> String {
        language == .chinese ? "另有 \(count) 条" : "and \(count) more"
    }
}

/// Somebody whom a message calls by the channel's own means.
public struct Mention: Sendable, Hashable {
    /// How the channel knows the person: a phone number, a user id, an address.
    public var handle: String
    /// The person's name, as it may be shown.
    public var name: String

    /// Makes a mention.
    public init(handle: String, name: String) {
        self.handle = handle
        self.name = name
    }
}
