import BusinessTime
import People
import ServiceLevels
import SlawatchTesting
import Testing
import TicketStoreAdmin
import Watchdog

/// No silent default: what nobody knows is told once, counted as it is now, with its remedy.
struct UnknownWordsTests {
    private func harness(_ prepare: (EngineHarness.Setup) throws -> Void) throws -> EngineHarness {
        let people = Directory(persons: [Person(id: "li", name: "李明")])
        var configuration = EngineHarness.configuration(people: people)
        configuration.policies.entries[0].policy.words = PolicyWords(
            words: ["priority": ["high", "高", "low"]],
            values: ["priority": ["high", "low"]]
        )
        let harness = try EngineHarness(configuration: configuration, prepare: prepare)
        try harness.wake()
        return harness
    }

    private func status(_ harness: EngineHarness) -> [String] {
        harness.status.unknown.map { "\($0.word.key) \($0.tickets) \($0.example)" }
    }

    @Test func words_whenNobodyKnowsThem_areToldOnceWithTheirRemedy() throws {
        let harness = try harness { setup in
            try setup.writer.add(["priority": "紧急", "owner": "ghost"], id: "T1")
            try setup.writer.add(["priority": " 紧急 ", "owner": "Ｇhost"], id: "T2")
            try setup.writer.add(["priority": "HIGH", "owner": " 李明"], id: "T3")
            try setup.writer.add(["status": "closed successful", "owner": "li"], id: "T4")
            try setup.writer.append("first_respnse", to: "T4")
            try setup.writer.add(["owner": "li"], id: "T5", received: setup.base + .hours(8))
        }
        #expect(
            harness.journal.lines("word_unknown") == [
                """
                priority '紧急' is none that policy 'test' knows: it counts as any other \
                (ticket T1); synonyms: {priority: {high: ['紧急']}} (or under low) in policy 'test'
                """,
                """
                owner 'ghost' is nobody in the people files: the role is told as a whole (ticket \
                T1); people.persons: aliases: ['ghost'] under whoever it is, or 'ghost': {name: \
                'ghost'} for somebody new
                """,
                """
                status 'closed successful' means nothing: it neither closes a ticket nor stops \
                its clocks (ticket T4); INSERT INTO statuses(status, milestone, paused) VALUES \
                ('closed successful', MEANING, 0); -- MEANING: 'closed', 'resolved', \
                'handling_started', 'waiting' with 1, or NULL
                """,
                """
                events 'first_respnse' mean nothing: no policy names that kind (ticket T4); \
                INSERT INTO ticket_events(ticket, kind) VALUES (ID, 'first_response'); or name it \
                in a policy: satisfied_by: {events: ['first_respnse']}
                """,
            ]
        )
        #expect(harness.journal.lines("reception_ahead").count == 1)
        #expect(
            status(harness) == [
                "person/owner/ghost 2 T1", "test/priority/紧急 2 T1", "event/first_respnse 1 T4",
                "reception/T5 1 T5", "status/closed successful 1 T4",
            ]
        )
        // Seen again, or after a restart of the watch alone, nothing is told twice.
        try harness.writer.set(["title": "again"], of: "T1")
        try harness.wake()
        #expect(harness.journal.lines("word_unknown").count == 4)
    }

    @Test func words_whenMended_areNoLongerListed() throws {
        let harness = try harness { setup in
            try setup.writer.add(["priority": "P0"], id: "T1")
            try setup.writer.add(["status": "odd"], id: "T2")
            try setup.writer.add(["status": "strange"], id: "T3")
            try setup.writer.add(["owner": "ghost"], id: "T4")
        }
        #expect(status(harness).count == 4)
        try harness.writer.set(["priority": "high"], of: "T1")
        let shell = try SQLiteShell(harness.storePath)
        try shell.perform("INSERT INTO statuses(status, milestone) VALUES('odd', 'closed');")
        // Without a milestone no ticket changes, and the status is known all the same.
        try shell.perform("INSERT INTO statuses(status) VALUES('strange');")
        try shell.end()
        try harness.writer.set(["status": "closed"], of: "T4")
        try harness.wake()
        #expect(status(harness) == [])
        // A status that closes it tells nothing more of a ticket.
        #expect(harness.status.open == 2)
    }

    @Test func receptionAhead_whenItHasCome_isNoLongerListed() throws {
        let harness = try harness { setup in
            try setup.writer.add([:], id: "T1", received: setup.base + .minutes(10))
        }
        #expect(status(harness) == ["reception/T1 1 T1"])
        try harness.advance(by: .minutes(40))
        #expect(status(harness) == [])
    }

    @Test func words_whenEachTicketHasAnother_areBounded() throws {
        let harness = try harness { setup in
            for number in 1...250 { try setup.writer.add(["priority": "p-\(number)"]) }
        }
        #expect(harness.status.unknown.count == 200)
        #expect(harness.journal.lines("word_unknown").count == 200)
    }

    @Test func contactData_isMasked() throws {
        let harness = try harness { setup in
            try setup.writer.add(["owner": "13812345678\nx"], id: "T1")
        }
        let line = try #require(harness.journal.lines("word_unknown").first)
        #expect(!line.contains("13812345678"))
        #expect(!line.contains("\n"))
    }
}
