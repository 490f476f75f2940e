import CCurl

/// Where a URL leads, as libcurl's own parser reads it, so that no two readings can differ.
package struct Endpoint {
    let scheme: String
    package let host: String
    let port: String
    /// The parts of the URL that no message may repeat.
    package let secrets: [String]

    /// Whether connections may be shared between two requests, and a limit is counted, by this.
    var key: String { "\(scheme)://\(host):\(port)" }

    /// Reads a URL and holds it to the schemes allowed.
    init(url: String, allowPlainHTTP: Bool) throws(TransportFailure) {
        try self.init(anyURL: url)
        switch scheme {
        case "https": break
        case "http" where allowPlainHTTP || isLoopback: break
        default: throw .forbiddenScheme(host: host, scheme: scheme)
        }
    }

    /// Reads the URL of a mail server.
    package init(mailURL url: String) throws(TransportFailure) {
        try self.init(anyURL: url)
        guard scheme == "smtp" || scheme == "smtps" else {
            throw .forbiddenScheme(host: host, scheme: scheme)
        }
    }

    private init(anyURL url: String) throws(TransportFailure) {
        guard !url.utf8.contains(0) else {
            throw .badURL(problem: "it contains a zero byte")
        }
        // libcurl takes the first part of the path for the host of "https:///token".
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://"),
            !url[colon...].hasPrefix(":///")
        else {
            throw .badURL(problem: "its scheme must be followed by '://' and a host")
        }
        guard let parts = curl_url() else {
            throw .system(host: "", problem: "curl_url: out of memory")
        }
        defer { curl_url_cleanup(parts) }

        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        let code = curl_url_set(parts, CURLUPART_URL, url, flags)
        guard code == CURLUE_OK else {
            throw .badURL(problem: String(cString: curl_url_strerror(code)).lowercased())
        }
        guard let scheme = Self.part(CURLUPART_SCHEME, of: parts),
            let host = Self.part(CURLUPART_HOST, of: parts),
            !host.isEmpty
        else {
            throw .badURL(problem: "it has no scheme or no host")
        }
        self.scheme = scheme.lowercased()
        self.host = host.lowercased()
        self.port = Self.part(CURLUPART_PORT, of: parts) ?? ""
        let hidden = [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_PATH, CURLUPART_QUERY]
        secrets = hidden.compactMap { Self.part($0, of: parts) }.filter { $0.count > 1 }
    }

    /// Whether the host is this machine by its very name; what a name resolves to is not asked.
    package var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        // libcurl has already written odd forms of an IPv4 address (127.1, 0x7f000001) in full.
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text
        else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
