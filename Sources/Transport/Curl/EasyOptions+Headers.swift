import CCurl

extension EasyOptions {
    /// The headers that frame the message and are libcurl's alone to write.
    private static let reserved: Set<String> = [
        "content-length", "transfer-encoding", "connection", "expect", "trailer", "upgrade",
    ]

    /// Sets the headers of a request and returns the list, which the caller frees after the
    /// transfer.
    func setHeaders(
        of request: HTTPRequest
    ) throws(TransportFailure) -> UnsafeMutablePointer<curl_slist>? {
        // Waiting for a "100 Continue" costs a second if a server does not know it.
        var lines = ["Expect:"]
        var hasType = false
        for (name, value) in request.headers {
            let lowercased = name.lowercased()
            guard Self.isToken(name), !Self.reserved.contains(lowercased) else {
                throw .badRequest(host: host, problem: "header '\(name)' cannot be set")
            }
            guard Self.isPrintable(value) else {
                throw .badRequest(
                    host: host,
                    problem: "header '\(name)': value has control characters"
                )
            }
            hasType = hasType || lowercased == "content-type"
            // libcurl takes a header without a value for one to leave out, unless so written.
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // libcurl would call a body a form.
        if !hasType { lines.append("Content-Type:") }

        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                throw .system(host: host, problem: "curl_slist_append: out of memory")
            }
            list = longer
        }
        let code = ccurl_easy_setopt_list(easy, CURLOPT_HTTPHEADER, list)
        guard code == CURLE_OK else {
            curl_slist_free_all(list)
            throw .system(host: host, problem: "curl_easy_setopt HTTPHEADER: \(code.text)")
        }
        return list
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    private static func isPrintable(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 == UInt8(ascii: "\t") || ($0 >= 0x20 && $0 != 0x7F) }
    }
}
