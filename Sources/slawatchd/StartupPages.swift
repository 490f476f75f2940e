import Foundation
import Glibc

/// Gives back the pages of code that only the start needed: reading files, the command line.
///
/// They are clean copies of the program's and libraries' files; what is needed again is mapped
/// again from the page cache. Nothing but the size of the idle process depends on it.
enum StartupPages {
    static func release() {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else {
            return
        }
        // `7f12a000-7f3bc000 r-xp 00001000 fe:00 1234   /usr/lib/…`
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count >= 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { continue }
            madvise(
                UnsafeMutableRawPointer(bitPattern: ends[0]),
                Int(ends[1] - ends[0]),
                MADV_DONTNEED
            )
        }
    }
}
