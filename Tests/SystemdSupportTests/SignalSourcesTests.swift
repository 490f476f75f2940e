import Dispatch
import Glibc
import Testing

@testable import SystemdSupport

/// Serialized: signals go to the whole process.
@Suite(.serialized) struct SignalSourcesTests {
    private func received(
        _ recorder: Recorder<ServiceSignal>,
        _ count: Int
    ) async throws -> [ServiceSignal] {
        for _ in 0..<500 where recorder.items.count < count {
            try await Task.sleep(for: .milliseconds(10))
        }
        return recorder.items
    }

    @Test(.timeLimit(.minutes(1)))
    func signalsRaisedAtOnceAfterInit_areDelivered() async throws {
        let recorder = Recorder<ServiceSignal>()
        let queue = DispatchQueue(label: "test.signals")
        let sources = SignalSources(on: queue) { signal in
            dispatchPrecondition(condition: .onQueue(queue))
            recorder.add(signal)
        }
        for (index, signal) in ServiceSignal.allCases.enumerated() {
            kill(getpid(), signal.number)
            let signals = try await received(recorder, index + 1)
            #expect(signals == Array(ServiceSignal.allCases.prefix(index + 1)))
        }
        kill(getpid(), SIGHUP)
        #expect(try await received(recorder, 4).last == .hangUp)
        sources.cancel()
    }

    @Test(.timeLimit(.minutes(1)))
    func startedOnItsOwnQueue_doesNotHang() async {
        let queue = DispatchQueue(label: "test.signals.own")
        await withCheckedContinuation { continuation in
            queue.async {
                SignalSources([.hangUp], on: queue) { _ in }.cancel()
                continuation.resume()
            }
        }
    }

    @Test func sigpipe_isIgnored() {
        SignalSources([.hangUp], on: .global()) { _ in }.cancel()
        var pipe: [Int32] = [0, 0]
        #expect(Glibc.pipe(&pipe) == 0)
        close(pipe[0])
        #expect(write(pipe[1], "x", 1) == -1)
        #expect(errno == EPIPE)
        close(pipe[1])
    }
}
