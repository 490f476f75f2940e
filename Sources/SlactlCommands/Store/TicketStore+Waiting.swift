import Glibc
import TicketStore

extension TicketStore {
    /// Opens the store for a person, who can wait a third of a second for temporary obstacles.
    func openWaiting() throws(TicketStoreError) {
        try open(tries: 6) { usleep(60_000) }
    }
}
