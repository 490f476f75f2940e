import Foundation
import ServiceLevels
import Testing
import Transport

@testable import Channels
@testable import Notifications

/// What webhooks and mail get, byte for byte as `Golden/channels/` has it, of the samples that the
/// chats get too.
///
/// `SLAWATCH_WRITE_GOLDEN=1 swift test --filter PlainGoldenTests` writes them anew.
struct PlainGoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/channels")

    private func expect(_ bytes: [UInt8], _ name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["SLAWATCH_WRITE_GOLDEN"] == "1" {
            try Data(bytes).write(to: file)
        }
        let golden = try Data(contentsOf: file)
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self)
        )
    }

    @Test(arguments: ChatSamples.kinds, ChatSamples.Words.allCases)
    func mail_isAsItHasAlwaysBeen(kind: AlertKind, words: ChatSamples.Words) throws {
        let message = ChatSamples.message(kind, words)
        let language = Language(rawValue: message.data.text) ?? .chinese
        let rendered = ChatSamples.renderer(language).render(message, as: .plain)
        let address = try #require(MailAddress("Slawatch <slawatch@example.com>"))
        let mail = MailMessage(
            id: message.data.id,
            from: address,
            to: [try #require(MailAddress("li.ming@example.com"))],
            subject: rendered.title,
            date: message.timestamp,
            text: MailChannel.text(of: rendered)
        )
        let bytes = mail.bytes
        // Lines as SMTP takes them, in ASCII alone.
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\n") })
        #expect(bytes.allSatisfy { $0 < 0x80 })
        try expect(bytes, "email.\(kind.rawValue).\(words.rawValue).eml")
    }

    @Test(arguments: ChatSamples.kinds, ChatSamples.Words.allCases)
    func webhook_isAsItHasAlwaysBeen(kind: AlertKind, words: ChatSamples.Words) throws {
        var message = ChatSamples.message(kind, words)
        let language = Language(rawValue: message.data.text) ?? .chinese
        message.data.text = ChatSamples.renderer(language).render(message, as: .plain).text
        let body = MessageWriter.fittingBody(of: message)
        #expect(body.count < 20_000)
        _ = try AlertMessage.decoder.decode(AlertMessage.self, from: Data(body))
        try expect(body, "webhook.\(kind.rawValue).\(words.rawValue).json")
    }
}
