import Dispatch
import Glibc
import Outlets
import ServiceLevels
import Testing

@testable import Channels
@testable import Notifications

/// A pipe that nobody reads keeps nobody waiting, and loses nothing.
struct ConsoleChannelTests {
    /// A pipe that takes no more.
    private final class FullPipe: Sendable {
        let reading: Int32
        let writing: Int32
        private let filled: Int

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            (reading, writing) = (ends[0], ends[1])
            let flags = fcntl(writing, F_GETFL)
            _ = fcntl(writing, F_SETFL, flags | O_NONBLOCK)
            let page = [UInt8](repeating: UInt8(ascii: "."), count: 4096)
            var filled = 0
            while case let count = write(writing, page, page.count), count > 0 { filled += count }
            _ = fcntl(writing, F_SETFL, flags)
            self.filled = filled
        }

        deinit {
            close(reading)
            close(writing)
        }

        /// Reads what it was filled with.
        func drain() { _ = read(filled) }

        /// Reads so many bytes.
        func read(_ count: Int) -> String {
            var bytes: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 4096)
            while bytes.count < count {
                let got = Glibc.read(reading, &piece, min(piece.count, count - bytes.count))
                if got <= 0 { break }
                bytes += piece[..<got]
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func send(
        _ id: String,
        by channel: ConsoleChannel
    ) async throws -> DeliveryOutcome {
        let body = try MessageGoldenTests.body(.breach, .english)
        let outgoing = OutgoingMessage(seq: 1, id: id, body: body, now: MessageSamples.start)
        return await withCheckedContinuation { continuation in
            channel.send(outgoing) { continuation.resume(returning: $0) }
        }
    }

    private func channel(
        _ pipe: FullPipe,
        _ patience: DispatchTimeInterval = .milliseconds(1)
    ) -> ConsoleChannel {
        ConsoleChannel(
            writer: ConsoleWriter(Descriptor(number: pipe.writing), patience: patience)
        )
    }

    @Test func messageThatNobodyReads_isTriedAgain_andWrittenOnce() async throws {
        let pipe = try FullPipe()
        let channel = channel(pipe)
        let unread = DeliveryOutcome.unreachable(reason: "nobody reads standard output")
        #expect(try await send("slaw_1", by: channel) == unread)
        // The next ones are told at once, as long as the first is not through.
        #expect(try await send("slaw_2", by: channel) == unread)
        #expect(try await send("slaw_1", by: channel) == unread)
        pipe.drain()
        #expect(pipe.read(40).contains("[Slawatch] BREACH"))
        // What came through after all is not written again.
        var outcome = try await send("slaw_1", by: channel)
        while outcome == unread { outcome = try await send("slaw_1", by: channel) }
        #expect(outcome == .delivered)
    }

    @Test func messageThatIsRead_isDelivered() async throws {
        let pipe = try FullPipe()
        pipe.drain()
        let channel = channel(pipe, .seconds(600))
        #expect(try await send("slaw_1", by: channel) == .delivered)
        // Somebody may well send it a second time, after an answer of another kind.
        #expect(try await send("slaw_1", by: channel) == .delivered)
        #expect(pipe.read(40).contains("[Slawatch] BREACH"))
    }

    @Test func closedPipe_isTriedAgain() async throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let channel = ConsoleChannel(
            writer: ConsoleWriter(Descriptor(number: ends[1]), patience: .seconds(600))
        )
        #expect(
            try await send("slaw_1", by: channel)
                == .retry(reason: "stdout cannot be written", after: nil)
        )
        close(ends[1])
    }
}
