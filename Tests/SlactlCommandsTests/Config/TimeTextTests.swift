import BusinessTime
import ServiceLevels
import Support
import Testing

@testable import Reporting
@testable import SlactlCommands

struct TimeTextTests {
    @Test(arguments: [
        (TimeSpan.zero, "0s", "0 s"), (.milliseconds(999), "0s", "0 s"),
        (.seconds(40), "40s", "40 s"),
        (.minutes(12) + .seconds(30), "12min 30s", "12 min"),
        (.minutes(65), "1h 5min", "1 h 5 min"),
        (.hours(26) + .minutes(5), "26h 5min", "1 d 2 h"), (.hours(3), "3h", "3 h"),
        (-.minutes(90), "-1h 30min", "1 h 30 min"),
    ])
    func span_isWritten(span: TimeSpan, hours: String, rough: String) {
        #expect(span.hoursText() == hours)
        #expect(span.roughText == rough)
    }

    @Test func span_isWrittenInChinese() {
        #expect((TimeSpan.hours(26) + .minutes(5)).hoursText(in: .chinese) == "26 小时 5 分钟")
    }

    @Test(arguments: [
        ("2026-11-20 16:30", "2026-11-20 18:00", "2026-11-20 Fri 16:30 - 18:00"),
        ("2026-11-20 16:30", "2026-11-21 00:00", "2026-11-20 Fri 16:30 - 24:00"),
        ("2026-11-20 22:00", "2026-11-21 06:00", "2026-11-20 Fri 22:00 - 2026-11-21 Sat 06:00"),
        ("2026-11-20 16:30:05", "2026-11-20 18:00", "2026-11-20 Fri 16:30:05 - 18:00"),
    ])
    func interval_isWritten(open: String, close: String, text: String) throws {
        let wall = WallText(zone: try ZoneRules(named: "Asia/Shanghai"))
        let interval = OpenInterval(open: try shanghai(open), close: try shanghai(close))
        #expect(wall.text(interval) == text)
    }

    @Test func interval_isWrittenInChinese() throws {
        let wall = WallText(zone: try ZoneRules(named: "Asia/Shanghai"), language: .chinese)
        #expect(try wall.dayText(shanghai("2026-11-22 10:15")) == "2026-11-22 周日 10:15")
    }

    @Test func fields_areAlignedAndCleaned() {
        var fields = FieldLines()
        fields.add("状态", "a\u{1B}[31m")
        fields.add("next", ["b", "c"])
        fields.add("none", [])
        #expect(fields.text(indent: " ") == " 状态  a [31m\n next  b\n       c")
    }

    @Test func jsonLine_isOneLine() {
        let value = JSONValue.record(["b": .array([.integer(1), .null]), "a": .string("x\n\"")])
        #expect(value.line == #"{"a":"x\n\"","b":[1,null]}"#)
    }
}
