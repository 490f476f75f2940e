/// A set of texts of which most questions are answered by the first character.
///
/// For each event of each ticket it is asked whether its author is a program, and looking a text up
/// that is not ASCII takes longer than all else about the event.
struct TextSet: Sendable {
    private let texts: Set<String>
    private let firsts: UInt64

    init(_ texts: Set<String>) {
        self.texts = texts
        firsts = texts.reduce(0) { $0 | Self.first(of: $1) }
    }

    func contains(_ text: String) -> Bool {
        firsts & Self.first(of: text) != 0 && texts.contains(text)
    }

    /// One of 64 bits for the first character; texts without a bit in common differ.
    ///
    /// Strings are equal where they are canonically equivalent. ASCII and the unified ideographs
    /// are equivalent to themselves alone; whatever else begins a text may be anything's equal.
    private static func first(of text: String) -> UInt64 {
        switch text.unicodeScalars.first?.value {
        case nil: 1
        case .some(let value) where value < 0x80 || 0x4e00..<0xa000 ~= value: 1 << (value & 63)
        default: .max
        }
    }
}
