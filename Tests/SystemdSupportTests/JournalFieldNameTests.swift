import Testing

@testable import SystemdSupport

struct JournalFieldNameTests {
    @Test(arguments: [
        ("SLA_TICKET", "SLA_TICKET"),
        ("MESSAGE_ID", "MESSAGE_ID"),
        ("TICKET2", "TICKET2"),
        ("ticket", "SLA_TICKET"),
        ("late-seconds", "SLA_LATE_SECONDS"),
        ("lateSeconds", "SLA_LATESECONDS"),
        ("EVENT", "SLA_EVENT"),
        ("event", "SLA_EVENT"),
        ("_PID", "SLA_PID"),
        ("2nd", "SLA_2ND"),
        ("a=b\nc", "SLA_A_B_C"),
        ("工单", "SLA_UNNAMED"),
        ("工a", "SLA_A"),
        ("a工", "SLA_A_"),
        ("", "SLA_UNNAMED"),
    ])
    func key_becomesFieldName(key: String, expected: String) {
        #expect(JournalFieldName.field(forKey: key) == expected)
    }

    @Test(arguments: ["MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "CODE_FILE"])
    func keyOfAFieldThatTheHandlerSets_isPrefixed(key: String) {
        #expect(JournalFieldName.field(forKey: key) == "SLA_" + key)
    }

    @Test func longKey_isCut() {
        let name = JournalFieldName.field(forKey: String(repeating: "k", count: 500))
        #expect(name.utf8.count == 64)
        #expect(JournalFieldName.isValid(name))
    }

    @Test func everyByte_givesAValidName() {
        for byte in UInt8.min...UInt8.max {
            let key = "x" + String(Unicode.Scalar(byte))
            #expect(JournalFieldName.isValid(JournalFieldName.field(forKey: key)))
            let alone = String(Unicode.Scalar(byte))
            #expect(JournalFieldName.isValid(JournalFieldName.field(forKey: alone)))
        }
    }

    @Test(arguments: ["", "_A", "1A", "a", "A-B", "Ä", String(repeating: "A", count: 65)])
    func nameThatJournaldDrops_isInvalid(name: String) {
        #expect(!JournalFieldName.isValid(name))
    }
}
