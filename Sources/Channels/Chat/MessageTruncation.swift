import Notifications
import Support

/// Makes what is too long for a vendor fit, and shows that something is missing.
enum MessageTruncation {
    /// The most of a message that fits.
    ///
    /// Whole rows go first, from the end, with their number in their place; then characters of
    /// the one that is left, then of the footer. The title and the mentions are the last to go.
    static func fit(_ message: ChatMessage, fits: (ChatMessage) -> Bool) -> ChatMessage {
        if fits(message) { return message }
        var message = message
        let rows = message.rendered.rows
        func keeping(_ count: Int) -> ChatMessage {
            var shorter = message
            shorter.rendered.rows = Array(rows.prefix(count))
            if count < rows.count {
                shorter.rendered.rows.append(message.rendered.more(rows.count - count))
            }
            return shorter
        }
        if let count = largest(in: 1..<max(rows.count, 1), fits: { fits(keeping($0)) }) {
            return keeping(count)
        }
        if let first = rows.first {
            message = keeping(1)
            func cutting(_ limit: Int) -> ChatMessage {
                var shorter = message
                shorter.rendered.rows[0] = first.bounded(toBytes: limit)
                return shorter
            }
            if let limit = largest(
                in: 0..<first.utf8.count + 1,
                fits: { fits(cutting($0)) }
            ) {
                return cutting(limit)
            }
            message.rendered.rows = [message.rendered.more(rows.count)]
            if fits(message) { return message }
        }
        return fitFrame(message, fits: fits)
    }

    /// What is left if the rows are gone and it is still too long: only absurd values get here.
    private static func fitFrame(
        _ message: ChatMessage,
        fits: (ChatMessage) -> Bool
    ) -> ChatMessage {
        var message = message
        func cutting(_ path: WritableKeyPath<ChatMessage, String>) -> ChatMessage? {
            let text = message[keyPath: path]
            func cutting(_ limit: Int) -> ChatMessage {
                var shorter = message
                shorter[keyPath: path] = text.bounded(toBytes: limit)
                return shorter
            }
            return largest(in: 0..<text.utf8.count + 1, fits: { fits(cutting($0)) })
                .map(cutting)
        }
        for index in message.rendered.footer.indices.reversed() {
            if let shorter = cutting(\.rendered.footer[index]) { return shorter }
            message.rendered.footer.removeLast()
        }
        message.rendered.url = nil
        if fits(message) { return message }
        message.rendered.rows = []
        while !message.mentions.isEmpty {
            if let shorter = cutting(\.rendered.title) { return shorter }
            message.mentions.removeLast()
        }
        return cutting(\.rendered.title) ?? message
    }

    /// The largest number that fits, if all below it do.
    private static func largest(in range: Range<Int>, fits: (Int) -> Bool) -> Int? {
        guard !range.isEmpty, fits(range.lowerBound) else { return nil }
        var good = range.lowerBound
        var bad = range.upperBound
        while bad - good > 1 {
            let middle = good + (bad - good) / 2
            if fits(middle) { good = middle } else { bad = middle }
        }
        return good
    }
}
