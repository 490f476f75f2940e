import Foundation

/// What a page shows of an output.
///
/// A line `…` stands for any number of lines, and `…` in a line for any text.
struct OutputPattern {
    var lines: [String]
    /// What differs from run to run: replaced on both sides.
    var mask: OutputMask

    func matches(_ output: String) -> Bool {
        Self.match(clean(lines)[...], clean(output.components(separatedBy: "\n"))[...])
    }

    private func clean(_ lines: [String]) -> [String] {
        let masked = lines.map { line in
            var line = mask.apply(to: line)
            while line.last == " " { line.removeLast() }
            return line
        }
        let start = masked.firstIndex { !$0.isEmpty } ?? masked.endIndex
        let end = masked.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? start
        return Array(masked[start..<end])
    }

    private static func match(_ pattern: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return lines.isEmpty }
        if first == "…" {
            return (lines.startIndex...lines.endIndex).contains { index in
                match(pattern.dropFirst(), lines[index...])
            }
        }
        guard let line = lines.first, match(first[...], line[...]) else { return false }
        return match(pattern.dropFirst(), lines.dropFirst())
    }

    private static func match(_ pattern: Substring, _ line: Substring) -> Bool {
        let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return pattern == line
        }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}

/// Replaces what differs from run to run.
enum OutputMask {
    /// Ids and versions.
    case ids
    /// Also times, processes and sizes: for what a daemon answers.
    case daemon

    func apply(to line: String) -> String {
        let line = line.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "UUID")
            .replacing(/[0-9a-f]+\/tzdata-\w+/, with: "FINGERPRINT")
            .replacing(/tzdata \d{4}[a-z]/, with: "tzdata VERSION")
        guard self == .daemon else { return line }
        return line.replacing(/\d{4}-\d\d-\d\dT[0-9:.]+Z/, with: "TIME")
            .replacing(/\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?/, with: "TIME")
            .replacing(/process \d+/, with: "process N")
            // B2 counts working hours: what is due on it depends on the day and the hour.
            .replacing(/^\d+ +TIME/, with: "SEQ TIME")
            .replacing(/(\d+) late/, with: "N late")
            .replacing(/delivered \d+/, with: "delivered N")
            .replacing(/^(slawatchd +)[0-9.]+\d/, with: { "\($0.output.1)VERSION" })
            .replacing(/\d+\.\d MB/, with: "SIZE")
            .replacing(/\ {2,}/, with: " ")
            .replacing(/\d+ (\w+ administrator)/, with: { "UID \($0.output.1)" })
    }
}
