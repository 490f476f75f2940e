import ServiceLevels
import Testing

struct ContactMaskTests {
    @Test(arguments: [
        ("13812345678", "138****5678"), ("王女士 13812345678 来电", "王女士 138****5678 来电"),
        ("+86-138-1234-5678", "+86-1**-****-5678"), ("li@example.com", "l***@example.com"),
        ("工单 20231001001", "工单 20231001001"), ("error 404", "error 404"),
        ("", ""),
    ])
    func masked_hidesContactData(text: String, expected: String) {
        #expect(ContactMask.masked(text) == expected)
    }

    @Test(arguments: [
        ("13812345678", "138****5678"), ("lisa@x.com", "l***@x.com"), ("", ""), ("张三", "张***"),
        ("wx_lisi 13812345678", "w*** 138****5678"), ("021-5551234", "02*-*****34"),
    ])
    func maskedContact_hidesNamesToo(text: String, expected: String) {
        #expect(ContactMask.maskedContact(text) == expected)
    }
}
