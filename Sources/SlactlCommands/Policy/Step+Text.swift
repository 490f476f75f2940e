import BusinessTime
import ServiceLevels

extension Step {
    /// When the step is due, in words: `1h after, again every 24h`.
    var momentText: String {
        var text: String
        switch moment {
        case .fraction(let part): text = "at \(part.percentText)"
        case .offset(.zero): text = "at the deadline"
        case .offset(let offset) where offset < .zero: text = "\((-offset).hoursText()) before"
        case .offset(let offset): text = "\(offset.hoursText()) after"
        case .workingDays(let days): text = "\(Self.text(days)) \(days < 0 ? "before" : "after")"
        }
        if let everyDays { text += ", again every \(Self.text(everyDays))" }
        if let every { text += ", again every \(every.hoursText())" }
        return text
    }

    private static func text(_ days: Int) -> String {
        Target.workingDays(abs(days), until: .sameTime).text(in: .english)
    }
}

extension Double {
    /// A fraction as `75%`.
    fileprivate var percentText: String {
        let percent = (self * 100_000).rounded() / 1000
        return (Int64(exactly: percent).map(String.init) ?? String(percent)) + "%"
    }
}
