import ServiceLevels
import Support

/// Why a command cannot do what it was asked, and what to do about it.
struct CommandError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, naming the thing and the value.
    var message: String
    /// What to do about it.
    var hint: String?

    /// Makes an error.
    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// That something of a kind has no such name, with the nearest one that there is.
    static func unknown(_ kind: String, _ name: String, among known: [String]) -> CommandError {
        let nearest = nearestName(to: name, in: known).map { "did you mean '\($0)'?" }
        let all = known.isEmpty ? nil : "there are: " + known.sorted().joined(separator: ", ")
        return CommandError("there is no \(kind) '\(name)'", hint: nearest ?? all)
    }

    /// The message, and the hint where there is one.
    var description: String { hint.map { "\(message); \($0)" } ?? message }
}
