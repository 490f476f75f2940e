extension String {
    /// What stands at the end of a text that was cut.
    private static let ellipsis = "…"

    /// The text, or its beginning and "…" if it is longer than this many bytes of UTF-8.
    ///
    /// The cut never falls inside a character's encoding. A limit too small for "…" gives only
    /// the beginning.
    package func bounded(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        let ellipsis = limit >= Self.ellipsis.utf8.count ? Self.ellipsis : ""
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit - ellipsis.utf8.count))
        // An index into the middle of a scalar rounds down to the scalar's start.
        end = unicodeScalars.index(before: unicodeScalars.index(after: end))
        return String(unicodeScalars[..<end]) + ellipsis
    }
}
