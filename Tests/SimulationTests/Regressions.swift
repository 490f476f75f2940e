import Testing

/// Worlds in which something went wrong once, cut down; each says what it found.
struct Regressions {
    struct Case: CustomTestStringConvertible {
        var found: String
        var actions: [Action]

        var testDescription: String { found }
    }

    static let cases = [
        // The row says that it is worked on, its events that it is closed or waits: open, and told.
        Case(
            found: "a reopening that is dated before the closing",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .pass(60),
                .status(1, "closed", ago: nil),
                .pass(15),
                .status(1, "in_progress", ago: 30),
            ]
        ),
        Case(
            found: "the end of a wait that is dated before its beginning",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .pass(15),
                .status(1, "waiting_customer", ago: nil),
                .status(1, "in_progress", ago: 10),
            ]
        ),
        Case(
            found: "dissatisfied of a closed ticket, said before the start",
            actions: [
                .insert(1, priority: "P1", status: "closed", queue: nil, ago: 0),
                .event(1, "dissatisfied", ago: 0, by: nil, subject: nil, due: nil),
                .start,
            ]
        ),
        Case(
            found: "transfer of a closed ticket, said before the start",
            actions: [
                .insert(1, priority: "P1", status: "closed", queue: nil, ago: 0),
                .event(1, "transfer", ago: 0, by: nil, subject: nil, due: 190),
                .start,
            ]
        ),
        Case(
            found: "customer_message of a closed ticket, said before the start",
            actions: [
                .insert(1, priority: "P1", status: "closed", queue: nil, ago: 0),
                .event(1, "customer_message", ago: 0, by: nil, subject: nil, due: nil),
                .start,
            ]
        ),
        Case(
            found: "closed, corrected under another level and reopened",
            actions: [
                .start,
                .insert(1, priority: "P3", status: "Closed", queue: nil, ago: 0),
                .pass(240),
                .replace(1, priority: "P2", status: "closed", queue: nil, later: 190),
                .pass(10),
                .status(1, "in_progress", ago: nil),
            ]
        ),
        Case(
            found: "dropped as answered while the channel rested, and reopened",
            actions: [
                .start,
                .insert(1, priority: nil, status: "new", queue: nil, ago: 375),
                .vendor("chat", .throttles),
                .event(1, "customer_message", ago: 0, by: nil, subject: nil, due: nil),
                .pass(65),
                .pass(120),
                .status(1, "Closed", ago: nil),
                .pass(120),
                .status(1, "in_progress", ago: 300),
            ]
        ),
        Case(
            found: "the end of a breach of a turn that a correction made vanish",
            actions: [
                .start,
                .insert(1, priority: nil, status: "new", queue: nil, ago: 0),
                .event(1, "customer_message", ago: 0, by: nil, subject: nil, due: nil),
                .status(1, "resolved", ago: nil),
                .event(1, "customer_message", ago: 30, by: nil, subject: nil, due: nil),
                .pass(480),
                .replace(1, priority: "P1", status: "in_progress", queue: nil, later: 30),
                .status(1, "Closed", ago: nil),
            ]
        ),
        Case(
            found: "taken, answered with an error, and closed before it was sent again",
            actions: [
                .start,
                .vendor("chat", .garbles),
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .pass(240),
                .status(1, "Closed", ago: nil),
            ]
        ),
        Case(
            found: "a message kept back while a correction undid its breach, and closed later",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .silence(1, 115),
                .received(1, later: -245),
                .received(1, later: 225),
                .pass(240),
                .status(1, "closed", ago: nil),
            ]
        ),
        Case(
            found: "told, undone by a correction, and late again",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .pass(120),
                .received(1, later: 300),
                .pass(1440),
            ]
        ),
        Case(
            found: "two things of one ticket in one message that a digest tells of",
            actions: [
                .start,
                .insert(1, priority: "P3", status: "new", queue: "ignored", ago: 0),
                .event(1, "dissatisfied", ago: 0, by: nil, subject: nil, due: nil),
                .received(1, later: 245),
                .pass(480),
                .silence(1, 165),
                .pass(10),
                .replace(1, priority: "P3", status: "new", queue: nil, later: -5),
            ]
        ),
        Case(
            found: "a breach that was none any more by the time its channel was well",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 35),
                .event(1, "waiting", ago: 0, by: "robot", subject: nil, due: nil),
                .vendor("desk", .unreachable),
                .pass(65),
                .status(1, "处理中 ", ago: nil),
                .event(1, "closed", ago: 0, by: nil, subject: nil, due: nil),
            ]
        ),
        Case(
            found: "undone where one channel rested, and late again",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .pass(120),
                .vendor("desk", .throttles),
                .received(1, later: 280),
                .pass(480),
                .status(1, "resolved", ago: nil),
            ]
        ),
        Case(
            found: "put right and raised to a level by which it is late at that moment",
            actions: [
                .start,
                .insert(1, priority: "P3", status: "new", queue: nil, ago: 350),
                .pass(5),
                .replace(1, priority: "P1", status: "waiting_customer", queue: nil, later: 240),
            ]
        ),
        Case(
            found: "silenced while a correction undid it, and late again before the silence ends",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 35),
                .event(1, "waiting", ago: 0, by: "robot", subject: nil, due: nil),
                .vendor("desk", .unreachable),
                .pass(65),
                .status(1, "处理中 ", ago: nil),
                .silence(1, 30),
                .pass(15),
                .event(1, "closed", ago: 0, by: nil, subject: nil, due: nil),
            ]
        ),
        Case(
            found: "put right, and late again before anybody could be told that it had been",
            actions: [
                .start,
                .insert(1, priority: nil, status: "new", queue: nil, ago: 465),
                .status(1, "in_progress", ago: nil),
                .ledgerFull(true),
                .received(1, later: 295),
                .pass(120),
            ]
        ),
        Case(
            found: "a start dated before the reception, entered after people were told",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "Closed", queue: nil, ago: 0),
                .event(1, "progress", ago: 0, by: nil, subject: nil, due: nil),
                .pass(1440),
                .event(1, "first_response", ago: 1500, by: nil, subject: nil, due: nil),
            ]
        ),
        Case(
            found: "undone, and late again, at one and the same moment",
            actions: [
                .start,
                .insert(1, priority: "P1", status: "new", queue: nil, ago: 0),
                .replace(1, priority: "P1", status: "处理中 ", queue: nil, later: -235),
                .status(1, "waiting_customer", ago: 1500),
                .status(1, "处理中 ", ago: 1500),
                .event(1, "dissatisfied", ago: 0, by: nil, subject: nil, due: nil),
            ]
        ),
        Case(
            found: "late on a closed ticket while the ledger was full, then stopped",
            actions: [
                .start,
                .insert(2, priority: "P2", status: "new", queue: "vip", ago: 0),
                .ledgerFull(true),
                .event(2, "dissatisfied", ago: 0, by: nil, subject: nil, due: nil),
                .insert(3, priority: "P1", status: "new", queue: nil, ago: 470),
                .status(2, "closed", ago: nil),
                .pass(480),
                .stop,
            ]
        ),
    ]

    @Test(arguments: cases)
    func whatWentWrongOnce_goesWell(_ world: Case) throws {
        try Simulation.check(world.actions, world.found)
    }
}
