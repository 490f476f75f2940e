import Dispatch
import Glibc
import Testing

@testable import Outlets

/// Nobody waits for a reader that does not read.
struct OutletTests {
    /// A write that goes on until it is let go.
    private final class Stuck: Sendable {
        let started = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)

        func write(_: Int) {
            started.signal()
            end.wait()
        }
    }

    /// What writes were told.
    private final class Told: @unchecked Sendable {  // used on the outlet's queue, read after it
        var counts: [Int] = []
    }

    @Test func whatIsPut_isWrittenInOrder() {
        let outlet = Outlet("test")
        let told = Told()
        for number in 1...100 { outlet.put(1) { _ in told.counts.append(number) } }
        outlet.drain(within: .seconds(60))
        #expect(told.counts == Array(1...100))
    }

    @Test func whatIsTooMuch_isLeftOutAndCounted() async {
        let outlet = Outlet("test", limit: 10)
        let stuck = Stuck()
        let told = Told()
        #expect(outlet.put(4, stuck.write))
        stuck.started.wait()
        #expect(outlet.put(6) { told.counts.append($0) })
        #expect(!outlet.put(1) { told.counts.append($0) })
        #expect(!outlet.put(9) { told.counts.append($0) })
        #expect(outlet.leftOut == 2)
        #expect(await settled(outlet, within: .milliseconds(1)) == false)
        stuck.end.signal()
        #expect(await settled(outlet, within: .seconds(60)))
        // The next one tells it, once; one piece is taken however long it is.
        #expect(outlet.put(1000) { told.counts.append($0) })
        outlet.drain(within: .seconds(60))
        #expect(outlet.put(1) { told.counts.append($0) })
        outlet.drain(within: .seconds(60))
        #expect(told.counts == [0, 2, 0])
        #expect(outlet.leftOut == 2)
    }

    @Test func drain_waitsNoLongerThanItMay() {
        let outlet = Outlet("test")
        let stuck = Stuck()
        outlet.put(1, stuck.write)
        // Would never return else.
        outlet.drain(within: .milliseconds(1))
        stuck.end.signal()
    }

    @Test(arguments: [false, true])
    func longText_goesThroughAFullPipeWhole(isNonBlocking: Bool) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        if isNonBlocking { _ = fcntl(writing, F_SETFL, O_NONBLOCK) }
        let text = String(repeating: "工单 late\n", count: 30_000)
        let outlet = Outlet("test")
        outlet.put(1) { _ in
            #expect(Descriptor(number: writing).write(text))
            close(writing)
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while case let count = read(reading, &piece, piece.count), count > 0 {
            bytes += piece[..<count]
        }
        close(reading)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    private func settled(_ outlet: Outlet, within patience: DispatchTimeInterval) async -> Bool {
        await withCheckedContinuation { continuation in
            outlet.settle(within: patience) { continuation.resume(returning: $0) }
        }
    }
}
