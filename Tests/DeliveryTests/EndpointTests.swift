import Testing

@testable import Transport

struct EndpointTests {
    @Test(arguments: [
        ("https://Hooks.Example/a?b=c", "https://hooks.example:443"),
        ("https://hooks.example:8443/", "https://hooks.example:8443"),
        ("http://localhost/x", "http://localhost:80"),
        ("http://127.0.0.1:81", "http://127.0.0.1:81"),
        ("http://127.1/", "http://127.0.0.1:80"),
        ("http://127.9.9.9/", "http://127.9.9.9:80"),
        ("http://[::1]:82/", "http://[::1]:82"),
    ])
    func key_isSchemeHostAndPort(url: String, key: String) throws {
        #expect(try Endpoint(url: url, allowPlainHTTP: false).key == key)
    }

    @Test(arguments: [
        ("http://hooks.example/token", "hooks.example", "http"),
        ("http://128.0.0.1/", "128.0.0.1", "http"),
        ("http://127.0.0.1.example/", "127.0.0.1.example", "http"),
        ("http://localhost.example/", "localhost.example", "http"),
        ("ftp://localhost/", "localhost", "ftp"),
        ("gopher://h/", "h", "gopher"),
        ("weird://h/", "h", "weird"),
    ])
    func scheme_isForbidden(url: String, host: String, scheme: String) {
        #expect(throws: TransportFailure.forbiddenScheme(host: host, scheme: scheme)) {
            try Endpoint(url: url, allowPlainHTTP: false)
        }
    }

    @Test func plainHTTP_whereAllowed() throws {
        #expect(
            try Endpoint(url: "http://h.example/", allowPlainHTTP: true).key
                == "http://h.example:80"
        )
        #expect(throws: TransportFailure.forbiddenScheme(host: "h", scheme: "ftp")) {
            try Endpoint(url: "ftp://h/", allowPlainHTTP: true)
        }
    }

    @Test(arguments: [
        "", "hooks.example/SECRET", "https://", "https:///SECRET", "https:/SECRET",
        "file:///etc/SECRET",
        "file://localhost/SECRET", "://SECRET",
        "https://h:99999/SECRET", "https://h:port/SECRET", "https://a b/SECRET",
        "https://h/SECRET\r\nHost: x", "https://h/\u{0}SECRET", "https://[::1/SECRET",
        "https://h/SECRET with space",
    ])
    func badURL_isRefusedAndNotRepeated(url: String) {
        do {
            let endpoint = try Endpoint(url: url, allowPlainHTTP: true)
            Issue.record("accepted: \(endpoint.key)")
        } catch {
            #expect(error.reason == "bad_url")
            #expect(!error.description.contains("SECRET"))
            #expect(error.description.hasPrefix("bad url: "))
        }
    }
}

struct HTTPAddressTests {
    @Test(
        arguments: [
            ("https://hooks.example.com/x", "hooks.example.com"),
            ("https://a:b@hooks.example.com:8443?x", "hooks.example.com"),
            ("http://[::1]:80/x", "[::1]"), ("http://127.0.0.1", "127.0.0.1"), ("nonsense", nil),
        ] as [(String, String?)]
    )
    func host_isAllOfAnAddressThatIsShown(url: String, host: String?) {
        #expect(HTTPAddress.host(of: url) == host)
    }

    @Test func problem_namesHostAndRemedyAlone() {
        #expect(HTTPAddress.problem("https://a.example/TOKEN", allowPlainHTTP: false) == nil)
        let problem = HTTPAddress.problem("http://a.example/TOKEN", allowPlainHTTP: false)
        #expect(problem?.contains("http to a.example is not encrypted") == true)
        #expect(problem?.contains("TOKEN") == false)
    }
}
