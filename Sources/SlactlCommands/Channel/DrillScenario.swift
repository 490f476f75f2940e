import ArgumentParser
import ServiceLevels

/// The situation that a test message describes.
enum DrillScenario: String, ExpressibleByArgument, CaseIterable {
    case nudge, warning, breach, escalation, digest, resolved, drill

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
