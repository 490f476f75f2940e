import ArgumentParser
import ServiceLevels

/// What a test message seems to tell.
enum DrillScenario: String, ExpressibleByArgument, CaseIterable {
    case nudge, warning, breach, escalation, digest, resolved, drill

    /// The kind of message.
    var kind: AlertKind {
        switch self {
        case .nudge: .nudge
        case .warning: .warning
        case .breach: .breach
        case .escalation: .escalation
        case .digest: .digest
        case .resolved: .resolved
        case .drill: .drill
        }
    }
}
