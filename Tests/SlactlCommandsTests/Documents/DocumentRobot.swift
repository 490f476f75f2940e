import FlyingFox
import FlyingSocks
import Foundation

/// A chat's robot on loopback: `/accept` takes a message as DingTalk does, `/refuse` does not.
enum DocumentRobot {
    static func serving<Result>(
        _ body: (_ address: String) async throws -> Result
    ) async throws -> Result {
        let server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0),
            logger: .disabled,
            handler: ClosureHTTPHandler { request in
                let answer =
                    request.path == "/accept"
                    ? #"{"errcode":0,"errmsg":"ok"}"#
                    : #"{"errcode":310000,"errmsg":"sign not match"}"#
                return HTTPResponse(
                    statusCode: .ok,
                    headers: [.contentType: "application/json"],
                    body: Data(answer.utf8)
                )
            }
        )
        let task = Task { try await server.run() }
        defer { task.cancel() }
        try await server.waitUntilListening()
        guard case .ip4(_, let port) = await server.listeningAddress else {
            throw CocoaError(.featureUnsupported)
        }
        return try await body("http://127.0.0.1:\(port)")
    }
}
