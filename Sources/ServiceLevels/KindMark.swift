/// One of 64 bits for a kind of event, or several for several: kinds without a bit in common differ.
///
/// A ticket's events are held against every selector of a policy, and nearly all of them are of
/// another kind: so most comparisons of text are spared.
struct KindMark: Sendable, Hashable {
    private(set) var bits: UInt64 = 0

    /// The mark of no kind at all.
    init() {}

    init(_ kind: String) {
        var kind = kind
        bits = kind.withUTF8 { bytes in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return 1 << (hash >> 58)
        }
    }

    init(_ kinds: [String]) {
        for kind in kinds { insert(KindMark(kind)) }
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
