import BusinessTime
import Dispatch
import FlyingFox
import FlyingSocks
import Foundation
import Glibc

/// The HTTP server of `slactl sink`.
actor SinkServer {
    /// The maximum size of a body.
    static let bodyLimit = 1_048_576

    private let port: UInt16
    private let delay: TimeSpan
    private let limit: Int?
    private let format: SinkFormat
    private var judge: SinkJudge
    private var answers: SinkAnswers
    private var received = 0
    private let (ends, end) = AsyncStream<Void>.makeStream()

    init(
        port: UInt16,
        judge: SinkJudge,
        answers: SinkAnswers,
        delay: TimeSpan,
        limit: Int?,
        format: SinkFormat
    ) {
        self.port = port
        self.judge = judge
        self.answers = answers
        self.delay = delay
        self.limit = limit
        self.format = format
    }

    /// Serves until the limit is reached or a signal arrives.
    func run() async throws {
        let seconds = Double(delay.milliseconds) / 1000
        let server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
            timeout: seconds + 15,
            logger: .disabled,
            handler: ClosureHTTPHandler { [self] request in await take(request) }
        )
        let task = Task { try await server.run() }
        do {
            try await server.waitUntilListening()
        } catch {
            task.cancel()
            throw SinkError("port \(port) of 127.0.0.1 cannot be listened on; is it taken?")
        }
        let address = await server.listeningAddress
        guard case .ip4(_, let bound) = address else {
            task.cancel()
            throw SinkError("the port is not known")
        }
        say("listening on http://127.0.0.1:\(bound)/")
        let signals = interruptions()
        for await _ in ends { break }
        for source in signals { source.cancel() }
        // Answers under way may still be sent.
        await server.stop(timeout: 1)
        task.cancel()
    }

    private func take(_ request: HTTPRequest) async -> HTTPResponse {
        if let limit, received >= limit { return HTTPResponse(statusCode: .serviceUnavailable) }
        guard let body = await Self.body(of: request) else {
            say("refused: a body of more than \(Self.bodyLimit) bytes, or cut off")
            return HTTPResponse(
                statusCode: .payloadTooLarge,
                headers: HTTPHeaders([HTTPHeader("Connection"): "close"])
            )
        }
        let verdict = judge.judge(
            SinkJudge.Request(
                id: request.headers[HTTPHeader("webhook-id")],
                timestamp: request.headers[HTTPHeader("webhook-timestamp")],
                signature: request.headers[HTTPHeader("webhook-signature")],
                body: body
            ),
            now: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        )
        say(SinkLine.text(of: verdict, format: format))
        let (status, retryAfter) = answers.next()
        received += 1
        let isLast = limit.map { received >= $0 } ?? false
        if delay > .zero { try? await Task.sleep(for: .milliseconds(delay.milliseconds)) }
        if isLast { end.yield() }
        var headers = HTTPHeaders()
        if let retryAfter { headers[HTTPHeader("Retry-After")] = String(retryAfter) }
        return HTTPResponse(
            statusCode: HTTPStatusCode(status, phrase: "Sink"),
            headers: headers,
            body: Data()
        )
    }

    /// The body; nil if it is too large or incomplete.
    private static func body(of request: HTTPRequest) async -> [UInt8]? {
        if let count = request.bodySequence.count, count > bodyLimit { return nil }
        var body: [UInt8] = []
        do {
            for try await part in request.bodySequence {
                body += part
                if body.count > bodyLimit { return nil }
            }
        } catch {
            return nil
        }
        return body
    }

    /// Ctrl-C and `kill` stop the sink cleanly.
    private func interruptions() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let end = end
            source.setEventHandler { @Sendable in end.yield() }
            source.activate()
            return source
        }
    }

    /// Prints immediately, also into a pipe.
    private func say(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
}
