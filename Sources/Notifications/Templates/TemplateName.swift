import ServiceLevels

/// A part of a message that has a template of its own.
public enum TemplateName: String, CaseIterable, Sendable {
    /// The first line of a message about a ticket, behind the prefix and the kind.
    case title
    /// The first line of a summary.
    case titleOfSummary = "title-summary"
    /// The first line of a digest.
    case titleOfDigest = "title-digest"
    /// The first line of a drill that is about no ticket.
    case titleOfDrill = "title-drill"
    /// What is due: a warning, nudge, breach or escalation.
    case alert
    /// A notice.
    case notice
    /// What was made good.
    case resolved
    /// Why that deadline; below `alert`.
    case why
    /// One message of a digest.
    case member
    /// What a summary counts.
    case summary
    /// Whose it is.
    case owner
    /// What to do about a warning.
    case nextWarning = "next-warning"
    /// What to do about a nudge.
    case nextNudge = "next-nudge"
    /// What to do about a breach.
    case nextBreach = "next-breach"
    /// What to do about an escalation.
    case nextEscalation = "next-escalation"
    /// What to do about a notice.
    case nextNotice = "next-notice"
    /// What to do about a summary.
    case nextSummary = "next-summary"
    /// What to do about what was made good.
    case nextResolved = "next-resolved"
    /// What to do about a digest.
    case nextDigest = "next-digest"
    /// What to do about a drill.
    case nextDrill = "next-drill"

    /// What to do next about an alert of a kind.
    static func next(_ kind: AlertKind) -> TemplateName {
        switch kind {
        case .warning: .nextWarning
        case .nudge: .nextNudge
        case .breach: .nextBreach
        case .escalation: .nextEscalation
        case .notice: .nextNotice
        case .summary: .nextSummary
        case .resolved: .nextResolved
        case .digest: .nextDigest
        case .drill: .nextDrill
        }
    }

    /// The names it may use.
    var fields: Set<TemplateField> {
        switch self {
        case .title, .owner, .nextWarning, .nextNudge, .nextBreach, .nextEscalation, .nextNotice,
            .nextResolved:
            TemplateField.ticketFields
        case .titleOfSummary, .summary, .nextSummary: TemplateField.summary
        case .titleOfDigest, .nextDigest: TemplateField.digest
        case .titleOfDrill, .nextDrill: TemplateField.message
        case .alert, .notice, .resolved, .why: TemplateField.alert
        case .member: TemplateField.member
        }
    }

    /// Whether it may come out empty: the embedded one stands in for any other that does.
    var mayBeEmpty: Bool {
        switch self {
        case .why, .owner, .summary: true
        default: rawValue.hasPrefix("next-")
        }
    }
}
