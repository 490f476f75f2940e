import Testing

@testable import Transport

struct ResponseCollectorTests {
    private func feed(_ lines: [String], to collector: ResponseCollector) -> Bool {
        lines.allSatisfy { line in
            Array((line + "\r\n").utf8).withUnsafeBufferPointer {
                collector.take(headerLine: $0)
            }
        }
    }

    @Test func headers_firstValueByLowerCaseName() {
        let collector = ResponseCollector()
        #expect(
            feed(
                [
                    "HTTP/1.1 200 OK", "Retry-After:  5 ", "X:", "x: late", "bad line", "Y: a:b",
                    "", "Trailer-Like: no",
                ],
                to: collector
            )
        )
        #expect(collector.status == 200)
        #expect(collector.headers == ["retry-after": "5", "x": "", "y": "a:b"])
    }

    @Test func interimAnswer_isReplaced() {
        let collector = ResponseCollector()
        #expect(
            feed(
                ["HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 404 No", "A: b", ""],
                to: collector
            )
        )
        #expect(collector.status == 404)
        #expect(collector.headers == ["a": "b"])
    }

    @Test(arguments: [("HTTP/1.1 200", 200), ("HTTP/1.1", nil), ("HTTP/1.1 abc", nil)])
    func statusLine_oddForms(line: String, status: Int?) {
        let collector = ResponseCollector()
        #expect(feed([line], to: collector))
        #expect(collector.status == status)
    }

    @Test func headers_beyondMeasureAbort() {
        let collector = ResponseCollector()
        let long = "X: " + String(repeating: "x", count: 1000)
        #expect(!feed(Array(repeating: long, count: 100), to: collector))
        #expect(collector.headersTooLarge)
    }

    @Test func body_isBounded() {
        let collector = ResponseCollector()
        let limit = HTTPResponse.bodyLimit
        func feed(_ count: Int) -> Bool {
            [UInt8](repeating: 7, count: count).withUnsafeBufferPointer {
                collector.take(body: $0)
            }
        }
        #expect(feed(limit - 1))
        #expect(feed(1))
        #expect(!collector.truncated)
        #expect(feed(1))
        #expect(collector.truncated)
        #expect(collector.body.count == limit)
        #expect(!feed(ResponseCollector.discardLimit))
        #expect(collector.bodyAbandoned)
        collector.reset()
        #expect(collector.body.isEmpty && !collector.truncated && !collector.bodyAbandoned)
    }
}
