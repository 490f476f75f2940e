import CBaseline
import Glibc

/// A local receiver of webhooks.
final class Receiver {
    private let receiver: OpaquePointer

    init() {
        receiver = bl_receiver_start()
    }

    deinit {
        bl_receiver_stop(receiver)
    }

    var port: Int32 { bl_receiver_port(receiver) }

    /// How many requests have been received.
    var count: Int { Int(bl_receiver_count(receiver)) }

    /// When requests were received, in milliseconds since 1970, by the number in their body.
    var times: [Int: Double] {
        var times: [Int: Double] = [:]
        for index in 0..<Int64(count) {
            let mark = Int(bl_receiver_mark(receiver, index))
            if times[mark] == nil {
                times[mark] = Double(bl_receiver_time_us(receiver, index)) / 1000
            }
        }
        return times
    }

    /// When the first request was received, in milliseconds since 1970.
    var first: Double { Double(bl_receiver_time_us(receiver, 0)) / 1000 }

    /// Forgets what was received.
    func clear() {
        bl_receiver_clear(receiver)
    }

    /// Waits until so many requests have been received.
    ///
    /// - Returns: Whether they were.
    func wait(for count: Int, seconds: Double) -> Bool {
        let end = bl_monotonic_ns() + Int64(seconds * 1e9)
        while self.count < count {
            if bl_monotonic_ns() > end { return false }
            usleep(1000)
        }
        return true
    }
}
