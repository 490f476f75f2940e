package import ServiceLevels

extension Predicate {
    /// The condition in words: `priority = high | 高 and customer is given`.
    package var text: String { text(in: .english) }

    /// The condition in words of a language.
    package func text(in language: Language) -> String {
        ConditionText(language: language).text(of: self, isPart: false)
    }

    /// The attributes of the condition, each once, in order.
    package var attributeNames: [String] {
        var names: [String] = []
        collectNames(into: &names)
        return names
    }

    private func collectNames(into names: inout [String]) {
        switch self {
        case .always: break
        case .all(let parts), .any(let parts):
            for part in parts { part.collectNames(into: &names) }
        case .not(let part): part.collectNames(into: &names)
        case .attribute(_, let name, _): if !names.contains(name) { names.append(name) }
        }
    }
}

/// Words conditions.
private struct ConditionText {
    let language: Language

    func text(of condition: Predicate, isPart: Bool) -> String {
        switch condition {
        case .always: return say("所有工单", "every ticket")
        case .all(let parts) where parts.isEmpty: return say("所有工单", "every ticket")
        case .any(let parts) where parts.isEmpty: return say("没有工单", "no ticket")
        case .all(let parts):
            let conditions = parts.filter { $0 != .always }
            if conditions.isEmpty { return text(of: .always, isPart: isPart) }
            return joined(conditions, by: say(" 且 ", " and "), isPart)
        case .any(let parts): return joined(parts, by: say(" 或 ", " or "), isPart)
        case .not(.attribute(_, let name, let test)): return text(of: test, name, holds: false)
        case .not(let part): return say("不是", "not ") + "(\(text(of: part, isPart: false)))"
        case .attribute(_, let name, let test): return text(of: test, name, holds: true)
        }
    }

    private func joined(_ parts: [Predicate], by word: String, _ isPart: Bool) -> String {
        if parts.count == 1 { return text(of: parts[0], isPart: isPart) }
        let joined = parts.map { text(of: $0, isPart: true) }.joined(separator: word)
        return isPart ? "(\(joined))" : joined
    }

    /// The test of a named attribute, or its negation.
    private func text(of test: ValueTest, _ name: String, holds: Bool) -> String {
        switch test {
        case .oneOf(let values):
            return "\(name) \(holds ? "=" : "≠") \(values.texts.sorted().joined(separator: " | "))"
        case .present:
            return name + " " + (holds ? say("有值", "is given") : say("为空", "is empty"))
        case .atLeast(let bound):
            return "\(name) \(holds ? "≥" : say("不 ≥", "not ≥")) \(bound.plainText)"
        case .atMost(let bound):
            return "\(name) \(holds ? "≤" : say("不 ≤", "not ≤")) \(bound.plainText)"
        case .contains(let parts):
            let list = parts.map { "\"\($0)\"" }.joined(separator: " | ")
            let verb = holds ? say("包含", "contains") : say("不包含", "does not contain")
            return "\(name) \(verb) \(list)"
        case .shorterThan(let count):
            let verb = holds ? say("少于", "is shorter than") : say("不少于", "is not shorter than")
            return "\(name) \(verb) \(count) \(say("个字", "characters"))"
        }
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }
}

extension Double {
    /// The number, without a fraction if it has none.
    fileprivate var plainText: String {
        Int64(exactly: self).map(String.init) ?? String(self)
    }
}
