import Reporting
import Support
import Transport

/// A request as it would be sent, for people or programs.
struct ShownRequest {
    /// The method; for mail, its equivalent.
    private let method: String
    /// The address; without secrets only the server.
    private let url: String
    /// The headers, or the envelope, in order.
    private let headers: [(name: String, value: String)]
    private let body: String

    private static let hidden = "<redacted>"

    /// Shows a message, with tokens and signatures only on request.
    init(_ message: ExchangeRecorder.Message, showsSecrets: Bool) {
        switch message {
        case .request(let request):
            method = request.method.rawValue
            url =
                showsSecrets
                ? request.url : (HTTPAddress.origin(of: request.url) ?? "") + "/" + Self.hidden
            headers = request.headers.map { name, value in
                let isSecret = name.lowercased().contains("signature")
                return (name, isSecret && !showsSecrets ? Self.hidden : value)
            }
            let text = String(decoding: request.body, as: UTF8.self)
            body = showsSecrets ? text : Self.withoutSignature(text)
        case .mail(let mail):
            method = "MAIL"
            url = mail.url
            headers = [("From", mail.sender), ("To", mail.recipients.joined(separator: ", "))]
            body = String(decoding: mail.message, as: UTF8.self)
        }
    }

    /// A signature is always at the start, before any text from a customer.
    private static func withoutSignature(_ body: String) -> String {
        let sign = /^(\{(?:"timestamp":"[0-9]+",)?"sign":)"[^"]*"/
        return body.replacing(sign) { "\($0.output.1)\"\(hidden)\"" }
    }

    var json: JSONValue {
        .object([
            .init("method", .string(method)),
            .init("url", .string(url)),
            .init("headers", .object(headers.map { .init($0.name, .string($0.value)) })),
            .init("body", .string(body)),
        ])
    }

    var text: String {
        let lines = headers.map { "\($0.name): \($0.value)" }
        return (["\(method) \(url)"] + lines + ["", body]).joined(separator: "\n")
    }
}
