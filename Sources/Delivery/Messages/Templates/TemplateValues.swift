import Mustache

/// The values of one template, each made when it is asked for.
struct TemplateValues: MustacheParent {
    /// The value of a name, in the channel's markup; nil or empty where there is none.
    let value: (TemplateField) -> String?

    func child(named name: String) -> Any? {
        TemplateField(rawValue: name).map { Value(text: value($0) ?? "") }
    }

    /// A text; not a `String`, into which swift-mustache would look for more names.
    private struct Value: MustacheCustomRenderable, MustacheParent {
        let text: String

        var renderText: String { text }
        /// An empty value is none: `{{#name}}` leaves its section out.
        var isNull: Bool { text.isEmpty }

        func child(named: String) -> Any? { nil }
    }
}
