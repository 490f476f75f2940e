import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import Testing

@testable import Notifications

/// Which messages are made of alerts, and what they give away.
struct MessageWriterTests {
    private let now = MessageSamples.start + .minutes(16)

    private func write(
        _ alerts: [Alert],
        ticket: Ticket = MessageSamples.ticket(),
        routes: Routes = MessageSamples.routes,
        url: String? = nil
    ) throws -> [NewDelivery] {
        try MessageSamples.writer(routes: routes, url: url)
            .deliveries(of: alerts, ticket: ticket, readings: [], now: now)
    }

    private func read(_ delivery: NewDelivery?) throws -> AlertMessage.Content {
        let body = try #require(delivery).body
        return try AlertMessage.decoder.decode(AlertMessage.self, from: Data(body)).data
    }

    private func message(_ attributes: [String: String]) throws -> AlertMessage.Content {
        try read(
            write(
                [Alert(step: MessageSamples.step(.breach))],
                ticket: MessageSamples.ticket("T-1", attributes)
            ).first
        )
    }

    @Test func alertsOfOneMoment_areOneMessagePerChannelMostPressingFirst() throws {
        let alerts = [
            Alert(step: MessageSamples.step(.warning, clock: "resolution", due: .hours(4))),
            Alert(step: MessageSamples.step(.breach, roles: ["supervisor"])),
            Alert(step: MessageSamples.step(.notice, clock: "vip", due: nil, roles: ["group"])),
        ]
        let made = try write(alerts)
        #expect(made.map(\.channel) == ["webhook", "journal"])
        #expect(made.map(\.recipient) == ["supervisor,owner", "supervisor,group"])
        #expect(made.map(\.kind) == [.breach, .breach])
        #expect(try read(made.first).alerts.map(\.kind) == ["breach", "warning"])
        #expect(try read(made.last).alerts.map(\.kind) == ["breach", "notice"])
        #expect(
            try read(made.first).recipients == [
                .init(role: "supervisor", person: "王芳"), .init(role: "owner", person: "李明"),
            ]
        )
        let told = made.map { $0.tells?.map(\.clock) }
        #expect(told == [["first_response", "resolution"], ["first_response", "vip"]])
    }

    @Test func alertThatReachesNobody_makesNoMessage() throws {
        let alert = Alert(step: MessageSamples.step(.breach, roles: ["unheard of"]))
        #expect(try write([alert]).isEmpty)
        #expect(try write([]).isEmpty)
    }

    @Test func id_staysTheSameAndTellsAlertsChannelsAndRolesApart() throws {
        let alert = Alert(step: MessageSamples.step(.breach, roles: MessageSamples.roles))
        let first = try write([alert])
        let later = try MessageSamples.writer(.english, url: "https://elsewhere/{id}").deliveries(
            of: [alert],
            ticket: MessageSamples.ticket("20260309001", ["title": "other"]),
            readings: [],
            now: now + .hours(1)
        )
        #expect(first.map(\.id) == later.map(\.id))
        #expect(Set(first.map(\.id)).count == 2)
        // Never change this: a receiver knows repeats by it, over upgrades too.
        #expect(first.first?.id == "slaw_8b0e2455d51c8b1ac58211a23dfa1bc3")
        for id in first.map(\.id) {
            #expect(id.hasPrefix("slaw_") && id.utf8.count == 37 && !id.contains("."))
        }
        var identity = alert.step.identity
        identity.occurrence = 2
        var other = alert
        other.step.identity = identity
        #expect(try write([other]).first?.id != first.first?.id)
    }

    @Test func contactData_isMaskedEverywhere() throws {
        let content = try message([
            "title": "回电 13812345678 或 zhang.san@example.com", "customer": "张三 13812345678",
            "owner": "li.ming@corp.example",
        ])
        let ticket = try #require(content.ticket)
        #expect(ticket.attributes["title"] == "回电 138****5678 或 z***@example.com")
        #expect(ticket.attributes["customer"] == "张三 138****5678")
        #expect(ticket.attributes["owner"] == "l***@corp.example")
        #expect(content.text.contains("回电 138****5678 或 z***@example.com"))
        #expect(content.text.contains("负责人：l***@corp.example"))
        #expect(content.recipients.first?.person == "l***@corp.example")
    }

    @Test func subject_isMaskedAndBounded() throws {
        var alert = Alert(step: MessageSamples.step(.breach))
        #expect(try read(write([alert]).first).alerts.first?.subject == nil)
        alert.step.subject = "物流部 13812345678"
        #expect(try read(write([alert]).first).alerts.first?.subject == "物流部 138****5678")
        alert.step.subject = String(repeating: "部", count: 100)
        #expect(try read(write([alert]).first).alerts.first?.subject?.count == 60)
    }

    @Test func emptyAttributes_areLeftOut() throws {
        let content = try message(["owner": "", "title": ""])
        #expect(content.ticket?.attributes["owner"] == nil)
        #expect(content.recipients == [.init(role: "owner", person: nil)])
        #expect(content.text.contains("负责人：无"))
    }

    @Test(arguments: [
        ("20260309001", "20260309001"), ("T 1/2?a=b&c#d", "T%201%2F2%3Fa%3Db%26c%23d"),
        ("工单", "%E5%B7%A5%E5%8D%95"), ("..", ".."), ("a-b_c~d.e", "a-b_c~d.e"),
        ("{id}", "%7Bid%7D"), ("é\"'<>", "%C3%A9%22%27%3C%3E"),
    ])
    func ticketId_isEscapedInItsAddress(id: String, expected: String) throws {
        let made = try write(
            [Alert(step: MessageSamples.step(.breach))],
            ticket: MessageSamples.ticket(id),
            url: "https://crm/{id}?t={id}"
        )
        let content = try read(made.first)
        #expect(content.ticket?.url == "https://crm/\(expected)?t=\(expected)")
        #expect(content.text.hasSuffix("\nhttps://crm/\(expected)?t=\(expected)"))
    }

    @Test func withoutATemplate_thereIsNoAddress() throws {
        #expect(try message([:]).ticket?.url == nil)
    }

    @Test func longValues_areCut() throws {
        let long = String(repeating: "票", count: 5000)
        let zalgo = "e" + String(repeating: "\u{301}", count: 50_000)
        let content = try message(["title": long, "customer": zalgo, "owner": long])
        let attributes = try #require(content.ticket).attributes
        #expect(attributes["title"] == String(repeating: "票", count: 199) + "…")
        #expect((attributes["customer"]?.utf8.count ?? 0) < 4000)
        #expect(content.text.count < 400)
        #expect(content.recipients.first?.person?.count == 200)
    }

    /// A title must not make a line of its own, nor paint a terminal or turn the text round.
    @Test func controlCharacters_becomeBlanks() throws {
        let content = try message([
            "title": "a\r\nhttps://evil\u{1B}[31m\u{202E}b\u{2028}c", "owner": "x\ny",
        ])
        #expect(content.text.split(separator: "\n").count == 5)
        let breaking: (Unicode.Scalar) -> Bool = {
            $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
        }
        #expect(!content.text.unicodeScalars.contains(where: breaking))
        #expect(content.text.contains("负责人：x y"))
    }

    @Test func atMostTwentyStretches_areExplained() throws {
        let late = MessageSamples.start + .days(60)
        let readings = try MessageSamples.readings(now: late)
        let made = try MessageSamples.writer().deliveries(
            of: [Alert(step: MessageSamples.step(.breach))],
            ticket: MessageSamples.ticket(),
            readings: readings,
            now: late
        )
        let content = try read(made.first)
        let explanation = try #require(content.alerts.first?.explanation)
        #expect(explanation.counted.count <= 20)
        #expect(explanation.calendar == "office" && explanation.promises == 0)
    }

    @Test func summary_goesToEveryChannelOfTheRolesAndToNoTicket() throws {
        let made = try MessageSamples.writer().deliveries(
            of: AlertMessage.Summary(
                reason: "reload",
                tickets: 2,
                kinds: ["breach": 2],
                examples: ["a\nb"]
            ),
            identity: MessageSamples.step(.summary).identity,
            roles: ["supervisor"],
            now: now
        )
        #expect(made.map(\.channel) == ["webhook", "journal"])
        #expect(made.allSatisfy { $0.ticket.isEmpty && $0.kind == .summary })
        #expect(try read(made.first).text.contains("逾期最久：a b\n"))
    }
}
