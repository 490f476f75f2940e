import BusinessTime

/// Limits the calls of each user, so that nobody fills the disk with refusals.
struct CallRateLimiter {
    private struct Account {
        var left: Double
        var at: Instant
        /// When refusals were last recorded.
        var told: Instant?
        /// Refusals since then.
        var untold = 0
    }

    enum Verdict: Equatable {
        case taken
        /// Too many calls; once a minute it carries the number of refusals to record, this one
        /// included.
        case tooMany(toTell: Int?)
    }

    private let burst: Int
    private let aSecond: Int
    private var accounts: [UInt32: Account] = [:]

    init(burst: Int, aSecond: Int) {
        self.burst = burst
        self.aSecond = aSecond
    }

    mutating func take(_ uid: UInt32, now: Instant) -> Verdict {
        // Reset above 1,000 users to bound memory.
        if accounts.count > 1000 { accounts = [:] }
        var account = accounts[uid] ?? Account(left: Double(burst), at: now)
        let passed = Double(max(0, (now - account.at).milliseconds)) / 1000
        account.left = min(Double(burst), account.left + passed * Double(aSecond))
        account.at = now
        defer { accounts[uid] = account }
        if account.left >= 1 {
            account.left -= 1
            return .taken
        }
        account.untold += 1
        guard account.told.map({ now - $0 >= .minutes(1) || $0 > now }) ?? true else {
            return .tooMany(toTell: nil)
        }
        account.told = now
        defer { account.untold = 0 }
        return .tooMany(toTell: account.untold)
    }
}
