/// What may be said of an address; the rest of it may be secret.
public enum HTTPAddress {
    /// Its host, of a mail server too; nil if it has none.
    public static func host(of url: String) -> String? {
        (try? Endpoint(url: url, allowPlainHTTP: true))?.host
            ?? (try? Endpoint(mailURL: url))?.host
    }

    /// Its scheme, host and port, the port only if it is not the scheme's own.
    public static func origin(of url: String) -> String? {
        guard let endpoint = try? Endpoint(url: url, allowPlainHTTP: true) else { return nil }
        let standard = endpoint.scheme == "https" ? ":443" : ":80"
        let origin = endpoint.key
        return origin.hasSuffix(standard) ? String(origin.dropLast(standard.count)) : origin
    }

    /// Whether it leads to this very machine.
    public static func isLoopback(_ url: String) -> Bool {
        (try? Endpoint(url: url, allowPlainHTTP: true).isLoopback) ?? false
    }

    /// What is wrong with an address, without repeating it; nil if nothing is.
    public static func problem(_ url: String, allowPlainHTTP: Bool) -> String? {
        do throws(TransportFailure) {
            _ = try Endpoint(url: url, allowPlainHTTP: allowPlainHTTP)
            return nil
        } catch {
            if case .forbiddenScheme(let host, let scheme) = error {
                return "\(scheme) to \(host) is not encrypted; use https, "
                    + "or say 'allow_plain_http: true'"
            }
            return "\(error)"
        }
    }
}
