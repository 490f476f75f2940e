import BusinessTime
import Foundation
import Glibc
import Ledger
import Testing

/// One daemon at a time holds a state directory.
struct StateDirectoryTests {
    let state = TemporaryState()

    @Test func secondOpenerInThisProcess_isRefused() throws {
        var ledger: Ledger? = try state.open()
        let error = ledgerError { _ = try state.open() }
        #expect(error?.code == .locked)
        #expect(
            error?.message == "state directory \(state.path) is in use by another slawatchd"
        )
        // The one that holds it is none the worse.
        try ledger?.keep("1", as: "one")
        #expect(try ledger?.note("one") == "1")
        ledger = nil
        _ = try state.open()
    }

    /// Closing the lock's descriptor twice would close another's file.
    @Test func refusedOpener_closesNothingOfOthers() throws {
        let ledger = try state.open()
        for _ in 0..<20 {
            let descriptors = (0..<8).map { _ in Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }
            _ = ledgerError { _ = try state.open() }
            for descriptor in descriptors { #expect(close(descriptor) == 0) }
        }
        withExtendedLifetime(ledger) {}
    }

    @Test func lockOfAnotherProcess_isRespected() throws {
        _ = try state.open()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = [state.path + "/lock", "/bin/sh", "-c", "echo held; read line"]
        let output = Pipe()
        let input = Pipe()
        holder.standardOutput = output
        holder.standardInput = input
        try holder.run()
        #expect(try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8))
        #expect(ledgerError { _ = try state.open() }?.code == .locked)
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        _ = try state.open()
    }

    @Test func anotherProcess_findsTheLockTaken() throws {
        let ledger = try state.open()
        func tryLock() throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
            process.arguments = ["--nonblock", state.path + "/lock", "/bin/true"]
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        #expect(try tryLock() == 1)
        withExtendedLifetime(ledger) {}
    }
}
