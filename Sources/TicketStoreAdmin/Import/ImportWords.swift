import ServiceLevels
import Support
import TicketStore

/// The unknown statuses and priorities of a table.
struct ImportWords {
    private struct Word {
        var text: String
        var count = 0
        var line: Int
    }

    /// The meanings of the store's statuses by folded word; empty for no meaning.
    private let statuses: [String: String]
    private let priorities: TextSet?

    /// Reads the store's statuses.
    ///
    /// - Parameters:
    ///   - connection: the store's connection.
    ///   - priorities: the policies' words; nil if unknown.
    /// - Throws: `TicketStoreError` if the store cannot be read.
    init(
        _ connection: SQLiteConnection,
        priorities: TextSet?
    ) throws(TicketStoreError) {
        let rows = try connection.prepare(
            "SELECT status, coalesce(CASE WHEN paused THEN 'waiting' ELSE milestone END, '') "
                + "FROM statuses"
        )
        var statuses: [String: String] = [:]
        while try rows.step() {
            statuses[(rows.text(0) ?? "").folded] = (rows.text(1) ?? "").folded
        }
        self.statuses = statuses
        self.priorities = priorities
    }

    /// The state given by a status.
    func state(of status: String?) -> ImportCourse.State {
        guard let status else { return .unstated }
        switch statuses[status.folded] {
        case "closed": return .closed
        case "resolved": return .resolved
        default: return .open
        }
    }

    /// A line for each unknown word, with the fix.
    func unknown(in rows: [ImportRow]) -> [String] {
        let foreign = words("status", rows).filter { statuses[$0.text.folded] == nil }.map { word in
            let text = word.text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''")
            let (milestone, paused) = Self.guess(word.text.folded)
            return
                "status '\(word.text)' (\(Self.rows(word))) means nothing in this store, so it is "
                + "open; if that is right of it: INSERT INTO statuses(status, milestone, paused) "
                + "VALUES ('\(text)', '\(milestone)', \(paused))"
        }
        guard let priorities else { return foreign }
        let unheard = words("priority", rows).filter { !priorities.contains($0.text) }.map { word in
            "priority '\(word.text)' (\(Self.rows(word))) is not known to any policy, which will take "
                + "what it takes without one; write it under 'synonyms: priority' of the policy"
        }
        return foreign + unheard
    }

    private func words(_ column: String, _ rows: [ImportRow]) -> [Word] {
        var words: [String: Word] = [:]
        for row in rows {
            guard let text = row.attributes[column] else { continue }
            words[text.folded, default: Word(text: text, line: row.line)].count += 1
        }
        return words.values.sorted { $0.line < $1.line }
    }

    private static func rows(_ word: Word) -> String {
        word.count == 1 ? "line \(word.line)" : "\(word.count) rows, first in line \(word.line)"
    }

    /// A guess at a word's meaning, as a proposal.
    private static func guess(_ word: String) -> (milestone: String, paused: Int) {
        func has(_ parts: String...) -> Bool { parts.contains { word.contains($0) } }
        if has("clos", "cancel", "merg", "reject", "关闭", "结案", "取消", "合并", "作废", "归档") {
            return ("closed", 0)
        }
        if has("resolv", "solved", "done", "complete", "fixed", "解决", "完成", "办结") {
            return ("resolved", 0)
        }
        if has("pend", "wait", "hold", "suspend", "等待", "挂起", "暂停", "待客户") {
            return ("waiting", 1)
        }
        return ("handling_started", 0)
    }
}
