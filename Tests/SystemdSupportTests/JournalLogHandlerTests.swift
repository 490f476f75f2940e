import Dispatch
import Logging
import Outlets
import Synchronization
import Testing

@testable import SystemdSupport

/// Keeps what was logged.
final class Recorder<Item: Sendable>: Sendable {
    private let stored = Mutex<[Item]>([])
    var items: [Item] { stored.withLock { $0 } }
    func add(_ item: Item) { stored.withLock { $0.append(item) } }
}

struct JournalLogHandlerTests {
    private let outlet = Outlet("test")

    /// What was logged so far.
    private func logged(_ recorder: Recorder<JournalEntry>) -> [JournalEntry] {
        outlet.drain(within: .seconds(60))
        return recorder.items
    }

    private func handler(_ recorder: Recorder<JournalEntry>) -> JournalLogHandler {
        JournalLogHandler(
            label: "engine",
            identifier: "slawatchd",
            level: .info,
            metadataProvider: Logger.MetadataProvider { ["source": "context", "run": "1"] },
            outlet: outlet,
            send: {
                recorder.add($0)
                return 0
            }
        )
    }

    @Test func metadataNearestToTheCall_wins() {
        let recorder = Recorder<JournalEntry>()
        var handler = handler(recorder)
        handler[metadataKey: "source"] = "logger"
        handler[metadataKey: "ticket"] = "T-1"
        #expect(handler[metadataKey: "ticket"] == "T-1")
        handler.log(event: logEvent(metadata: ["ticket": "T-2"]))
        let fields = logged(recorder)[0].fields
        #expect(fields.contains(JournalField(name: "SLA_TICKET", value: "T-2")))
        #expect(fields.contains(JournalField(name: "SLA_SOURCE", value: "logger")))
        #expect(fields.contains(JournalField(name: "SLA_RUN", value: "1")))
        #expect(!fields.contains { $0.value == "T-1" })
    }

    @Test func copies_areIndependent() {
        let recorder = Recorder<JournalEntry>()
        let first = handler(recorder)
        var second = first
        second[metadataKey: "ticket"] = "T-1"
        second.logLevel = .error
        #expect(first.metadata.isEmpty)
        #expect(first.logLevel == .info)
    }

    @Test func entryWithAnyBytes_isTakenByLibsystemd() {
        // Without a journald libsystemd still checks the form of every field, then answers zero.
        let event = logEvent(metadata: [
            "a=b": "1\n2", "": "empty key", "SLA_EMPTY": "", "nul": "a\u{0}b", "工单": "",
        ])
        let entry = JournalEntry(
            event: event,
            metadata: event.metadata ?? [:],
            identifier: "slawatchd-test",
            component: ""
        )
        #expect(JournalSocket.send(entry) == 0)
    }
}
