import Foundation
import Testing

@testable import SystemdSupport

/// The message catalogs and the table of ids, held against each other.
struct CatalogTests {
    static let names = ["slawatchd.catalog", "slawatchd.zh_CN.catalog"]

    @Test(arguments: names)
    func everyID_hasExactlyOneEntry(name: String) throws {
        let entries = try Self.entries(name)
        #expect(entries.map(\.id).sorted() == EventID.allCases.map(\.rawValue).sorted())
    }

    @Test(arguments: names)
    func everyEntry_saysWhatAndWhatToDo(name: String) throws {
        for entry in try Self.entries(name) {
            #expect(entry.headers["Subject"]?.isEmpty == false, "\(entry.id)")
            #expect(entry.headers["Defined-By"] == "slawatchd", "\(entry.id)")
            #expect(!entry.body.isEmpty, "\(entry.id)")
        }
    }

    @Test func languages_useTheSameFields() throws {
        let english = try Self.entries(Self.names[0])
        let chinese = Dictionary(
            uniqueKeysWithValues: try Self.entries(Self.names[1]).map { ($0.id, $0.fields) }
        )
        for entry in english {
            #expect(chinese[entry.id] == entry.fields, "\(entry.id)")
        }
    }

    @Test(arguments: names)
    func fields_areNamesThatTheJournalTakes(name: String) throws {
        for entry in try Self.entries(name) {
            for field in entry.fields {
                #expect(JournalFieldName.isValid(field), "\(entry.id) @\(field)@")
                #expect(JournalFieldName.field(forKey: field) == field, "\(entry.id) @\(field)@")
            }
        }
    }

    private struct Entry {
        var id: String
        var headers: [String: String] = [:]
        var body = ""

        /// The names between two `@`.
        var fields: Set<String> {
            let text = (headers["Subject"] ?? "") + "\n" + body
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            return Set(parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) })
        }
    }

    private static func entries(_ name: String) throws -> [Entry] {
        // This file's real place: the package may be built through symbolic links.
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appending(path: "systemd").appending(path: name),
            encoding: .utf8
        )
        var entries: [Entry] = []
        var isHeader = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- ") {
                entries.append(Entry(id: String(line.dropFirst(3))))
                isHeader = true
            } else if line.hasPrefix("#") || entries.isEmpty {
                continue
            } else if line.isEmpty {
                isHeader = false
            } else if isHeader {
                let pair = line.split(separator: ":", maxSplits: 1)
                let value = pair.count == 2 ? pair[1].drop { $0 == " " } : ""
                entries[entries.count - 1].headers[String(pair[0])] = String(value)
            } else {
                entries[entries.count - 1].body += line + "\n"
            }
        }
        return entries
    }
}
