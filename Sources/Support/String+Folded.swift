extension String {
    /// The form in which names are compared: without surrounding blanks, ignoring case and width.
    ///
    /// ` SYSTEM`, `System` and `ＳＹＳＴＥＭ` are one author, and so are `É` and `e` with a combining
    /// accent, as for all strings. The original text is kept for display. Folding is idempotent.
    public var folded: String {
        isFolded ? self : folding(trimming: true)
    }

    /// The text without surrounding blanks of any kind.
    public var trimmingBlanks: String {
        let scalars = unicodeScalars
        guard scalars.first?.isBlank == true || scalars.last?.isBlank == true else { return self }
        guard let start = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[start...last])
    }

    public var isBlank: Bool { unicodeScalars.allSatisfy(\.isBlank) }

    /// Whether two texts are the same name.
    public func isSameName(as other: String) -> Bool {
        self == other || folded == other.folded
    }

    /// Whether folding is known to change nothing: a fast check that nearly always succeeds.
    package var isFolded: Bool {
        utf8.withContiguousStorageIfAvailable(FoldedText.isFolded) ?? false
    }

    /// The folded text; inner blanks of any kind become spaces.
    package func folding(trimming: Bool) -> String {
        var folded = String.UnicodeScalarView()
        // Through capitals, which ß and the two small sigmas have in common.
        for scalar in lowercased().uppercased().lowercased().unicodeScalars
        where !scalar.isInvisible {
            folded.append(scalar.narrow)
        }
        return trimming ? String(folded).trimmingBlanks : String(folded)
    }
}

/// Checks on bytes whether a text is folded.
package enum FoldedText {
    /// Whether the text consists of ASCII without capitals and of ideographs, without surrounding
    /// blanks.
    package static func isFolded(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = bytes.last else { return true }
        if bytes[0] == space || last == space { return false }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isSmall(byte) {
                index += 1
            } else if isIdeograph(bytes, at: index) {
                index += 3
            } else {
                return false
            }
        }
        return true
    }

    /// Whether a byte is ASCII that no folding changes.
    @inline(__always)
    package static func isSmall(_ byte: UInt8) -> Bool {
        0x20..<0x7f ~= byte && !(0x41...0x5a ~= byte)
    }

    /// Whether a unified ideograph begins here.
    ///
    /// It has neither case nor width nor equivalents.
    @inline(__always)
    package static func isIdeograph(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index >= 0, index + 2 < bytes.count else { return false }
        return 0xe5...0xe9 ~= bytes[index] || (bytes[index] == 0xe4 && bytes[index + 1] >= 0xb8)
    }

    package static let space: UInt8 = 0x20
}

extension Unicode.Scalar {
    /// Whether it is white space or invisible.
    fileprivate var isBlank: Bool { properties.isWhitespace || isInvisible }

    /// Whether it is a byte order mark or a joiner or separator without width.
    fileprivate var isInvisible: Bool {
        switch value {
        case 0x00ad, 0x180e, 0x200b, 0x2060, 0xfeff: true
        default: false
        }
    }

    /// The half-width form of a full-width character; any blank becomes a space.
    fileprivate var narrow: Unicode.Scalar {
        switch value {
        case 0xff01...0xff5e: Unicode.Scalar(value - 0xfee0) ?? self
        case 0xffe0...0xffe6: ["¢", "£", "¬", "¯", "¦", "¥", "₩"][Int(value - 0xffe0)]
        default: properties.isWhitespace ? " " : self
        }
    }
}
