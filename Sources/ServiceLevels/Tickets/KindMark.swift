import Support

/// One of 64 bits for a kind of event, or several for several: kinds without a bit in common differ.
///
/// A ticket's events are held against every selector of a policy, and nearly all of them are of
/// another kind: so most comparisons of text are spared.
struct KindMark: Sendable, Hashable {
    private(set) var bits: UInt64 = 0

    /// The mark of no kind at all.
    init() {}

    /// The mark of a folded kind.
    ///
    /// One that could be written in other bytes may be any kind: its mark has every bit.
    init(folded kind: String) {
        let known = kind.utf8.withContiguousStorageIfAvailable { bytes -> UInt64 in
            FoldedText.isFolded(bytes) ? 1 << (Self.hash(bytes) >> 58) : .max
        }
        bits = known ?? .max
    }

    /// Folds a kind and marks it, at one look where it is folded already.
    init(folding kind: inout String) {
        let known = kind.utf8.withContiguousStorageIfAvailable { bytes -> UInt64 in
            FoldedText.isFolded(bytes) ? 1 << (Self.hash(bytes) >> 58) : 0
        }
        if let known, known != 0 {
            bits = known
            return
        }
        kind = kind.folded
        bits = KindMark(folded: kind).bits
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    /// The mark of several folded kinds.
    init(folded kinds: [String]) {
        for kind in kinds { insert(KindMark(folded: kind)) }
    }

    mutating func insert(_ other: KindMark) { bits |= other.bits }

    /// Whether a kind may be in both.
    func mayShare(_ other: KindMark) -> Bool { bits & other.bits != 0 }
}

extension Ticket {
    /// The kinds of event in its history.
    var mark: KindMark {
        var mark = KindMark()
        for index in events.indices { mark.insert(events[index].mark) }
        return mark
    }
}
