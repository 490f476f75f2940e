import Logging

extension Logger.Level {
    /// The syslog priority of the level, as `PRIORITY=` in the journal and `<N>` on stderr.
    ///
    /// `trace` and `debug` share 7. `alert` (1) and `emergency` (0) are left to the kernel and to
    /// systemd: journald shouts the latter at every terminal of the machine.
    var syslogPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
