import BusinessTime
import Foundation
import SlawatchTesting
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// Mails byte for byte, and what texts may do to their headers: nothing.
struct MailMessageTests {
    private func message(
        subject: String = "[Slawatch] 超时 20260309001",
        text: [String] = ["首次响应：应于 10:15 前完成", "", "负责人：李明"],
        id: String = "slaw_8b0e2455",
        from: String = "Slawatch 监督 <slawatch@example.com>",
        date: String = "2026-03-09T10:15:00.001+08:00",
        to: [String] = ["li.ming@example.com", "王芳 <wang.fang@example.com>"]
    ) throws -> MailMessage {
        MailMessage(
            id: id,
            from: try #require(MailAddress(from)),
            to: to.compactMap { MailAddress($0) },
            subject: subject,
            date: date,
            text: text
        )
    }

    @Test func mail_isAsItHasAlwaysBeen() throws {
        let mail = try message().bytes
        #expect(
            String(decoding: mail, as: UTF8.self).components(separatedBy: "\r\n") == [
                "Date: Mon, 09 Mar 2026 10:15:00 +0800",
                "From: =?utf-8?B?U2xhd2F0Y2gg55uR552j?=", " <slawatch@example.com>",
                "To: <li.ming@example.com>,", " =?utf-8?B?546L6Iqz?=", " <wang.fang@example.com>",
                "Subject: =?utf-8?B?W1NsYXdhdGNoXSDotoXml7YgMjAyNjAzMDkwMDE=?=",
                "Message-ID: <slaw_8b0e2455@example.com>", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
                "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "",
                "6aaW5qyh5ZON5bqU77ya5bqU5LqOIDEwOjE1IOWJjeWujOaIkA0KDQrotJ/otKPkurrvvJrmnY7m",
                "mI4NCg==", "",
            ]
        )
    }

    @Test(arguments: [
        ("short ascii", "short ascii"), ("", ""), ("  a  ", "a"),
        ("=?utf-8?B?YQ==?=", "=?utf-8?B?PT91dGYtOD9CP1lRPT0/PQ==?="),
    ])
    func words_areEncodedOnlyWhereTheyMust(text: String, expected: String) {
        #expect(MailMessage.words(text) == expected)
    }

    @Test func longWords_areCutBetweenCharacters() {
        let text = String(repeating: "工单超时🚨", count: 40)
        let words = MailMessage.words(text).components(separatedBy: "\r\n ")
        #expect(words.count > 1 && words.allSatisfy { $0.utf8.count <= 75 })
        let decoded = words.map { word in
            Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
                .flatMap { String(data: $0, encoding: .utf8) } ?? "not UTF-8"
        }
        #expect(decoded.joined() == text)
    }

    @Test(arguments: [
        ("2026-03-09T10:15:00+08:00", "Mon, 09 Mar 2026 10:15:00 +0800"),
        ("2026-12-31T23:59:59Z", "Thu, 31 Dec 2026 23:59:59 +0000"),
        ("2026-01-01T00:00:00.500-03:30", "Thu, 01 Jan 2026 00:00:00 -0330"),
        ("yesterday", nil), ("", nil), ("2026-03-09", nil),
    ])
    func date_isAsMailHasIt(text: String, expected: String?) {
        #expect(MailMessage.date(text) == expected)
    }

    /// No text makes a header, a line of its own or a line that is too long.
    @Test func randomTexts_neverBreakOut() throws {
        var random = SplitMix64(seed: 5)
        let pieces = [
            "\r\n", "\n", "\r", "Bcc: all@example.com", "\u{0}", "\u{2028}", "工单", ":", "=?", "?=",
            " ", "\t", "\"", "<", ">", ".", "\r\n.\r\n", "a", "\u{202E}", "🚨",
            String(repeating: "x", count: 99),
        ]
        func text() -> String {
            (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
        let names = try headerNames(message().bytes)
        for _ in 0..<500 {
            var mail = try message(subject: text(), text: [text(), text()], id: text())
            mail.to = [MailAddress(name: text(), address: "a@b.example")].compactMap(\.self)
            let bytes = mail.bytes
            #expect(headerNames(bytes) == names, "\(String(decoding: bytes, as: UTF8.self))")
            for line in String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n") {
                #expect(line.utf8.count <= 200 && !line.contains { $0.isNewline || $0 == "\0" })
            }
            let body = bytes.drop { _ in false }
            #expect(body.allSatisfy { $0 < 0x80 })
        }
    }

    private func headerNames(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            .prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != ":" }) }
    }

    @Test(arguments: [
        ("a@b.example", nil as String?, "a@b.example"),
        (" Some Body <a@b.example> ", "Some Body", "a@b.example"),
        ("\"Body, Some\" <a@b.example>", "Body, Some", "a@b.example"),
        ("<a@b.example>", nil, "a@b.example"), ("李明@公司.中国", nil, "李明@公司.中国"),
    ])
    func address_isRead(text: String, name: String?, address: String) throws {
        let read = try #require(MailAddress(text))
        #expect(read.name == name && read.address == address)
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a b@c", "a@b\r\nDATA", "a@b>, <c@d", "x <a@b", "a@b c",
        "a\u{0}@b",
        "a,b@c", "a:b@c", "\"a\"@b", "a@b\u{202E}", String(repeating: "a", count: 250) + "@b.cd",
    ])
    func whatIsNoAddress_isRefused(text: String) {
        #expect(MailAddress(text) == nil)
    }

    static let answers: [(MailResponse, DeliveryOutcome)] = [
        (.init(status: 250, isTaken: true), .delivered),
        (.init(status: 250, isTaken: true, refusals: ["550 x"]), .delivered),
        (
            .init(status: 451, isTaken: false, refusals: ["550 a", "451 b"]),
            .retry(reason: "smtp 451 b", after: .seconds(60))
        ),
        (
            .init(status: 421, isTaken: false),
            .retry(reason: "smtp 421", after: .seconds(60))
        ),
        (.init(status: 550, isTaken: false), .permanent(reason: "smtp 550")),
        (.init(status: 552, isTaken: false), .permanent(reason: "smtp 552")),
        (.init(status: 523, isTaken: false), .permanent(reason: "smtp 523")),
        (.init(status: 535, isTaken: false), .disable(reason: "smtp 535")),
        (.init(status: 530, isTaken: false), .disable(reason: "smtp 530")),
        (
            .init(status: 554, isTaken: false, greeted: false),
            .unreachable(reason: "smtp 554")
        ),
        (
            .init(status: 421, isTaken: false, greeted: false),
            .unreachable(reason: "smtp 421")
        ),
        (.init(status: 999, isTaken: false), .unknown(reason: "smtp 999")),
    ]

    @Test(arguments: answers.indices)
    func answer_means(index: Int) {
        let (response, outcome) = Self.answers[index]
        #expect(MailOutcome.classify(.success(response)) == outcome)
    }
}
