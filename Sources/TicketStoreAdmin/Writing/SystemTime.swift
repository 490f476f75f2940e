public import BusinessTime
import Glibc

/// The system's clock and random numbers, for writers of a store.
public enum SystemTime {
    public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        )
    }

    /// The name of the system's zone: `TZ`, `/etc/timezone`, `/etc/localtime`, else UTC.
    public static func zoneName() -> String {
        if let variable = getenv("TZ") {
            let name = String(cString: variable)
            if !name.isEmpty, !name.hasPrefix("/"), !name.hasPrefix(":") { return name }
        }
        var buffer = [CChar](repeating: 0, count: 1024)
        let count = readlink("/etc/localtime", &buffer, buffer.count)
        if count > 0 {
            let bytes = buffer.prefix(count).map { UInt8(bitPattern: $0) }
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/")
            if let index = parts.firstIndex(of: "zoneinfo") {
                return parts[(index + 1)...].joined(separator: "/")
            }
        }
        return "UTC"
    }

    /// A random UUID (version 4).
    static func uuid() -> String {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }
}
