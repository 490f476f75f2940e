import ArgumentParser
import Foundation
import ServiceLevels
import TicketStore
import TicketStoreAdmin

@testable import SlactlCommands

/// A store for commands, in a folder that goes when the test is over.
final class TemporaryCommandStore {
    let folder: String
    let path: String

    init(isMade: Bool = true) throws {
        folder = NSTemporaryDirectory() + "slactl-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        path = folder + "/tickets.db"
        if isMade { _ = try StoreWriter.create(path: path, zone: "Asia/Shanghai") }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Runs `slactl ticket …` on this store and returns what it prints.
    @discardableResult
    func ticket(_ arguments: String...) throws -> CommandOutput {
        let command = try TicketCommand.parseAsRoot(arguments + ["--store", path])
        guard let printing = command as? any PrintingCommand else {
            throw TicketStoreError(.system, "the command prints nothing")
        }
        return try printing.output()
    }

    /// Runs `slactl store …` on this store and returns what it prints.
    @discardableResult
    func store(_ arguments: String...) throws -> CommandOutput {
        let command = try StoreCommand.parseAsRoot(arguments + ["--store", path])
        guard let printing = command as? any PrintingCommand else {
            throw TicketStoreError(.system, "the command prints nothing")
        }
        return try printing.output()
    }

    /// The kinds of a ticket's events, with subjects and notes.
    func events(_ id: String) throws -> [String] {
        let reader = TicketStore(path: path, layout: .standard, logger: nil)
        try reader.open()
        return try reader.history(of: id).map { noted in
            [noted.event.kind, noted.event.subject, noted.event.by, noted.note]
                .map { $0 ?? "" }.joined(separator: "|")
        }
    }

    /// The error that a command ends with.
    func failure(_ arguments: String...) -> TicketStoreError? {
        do {
            let command = try TicketCommand.parseAsRoot(arguments + ["--store", path])
            _ = try (command as? any PrintingCommand)?.output()
            return nil
        } catch {
            return error as? TicketStoreError
        }
    }
}
