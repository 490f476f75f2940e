/// Writes TZif files for tests.
struct TZifWriter {
    var version: UInt8 = UInt8(ascii: "3")
    var transitions: [(second: Int64, type: UInt8)] = []
    /// The offsets of the local time types, in seconds.
    var types: [Int32] = [0]
    var leapSeconds = 0
    var footer: String? = "UTC0"

    var bytes: [UInt8] {
        let block64 = block(size: 8)
        if version == 0 { return block(size: 4) }
        let end = footer.map { Array("\n\($0)\n".utf8) } ?? []
        return TZifWriter(version: version).block(size: 4) + block64 + end
    }

    private func block(size: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, transitions.count, types.count, 4] {
            bytes += big(Int64(count), 4)
        }
        for transition in transitions { bytes += big(transition.second, size) }
        for transition in transitions { bytes.append(transition.type) }
        for type in types { bytes += big(Int64(type), 4) + [0, 0] }
        bytes += Array("XXX".utf8) + [0]
        bytes += [UInt8](repeating: 0, count: leapSeconds * (size + 4))
        return bytes
    }

    private func big(_ value: Int64, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
