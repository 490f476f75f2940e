import Foundation
import Glibc

/// A program that a test runs, silent.
///
/// Not Foundation's `Process`: the threads that run tests block every signal, a child started from
/// one inherits that, and no SIGTERM would ever end it.
struct ChildProcess {
    private let identifier: pid_t

    init(_ program: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var copies = ([program] + arguments).map { strdup($0) }
        copies.append(nil)
        defer { for copy in copies { free(copy) } }
        // Not this process's environment: other tests change it meanwhile.
        let path = strdup("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        defer { free(path) }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, program, &actions, &attributes, copies, [path, nil])
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        self.identifier = identifier
    }

    /// Waits for the end and returns the exit status, or nil where a signal ended it.
    @discardableResult
    func wait() -> Int32? {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }

    /// Ends the program and waits for it.
    func terminate() {
        kill(identifier, SIGTERM)
        wait()
    }
}
