public import Foundation

extension AlertMessage {
    /// Reads messages as they are written.
    public static var decoder: JSONDecoder { JSONDecoder() }

    /// A message as it was committed; nil if it is of no schema that is known here.
    public init?(body: [UInt8]) {
        guard let message = try? Self.decoder.decode(Self.self, from: Data(body)) else {
            return nil
        }
        self = message
    }
}

extension DeliveryOutcome {
    /// What comes of a message that no channel can read.
    package static let unreadable = DeliveryOutcome.permanent(
        reason: "the message is not of a known schema"
    )
}
