import Foundation
import Support
import Yams

/// Reads the files of a configuration and remembers them for the fingerprint.
final class SourceFiles {
    /// Far above any real file; a log named by mistake exceeds it.
    static let maximumBytes = 4 << 20

    private let directory: String
    private let diagnostics: Diagnostics
    private var hash = StableHash()

    /// A hash of all that decides deadlines.
    var fingerprint: UInt64 { hash.bits }

    /// Files are relative to the main file.
    init(main: String, diagnostics: Diagnostics) {
        directory = (main as NSString).deletingLastPathComponent
        self.diagnostics = diagnostics
    }

    /// The path of a file named in the configuration.
    func path(of name: String) -> String {
        if name.hasPrefix("/") || directory.isEmpty { return name }
        return directory == "/" ? "/" + name : directory + "/" + name
    }

    /// The text of a file named in the configuration; reports and returns nil if it cannot be read.
    func read(_ name: String, for place: YAMLValue) -> String? {
        do {
            return try read(name)
        } catch {
            place.report(error.message)
            return nil
        }
    }

    /// The text of a file; it is part of the fingerprint.
    func read(_ name: String) throws(ValueError) -> String {
        let text = try text(of: name)
        count(text)
        return text
    }

    /// Adds a text to the fingerprint.
    func count(_ text: some StringProtocol) {
        hash.mix(text.utf8)
    }

    /// Adds a text to the fingerprint without a section that affects no deadline.
    ///
    /// The lines from its key to the next one are left out. With an anchor in them, something else
    /// may depend on it and the whole text counts.
    func count(_ text: String, of root: YAMLValue, without section: String) {
        let keys = root.node.mapping?.keys.map { (name: $0.scalar?.string, mark: $0.mark) } ?? []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = keys.firstIndex(where: { $0.name == section }),
            let start = keys[index].mark, start.column == 1,
            let end = index + 1 < keys.count ? keys[index + 1].mark?.line : lines.count + 1,
            start.line < end, end <= lines.count + 1,
            !lines[(start.line - 1)..<(end - 1)].contains(where: { $0.contains("&") })
        else { return count(text) }
        count((lines[..<(start.line - 1)] + lines[(end - 1)...]).joined(separator: "\n"))
    }

    func text(of name: String) throws(ValueError) -> String {
        let file = path(of: name)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ValueError("cannot read the file \(file): \(FileFault.reason(file))")
        }
        guard data.count <= Self.maximumBytes else {
            throw ValueError("the file \(file) is larger than \(Self.maximumBytes) bytes")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ValueError("the file \(file) is not UTF-8 text")
        }
        return text
    }

    /// The root of a YAML or JSON text; reports and returns nil if it is malformed.
    func compose(_ text: String, name: String, for place: YAMLValue? = nil) -> YAMLValue? {
        let file = path(of: name)
        do {
            guard let node = try Yams.compose(yaml: text) else {
                diagnostics.report("the file is empty", file: file, key: "")
                return nil
            }
            return YAMLValue(node: node, file: file, key: "", diagnostics: diagnostics)
        } catch let error as YamlError {
            diagnostics.report(error: error, in: text, file: file)
        } catch {
            diagnostics.report("\(error)", file: file, key: "")
        }
        return nil
    }
}

extension Diagnostics {
    /// Reports the parser's error without its excerpt of the file.
    fileprivate func report(error: YamlError, in text: String, file: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // A character read as a letter is noticed only at the start of the next line.
            guard
                let culprit = FullWidth.culprit(
                    in: text,
                    at: mark.line,
                    context: context?.mark.line
                )
            else {
                return report(problem, file: file, key: "", at: mark)
            }
            report(culprit.message, file: file, line: culprit.line, column: culprit.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            report("the key \(keys) is given twice", file: file, key: "", at: context.mark)
        default:
            report("\(error)", file: file, key: "")
        }
    }
}
