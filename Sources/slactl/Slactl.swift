import Dispatch
import Glibc
import SlactlCommands

/// The command line; every command is in `SlactlCommands`.
@main
struct Slactl {
    static func main() {
        // As in the daemon: at the main thread's priority Dispatch complains in the journal.
        Task.detached(priority: .medium) {
            await SlactlRoot.main()
            exit(EXIT_SUCCESS)
        }
        dispatchMain()
    }
}
