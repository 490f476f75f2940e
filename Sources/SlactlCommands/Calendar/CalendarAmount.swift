import BusinessTime
import Configuration
import ServiceLevels

/// Reads an amount of time, written as a policy's target.
enum CalendarAmount {
    /// Reads `4h`, `1h 30min`, `3 working days`, `1 working day until close`, or zero.
    static func parse(_ text: String) throws(CommandError) -> Target {
        do {
            return try TargetText.parse(text, orNone: true)
        } catch {
            throw CommandError(
                "'\(text)' is no amount of time",
                hint: "write 4h, 90min, 1h30min, '3 working days' or '1 working day until close'"
            )
        }
    }
}
