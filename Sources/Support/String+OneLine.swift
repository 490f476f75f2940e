extension String {
    /// The text cut to so many characters, with a mark if it was cut.
    ///
    /// A character may be made of any number of scalars, so those have a bound of their own.
    package func bounded(to count: Int) -> String {
        let limit = count * 8
        guard utf8.count > count else { return self }
        let isShort = unicodeScalars.prefix(limit + 1).count <= limit
        if isShort, self.count <= count { return self }
        var kept = String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
        if kept.count >= count { kept = String(kept.prefix(count - 1)) }
        return kept + "…"
    }

    /// The text as part of a line: what would end the line, or turn or hide what follows, is blank.
    package var onOneLine: String {
        guard unicodeScalars.contains(where: \.breaksLine) else { return self }
        var line = String.UnicodeScalarView()
        for scalar in unicodeScalars { line.append(scalar.breaksLine ? " " : scalar) }
        return String(line)
    }
}

extension Unicode.Scalar {
    fileprivate var breaksLine: Bool {
        // Nearly all there is: the tables of Unicode are slow.
        if (0x20...0x7E).contains(value) || (0x3000...0x9FFF).contains(value) { return false }
        return switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Marks of direction; the joiners that emoji are made of stay.
        case .format: !properties.isJoinControl
        default: false
        }
    }
}
