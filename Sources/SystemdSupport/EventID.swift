/// The kinds of event an administrator may look for, each with its stable `MESSAGE_ID`.
///
/// The raw value is what the journal stores and what the message catalogs in `systemd/` are keyed
/// by. It never changes once released; a kind that is no longer sent keeps its id for ever.
///
/// Targets that may not import this one log with the metadata `"EVENT": "alert_breach"`, the
/// ``name``; the journal handler looks the id up. The fields that a kind's entry should carry are
/// those that its catalog text names between two `@`; journalctl shows the bare name of a missing one.
public enum EventID: String, CaseIterable, Sendable, CustomStringConvertible {
    // The daemon's own life.
    /// The process is up, before it has opened anything.
    case daemonStarted = "b36c6974284644e5871b8be9973ef31d"
    /// The service was told to stop and is finishing what is in flight.
    case daemonStopping = "4685663bf4a6408d8220f0b07607e3fa"
    /// The ledger is open, the store was tried, and tickets are being watched.
    case ready = "08f2b12a1cba409ba17f8190602ed440"
    /// SIGHUP: the new configuration is in force.
    case configurationReloaded = "2a5e788e3e7c4f85bc60581996fae341"
    /// SIGHUP: the new configuration has a fault and the old one stays in force.
    case configurationRejected = "a73a6c77e92348599c54be24af45e0ac"
    /// Alerts are recorded and nothing is sent.
    case shadowMode = "4272d72bfea3436ba4bb51fe193e5391"
    /// The wall clock was set forward or back, or the machine slept.
    case clockStepped = "85da120ad5e547d899648e52a9644de4"
    /// A calendar is used for a year whose holidays nobody has entered.
    case holidayDataMissing = "2bff475253614f18912e0643d72287b7"

    // The ticket store.
    /// The ticket store is open.
    case storeOpened = "036cb1fc978d468c8a51bd1139d9b01a"
    /// The ticket store cannot be opened or read.
    case storeUnavailable = "db4d41a3ddba4424ae3ba870d47ad376"
    /// The ticket store can be read again.
    case storeRecovered = "c5764d9c54cb449ba9fa8e72bc5aaebf"
    /// Another database lies where the ticket store was.
    case storeReplaced = "034321447407417aa84ae631cfd030c3"
    /// The store was left shut because opening it could stop others writing to it.
    case storePermissionsRefused = "2c0c7976d2d84e8899438c4982f8877a"
    /// Every open ticket was looked at once.
    case fullPassFinished = "1af27bd662d54aaa922eee4368a184bb"
    /// No policy is for this ticket.
    case ticketUnwatched = "19a000b559274bad8b6c2b9b7d537319"
    /// A ticket names a time that lies too far away to count.
    case ticketTimeOutOfBounds = "1157c55247074d9e902b1d74164d9b87"
    /// Tickets have a word that nobody knows, so that a default holds.
    case wordUnknown = "b740cac38351472bb5686292931de5f4"
    /// A ticket is received only in the future, so that its clocks have not begun.
    case receptionAhead = "6adcef7fe587457690908efeec27bc25"

    // Alerts.
    /// A clock will run out soon.
    case alertWarning = "bf5628b29c834b19bd0fc22b1f983603"
    /// A progress report to the customer is due.
    case alertNudge = "0162c7dc84ab4a50910f7a26e128fb0f"
    /// A clock ran out.
    case alertBreach = "4108c6d0c61e44b6a7888d719d53020b"
    /// A missed clock went one step up its ladder.
    case alertEscalation = "85979708b0c1403db19ae9e651ed2544"
    /// Something that is said at once, without a clock.
    case alertNotice = "efa9eff54c754e4b9bc2ab6d2dbe6eda"
    /// Many alerts at once became one.
    case alertSummary = "dfb11b53d394417c8a5fe0a1fb410d0c"
    /// A missed deadline was made good.
    case alertResolved = "00b63a1ac5484799b333be7640ddbd57"

    // Deliveries and channels.
    /// A channel took a message.
    case deliverySucceeded = "ef106d9c96734abdb6958cb1f953bd99"
    /// A message was not taken and will be tried again.
    case deliveryRetried = "82644bdcbb30442ead87772187263560"
    /// A message was given up.
    case deliveryDead = "00d4ef6a2f1d44d6b6a93ad0748b9d42"
    /// A message was left unsent because it was no longer wanted.
    case deliveryDropped = "b9cd7ca5c6dc445f890bafea6534e438"
    /// A message is kept back for a time.
    case deliveryHeld = "5a754f590bac4a01be4967670eb277b9"
    /// Several messages were told as one.
    case deliveryFolded = "b17935359e584ab387033e8e75fc1da8"
    /// A channel was switched off because its address or key is refused.
    case channelDisabled = "f9cf31db4a9f4f0bac70e4fad19cb446"
    /// A channel rests because its vendor asks for it or does not answer.
    case channelPaused = "e57e06ae508d4cb393c8595072dc3d4f"

    // The ledger.
    /// The daemon's own state database is open.
    case ledgerOpened = "813df20a8e7348758bd0023ed1c80a0f"
    /// A damaged ledger was moved away and a new one begun.
    case ledgerSetAside = "35f0494ca9154c10b30158c7275b4afd"
    /// The ledger cannot be written.
    case ledgerFailed = "26138e59206643449de257e5194f1c2a"

    // The control socket.
    /// The control socket is open.
    case controlOpened = "34558ce5e0204b2eaec7d82f635ff8bc"
    /// The control socket cannot be made; the daemon goes on without.
    case controlFailed = "d13f99e9a7774f38ae9df45057daa043"
    /// Somebody called the control socket.
    case controlCalled = "9d6fa504cbe54daf84fe6ff5ef5dcf7d"
    /// Somebody called what their groups do not allow, or too often.
    case callRefused = "16accbce6c864327aabd49f67c5b280d"
    /// Nothing is sent for a while, as somebody asked for.
    case paused = "fa45b49ed37e4c22a5ae6c573830408a"
    /// A pause is over.
    case resumed = "95b767e0b2f94d0689309fba9e712527"
    /// Somebody takes care of a ticket.
    case acknowledged = "1abed1234056466498c4c0bfad0a767b"
    /// An acknowledgement was taken back.
    case acknowledgementEnded = "ffb46e4ab83843cab96648fb2a2d6efe"
    /// Somebody wants certain messages kept back for a while.
    case silenceMade = "68bc337108514a6d9e699d69d67ad452"
    /// A silence was ended before its time.
    case silenceEnded = "c5c066ad3a5147dba51a6fd5c8bbc128"

    /// The kind's name in log metadata (`EVENT`) and in the journal field `SLA_EVENT`.
    public var name: String {
        switch self {
        case .daemonStarted: "daemon_started"
        case .daemonStopping: "daemon_stopping"
        case .ready: "ready"
        case .configurationReloaded: "configuration_reloaded"
        case .configurationRejected: "configuration_rejected"
        case .shadowMode: "shadow_mode"
        case .clockStepped: "clock_stepped"
        case .holidayDataMissing: "holiday_data_missing"
        case .storeOpened: "store_opened"
        case .storeUnavailable: "store_unavailable"
        case .storeRecovered: "store_recovered"
        case .storeReplaced: "store_replaced"
        case .storePermissionsRefused: "store_permissions_refused"
        case .fullPassFinished: "full_pass_finished"
        case .ticketUnwatched: "ticket_unwatched"
        case .ticketTimeOutOfBounds: "ticket_time_out_of_bounds"
        case .wordUnknown: "word_unknown"
        case .receptionAhead: "reception_ahead"
        case .alertWarning: "alert_warning"
        case .alertNudge: "alert_nudge"
        case .alertBreach: "alert_breach"
        case .alertEscalation: "alert_escalation"
        case .alertNotice: "alert_notice"
        case .alertSummary: "alert_summary"
        case .alertResolved: "alert_resolved"
        case .deliverySucceeded: "delivery_succeeded"
        case .deliveryRetried: "delivery_retried"
        case .deliveryDead: "delivery_dead"
        case .deliveryDropped: "delivery_dropped"
        case .deliveryHeld: "delivery_held"
        case .deliveryFolded: "delivery_folded"
        case .channelDisabled: "channel_disabled"
        case .channelPaused: "channel_paused"
        case .ledgerOpened: "ledger_opened"
        case .ledgerSetAside: "ledger_set_aside"
        case .ledgerFailed: "ledger_failed"
        case .controlOpened: "control_opened"
        case .controlFailed: "control_failed"
        case .controlCalled: "control_called"
        case .callRefused: "call_refused"
        case .paused: "paused"
        case .resumed: "resumed"
        case .acknowledged: "acknowledged"
        case .acknowledgementEnded: "acknowledgement_ended"
        case .silenceMade: "silence_made"
        case .silenceEnded: "silence_ended"
        }
    }

    /// The 32 hexadecimal digits, so that a value can stand in log metadata as it is.
    public var description: String { rawValue }

    /// Finds the kind of this name; nil for a name that is not in the table.
    public init?(name: String) {
        guard let known = Self.byName[name] else { return nil }
        self = known
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
