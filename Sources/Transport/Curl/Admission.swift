/// Decides what may start: so many at once in all, so many for one host, and the rest wait.
///
/// A host's requests start in the order they came. Hosts with requests waiting take turns, so
/// that a slow one holds up no other while there is a place left.
struct Admission<ID: Hashable> {
    let maxInFlight: Int
    let maxPerHost: Int

    private struct Host {
        var inFlight = 0
        /// What waits, from `head` on; what lies before it has started.
        var waiting: [ID] = []
        var head = 0
    }

    private var hosts: [String: Host] = [:]
    /// The hosts with something waiting, the next one to be served first.
    private var turns: [String] = []
    private(set) var inFlight = 0

    /// Makes limits; neither may be below one.
    init(maxInFlight: Int, maxPerHost: Int) {
        self.maxInFlight = max(1, maxInFlight)
        self.maxPerHost = max(1, maxPerHost)
    }

    /// Puts a request at the end of its host's line.
    mutating func enqueue(_ id: ID, host: String) {
        // A host's line is emptied whenever its last one starts, so this says "nothing waits".
        if hosts[host]?.waiting.isEmpty ?? true { turns.append(host) }
        hosts[host, default: Host()].waiting.append(id)
    }

    /// Takes the next request that may start now, and counts it as started.
    mutating func next() -> ID? {
        guard inFlight < maxInFlight else { return nil }
        for turn in turns.indices {
            let name = turns[turn]
            guard var host = hosts[name], host.inFlight < maxPerHost else { continue }
            let id = host.waiting[host.head]
            host.head += 1
            host.inFlight += 1
            inFlight += 1
            turns.remove(at: turn)
            if host.head == host.waiting.count {
                host.waiting.removeAll(keepingCapacity: host.waiting.count < 1024)
                host.head = 0
            } else {
                turns.append(name)
                if host.head > 1024, host.head * 2 > host.waiting.count {
                    host.waiting.removeFirst(host.head)
                    host.head = 0
                }
            }
            hosts[name] = host
            return id
        }
        return nil
    }

    /// Gives back the place of a request that `next` let start.
    mutating func finish(host name: String) {
        guard var host = hosts[name], host.inFlight > 0 else { return }
        host.inFlight -= 1
        inFlight -= 1
        // Hosts come and go over months; one that is idle is forgotten.
        hosts[name] = host.inFlight == 0 && host.waiting.isEmpty ? nil : host
    }

    /// Forgets all that waits and returns it, each host's in order.
    mutating func drain() -> [ID] {
        var drained: [ID] = []
        for name in turns {
            guard var host = hosts[name] else { continue }
            drained += host.waiting[host.head...]
            host.waiting = []
            host.head = 0
            hosts[name] = host.inFlight == 0 ? nil : host
        }
        turns = []
        return drained
    }
}
