/// Reads TZif, the binary form of zone rules: https://www.rfc-editor.org/rfc/rfc9636.
enum ZoneFile {
    /// What is wrong with a file.
    struct Flaw: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// No instant of a file lies further out than this; older files begin at the big bang.
    private static let farthestSecond: Int64 = 1_000_000_000_000_000

    /// The zone that the bytes describe.
    ///
    /// - Throws: `Flaw` where they are not sound; every count is checked against the length.
    static func parse(_ bytes: [UInt8], name: String) throws(Flaw) -> ZoneRules {
        var header = try Header(bytes, at: 0)
        var timeSize = 4
        if header.version >= 2 {
            // The first block is for readers that know 32 bits only.
            header = try Header(bytes, at: header.end(timeSize: 4))
            timeSize = 8
        }
        let end = header.end(timeSize: timeSize)
        guard end <= bytes.count else { throw Flaw("\(bytes.count) bytes where \(end) are due") }
        guard header.leapCount == 0 else { throw Flaw("it counts leap seconds") }
        guard header.typeCount > 0 else { throw Flaw("it has no local time types") }

        let types = try localTimes(bytes, header, timeSize)
        let (times, offsets) = try transitions(bytes, header, timeSize, types)
        var rule: PosixZoneRule?
        if header.version >= 2 {
            let text = try footer(bytes, at: end)
            if !text.isEmpty { rule = try PosixZoneRule(text) }
        }
        return ZoneRules(
            name: name,
            initialOffset: types[0],
            times: times,
            offsets: offsets,
            rule: rule
        )
    }

    /// The offsets, in milliseconds, that the transitions refer to.
    private static func localTimes(
        _ bytes: [UInt8],
        _ header: Header,
        _ timeSize: Int
    ) throws(Flaw) -> [Int64] {
        var offsets: [Int64] = []
        let start = header.start + header.timeCount * (timeSize + 1)
        for index in 0..<header.typeCount {
            let seconds = Int32(truncatingIfNeeded: integer(bytes, at: start + index * 6, size: 4))
            guard (-89_999...93_599).contains(seconds) else {
                throw Flaw("offset of \(seconds) s")
            }
            offsets.append(Int64(seconds) * 1000)
        }
        return offsets
    }

    private static func transitions(
        _ bytes: [UInt8],
        _ header: Header,
        _ timeSize: Int,
        _ types: [Int64]
    ) throws(Flaw) -> (times: [Int64], offsets: [Int64]) {
        var times: [Int64] = []
        var offsets: [Int64] = []
        var before = Int64.min
        for index in 0..<header.timeCount {
            let second = integer(bytes, at: header.start + index * timeSize, size: timeSize)
            guard second > before else { throw Flaw("transitions out of order at \(index)") }
            before = second
            let type = Int(bytes[header.start + header.timeCount * timeSize + index])
            guard type < types.count else { throw Flaw("local time type \(type) is missing") }
            let time = min(max(second, -farthestSecond), farthestSecond) * 1000
            if times.last == time {
                offsets[offsets.count - 1] = types[type]
            } else {
                times.append(time)
                offsets.append(types[type])
            }
        }
        return (times, offsets)
    }

    /// The TZ string between two newlines after the data.
    private static func footer(_ bytes: [UInt8], at start: Int) throws(Flaw) -> [UInt8] {
        guard start < bytes.count, bytes[start] == 0x0A,
            let end = bytes[(start + 1)...].firstIndex(of: 0x0A)
        else { throw Flaw("it has no footer") }
        return Array(bytes[(start + 1)..<end])
    }

    /// A signed big-endian number; the caller has checked that it lies within the bytes.
    fileprivate static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> Int64 {
        var value: UInt64 = 0
        for index in start..<(start + size) { value = value << 8 | UInt64(bytes[index]) }
        let unused = 64 - size * 8
        return Int64(bitPattern: value << unused) >> unused
    }

    /// The counts at the start of a block.
    private struct Header {
        let version: Int
        let start: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        private let otherBytes: Int

        init(_ bytes: [UInt8], at offset: Int) throws(Flaw) {
            guard bytes.count >= 44, offset <= bytes.count - 44 else {
                throw Flaw("\(bytes.count) bytes, cut off in a header")
            }
            guard bytes[offset..<(offset + 4)].elementsEqual("TZif".utf8) else {
                throw Flaw("no TZif header at byte \(offset)")
            }
            let mark = bytes[offset + 4]
            guard mark == 0 || (0x32...0x39).contains(mark) else {
                throw Flaw("version byte \(mark)")
            }
            version = mark == 0 ? 1 : Int(mark - 0x30)
            var counts: [Int] = []
            for index in 0..<6 {
                let count = integer(bytes, at: offset + 20 + index * 4, size: 4)
                guard (0...Int64(bytes.count)).contains(count) else {
                    throw Flaw("count \(count) in \(bytes.count) bytes")
                }
                counts.append(Int(count))
            }
            start = offset + 44
            leapCount = counts[2]
            timeCount = counts[3]
            typeCount = counts[4]
            otherBytes = counts[0] + counts[1] + counts[5]
        }

        /// Where the block ends, given the size of its times.
        func end(timeSize: Int) -> Int {
            start + timeCount * (timeSize + 1) + typeCount * 6 + leapCount * (timeSize + 4)
                + otherBytes
        }
    }
}
