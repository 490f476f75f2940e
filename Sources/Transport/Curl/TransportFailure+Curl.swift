import CCurl

/// What is known of a transfer that libcurl ended with an error.
struct CurlError {
    /// libcurl's code.
    var code: CURLcode
    /// libcurl's sentence, from its error buffer.
    var text: String
    /// The host of the request.
    var host: String
    /// Whether any of the request may have left.
    var requestStarted: Bool
    /// The status of the answer, if one had begun.
    var status: Int?
}

extension TransportFailure {
    /// What a libcurl error means to a sender.
    init(_ error: CurlError) {
        let (host, text) = (error.host, error.text)
        switch error.code {
        case CURLE_URL_MALFORMAT:
            self = .badURL(problem: "libcurl does not take it")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self = .resolve(host: host, problem: text)
        case CURLE_OPERATION_TIMEDOUT:
            self = .timeout(host: host, requestMayHaveArrived: error.requestStarted)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_CLIENTCERT, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
            self = .tls(host: host, problem: text)
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            self = .system(host: host, problem: text)
        case _ where !error.requestStarted:
            self = .connect(host: host, problem: text)
        case CURLE_SEND_ERROR, CURLE_GOT_NOTHING:
            self = .sendInterrupted(host: host, problem: text)
        case CURLE_RECV_ERROR where error.status == nil:
            self = .sendInterrupted(host: host, problem: text)
        default:
            self = .receive(host: host, status: error.status, problem: text)
        }
    }
}
