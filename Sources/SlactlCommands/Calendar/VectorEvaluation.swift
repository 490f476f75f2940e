import Foundation
import Reporting
import Support

/// Answers vectors one after the other.
struct VectorEvaluation {
    private(set) var hasErrors = false
    private let tell: (String) -> Void
    private var lines = 0

    /// Passes each answer on as a line.
    init(tell: @escaping (String) -> Void) {
        self.tell = tell
    }

    /// Answers the vector on a line; an empty line has no answer.
    mutating func answer(line: String) {
        lines += 1
        if line.allSatisfy(\.isWhitespace) { return }
        answer(Data(line.utf8), at: "line \(lines)")
    }

    /// Answers all vectors of a file: one a line, or the list `vectors` of an object.
    mutating func answer(file: String) throws(CommandError) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandError("cannot read the file \(file)")
        }
        if let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let vectors = document["vectors"] as? [Any]
        {
            for (index, vector) in vectors.enumerated() {
                let data = try? JSONSerialization.data(
                    withJSONObject: vector,
                    options: .fragmentsAllowed
                )
                answer(data ?? Data(), at: "vector \(index + 1)")
            }
            return
        }
        lines = 0
        for line in String(decoding: data, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        ) {
            answer(line: String(line))
        }
    }

    private mutating func answer(_ data: Data, at place: String) {
        var id = JSONValue.null
        do {
            let decoder = JSONDecoder()
            id = try decoder.decode(VectorIdentity.self, from: data).json
            let vector = try decoder.decode(Vector.self, from: data)
            let fields = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let answer =
                VectorFields.areUnknown(in: fields ?? [:]) ? nil : try VectorAnswer(vector).value
            switch answer {
            case let value?: tell([("id", id), ("result", value)])
            case nil: tell([("id", id), ("unsupported", .bool(true))])
            }
        } catch {
            hasErrors = true
            let reason = (error as? DecodingError)?.reason ?? "\(error)"
            tell([("id", id), ("error", .string("\(place): \(reason)"))])
        }
    }

    private func tell(_ members: [(String, JSONValue)]) {
        tell(JSONValue.object(members.map { .init($0.0, $0.1) }).line)
    }
}

extension DecodingError {
    /// The fault on one line, with the field's name.
    fileprivate var reason: String {
        func name(_ path: [any CodingKey]) -> String {
            path.map(\.stringValue).joined(separator: ".")
        }
        switch self {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            return "is no JSON object"
        case .keyNotFound(let key, _): return "has no '\(key.stringValue)'"
        case .typeMismatch(_, let context) where context.codingPath.isEmpty:
            return "is no JSON object"
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            return "'\(name(context.codingPath))' is not what it should be"
        @unknown default: return "cannot be read"
        }
    }
}
