import CCurl
import Testing

@testable import Transport

struct TransportFailureTests {
    @Test(arguments: [
        (CURLE_URL_MALFORMAT, false, "bad_url"),
        (CURLE_COULDNT_RESOLVE_HOST, false, "resolve"),
        (CURLE_COULDNT_RESOLVE_PROXY, false, "resolve"),
        (CURLE_COULDNT_CONNECT, false, "connect"),
        (CURLE_PROXY, false, "connect"),
        (CURLE_RECV_ERROR, false, "connect"),
        (CURLE_SSL_CONNECT_ERROR, false, "tls"),
        (CURLE_PEER_FAILED_VERIFICATION, false, "tls"),
        (CURLE_SSL_CACERT_BADFILE, false, "tls"),
        (CURLE_OPERATION_TIMEDOUT, false, "timeout"),
        (CURLE_OPERATION_TIMEDOUT, true, "timeout"),
        (CURLE_SEND_ERROR, true, "send_interrupted"),
        (CURLE_GOT_NOTHING, true, "send_interrupted"),
        (CURLE_RECV_ERROR, true, "send_interrupted"),
        (CURLE_PARTIAL_FILE, true, "receive"),
        (CURLE_WEIRD_SERVER_REPLY, true, "receive"),
        (CURLE_OUT_OF_MEMORY, false, "system"),
    ])
    func curlCode_decidesTheReason(code: CURLcode, started: Bool, reason: String) {
        let failure = TransportFailure(
            CurlError(code: code, text: "words", host: "h", requestStarted: started, status: nil)
        )
        #expect(failure.reason == reason)
        #expect(failure.requestMayHaveArrived == (started || reason == "system"))
    }

    @Test func brokenBody_keepsTheStatus() {
        let failure = TransportFailure(
            CurlError(
                code: CURLE_RECV_ERROR,
                text: "reset by peer",
                host: "h",
                requestStarted: true,
                status: 200
            )
        )
        #expect(failure == .receive(host: "h", status: 200, problem: "reset by peer"))
        #expect(failure.description == "h: answer broken off after status 200: reset by peer")
    }

    @Test func description_namesHostAndProblem() {
        #expect(
            TransportFailure.tls(host: "h", problem: "certificate has expired").description
                == "h: tls: certificate has expired"
        )
        #expect(
            TransportFailure.forbiddenScheme(host: "h", scheme: "http").description
                == "h: scheme 'http' is not allowed"
        )
        #expect(
            TransportFailure.timeout(host: "h", requestMayHaveArrived: false).description
                == "h: timed out before the request was sent"
        )
    }
}
