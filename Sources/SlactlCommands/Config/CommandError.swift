import ServiceLevels
import Support

/// Why a command failed, and what to do about it.
struct CommandError: Error, Equatable, CustomStringConvertible {
    /// The fault, with the name and the value.
    var message: String
    /// What to do about it.
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// An unknown name, with the nearest known one.
    static func unknown(_ kind: String, _ name: String, among known: [String]) -> CommandError {
        let nearest = nearestName(to: name, in: known).map { "did you mean '\($0)'?" }
        let all = known.isEmpty ? nil : "there are: " + known.sorted().joined(separator: ", ")
        return CommandError("there is no \(kind) '\(name)'", hint: nearest ?? all)
    }

    /// The message and the hint, if any.
    var description: String { hint.map { "\(message); \($0)" } ?? message }
}
