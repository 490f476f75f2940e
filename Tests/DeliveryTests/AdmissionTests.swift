import SlawatchTesting
import Testing

@testable import Transport

struct AdmissionTests {
    @Test func hostLimit_letsOthersPass() {
        var admission = Admission<Int>(maxInFlight: 3, maxPerHost: 2)
        for id in 0..<4 { admission.enqueue(id, host: "a") }
        admission.enqueue(10, host: "b")
        admission.enqueue(11, host: "b")
        #expect(Self.all(&admission) == [0, 10, 1])
        admission.finish(host: "b")
        #expect(Self.all(&admission) == [11])
        admission.finish(host: "b")
        #expect(Self.all(&admission) == [])
        admission.finish(host: "a")
        #expect(Self.all(&admission) == [2])
    }

    @Test func hosts_takeTurns() {
        var admission = Admission<String>(maxInFlight: 1, maxPerHost: 1)
        for number in 1...3 {
            for host in ["a", "b", "c"] where host != "c" || number == 1 {
                admission.enqueue("\(host)\(number)", host: host)
            }
        }
        var order: [String] = []
        while let id = admission.next() {
            order.append(id)
            admission.finish(host: String(id.prefix(1)))
        }
        #expect(order == ["a1", "b1", "c1", "a2", "b2", "a3", "b3"])
    }

    @Test func drain_returnsWhatWaitsAndKeepsWhatRuns() {
        var admission = Admission<Int>(maxInFlight: 1, maxPerHost: 1)
        for id in 0..<3 { admission.enqueue(id, host: "a") }
        #expect(admission.next() == 0)
        #expect(admission.drain() == [1, 2])
        #expect(admission.inFlight == 1)
        admission.enqueue(3, host: "a")
        #expect(admission.next() == nil)
        admission.finish(host: "a")
        #expect(admission.next() == 3)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func randomTraffic_keepsLimitsAndOrder(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var admission = Admission<Int>(maxInFlight: 5, maxPerHost: 2)
        var hostOf: [Int: String] = [:]
        var running: [Int] = []
        var lastStarted: [String: Int] = [:]
        var started = 0
        func start() {
            while let id = admission.next() {
                let host = hostOf[id, default: ""]
                #expect(lastStarted[host, default: -1] < id)
                lastStarted[host] = id
                running.append(id)
                started += 1
                #expect(running.count <= 5)
                #expect(running.count { hostOf[$0] == host } <= 2)
            }
        }
        for id in 0..<5000 {
            let host = "h\(Int.random(in: 0..<6, using: &generator))"
            hostOf[id] = host
            admission.enqueue(id, host: host)
            start()
            if Bool.random(using: &generator), !running.isEmpty {
                let index = Int.random(in: 0..<running.count, using: &generator)
                admission.finish(host: hostOf[running.remove(at: index), default: ""])
            }
        }
        while !running.isEmpty {
            admission.finish(host: hostOf[running.removeFirst(), default: ""])
            start()
        }
        #expect(started == 5000)
        #expect(admission.inFlight == 0)
    }

    private static func all<ID>(_ admission: inout Admission<ID>) -> [ID] {
        var started: [ID] = []
        while let id = admission.next() { started.append(id) }
        return started
    }
}
