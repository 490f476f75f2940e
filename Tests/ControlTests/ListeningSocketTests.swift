import Foundation
import Glibc
import Testing

@testable import ControlProtocol
@testable import ControlServer

struct ListeningSocketTests {
    private let folder: String
    private var path: String { folder + "/c.sock" }

    init() throws {
        folder = NSTemporaryDirectory() + "slawl-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
    }

    private func fault(_ path: String) -> String? {
        do {
            let socket = try ListeningSocket(path: path)
            socket.remove()
            close(socket.descriptor)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func socket_isOpenToEverybodyWhateverTheUmask() throws {
        let socket = try ListeningSocket(path: path)
        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o666)
        socket.remove()
        #expect(access(path, F_OK) != 0)
        close(socket.descriptor)
    }

    @Test func staleSocket_isReplaced() throws {
        let stale = try ListeningSocket(path: path)
        close(stale.descriptor)
        #expect(access(path, F_OK) == 0)
        #expect(fault(path) == nil)
    }

    @Test func liveSocket_isLeftAlone() throws {
        let live = try ListeningSocket(path: path)
        #expect(fault(path)?.hasPrefix("another process listens on \(path)") == true)
        #expect(access(path, F_OK) == 0)
        live.remove()
        close(live.descriptor)
    }

    @Test func socketOfAnother_isNotRemoved() throws {
        let first = try ListeningSocket(path: path)
        close(first.descriptor)
        let second = try ListeningSocket(path: path)
        first.remove()
        #expect(access(path, F_OK) == 0)
        second.remove()
        close(second.descriptor)
    }

    @Test func otherFiles_areLeftAlone() throws {
        try Data("kept".utf8).write(to: URL(filePath: path))
        #expect(fault(path)?.hasPrefix("\(path) is there and no socket") == true)
        #expect(FileManager.default.contents(atPath: path) == Data("kept".utf8))
    }

    @Test func impossiblePaths_areToldApart() {
        #expect(fault(folder + "/no/c.sock")?.contains("No such file or directory") == true)
        #expect(fault(folder + "/no/c.sock")?.contains("RuntimeDirectory=") == true)
        let long = "/" + String(repeating: "x", count: 107)
        #expect(fault(long)?.contains("has 1 to 107 bytes") == true)
    }

    @Test func client_tellsThatNobodyListens() throws {
        let path = path
        #expect(throws: ControlClientError.notRunning(path)) {
            try ControlClient(path: path).call("status", as: StatusResult.self)
        }
        let stale = try ListeningSocket(path: path)
        close(stale.descriptor)
        #expect(throws: ControlClientError.notRunning(path)) {
            try ControlClient(path: path).call("status", as: StatusResult.self)
        }
    }
}
