import BusinessTime

/// Counts the calls of each user, so that nobody fills the disk with refusals.
struct CallMeter {
    private struct Account {
        var left: Double
        var at: Instant
        /// When a refusal was last recorded.
        var told: Instant?
    }

    enum Verdict: Equatable {
        case taken
        /// Too many; the first of a minute is worth a line in the trail.
        case tooMany(isToTell: Bool)
    }

    private let burst: Int
    private let aSecond: Int
    private var accounts: [UInt32: Account] = [:]

    init(burst: Int, aSecond: Int) {
        self.burst = burst
        self.aSecond = aSecond
    }

    mutating func take(_ uid: UInt32, now: Instant) -> Verdict {
        // Users are few; should they be many, all begin anew.
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
        let isToTell = account.told.map { now - $0 >= .minutes(1) || $0 > now } ?? true
        if isToTell { account.told = now }
        return .tooMany(isToTell: isToTell)
    }
}
