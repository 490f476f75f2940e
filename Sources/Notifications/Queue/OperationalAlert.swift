/// Something wrong with a channel, of which another is to tell.
public enum OperationalAlert: Sendable, Hashable {
    /// Its receiver wants nothing more, or refuses address or secret.
    case disabled(channel: String, reason: String)
    /// It could not be reached for some minutes.
    case unreachable(channel: String, reason: String)
    /// A message was given up.
    case deadLetter(channel: String, reason: String)

    /// The channel.
    public var channel: String {
        switch self {
        case .disabled(let channel, _), .unreachable(let channel, _), .deadLetter(let channel, _):
            channel
        }
    }

    /// The name of the trouble in identities.
    public var step: String {
        switch self {
        case .disabled: "disabled"
        case .unreachable: "unreachable"
        case .deadLetter: "dead_letter"
        }
    }

    /// What happened, safe to show.
    public var reason: String {
        switch self {
        case .disabled(_, let reason), .unreachable(_, let reason), .deadLetter(_, let reason):
            reason
        }
    }
}
