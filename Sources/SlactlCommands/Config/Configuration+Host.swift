import Configuration
import Transport

extension Configuration {
    /// The host that a channel posts to; nil if it does not post.
    ///
    /// For an address in a credential of the service, that it is one.
    func host(of channel: String) -> String? {
        guard let address = channels[channel]?.address else { return nil }
        let isUnknown = standIns.contains { key in
            ["url", "token"].contains { key.hasPrefix("channels.\(channel).\($0)_") }
        }
        return isUnknown ? "a credential's address" : HTTPAddress.host(of: address)
    }
}
