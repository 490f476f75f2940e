import BusinessTime
import Foundation
import Ledger

@testable import Watchdog

extension World {
    /// Does one thing; what the world does not allow at the moment does nothing.
    func perform(_ action: Action) throws {
        trace.append("\(now.iso8601()) \(action.source)")
        if action.isTrouble { trouble.last = time }
        switch action {
        case .summaryAbove(let count): summaryAbove = count
        case .rollbackJournal:
            if engine == nil { try crm?.run("PRAGMA journal_mode = DELETE") }
        case .pass(let minutes): try pass(minutes)
        case .clock(let minutes):
            trouble.setClock = true
            try setClock(offset + .minutes(Int64(minutes)))
        case .insert, .replace, .status, .set, .received, .event, .delete:
            try write(action)
        case .start:
            isWanted = true
            try startDaemon()
            try settle()
        case .stop:
            isWanted = false
            stopDaemon()
        case .kill:
            isWanted = false
            try killDaemon()
        case .killAt(let point, let count): killPlan = KillPlan(point, count)
        case .reload(let edit): try reload(edit)
        case .ledgerFull(let isFull): try setLedgerFull(isFull)
        case .storeLocked(let isLocked): try setStoreLocked(isLocked)
        case .storeAway(let isAway): try setStoreAway(isAway)
        case .storeReplaced: try exchangeStore { try folder.replaceStore() }
        case .backup: try takeBackup()
        case .restore:
            guard FileManager.default.fileExists(atPath: folder.backup) else { break }
            try exchangeStore { try folder.move(folder.backup, to: folder.store) }
        case .vendor(let name, let mode):
            vendors[name]?.mode = mode
            try settle()
        case .acknowledge(let number, let minutes): try acknowledge("T\(number)", minutes)
        case .silence(let number, let minutes): try silence("T\(number)", minutes)
        }
        if !isCalm { trouble.last = time }
    }

    /// Whether all goes well that is not the daemon's own.
    var isCalm: Bool {
        trouble.isCalm && offset == .zero && vendors.values.allSatisfy { $0.mode == .well }
    }

    // MARK: - Time

    /// Lets time pass; the daemon is woken whenever it asks for it.
    private func pass(_ minutes: Int) throws {
        let end = time + .minutes(Int64(minutes))
        while time < end {
            // A daemon that could not start is started again and again.
            if engine == nil, isWanted { try startDaemon() }
            let next = try settle()
            let isDown = engine == nil && isWanted
            // What is tried again every second is not, here: a machine may be slow.
            let least = isCalm ? TimeSpan.milliseconds(1) : .minutes(10)
            let wish = next.map { max($0 - offset, time + least) }
            time = min(end, wish ?? (isDown ? time + .minutes(30) : end))
        }
        try settle()
    }

    private func setClock(_ wanted: TimeSpan) throws {
        let step = wanted - offset
        offset = wanted
        showTime()
        // As `Watchdog` does once it sees it.
        if step < .zero { engine?.clockWasSetBack(by: -step, now: now) }
        try settle()
    }

    // MARK: - The daemon

    private func reload(_ edit: Int) throws {
        if edit % Rules.count != rules.edit { trouble.editedRules = true }
        rules = Rules(edit: edit % Rules.count)
        do {
            try engine?.reload(
                try rules.configuration(summaryAbove: summaryAbove),
                channels: vendors,
                now: now
            )
        } catch {
            trace.append("    the reload is rejected: \(error)")
            // Whoever edits the files restarts the daemon then.
            stopDaemon()
            try startDaemon()
        }
        try settle()
    }

    private func setLedgerFull(_ isFull: Bool) throws {
        trouble.isLedgerFull = isFull
        if let engine { try limit(engine.context.ledger, isFull) }
        try settle()
    }

    private func acknowledge(_ ticket: String, _ minutes: Int) throws {
        guard let engine else { return }
        do {
            _ = try engine.acknowledge(
                Acknowledgement(
                    ticket: ticket,
                    clock: nil,
                    by: "li",
                    note: "",
                    at: now,
                    expires: now + .minutes(Int64(minutes))
                ),
                now: now
            )
        } catch { trace.append("    refused: \(error)") }
        try settle()
    }

    private func silence(_ ticket: String, _ minutes: Int) throws {
        guard let engine else { return }
        do {
            _ = try engine.silence(
                Silence(
                    matcher: .init(ticket: ticket),
                    author: "li",
                    comment: "",
                    begins: now,
                    ends: now + .minutes(Int64(minutes))
                ),
                now: now
            )
        } catch { trace.append("    refused: \(error)") }
        try settle()
    }

    // MARK: - The store's file

    private func setStoreLocked(_ isLocked: Bool) throws {
        guard isLocked != trouble.isStoreLocked, let crm else { return }
        if isLocked {
            do {
                try crm.run("BEGIN EXCLUSIVE")
                // With a write-ahead log readers do not mind.
                let mode = try crm.rows("PRAGMA journal_mode").first?.first ?? nil
                trouble.isStoreLocked = mode != "wal"
                if mode == "wal" { try crm.run("COMMIT") }
            } catch { trace.append("    busy") }
        } else {
            try crm.run("COMMIT")
            trouble.isStoreLocked = false
        }
        try settle()
    }

    private func setStoreAway(_ isAway: Bool) throws {
        guard isAway != trouble.isStoreAway, !trouble.isStoreLocked else { return }
        trouble.isStoreAway = isAway
        if isAway {
            crm = nil
            try folder.move(folder.store, to: folder.away)
        } else {
            try folder.move(folder.away, to: folder.store)
            crm = try CRM(folder.store)
        }
        try settle()
    }

    private func takeBackup() throws {
        guard trouble.isCalm, let crm else { return }
        try? FileManager.default.removeItem(atPath: folder.backup)
        try crm.run("VACUUM INTO \(CRM.quoted(folder.backup))")
    }

    private func exchangeStore(_ exchange: () throws -> Void) throws {
        guard trouble.isCalm else { return }
        crm = nil
        try exchange()
        crm = try CRM(folder.store)
        exchanges += 1
        try settle()
    }
}

extension Action {
    /// Whether the world is not as it should be for a while after it.
    fileprivate var isTrouble: Bool {
        switch self {
        case .clock, .start, .stop, .kill, .killAt, .reload, .ledgerFull, .storeLocked, .storeAway,
            .storeReplaced, .restore, .vendor, .acknowledge, .silence:
            true
        default: false
        }
    }
}
