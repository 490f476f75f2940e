import ServiceLevels
import Support
import Yams

/// A mapping in which unknown keys are reported.
final class StrictMapping {
    let place: YAMLValue
    private var unread: [String: YAMLValue] = [:]
    private var order: [String] = []
    private var known: Set<String> = []

    init(_ place: YAMLValue) {
        self.place = place
        for (name, value) in place.entries {
            if unread.updateValue(value, forKey: name) != nil {
                value.report("is given twice")
            }
            order.append(name)
        }
    }

    /// The value of a key, if present and not null.
    subscript(_ name: String) -> YAMLValue? {
        known.insert(name)
        guard let value = unread.removeValue(forKey: name) else { return nil }
        if case .scalar(let scalar) = value.node, scalar.style == .plain,
            ["", "~", "null"].contains(scalar.string)
        {
            return nil
        }
        return value
    }

    /// The value of a required key.
    func required(_ name: String) -> YAMLValue? {
        if let value = self[name] { return value }
        place.report("has no '\(name)', which it needs")
        return nil
    }

    /// Reports every key that was not read.
    func finish() {
        for name in order {
            guard let value = unread.removeValue(forKey: name) else { continue }
            let hint = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
            place.diagnostics.report(
                "unknown key '\(name)'\(hint)",
                file: place.file,
                key: place.key,
                at: value.keyMark(of: name, in: place)
            )
        }
    }
}

extension YAMLValue {
    /// The place of a key, not of its value.
    fileprivate func keyMark(of name: String, in parent: YAMLValue) -> Mark? {
        guard case .mapping(let mapping) = parent.node else { return node.mark }
        for (key, _) in mapping where key.scalar?.string == name { return key.mark }
        return node.mark
    }

    /// Reads one of an enumeration's raw values.
    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let hint = nearestName(to: text, in: names).map { "; did you mean '\($0)'?" } ?? ""
        report("'\(text)' is none of \(names.joined(separator: ", "))\(hint)")
        return nil
    }

    /// Reads yes or no.
    var flag: Bool? {
        parse { text throws(ValueError) in
            switch text.lowercased() {
            case "true", "yes", "on": return true
            case "false", "no", "off": return false
            default: throw ValueError("'\(text)' is neither true nor false")
            }
        }
    }

    /// Reads a whole number within bounds.
    func number(in bounds: ClosedRange<Int>) -> Int? {
        parse { text throws(ValueError) in
            guard let number = Int(text), bounds.contains(number) else {
                throw ValueError(
                    "'\(text)' is not a whole number from \(bounds.lowerBound) to "
                        + "\(bounds.upperBound)"
                )
            }
            return number
        }
    }

    /// Reads a text in one or several languages: `text`, or `{zh-CN: …, en: …}`.
    var localized: LocalizedText? {
        if case .scalar(_) = node { return text.map { LocalizedText([.chinese: $0]) } }
        let fields = StrictMapping(self)
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = fields[language.rawValue]?.text
        }
        fields.finish()
        return LocalizedText(texts)
    }
}
