import GRDBSQLite
import Glibc

/// SQLite's clock and its waits, for the simulated world: plain SQL that leaves a time out gets the
/// virtual one, and nobody sleeps for a lock that cannot go away meanwhile.
///
/// A file system of SQLite's like its own but for these two calls, which pass through on every
/// thread that runs no simulation.
enum VirtualTime {
    /// The moment that SQL reads as now, in milliseconds since 1970.
    final class Hand {
        var milliseconds: Int64 = 0
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// SQLite counts from noon of 24 November 4714 BC.
    private static let epoch: Int64 = 210_866_760_000_000

    private static var hand: Hand? {
        pthread_getspecific(key).map { Unmanaged<Hand>.fromOpaque($0).takeUnretainedValue() }
    }

    // Set once and never changed; SQLite keeps the pointer.
    nonisolated(unsafe) private static let original = sqlite3_vfs_find(nil)

    private static let isInstalled: Bool = {
        guard let original else { return false }
        let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        shim.initialize(to: original.pointee)
        shim.pointee.zName = UnsafePointer(strdup("slawatch-virtual-time"))
        shim.pointee.pNext = nil
        shim.pointee.xCurrentTimeInt64 = { _, out in
            guard let hand = VirtualTime.hand else {
                return VirtualTime.original?.pointee.xCurrentTimeInt64(VirtualTime.original, out)
                    ?? SQLITE_ERROR
            }
            out?.pointee = hand.milliseconds + VirtualTime.epoch
            return SQLITE_OK
        }
        shim.pointee.xSleep = { _, microseconds in
            if VirtualTime.hand != nil { return microseconds }
            return VirtualTime.original?.pointee.xSleep(VirtualTime.original, microseconds) ?? 0
        }
        return sqlite3_vfs_register(shim, 1) == SQLITE_OK
    }()

    /// Runs something with a clock that only its owner moves; without waiting, on one thread.
    static func run<Value>(by hand: Hand, _ body: () throws -> Value) rethrows -> Value {
        precondition(isInstalled, "SQLite does not take another file system")
        pthread_setspecific(key, Unmanaged.passUnretained(hand).toOpaque())
        defer { pthread_setspecific(key, nil) }
        return try body()
    }
}
