import BusinessTime
import CCurl

/// A libcurl easy handle and all it points to, used for one transfer after another.
///
/// It is not thread-safe: the actor that owns it uses it on its queue alone.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    let collector = ResponseCollector()
    private let errorText: UnsafeMutablePointer<CChar>
    /// The headers, or the recipients, of the transfer, which libcurl reads and does not copy.
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var endpoint: Endpoint?
    /// The mail under way; nil if it is none.
    private(set) var exchange: MailExchange?
    /// What must never be in a message.
    private var secrets: [String] = []

    init() throws(TransportFailure) {
        guard let pointer = curl_easy_init() else {
            throw .system(host: "", problem: "curl_easy_init: out of memory")
        }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Readies the handle for a request to an endpoint.
    func prepare(
        _ request: HTTPRequest,
        endpoint: Endpoint,
        userAgent: String
    ) throws(TransportFailure) {
        let options = begin(endpoint, secrets: [request.proxy].compactMap(\.self))
        try options.setFixed(userAgent: userAgent)
        try collect(with: options)
        try options.set(request, endpoint: endpoint)
        keep(try options.setHeaders(of: request))
    }

    /// Begins a transfer to an endpoint.
    func begin(
        _ endpoint: Endpoint,
        secrets: [String],
        exchange: MailExchange? = nil
    ) -> EasyOptions {
        self.endpoint = endpoint
        self.exchange = exchange
        self.secrets = endpoint.secrets + secrets
        collector.reset()
        errorText[0] = 0
        return EasyOptions(easy: pointer, host: endpoint.host)
    }

    /// Tells libcurl where the answer and the error go.
    func collect(with options: EasyOptions) throws(TransportFailure) {
        try options.collect(with: collector, errorText: errorText)
    }

    /// Keeps what libcurl reads during the transfer and does not copy.
    func keep(_ list: UnsafeMutablePointer<curl_slist>?) {
        headerList = list
    }

    /// Forgets the last transfer, so that neither URL nor body stays in memory.
    func clear() {
        curl_easy_reset(pointer)
        curl_slist_free_all(headerList)
        headerList = nil
        secrets = []
        exchange = nil
        collector.reset()
    }

    /// What became of a transfer that libcurl reported as ended.
    func outcome(of code: CURLcode) -> Result<HTTPResponse, TransportFailure> {
        if collector.headersTooLarge { return .failure(.tooLarge(host: host)) }
        guard code == CURLE_OK || collector.bodyAbandoned, collector.headersComplete,
            let status = collector.status
        else {
            return .failure(failure(code, status: collector.status, requestStarted: requestStarted))
        }
        return .success(
            HTTPResponse(
                status: status,
                headers: collector.headers,
                body: collector.body,
                truncated: collector.truncated
            )
        )
    }

    /// The host of the transfer.
    var host: String { endpoint?.host ?? "" }

    /// What an error of libcurl's means.
    func failure(
        _ code: CURLcode,
        status: Int?,
        requestStarted: Bool
    ) -> TransportFailure {
        TransportFailure(
            CurlError(
                code: code,
                text: message(for: code),
                host: host,
                requestStarted: requestStarted,
                status: status
            )
        )
    }

    /// Whether any of the request may have left; true for certain only once something came back.
    var requestStarted: Bool {
        offset(CURLINFO_PRETRANSFER_TIME_T) > 0 || collector.status != nil
    }

    /// libcurl's own words if it left any, which name hosts and files but no path of a URL.
    private func message(for code: CURLcode) -> String {
        if code == CURLE_OK { return "connection closed amid the headers" }
        let words = errorText[0] == 0 ? "" : String(cString: errorText)
        guard !words.isEmpty, !secrets.contains(where: words.contains) else {
            return code.text
        }
        return words
    }

    private func offset(_ info: CURLINFO) -> curl_off_t {
        var value: curl_off_t = 0
        return ccurl_easy_getinfo_offset(pointer, info, &value) == CURLE_OK ? value : 0
    }
}

@available(*, unavailable)
extension EasyHandle: Sendable {}
