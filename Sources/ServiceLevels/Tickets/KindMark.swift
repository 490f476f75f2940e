import Support

/// A set of event kinds as 64 bits, one bit a kind; sets without a common bit are disjoint.
///
/// Each event of a ticket is compared with each selector of a policy, and nearly all differ. The
/// mark avoids most text comparisons.
struct KindMark: Sendable, Hashable {
    private(set) var bits: UInt64 = 0

    init() {}

    /// The mark of a folded kind.
    ///
    /// A kind that could be written in other bytes may equal any kind: all its bits are set.
    init(folded kind: String) {
        let known = kind.utf8.withContiguousStorageIfAvailable { bytes -> UInt64 in
            FoldedText.isFolded(bytes) ? 1 << (Self.hash(bytes) >> 58) : .max
        }
        bits = known ?? .max
    }

    /// Folds a kind and marks it, in one pass if it is folded already.
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
    /// The kinds of the ticket's events.
    var mark: KindMark {
        var mark = KindMark()
        for index in events.indices { mark.insert(events[index].mark) }
        return mark
    }
}
