import Support

/// A set of names, compared as by `String.folded`.
///
/// The first and the last character answer most look-ups.
///
/// For each event of each ticket its author is looked up, and a look-up by text would cost more
/// than everything else about the event.
public struct TextSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The names as written, for display.
    public let texts: Set<String>
    private let keys: Set<String>
    private let firsts: UInt64
    private let lasts: UInt64

    /// Adds synonyms that are matched and not displayed.
    public init(_ texts: some Sequence<String>, also synonyms: some Sequence<String> = []) {
        self.texts = Set(texts)
        keys = Set(self.texts.map(\.folded)).union(synonyms.map(\.folded))
        let edges = keys.map(Edges.init)
        firsts = edges.reduce(0) { $0 | $1.first }
        lasts = edges.reduce(0) { $0 | $1.last }
    }

    public init(arrayLiteral texts: String...) {
        self.init(texts)
    }

    public var isEmpty: Bool { texts.isEmpty }

    public func contains(_ text: String) -> Bool {
        let edges = Edges(text)
        guard firsts & edges.first != 0, lasts & edges.last != 0 else { return false }
        return keys.contains(text.folded)
    }
}

/// 64 bits each for the first and the last character; names without a common bit differ.
///
/// ASCII and unified ideographs equal only themselves. Any other character at an edge, also a
/// blank, may equal anything: all bits are set.
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
