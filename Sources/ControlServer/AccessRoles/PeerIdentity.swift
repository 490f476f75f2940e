import CPeer
import Glibc

/// The peer of a connection, by the kernel.
public struct PeerIdentity: Sendable, Hashable {
    public var uid: UInt32
    /// The ids of the process's groups.
    public var groups: Set<UInt32>

    public init(uid: UInt32, groups: Set<UInt32>) {
        self.uid = uid
        self.groups = groups
    }

    /// Asks the kernel about a connected Unix socket; nil if it does not know.
    ///
    /// The groups are those of the process when it connected. Kernels before 4.13 give only the
    /// first; the user database then adds the others.
    public static func ofPeer(socket: Int32) -> PeerIdentity? {
        var credentials = cpeer_credentials()
        guard cpeer_get_credentials(socket, &credentials) == 0 else { return nil }
        let groups = heldGroups(socket) ?? listedGroups(of: credentials.uid, and: credentials.gid)
        return PeerIdentity(uid: credentials.uid, groups: Set(groups).union([credentials.gid]))
    }

    private static func heldGroups(_ socket: Int32) -> [gid_t]? {
        var capacity = 64
        while capacity <= 65_536 {
            var groups = [gid_t](repeating: 0, count: capacity)
            let count = cpeer_get_groups(socket, &groups, Int32(capacity))
            if count >= 0 { return Array(groups.prefix(Int(count))) }
            guard errno == ERANGE else { return nil }
            capacity *= 4
        }
        return nil
    }

    private static func listedGroups(of uid: uid_t, and gid: gid_t) -> [gid_t] {
        guard let name = AccountNames.user(uid) else { return [] }
        var count: Int32 = 1024
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(name, gid, &groups, &count) >= 0 else { return [] }
        return Array(groups.prefix(Int(count)))
    }
}
