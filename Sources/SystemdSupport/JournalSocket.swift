import CSystemd
import Glibc

/// Hands entries to journald through libsystemd.
enum JournalSocket {
    /// Sends one entry: zero on success, else a negative errno.
    ///
    /// The fields travel as counted bytes, so values may hold newlines and zero bytes. If no
    /// journald runs the answer is zero all the same: libsystemd takes that for no fault.
    static func send(_ entry: JournalEntry) -> Int32 {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for field in entry.fields {
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.append(contentsOf: field.value.utf8)
            ends.append(bytes.count)
        }
        return bytes.withUnsafeMutableBytes { buffer in
            var vectors: [iovec] = []
            var start = 0
            for end in ends {
                let field = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end])
                vectors.append(iovec(iov_base: field.baseAddress, iov_len: field.count))
                start = end
            }
            return sd_journal_sendv(vectors, Int32(vectors.count))
        }
    }
}
