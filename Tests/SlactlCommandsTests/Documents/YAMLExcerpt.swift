import Foundation

/// A part of a configuration as a page shows it, put into the shipped file.
///
/// Files are taken apart by indentation: keys at the margin are sections, keys two blanks in are
/// their entries.
struct YAMLExcerpt {
    private struct Section {
        var key: String
        var lines: [String]
    }

    /// Sections of which an excerpt replaces single entries; others it replaces as a whole.
    private static let merged: Set<String> = ["calendars", "channels", "people", "roles"]

    private let sections: [Section]

    init(_ text: String) {
        sections = Self.split(text.components(separatedBy: "\n"), indentation: "")
    }

    var keys: [String] { sections.map(\.key) }

    /// The whole file with the excerpt's sections in place of its own.
    func merged(into whole: String) -> String {
        let base = Self.split(whole.components(separatedBy: "\n"), indentation: "")
        let kept = base.map { section in
            guard let new = sections.first(where: { $0.key == section.key }) else { return section }
            return Self.merged.contains(section.key) ? Self.merge(new, into: section) : new
        }
        let added = sections.filter { section in !base.contains { $0.key == section.key } }
        return (kept + added).flatMap(\.lines).joined(separator: "\n") + "\n"
    }

    private static func merge(_ new: Section, into old: Section) -> Section {
        let entries = split(Array(new.lines.dropFirst()), indentation: "  ")
        let kept = split(Array(old.lines.dropFirst()), indentation: "  ").filter { entry in
            !entries.contains { $0.key == entry.key }
        }
        let lines = [String(new.key + ":")] + (entries + kept).flatMap(\.lines)
        return Section(key: new.key, lines: lines)
    }

    private static func split(_ lines: [String], indentation: String) -> [Section] {
        var sections: [Section] = []
        for line in lines where !line.drop(while: { $0 == " " }).hasPrefix("#") {
            let rest = line.dropFirst(indentation.count)
            if line.hasPrefix(indentation), let first = rest.first, first != " ", first != "-",
                let colon = rest.firstIndex(of: ":")
            {
                sections.append(Section(key: String(rest[..<colon]), lines: [line]))
            } else if !sections.isEmpty, !line.isEmpty {
                sections[sections.count - 1].lines.append(line)
            }
        }
        return sections
    }
}
