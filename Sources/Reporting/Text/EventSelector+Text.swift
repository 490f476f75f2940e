package import ServiceLevels

extension EventSelector {
    /// The events in words: `first_response or progress, by a person`.
    package var text: String { text(in: .english) }

    /// The events in words of a language.
    package func text(in language: Language) -> String {
        let isChinese = language == .chinese
        var text = kinds.joined(separator: isChinese ? " 或 " : " or ")
        if byPerson { text += isChinese ? "（由人）" : ", by a person" }
        switch due {
        case .any: break
        case .present: text += isChinese ? "（约定了时间）" : ", with a time named"
        case .missing: text += isChinese ? "（未约定时间）" : ", without a time named"
        }
        return text
    }
}

extension Satisfaction {
    /// The milestones in words.
    package var text: String {
        let parts = events.map(\.text)
        if !needsAll || parts.count < 2 { return parts.joined(separator: " or ") }
        return "all of: " + parts.joined(separator: "; ")
    }
}

extension Clock.PauseRule {
    /// The pauses in words.
    package var text: String {
        switch self {
        case .never: "never"
        case .everyWait: "every wait"
        case .statuses(let statuses):
            "waits in \(statuses.texts.sorted().joined(separator: " or "))"
        }
    }
}

extension Clock.Start {
    /// The occurrence in words.
    package var text: String {
        switch self {
        case .first: "the first one"
        case .last: "each one starts it afresh"
        case .again: "the first one since it was last met"
        case .each: "each one has a clock of its own"
        }
    }
}
