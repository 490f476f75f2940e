import BusinessTime
import ControlProtocol
import Ledger
import Logging
import ServiceLevels
import Support

/// Executes calls one after the other: checks the role, answers, and records in trail and journal.
actor ControlDispatcher {
    private let daemon: any ControlledDaemon
    private let facts: @Sendable () -> DaemonFacts
    private let reports: any ReportSource
    private let reload: @Sendable () async -> [String]
    private let clock: @Sendable () -> Instant
    private let logger: Logger
    private let own: UInt32
    private let limits: ControlLimits
    private var groups: ControlGroups
    private var meter: CallRateLimiter

    private static let commands: [any ControlCommand.Type] = [
        StatusCommand.self, AlertsCommand.self, DeliveriesCommand.self, SilencesCommand.self,
        AcknowledgementsCommand.self, AuditCommand.self, AcknowledgeCommand.self,
        UnacknowledgeCommand.self, SilenceCommand.self, EndSilenceCommand.self, PauseCommand.self,
        ResumeCommand.self, ReloadCommand.self, RetryDeliveryCommand.self, DueCommand.self,
        ExplainCommand.self,
    ]

    init(
        daemon: any ControlledDaemon,
        groups: ControlGroups,
        own: UInt32,
        limits: ControlLimits,
        facts: @escaping @Sendable () -> DaemonFacts,
        reports: any ReportSource,
        reload: @escaping @Sendable () async -> [String],
        clock: @escaping @Sendable () -> Instant,
        logger: Logger
    ) {
        self.daemon = daemon
        self.groups = groups
        self.own = own
        self.limits = limits
        self.facts = facts
        self.reports = reports
        self.reload = reload
        self.clock = clock
        self.logger = logger
        meter = CallRateLimiter(burst: limits.calls.burst, aSecond: limits.calls.aSecond)
    }

    /// Replaces the groups.
    func use(_ groups: ControlGroups) { self.groups = groups }

    /// Answers a request with one line.
    func answer(_ received: ReceivedRequest, from peer: PeerIdentity) async -> [UInt8] {
        let standing = groups.standing(of: peer, own: own)
        let caller = Caller(
            uid: peer.uid,
            name: AccountNames.user(peer.uid) ?? String(peer.uid),
            standing: standing
        )
        if standing < .administrator,
            case .tooMany(let toTell) = meter.take(peer.uid, now: clock())
        {
            let fault = ControlFault(
                .tooMany,
                "too many calls of \(caller.name): at most \(limits.calls.aSecond) a second",
                hint: "try again in a moment"
            )
            if let toTell { await record(Trace(calls: toTell), of: caller, fault) }
            return ControlLine.failure(fault)
        }
        var trace = Trace()
        do {
            let line = try await perform(received, for: caller, &trace)
            await record(trace, of: caller, nil)
            return line
        } catch {
            let fault = Self.fault(of: error)
            await record(trace, of: caller, fault)
            return ControlLine.failure(fault)
        }
    }

    // MARK: - Steps of a call

    private struct Caller {
        var uid: UInt32
        var name: String
        var standing: AccessRole
    }

    /// The facts of a call for the audit trail.
    private struct Trace {
        var command = "?"
        var arguments = "{}"
        var event = "control_called"
        /// How many calls it stands for.
        var calls = 1
    }

    private func perform(
        _ received: ReceivedRequest,
        for caller: Caller,
        _ trace: inout Trace
    ) async throws -> [UInt8] {
        let line = try received.line(limits)
        let request: ControlRequest
        do {
            request = try ControlRequest(line: line)
        } catch {
            trace.command = ControlRequest.command(of: line)?.shortened ?? "?"
            throw error
        }
        trace.command = request.command.shortened
        guard let command = Self.commands.first(where: { $0.name == request.command }) else {
            trace.arguments = Self.trail(of: request.arguments, masking: nil)
            let names = Self.commands.map { $0.name }
            let nearest = nearestName(to: request.command, in: names)
            throw ControlFault(
                .unknownCommand,
                "there is no command '\(request.command.shortened)'",
                hint: nearest.map { "did you mean '\($0)'?" }
                    ?? "there are: " + names.sorted().joined(separator: ", ")
            )
        }
        trace.arguments = Self.trail(of: request.arguments, masking: command)
        guard caller.standing >= command.least else {
            throw refusal(of: command, to: caller)
        }
        let output = try await run(command, request.arguments, for: caller)
        trace.event = command.event
        guard output.count <= limits.answer else {
            throw ControlFault(
                .tooLong,
                "the answer is longer than \(limits.answer) bytes",
                hint: "ask for fewer rows with 'limit'"
            )
        }
        return output
    }

    private func run<Command: ControlCommand>(
        _: Command.Type,
        _ values: [String: ControlValue],
        for caller: Caller
    ) async throws -> [UInt8] {
        let arguments = try Arguments(values, of: Command.name, known: Command.parameters)
        let call = ControlCall(
            caller: caller.name,
            now: clock(),
            daemon: daemon,
            facts: facts(),
            reports: reports,
            reload: reload
        )
        return try ControlLine.success(try await Command(arguments).run(call))
    }

    private func refusal(
        of command: any ControlCommand.Type,
        to caller: Caller
    ) -> ControlFault {
        ControlFault(
            .forbidden,
            "'\(command.name)' takes \(command.least.described) or more, and \(caller.name) (uid "
                + "\(caller.uid)) is \(caller.standing.described)",
            hint: "an administrator can add you to the group "
                + "\(groups.wanted(for: command.least)); it counts from your next login"
        )
    }

    private static func fault(of error: any Error) -> ControlFault {
        switch error {
        case let fault as ControlFault: fault
        case let error as LedgerError:
            ControlFault(.ledger, error.message, hint: error.hint)
        default: ControlFault(.failed, "\(error)")
        }
    }

    // MARK: - Trail and journal

    /// The maximum length of arguments in the trail.
    private static let trailLimit = 4096

    /// The arguments as JSON, with contact data masked in free text.
    private static func trail(
        of arguments: [String: ControlValue],
        masking command: (any ControlCommand.Type)?
    ) -> String {
        let masked = Dictionary(
            arguments.map { name, value in
                let isPlain =
                    command.map { $0.parameters.contains(name) && !$0.freeText.contains(name) }
                return (name.shortened, isPlain ?? false ? value : value.masked)
            },
            uniquingKeysWith: { first, _ in first }
        )
        let text = ControlCoding.textOfPlain(masked)
        return text.utf8.count <= trailLimit ? text : #"{"omitted":"too long"}"#
    }

    private func record(_ trace: Trace, of caller: Caller, _ fault: ControlFault?) async {
        let outcome = fault?.code.rawValue ?? "ok"
        let isRefusal = fault.map { $0.code == .forbidden || $0.code == .tooMany } ?? false
        var metadata: Logger.Metadata = [
            "EVENT": "\(isRefusal ? "call_refused" : trace.event)", "SLA_USER": "\(caller.name)",
            "SLA_UID": "\(caller.uid)", "SLA_STANDING": "\(caller.standing.rawValue)",
            "SLA_COMMAND": "\(trace.command)", "SLA_ARGUMENTS": "\(trace.arguments)",
            "SLA_OUTCOME": "\(outcome)",
        ]
        if let fault { metadata["SLA_REASON"] = "\(ContactMask.masked(fault.message))" }
        logger.log(
            level: isRefusal ? .warning : trace.event == "control_called" ? .info : .notice,
            "\(caller.name) (\(caller.standing.rawValue)) called \(trace.command): \(outcome)",
            metadata: metadata
        )
        do {
            try await keep(trace, of: caller, outcome)
        } catch {
            logger.error(
                "a call could not be recorded in the audit trail: \(error)",
                metadata: ["EVENT": "ledger_failed"]
            )
        }
    }

    /// Records calls that changed something; counts the others, as anybody may call without end.
    private func keep(_ trace: Trace, of caller: Caller, _ outcome: String) async throws {
        let now = clock()
        if trace.event != "control_called", outcome == "ok" {
            return try await daemon.audit(
                AuditEntry(
                    at: now,
                    uid: caller.uid,
                    name: caller.name,
                    standing: caller.standing.rawValue,
                    command: trace.command,
                    arguments: trace.arguments,
                    outcome: outcome
                )
            )
        }
        let isKnown = Self.commands.contains { $0.name == trace.command }
        try await daemon.count(
            CallCount(
                uid: caller.uid,
                name: caller.name,
                standing: caller.standing.rawValue,
                // Otherwise every made-up word would add a count.
                command: isKnown ? trace.command : "?",
                outcome: outcome,
                calls: trace.calls,
                first: now,
                last: now
            )
        )
    }
}

extension ReceivedRequest {
    fileprivate func line(_ limits: ControlLimits) throws(ControlFault) -> [UInt8] {
        switch self {
        case .line(let line): return line
        case .tooLong:
            throw ControlFault(
                .tooLong,
                "the request is longer than \(limits.request) bytes"
            )
        case .late:
            throw ControlFault(
                .timeout,
                "the request did not end within \(limits.readTime.seconds) s",
                hint: "send one line of JSON and end it with a line break"
            )
        }
    }
}

extension ControlValue {
    /// The value with contact data masked in its texts.
    fileprivate var masked: ControlValue {
        switch self {
        case .string(let text): .string(ContactMask.masked(text))
        case .integer, .fraction: .string(ContactMask.masked(ControlCoding.textOfPlain(self)))
        case .array(let values): .array(values.map(\.masked))
        case .object(let values):
            .object(
                Dictionary(
                    values.map { (ContactMask.masked($0), $1.masked) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case .null, .bool: self
        }
    }
}
