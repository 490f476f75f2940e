import Foundation
import Glibc

/// The descriptors of this process that belong to something a test has made: other tests open and
/// close theirs meanwhile.
enum OpenDescriptors {
    /// How many sockets are connected to a port.
    static func count(connectedTo port: UInt16) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
            .count { peer(of: $0) == port }
    }

    /// How many epoll descriptors there are, those of other tests too.
    static func epolls() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
            let target = try? FileManager.default
                .destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
            return target?.contains("eventpoll") ?? false
        }
    }

    private static func peer(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getpeername(descriptor, $0, &length)
            }
        }
        guard failed == 0 else { return nil }
        return withUnsafePointer(to: address) { pointer -> UInt16? in
            switch Int32(pointer.pointee.ss_family) {
            case AF_INET:
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    UInt16(bigEndian: $0.pointee.sin_port)
                }
            case AF_INET6:
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    UInt16(bigEndian: $0.pointee.sin6_port)
                }
            default: nil
            }
        }
    }
}
