import BusinessTime
import Testing
import Watchdog

@testable import ControlProtocol

struct ProtocolTests {
    @Test(arguments: [
        ("", nil, nil),
        ("hello", "malformed", "the request is no JSON"),
        ("[1]", "malformed", "the request is no JSON object"),
        (#"{"command":"status"}"#, "malformed", "the request has no 'version'"),
        (#"{"version":"1","command":"status"}"#, "malformed", "'version' is no whole number"),
        (
            #"{"version":2,"command":"status"}"#, "wrong_version",
            "version 2 of the protocol is not spoken here"
        ),
        (#"{"version":1}"#, "malformed", "the request has no 'command', or it is no text"),
        (
            #"{"version":1,"command":"status","arguments":[]}"#, "malformed",
            "'arguments' is a list, where an object is wanted"
        ),
        (
            #"{"version":1,"command":"status","argument":{}}"#, "malformed",
            "the request has an unknown member 'argument'"
        ),
        (
            #"{"version":1,"command":"stats"}"#, "unknown_command",
            "there is no command 'stats'"
        ),
        (
            #"{"version":1,"command":"alerts","arguments":{"tiket":"T-1"}}"#, "unknown_argument",
            "'alerts' has no argument 'tiket'"
        ),
        (
            #"{"version":1,"command":"alerts","arguments":{"limit":"9"}}"#, "invalid_argument",
            "'limit' is a text, where a whole number is wanted"
        ),
        (
            #"{"version":1,"command":"alerts","arguments":{"limit":1.5}}"#, "invalid_argument",
            "'limit' is a number, where a whole number is wanted"
        ),
        (
            #"{"version":1,"command":"alerts","arguments":{"limit":5001}}"#, "invalid_argument",
            "'limit' is 5001, and may be 1 to 5000"
        ),
        (
            #"{"version":1,"command":"deliveries","arguments":{"state":"daed"}}"#,
            "invalid_argument",
            "'state' is 'daed', and none of pending, held, delivered, accepted, dead, dropped, folded"
        ),
        (#"{"version":1,"command":"pause"}"#, "invalid_argument", "'seconds' is missing"),
        (
            #"{"version":1,"command":"pause","arguments":{"seconds":604801}}"#,
            "invalid_argument", "'seconds' is 604801, and may be 1 to 604800"
        ),
        (
            #"{"version":1,"command":"silence","arguments":{"seconds":60,"comment":"x"}}"#,
            "invalid_argument", "the silence names nothing that it is for"
        ),
        (
            #"{"version":1,"command":"silence","arguments":{"seconds":60,"comment":"x","#
                + #""kind":"braech"}}"#,
            "invalid_argument", "'kind' is 'braech', and none of"
        ),
        (
            #"{"version":1,"command":"silence","arguments":{"seconds":60,"comment":"x","#
                + #""attributes":{"taem":["a"]}}}"#,
            "not_found", "tickets are not read with an attribute 'taem'"
        ),
        (
            #"{"version":1,"command":"silence","arguments":{"seconds":60,"comment":"x","#
                + #""clock":"first_respons"}}"#,
            "not_found", "there is no clock 'first_respons'"
        ),
        (
            #"{"version":1,"command":"silence","arguments":{"seconds":60,"comment":"x","#
                + #""clock":"first_response","from":"tomorrow"}}"#,
            "invalid_argument", "'from' is 'tomorrow', and no time like"
        ),
        (
            #"{"version":1,"command":"acknowledge","arguments":{"ticket":"T\n1"}}"#,
            "invalid_argument", "'ticket' has control characters in it"
        ),
        (
            #"{"version":1,"command":"acknowledge","arguments":{"ticket":"T-9"}}"#,
            "not_found", "there is no ticket 'T-9'"
        ),
        (
            #"{"version":1,"command":"unacknowledge","arguments":{"ticket":"T-9"}}"#,
            "not_found", "ticket 'T-9' has no acknowledgement in force"
        ),
        (
            #"{"version":1,"command":"end_silence","arguments":{"id":7}}"#,
            "not_found", "there is no silence 7 in force or to come"
        ),
        (
            #"{"version":1,"command":"retry_delivery","arguments":{"id":"7"}}"#,
            "not_found", "there is no dead letter '7'"
        ),
    ])
    func faults_areToldClearly(line: String, code: String?, message: String?) async throws {
        let harness = try await ControlHarness()
        let answer = try await harness.send(line + "\n")
        let fault = try #require(
            try ControlCoding.read(ControlAnswer<NoResult>.self, from: Array(answer.utf8)).error
        )
        #expect(fault.code.rawValue == code ?? "malformed")
        #expect(fault.message.hasPrefix(message ?? "the request is no JSON"), "\(fault)")
    }

    @Test func hints_nameTheNearest() async throws {
        let harness = try await ControlHarness()
        #expect(try await harness.call("stats").contains("did you mean 'status'?"))
        #expect(
            try await harness.call("alerts", #"{"tiket":"x"}"#).contains("did you mean 'ticket'?")
        )
        #expect(try await harness.call("reload", #"{"x":1}"#).contains("it takes none"))
    }

    @Test func pause_isShownAndEnded() async throws {
        let harness = try await ControlHarness()
        #expect(try await harness.call("pause", #"{"seconds":60}"#).contains("paused_until"))
        #expect(try await harness.call("status").contains(#""paused_until":"20"#))
        #expect(await harness.watchdog.status().text(in: .utc).contains("paused until 20"))
        #expect(try await harness.call("resume") == #"{"ok":true,"result":{"was_paused":true}}"#)
        #expect(try await harness.call("resume") == #"{"ok":true,"result":{"was_paused":false}}"#)
        #expect(!(try await harness.call("status").contains("paused_until\":\"")))
    }

    @Test func acknowledgement_isRecordedListedAndEnded() async throws {
        let harness = try await ControlHarness(as: .supervisor)
        try harness.addTicket("T-1")
        let made = try await harness.call(
            "acknowledge",
            #"{"ticket":"T-1","clock":"first_response","note":"on it, 13812345678"}"#
        )
        #expect(made.contains(#""by":"4242424","clock":"first_response""#))
        #expect(
            try await harness.call("acknowledgements").contains(#""note":"on it, 138****5678""#)
        )
        #expect(
            try await harness.call("unacknowledge", #"{"ticket":"T-1"}"#)
                == #"{"ok":true,"result":{"count":1}}"#
        )
        #expect(try await harness.call("acknowledgements") == #"{"ok":true,"result":[]}"#)
    }

    @Test func silence_isRecordedListedAndEnded() async throws {
        let harness = try await ControlHarness(as: .supervisor)
        let made = try await harness.call(
            "silence",
            #"{"channel":"test","attributes":{"team":["a","b"]},"seconds":60,"comment":"move"}"#
        )
        #expect(made.contains(#""attributes":{"team":["a","b"]},"author":"4242424""#))
        #expect(try await harness.call("silences").contains(#""comment":"move""#))
        #expect(try await harness.call("status").contains(#""silences":1"#))
        #expect(try await harness.call("end_silence", #"{"id":1}"#) == #"{"ok":true,"result":{}}"#)
        #expect(try await harness.call("silences") == #"{"ok":true,"result":[]}"#)
    }

    @Test func reload_tellsTheFaults() async throws {
        let harness = try await ControlHarness()
        #expect(try await harness.call("reload") == #"{"ok":true,"result":{}}"#)
        harness.reloadsWith(["a.yaml:1:2: x: is wrong", "a.yaml:3:4: y: too"])
        let answer = try await harness.call("reload")
        #expect(answer.contains(#""code":"rejected""#))
        #expect(answer.contains(#"a.yaml:1:2: x: is wrong\na.yaml:3:4: y: too"#))
    }

    @Test func answers_areReadAsTheyWereWritten() async throws {
        let harness = try await ControlHarness()
        let client = ControlClient(path: harness.path, patience: 20)
        let status = try await onThread { try client.call("status", as: StatusResult.self) }
        #expect(status.version == "1")
        #expect(status.channels.map(\.name) == ["test"])
        #expect(status.channels.map(\.kind) == ["journal"])
        #expect(status.deliveries?["dead"] == 0)
    }
}

struct ControlCodingTests {
    @Test func namesThatPeopleChose_stayAsTheyAre() throws {
        struct Sample: Codable, Equatable {
            var inFlight = 1
            var attributes = ["customer_type": ["vip_gold"], "inFlight": []]
        }
        let line = try ControlCoding.line(Sample())
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"attributes":{"customer_type":["vip_gold"],"inFlight":[]},"in_flight":1}"#
                + "\n"
        )
        #expect(try ControlCoding.read(Sample.self, from: line) == Sample())
    }

    @Test func times_keepTheirMilliseconds() throws {
        let instant = Instant(milliseconds: 1_773_021_600_123)
        let line = try ControlCoding.line([instant])
        #expect(String(decoding: line, as: UTF8.self) == "[\"2026-03-09T02:00:00.123Z\"]\n")
        #expect(try ControlCoding.read([Instant].self, from: line) == [instant])
        #expect(throws: (any Error).self) {
            try ControlCoding.read([Instant].self, from: Array(#"["soon"]"#.utf8))
        }
    }

    @Test func reports_areMadeByWhatWasAskedFor() async throws {
        let harness = try await ControlHarness(as: .supervisor)
        try harness.addTicket("T-1")
        let due = try await harness.call(
            "due",
            #"{"limit":5,"within_seconds":60,"late":true,"at":"2026-11-22T10:15:00+08:00"}"#
        )
        #expect(due.contains("limit: 5") && due.contains("isLate: true"), "\(due)")
        #expect(due.contains("2026-11-22T02:15:00Z") && due.contains("table"), "\(due)")
        let explained = try await harness.call(
            "explain",
            #"{"ticket":"T-1","all":true,"language":"en","format":"json"}"#
        )
        #expect(explained.contains("all: true") && explained.contains("json"), "\(explained)")
        for (command, arguments, code) in [
            ("due", #"{"limit":0}"#, "invalid_argument"),
            ("due", #"{"limit":13}"#, "too_many"),
            ("due", #"{"late":"yes"}"#, "invalid_argument"),
            ("due", #"{"format":"xml"}"#, "invalid_argument"),
            ("explain", "{}", "invalid_argument"),
            ("explain", #"{"ticket":"T-2"}"#, "not_found"),
        ] {
            let answer = try await harness.call(command, arguments)
            #expect(answer.contains("\"code\":\"\(code)\""), "\(command) \(arguments): \(answer)")
        }
    }
}
