import Support

/// A set of names, compared as `String.folded` says, of which most questions are answered by the
/// first and the last character.
///
/// For each event of each ticket it is asked whether its author is a program, and looking a text up
/// takes longer than all else about the event.
public struct TextSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The names as they were written, for showing.
    public let texts: Set<String>
    private let keys: Set<String>
    private let firsts: UInt64
    private let lasts: UInt64

    /// Makes a set of these names, and of others that mean the same and are not shown.
    public init(_ texts: some Sequence<String>, also synonyms: some Sequence<String> = []) {
        self.texts = Set(texts)
        keys = Set(self.texts.map(\.folded)).union(synonyms.map(\.folded))
        let edges = keys.map(Edges.init)
        firsts = edges.reduce(0) { $0 | $1.first }
        lasts = edges.reduce(0) { $0 | $1.last }
    }

    /// Makes a set of these names.
    public init(arrayLiteral texts: String...) {
        self.init(texts)
    }

    /// Whether there is none.
    public var isEmpty: Bool { texts.isEmpty }

    /// Whether a text is one of the names.
    public func contains(_ text: String) -> Bool {
        let edges = Edges(text)
        guard firsts & edges.first != 0, lasts & edges.last != 0 else { return false }
        return keys.contains(text.folded)
    }
}

/// One of 64 bits each for a text's first and last character; names without a bit in common differ.
///
/// ASCII and the unified ideographs are equal to their own kind alone. Whatever else stands at an
/// edge, blanks too, may be anything's equal: then every bit is set.
private struct Edges {
    let first: UInt64
    let last: UInt64

    init(_ text: String) {
        let edges = text.utf8.withContiguousStorageIfAvailable { bytes -> (UInt64, UInt64) in
            guard let last = bytes.last else { return (.max, .max) }
            return (
                Self.bit(
                    of: bytes[0],
                    ideograph: FoldedText.isIdeograph(bytes, at: 0) ? bytes[2] : nil
                ),
                Self.bit(
                    of: last,
                    ideograph: FoldedText.isIdeograph(bytes, at: bytes.count - 3) ? last : nil
                )
            )
        }
        (first, last) = edges ?? (.max, .max)
    }

    private static func bit(of byte: UInt8, ideograph: UInt8?) -> UInt64 {
        if let ideograph { return 1 << UInt64(ideograph & 63) }
        guard 0x21..<0x7f ~= byte else { return .max }
        let small = 0x41...0x5a ~= byte ? byte | 0x20 : byte
        return 1 << UInt64(small & 63)
    }
}
