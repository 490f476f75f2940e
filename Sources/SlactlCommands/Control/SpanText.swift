import ArgumentParser
import BusinessTime
import Configuration
import Reporting
import ServiceLevels

/// Reads lengths of time as in the configuration: `4h`, `90min`, `1h30min`.
enum SpanText {
    /// Reads the value of an option, up to a maximum.
    static func parse(
        _ text: String,
        option: String,
        longest: TimeSpan
    ) throws -> TimeSpan {
        guard case .time(let span)? = try? TargetText.parse(text) else {
            throw ValidationError(
                "\(option) \(text): expected a length of time such as 4h or 90min"
            )
        }
        guard span >= .seconds(1), span <= longest else {
            throw ValidationError("\(option) \(text): expected 1s to \(longest.roughText)")
        }
        return span
    }
}
