import Glibc

/// The system's directory of TZif files, the one place where this module touches the system.
enum ZoneDirectory {
    /// No zone's file comes near this; a "fat" New York has 3.5 kB.
    static let largestFile = 256 * 1024

    /// The directory that the C library would use.
    static var standard: String {
        guard let variable = getenv("TZDIR") else { return "/usr/share/zoneinfo" }
        let path = String(cString: variable)
        return path.isEmpty ? "/usr/share/zoneinfo" : path
    }

    /// The bytes of a zone's file.
    static func read(zone name: String, directory: String) throws(ZoneError) -> [UInt8] {
        guard isSound(name) else { throw .invalidName(name) }
        let path = directory + "/" + name
        switch read(path: path, atMost: largestFile) {
        case .success(let bytes?): return bytes
        case .success(nil): throw .tooLarge(path: path)
        case .failure(let failure) where failure.code == ENOENT || failure.code == ENOTDIR:
            throw .unknown(name: name, directory: directory)
        case .failure(let failure): throw .unreadable(path: path, code: failure.code)
        }
    }

    /// The release of the zone data, such as `2026f`.
    static func version(directory: String) -> String? {
        // Debian ships the source form, whose first line is "# version 2026f"; others +VERSION.
        if let line = firstLine(of: directory + "/tzdata.zi"), line.hasPrefix("# version ") {
            return String(line.dropFirst("# version ".count))
        }
        guard let line = firstLine(of: directory + "/+VERSION"), !line.isEmpty else { return nil }
        return line
    }

    /// Whether a name stays below the directory and is made of what zone names are made of.
    private static func isSound(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, name.utf8.count <= 100, !parts.contains("") else { return false }
        return parts.allSatisfy { part in
            part != "." && part != ".."
                && part.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                        UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
        }
    }

    private static func firstLine(of path: String) -> String? {
        guard case .success(let bytes?) = read(path: path, atMost: 100, prefix: true) else {
            return nil
        }
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    private struct Failure: Error {
        let code: Int32
    }

    /// Reads a regular file; nil where it is longer than allowed and not just its start is wanted.
    private static func read(
        path: String,
        atMost limit: Int,
        prefix: Bool = false
    ) -> Result<[UInt8]?, Failure> {
        // Non-blocking, so that a pipe in the directory cannot hold us up.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .failure(Failure(code: errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return .failure(Failure(code: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(Failure(code: EISDIR)) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return .failure(Failure(code: errno)) }
            guard count > 0 else { break }
            filled += count
        }
        if filled > limit && !prefix { return .success(nil) }
        return .success(Array(bytes.prefix(filled)))
    }
}
