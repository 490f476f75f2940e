/// The values of one template, each made when it is first asked for.
struct TemplateValues {
    /// Makes the value of a name; nil or empty if there is none.
    let value: (TemplateField) -> String?
    private var known: [TemplateField: String] = [:]

    init(value: @escaping (TemplateField) -> String?) {
        self.value = value
    }

    /// The value of a name, in the channel's markup; empty if there is none.
    subscript(field: TemplateField) -> String {
        mutating get {
            if let text = known[field] { return text }
            let text = value(field) ?? ""
            known[field] = text
            return text
        }
    }
}
