/// The content of an answer's line.
struct ControlAnswer<Result: Sendable>: Sendable {
    var ok: Bool
    var result: Result?
    var error: ControlFault?
}

extension ControlAnswer: Encodable where Result: Encodable {}
extension ControlAnswer: Decodable where Result: Decodable {}

/// A result that is not read.
struct NoResult: Sendable, Codable {}

package enum ControlLine {
    package static func success(_ result: some Encodable & Sendable) throws -> [UInt8] {
        try ControlCoding.line(ControlAnswer(ok: true, result: result))
    }

    package static func failure(_ fault: ControlFault) -> [UInt8] {
        let answer = ControlAnswer<NoResult>(ok: false, error: fault)
        return (try? ControlCoding.line(answer)) ?? Array(#"{"ok":false}"#.utf8) + [10]
    }
}
