import BusinessTime
import CCurl

/// Sets the options of one easy handle, checking every one.
struct EasyOptions {
    let easy: UnsafeMutableRawPointer
    let host: String

    /// What holds for every request, whoever asks.
    func setFixed(userAgent: String) throws(TransportFailure) {
        try set(CURLOPT_NOSIGNAL, 1)
        // A name server that does not answer would else hold up the queue for as long as it likes
        // once a transfer is given up: libcurl would join the thread that waits for it.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // An idle connection is likely closed at the other end, and a request that finds it so
        // is sent twice.
        try set(CURLOPT_MAXAGE_CONN, 30)
        try set(CURLOPT_USERAGENT, userAgent)
    }

    /// Where the answer and the error go; both must outlive the transfer.
    func collect(
        with collector: ResponseCollector,
        errorText: UnsafeMutablePointer<CChar>
    ) throws(TransportFailure) {
        let data = Unmanaged.passUnretained(collector).toOpaque()
        try check(ccurl_easy_setopt_pointer(easy, CURLOPT_ERRORBUFFER, errorText), "ERRORBUFFER")
        try check(ccurl_easy_setopt_pointer(easy, CURLOPT_WRITEDATA, data), "WRITEDATA")
        try check(ccurl_easy_setopt_pointer(easy, CURLOPT_HEADERDATA, data), "HEADERDATA")
        try check(
            ccurl_easy_setopt_writer(
                easy,
                CURLOPT_WRITEFUNCTION,
                ResponseCollector.bodyCallback
            ),
            "WRITEFUNCTION"
        )
        try check(
            ccurl_easy_setopt_writer(
                easy,
                CURLOPT_HEADERFUNCTION,
                ResponseCollector.headerCallback
            ),
            "HEADERFUNCTION"
        )
    }

    /// What this request asks for, its headers excepted.
    func set(_ request: HTTPRequest, endpoint: Endpoint) throws(TransportFailure) {
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_PROTOCOLS_STR, endpoint.scheme)
        try set(CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
        // Empty is "none": the environment's http_proxy and no_proxy are nobody's configuration.
        try set(CURLOPT_PROXY, try proxy(of: request))
        try set(CURLOPT_NOPROXY, "")
        try set(request.tls)

        switch request.method {
        case .get:
            try set(CURLOPT_HTTPGET, 1)
        case .post:
            try set(CURLOPT_POST, 1)
            try check(
                ccurl_easy_setopt_offset(
                    easy,
                    CURLOPT_POSTFIELDSIZE_LARGE,
                    curl_off_t(request.body.count)
                ),
                "POSTFIELDSIZE_LARGE"
            )
            // Without any bytes libcurl would read the body from standard input.
            let body = request.body.isEmpty ? [0] : request.body
            let copied = body.withUnsafeBytes {
                ccurl_easy_setopt_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
            }
            try check(copied, "COPYPOSTFIELDS")
        }
    }

    func set(_ tls: TLSOptions) throws(TransportFailure) {
        if let file = tls.caFile {
            try set(CURLOPT_CAINFO, file)
            // The system's directory would else be trusted besides the file.
            try check(ccurl_easy_setopt_string(easy, CURLOPT_CAPATH, nil), "CAPATH")
            // libcurl goes by the name of the file, which stays when its contents are renewed.
            try set(CURLOPT_CA_CACHE_TIMEOUT, 0)
        } else {
            try set(CURLOPT_CA_CACHE_TIMEOUT, 3600)
        }
        if let file = tls.certificateFile { try set(CURLOPT_SSLCERT, file) }
        if let file = tls.keyFile { try set(CURLOPT_SSLKEY, file) }
    }

    private func proxy(of request: HTTPRequest) throws(TransportFailure) -> String {
        guard let proxy = request.proxy, !proxy.isEmpty else { return "" }
        let schemes = ["http://", "https://", "socks5://", "socks5h://"]
        guard let scheme = schemes.first(where: proxy.hasPrefix), proxy.count > scheme.count else {
            throw .badRequest(
                host: host,
                problem: "proxy: must start with http, https, socks5 or socks5h ://"
            )
        }
        return proxy
    }

    /// libcurl takes zero for "for ever", and a number that it must fit into an `int`.
    func milliseconds(_ span: TimeSpan) -> Int {
        Int(min(max(span.milliseconds, 1), Int64(Int32.max)))
    }

    func set(_ option: CURLoption, _ value: Int) throws(TransportFailure) {
        try check(ccurl_easy_setopt_long(easy, option, value), "option \(option.rawValue)")
    }

    func set(_ option: CURLoption, _ value: String) throws(TransportFailure) {
        guard !value.utf8.contains(0) else {
            throw .badRequest(host: host, problem: "a setting contains a zero byte")
        }
        try check(ccurl_easy_setopt_string(easy, option, value), "option \(option.rawValue)")
    }

    func check(_ code: CURLcode, _ name: String) throws(TransportFailure) {
        guard code == CURLE_OK else {
            throw .system(host: host, problem: "curl_easy_setopt \(name): \(code.text)")
        }
    }
}
