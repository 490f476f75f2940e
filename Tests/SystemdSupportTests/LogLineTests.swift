import Logging
import Testing

@testable import SystemdSupport

struct LogLineTests {
    private func line(_ event: LogEvent, _ style: LogLine.Style = .prefixed) -> String {
        LogLine(event: event, metadata: event.metadata ?? [:], component: "engine").text(style)
    }

    @Test func prefixedLine_beginsWithThePriority() {
        let event = logEvent(.error, metadata: ["ticket": "T-7", "EVENT": "alert_breach"])
        #expect(
            line(event) == "<3>ticket is late EVENT=alert_breach ticket=T-7 component=engine\n"
        )
    }

    @Test func readableLine_beginsWithTheLevel() {
        #expect(line(logEvent(.warning), .readable) == "warning: ticket is late component=engine\n")
    }

    @Test(arguments: [
        ("a b", "\"a b\""), ("", "\"\""), ("a=b", "\"a=b\""), ("say \"no\"", "\"say \\\"no\\\"\""),
        ("a\nb", "\"a\\nb\""), ("a\r\n\tb", "\"a\\r\\n\\tb\""), ("\u{1B}[2J", "\"\\u{1b}[2J\""),
        ("c\\d", "c\\\\d"), ("工单", "工单"), ("a\u{2028}b", "a\\u{2028}b"),
    ])
    func value_staysOneWordOnOneLine(value: String, expected: String) {
        let event = logEvent(metadata: ["v": "\(value)"])
        #expect(line(event) == "<6>ticket is late v=\(expected) component=engine\n")
    }

    @Test func messageWithNewline_cannotForgeALine() {
        let text = line(logEvent(.info, "broken\n<0>panic"))
        #expect(text == "<6>broken\\n<0>panic component=engine\n")
    }

    @Test func error_isShown() {
        let event = logEvent(error: StoreFault(description: "disk is full"))
        #expect(line(event) == "<6>ticket is late error=\"disk is full\" component=engine\n")
    }

    @Test func hugeEvent_staysWithinBounds() {
        var metadata: Logger.Metadata = [:]
        for number in 0..<50 { metadata["k\(number)"] = "\(String(repeating: "x", count: 9000))" }
        #expect(line(logEvent(metadata: metadata)).utf8.count <= LogLine.maximumLineBytes + 4)
    }

    @Test func handler_writesMergedMetadataInItsStyle() {
        let recorder = Recorder<String>()
        var handler = StderrLogHandler(
            label: "engine",
            style: .readable,
            level: .info,
            metadataProvider: nil,
            write: { recorder.add($0) }
        )
        handler[metadataKey: "run"] = "1"
        handler.log(event: logEvent(.notice, metadata: ["ticket": "T-7"]))
        #expect(recorder.items == ["notice: ticket is late run=1 ticket=T-7 component=engine\n"])
    }
}
