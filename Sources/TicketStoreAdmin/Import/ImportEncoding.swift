import Glibc
import TicketStore

/// Detects or names the encoding of a file.
enum ImportEncoding {
    /// Converts a file to UTF-8.
    ///
    /// Invalid text stays invalid: its cell is left out, not the file.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - name: the encoding as in `iconv -l`; nil to detect it.
    /// - Returns: the text, and the encoding's name.
    /// - Throws: `TicketStoreError` if the encoding is unknown or cannot be detected.
    static func decode(
        _ bytes: [UInt8],
        named name: String?
    ) throws(TicketStoreError) -> (bytes: [UInt8], name: String) {
        let encoding: String
        if let name { encoding = name } else { encoding = try detected(bytes) }
        let plain = encoding.uppercased().filter { $0 != "-" && $0 != "_" }
        if plain == "UTF8" { return (bytes, "UTF-8") }
        // A superset, and the real encoding of files called GBK or GB2312.
        let isChinese = ["GBK", "GB2312", "CP936", "GB18030"].contains(plain)
        let used = isChinese ? "GB18030" : encoding
        return (try converted(bytes, from: used), used)
    }

    private static func detected(_ bytes: [UInt8]) throws(TicketStoreError) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "UTF-8" }
        if bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
        // Without a byte order mark separators and line ends have a zero byte on one side.
        let zeros = bytes.prefix(4096).indices.filter { bytes[$0] == 0 }
        if zeros.count > 4 {
            if zeros.allSatisfy({ $0 % 2 == 1 }) { return "UTF-16LE" }
            if zeros.allSatisfy({ $0 % 2 == 0 }) { return "UTF-16BE" }
        }
        let (good, bad) = countUTF8(bytes)
        // A cell cut in the middle of a character does not change the file's encoding.
        if bad == 0 || good >= 4 * bad { return "UTF-8" }
        if isChinese(bytes) { return "GB18030" }
        throw TicketStoreError(
            .refused,
            "the encoding of the file is neither UTF-8, UTF-16 nor GB18030",
            hint: "name it: --encoding windows-1252, big5, shift_jis; iconv -l lists all"
        )
    }

    /// The number of valid characters beyond ASCII, and of invalid bytes.
    private static func countUTF8(_ bytes: [UInt8]) -> (good: Int, bad: Int) {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var (good, bad) = (0, 0)
        while true {
            switch decoder.decode(&input) {
            case .scalarValue(let scalar): if scalar.value > 0x7F { good += 1 }
            case .error: bad += 1
            case .emptyInput: return (good, bad)
            }
        }
    }

    /// Whether nearly all pairs are in GB2312's rows of everyday characters.
    ///
    /// Western letters also pass as GB18030, but are not in these rows.
    private static func isChinese(_ bytes: [UInt8]) -> Bool {
        var index = 0
        var (everyday, other) = (0, 0)
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
            let isPlain =
                (0xA1...0xA3).contains(bytes[index]) || (0xB0...0xF7).contains(bytes[index])
            if isPlain && trail >= 0xA1 { everyday += 1 } else { other += 1 }
            index += 2
        }
        return everyday > 10 * other
    }

    private static func converted(
        _ bytes: [UInt8],
        from name: String
    ) throws(TicketStoreError) -> [UInt8] {
        guard let converter = iconv_open("UTF-8", name),
            Int(bitPattern: converter) != -1
        else {
            throw TicketStoreError(
                .refused,
                "the encoding '\(name)' is not known here",
                hint: "iconv -l lists those that are"
            )
        }
        defer { iconv_close(converter) }
        let unit = name.uppercased().hasPrefix("UTF-16") ? 2 : 1
        var input = bytes.map { CChar(bitPattern: $0) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 3 / 2)
        var buffer = [CChar](repeating: 0, count: 64 * 1024)
        var position = 0
        while position < input.count {
            let (read, written, failure) = input.withUnsafeMutableBufferPointer { source in
                buffer.withUnsafeMutableBufferPointer { target in
                    var from = source.baseAddress.map { $0 + position }
                    var to = target.baseAddress
                    var left = source.count - position
                    var room = target.count
                    let code = iconv(converter, &from, &left, &to, &room)
                    // C's (size_t) -1.
                    let failure = code == .max ? errno : 0
                    return (source.count - position - left, target.count - room, failure)
                }
            }
            result += buffer.prefix(written).map { UInt8(bitPattern: $0) }
            position += read
            if failure == EILSEQ || failure == EINVAL {
                // No byte of UTF-8, so that the cell is recognised as invalid.
                result.append(0xFF)
                position += unit
                _ = iconv(converter, nil, nil, nil, nil)
            } else if failure != 0, failure != E2BIG {
                throw TicketStoreError(.system, "iconv: \(String(cString: strerror(failure)))")
            }
        }
        return result
    }
}
