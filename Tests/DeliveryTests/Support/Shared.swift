import Foundation

/// A value that closures on many threads change in turn.
///
/// With a POSIX lock and not a `Mutex`: the thread sanitizer does not see the futex in that one on
/// Linux, and reports every use as a race.
final class Shared<Value: Sendable>: @unchecked Sendable {  // the lock guards the value
    private let lock = NSLock()
    private var guarded: Value

    init(_ value: Value) {
        guarded = value
    }

    var value: Value { change { $0 } }

    @discardableResult
    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&guarded)
    }
}
