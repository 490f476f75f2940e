import Foundation
import Notifications
import ServiceLevels
import Support

/// Reads templates that replace embedded ones: `templates/zh-CN/title.mustache`.
///
/// They are not part of the fingerprint: no deadline depends on them.
struct TemplateReader {
    /// The default folder, beside the main file.
    private static let defaultFolder = "templates"
    private static let suffix = ".mustache"

    let files: SourceFiles
    let diagnostics: Diagnostics

    /// Reads the named folder, else the default one if it exists.
    func read(_ place: YAMLValue?) -> TemplateSet {
        guard let name = place.map(\.text) ?? Self.defaultFolder else { return .embedded }
        let folder = files.path(of: name)
        guard let languages = list(folder) else {
            place?.report("cannot read the folder \(folder)")
            return .embedded
        }
        var overrides: [TemplateOverride] = []
        for entry in languages {
            let path = "\(folder)/\(entry)"
            guard let language = Language(rawValue: entry) else {
                let known = Language.allCases.map(\.rawValue)
                report("is no language's folder; they are \(known.joined(separator: ", "))", path)
                continue
            }
            guard let names = list(path) else {
                report("cannot be read as a folder of templates", path)
                continue
            }
            overrides += names.compactMap { override($0, language, "\(path)/\($0)") }
        }
        do {
            return try TemplateSet(overrides: overrides)
        } catch {
            for fault in error.faults { report(fault.message, fault.file, line: fault.line) }
            return .embedded
        }
    }

    private func override(
        _ file: String,
        _ language: Language,
        _ path: String
    ) -> TemplateOverride? {
        let known = TemplateName.allCases.map { $0.rawValue + Self.suffix }
        guard let index = known.firstIndex(of: file) else {
            let hint = nearestName(to: file, in: known).map { "did you mean '\($0)'?" }
            report("is no template; \(hint ?? "docs/templates.md names them")", path)
            return nil
        }
        // One byte more than allowed is enough to refuse a log named by mistake.
        let data: Data
        do {
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw CocoaError(.fileReadNoSuchFile)
            }
            // An empty file gives nil.
            data = try handle.read(upToCount: TemplateSet.maximumBytes + 1) ?? Data()
        } catch {
            report("cannot be read", path)
            return nil
        }
        if data.count > TemplateSet.maximumBytes {
            report("is larger than \(TemplateSet.maximumBytes) bytes, which no message is", path)
            return nil
        }
        guard let text = String(data: data, encoding: .utf8) else {
            report("is not UTF-8 text", path)
            return nil
        }
        return TemplateOverride(
            name: TemplateName.allCases[index],
            language: language,
            text: text,
            file: path
        )
    }

    /// The visible files of a folder in order; nil if it cannot be read.
    private func list(_ path: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    private func report(_ message: String, _ path: String, line: Int? = nil) {
        diagnostics.report(message, file: path, line: line)
    }
}
