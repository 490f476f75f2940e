import BusinessTime
import Testing
import TicketStore

@testable import TicketStoreAdmin

struct ImportTimeTests {
    private func read(_ text: String, _ order: DateOrder? = nil) throws -> String {
        let zone = try ZoneRules(named: "Asia/Shanghai")
        return try ImportTime(zone: zone, order: order).parse(text).iso8601(in: zone)
    }

    @Test(arguments: [
        "2026-09-18 09:05", "2026/9/18 9:05", "2026.9.18 9:05:00.123", "2026年9月18日 9:05",
        "2026年9月18日 星期五 9时05分", "2026-09-18T09:05:00+08:00", "2026-09-18 01:05:00 +0000",
        "2026-09-18 上午 9:05",
        "上午9:05 2026-09-18".split(separator: " ").reversed().joined(separator: " "),
        "9/18/2026 9:05 AM", "18/09/2026 09:05", "18 Sep 2026 09:05", "Sep 18, 2026 9:05 a.m.",
        "Fri, 18 Sep 2026 01:05:00 GMT", "46283.378472", "46283,378472", "20260918090500",
        "202609180905", "1789693500000", "1789693500", "２０２６／９／１８　９：０５",
    ])
    func oneTimeIsReadHoweverItIsWritten(_ text: String) throws {
        #expect(try read(text) == "2026-09-18T09:05:00+08:00")
    }

    @Test(arguments: [
        ("2026-09-18 下午2:05", "14:05"), ("2026-09-18 下午 14:05", "14:05"),
        ("2026-09-18 下午12:05", "12:05"), ("2026-09-18 上午12:05", "00:05"),
        ("2026-09-18 12:05 PM", "12:05"), ("2026-09-18 12:05 am", "00:05"),
        ("2026-09-18 晚上8:05", "20:05"), ("2026-09-18 中午1:05", "13:05"),
        ("2026-09-18 凌晨3:05", "03:05"), ("46283.5", "12:00"), ("46283", "00:00"),
        ("2026年9月18日 9点", "09:00"),
    ])
    func halvesOfTheDayAreTold(_ text: String, _ time: String) throws {
        #expect(try read(text) == "2026-09-18T\(time):00+08:00")
    }

    @Test func daysAndMonthsAreNeverGuessed() throws {
        #expect(
            storeError { _ = try read("03/04/2026 9:05") }?.message
                == "'03/04/2026 9:05' may be 2026-03-04 or 2026-04-03: say --date-order"
        )
        #expect(storeError { _ = try read("18.9.26 9:05") }?.message.contains("may be") == true)
        #expect(storeError { _ = try read("18-Sep-26 9:05") }?.message.contains("may be") == true)
        #expect(try read("03/04/2026 9:05", .dmy) == "2026-04-03T09:05:00+08:00")
        #expect(try read("03/04/2026 9:05", .mdy) == "2026-03-04T09:05:00+08:00")
        #expect(try read("18.9.26 9:05", .dmy) == "2026-09-18T09:05:00+08:00")
        #expect(try read("26.9.18 9:05", .ymd) == "2026-09-18T09:05:00+08:00")
        // Said to be day first, it is not taken the other way round.
        #expect(storeError { _ = try read("09/18/2026 9:05", .dmy) } != nil)
        #expect(try read("2026-03-04 9:05", .dmy) == "2026-03-04T09:05:00+08:00")
        #expect(try read("05/05/2026 9:05") == "2026-05-05T09:05:00+08:00")
    }

    @Test(arguments: [
        "yesterday", "", "9:05", "2026-02-30 9:00", "2026-09-18 25:00", "2026-09-18 9:60",
        "2026-09-18 上午 14:05", "2026-09-18 9:05 CST", "2026-13-01 9:05", "1/2/3/4 9:05", "12",
        "123456.5",
        "2026-09-18 上午下午9:05", "2026-09-18 9:05 +99:00", "99999999999999",
    ])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(storeError { _ = try read(text) }?.code == .refused)
    }

    @Test(arguments: ["2026-09-18", "2026年9月18日", "20260918"])
    func aDateAloneSaysNoTime(_ text: String) {
        #expect(storeError { _ = try read(text) }?.message == "'\(text)' says no time of day")
    }
}
