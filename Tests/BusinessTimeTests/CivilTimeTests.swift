import BusinessTime
import Testing

struct CivilTimeTests {
    @Test(arguments: [
        ("09:00", 32_400_000, "09:00"), ("9:30", 34_200_000, "09:30"),
        ("23:59:59", 86_399_000, "23:59:59"), ("24:00", 86_400_000, "24:00"), ("0:00", 0, "00:00"),
    ])
    func time_isRead(text: String, milliseconds: Int, written: String) {
        #expect(CivilTime(text)?.millisecondOfDay == milliseconds)
        #expect(CivilTime(text)?.description == written)
    }

    @Test(arguments: [
        "24:01", "25:00", "09:60", "9", "09:0", "09:00:", "09:00:60", "-1:00", "09:00 ", "", "9.30",
    ])
    func textThatIsNoTime_isRefused(text: String) {
        #expect(CivilTime(text) == nil)
    }

    @Test func dateTime_ordersByTheWall() throws {
        #expect(try civil("2026-01-01T24:00") < civil("2026-01-02T00:00"))
        #expect(try civil("2026-01-01T09:00").description == "2026-01-01 09:00")
    }
}
