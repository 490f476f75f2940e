import ServiceLevels
import Support
import Yams

/// Collects faults while files are read, to report all of them at once.
final class Diagnostics {
    private(set) var issues: [ConfigurationError.Issue] = []
    /// Settings that are valid but hardly intended.
    private(set) var warnings: [ConfigurationError.Issue] = []
    /// Where each attribute of a ticket is first named.
    private(set) var attributes: [String: ConfigurationError.Issue] = [:]

    /// The keys of secrets that a placeholder replaces.
    private(set) var standIns: [String] = []

    /// The files of secrets, each with the fault to report if it cannot be read.
    private(set) var secretFiles: [(path: String, fault: ConfigurationError.Issue)] = []

    func note(secretFile path: String, at place: YAMLValue) {
        let fault = issue(
            "the service cannot read the secret in \(path)",
            file: place.file,
            key: place.key,
            at: place.node.mark
        )
        secretFiles.append((path, fault))
    }

    func noteStandIn(at place: YAMLValue) { standIns.append(place.key) }

    func warn(_ message: String, at place: YAMLValue) {
        warnings.append(issue(message, file: place.file, key: place.key, at: place.node.mark))
    }

    func name(attribute: String, at place: YAMLValue) {
        guard attributes[attribute] == nil else { return }
        attributes[attribute] = issue(
            "tickets have no attribute '\(attribute)'",
            file: place.file,
            key: place.key,
            at: place.node.mark
        )
    }

    func report(_ message: String, file: String, key: String, at mark: Mark? = nil) {
        issues.append(issue(message, file: file, key: key, at: mark))
    }

    /// Reports a file that is not YAML.
    func report(_ message: String, file: String, line: Int?, column: Int? = nil) {
        issues.append(
            ConfigurationError.Issue(
                file: file,
                line: line,
                column: column,
                key: "",
                message: message
            )
        )
    }

    private func issue(
        _ message: String,
        file: String,
        key: String,
        at mark: Mark?
    ) -> ConfigurationError.Issue {
        ConfigurationError.Issue(
            file: file,
            line: mark?.line,
            column: mark?.column,
            key: key,
            message: message
        )
    }

    func throwIfAny() throws(ConfigurationError) {
        if !issues.isEmpty { throw ConfigurationError(issues: issues) }
    }
}

/// A node of a file with its key path.
struct YAMLValue {
    let node: Node
    let file: String
    let key: String
    let diagnostics: Diagnostics

    func report(_ message: String) {
        diagnostics.report(message, file: file, key: key, at: node.mark)
    }

    /// Reports an unknown name and suggests the nearest.
    func reportUnknown(_ kind: String, _ name: String, among known: some Sequence<String>) {
        // Nobody reads hints among thousands of faults, and each compares all names.
        let isEarly = diagnostics.issues.count < 50
        let hint =
            isEarly ? nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } : nil
        let width = FullWidth.hint(in: name).map { "; \($0)" }
        report("there is no \(kind) '\(name)'\(hint ?? width ?? "")")
    }

    /// The text of a scalar as written, so that `no`, `1.10` and `09:30` are not converted.
    var text: String? {
        guard case .scalar(let scalar) = node else {
            report("is a \(node.kindName), where a single value is wanted")
            return nil
        }
        return scalar.string
    }

    var isMapping: Bool { node.mapping != nil }

    /// The items of a sequence; a single value counts as a sequence of one.
    var items: [YAMLValue] {
        guard case .sequence(let sequence) = node else { return [self] }
        return sequence.enumerated().map { index, node in
            YAMLValue(node: node, file: file, key: "\(key)[\(index)]", diagnostics: diagnostics)
        }
    }

    var texts: [String] { items.compactMap(\.text) }

    /// Parses the text and reports the parser's fault.
    func parse<Value>(_ parser: (String) throws(ValueError) -> Value) -> Value? {
        guard let text else { return nil }
        do {
            return try parser(text)
        } catch {
            report(error.message)
            return nil
        }
    }

    /// The entries of a mapping in the order of the file.
    var entries: [(name: String, place: YAMLValue)] {
        guard case .mapping(let mapping) = node else {
            let width = node.scalar.flatMap { FullWidth.hint(in: $0.string) }.map { ": \($0)" }
            report("is a \(node.kindName), where a mapping (key: value) is wanted\(width ?? "")")
            return []
        }
        return mapping.compactMap { key, value in
            guard case .scalar(let name) = key else {
                report("has a key that is not a single word")
                return nil
            }
            let path = self.key.isEmpty ? name.string : "\(self.key).\(name.string)"
            return (
                name.string,
                YAMLValue(node: value, file: file, key: path, diagnostics: diagnostics)
            )
        }
    }
}

/// The fault of a single value.
public struct ValueError: Error {
    /// The fault, with the value.
    public var message: String

    init(_ message: String) {
        self.message = message
    }
}

extension Node {
    fileprivate var kindName: String {
        switch self {
        case .scalar: "single value"
        case .mapping: "mapping"
        case .sequence: "list"
        case .alias: "alias"
        }
    }
}
