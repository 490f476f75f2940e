import CCrypto

/// The SHA-256 digest.
public enum SHA256 {
    /// The 32 bytes of the digest.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = ccrypto_sha256(bytes, bytes.count, &digest)
        precondition(done == 1, "libcrypto has no SHA-256")
        return digest
    }

    /// The digest in 64 lower-case hexadecimal digits.
    public static func hex(_ bytes: [UInt8]) -> String {
        Hexadecimal.encode(digest(bytes))
    }
}

/// The keyed digest of RFC 2104 over SHA-256.
public enum HMACSHA256 {
    /// The 32 bytes of the authentication code.
    public static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = ccrypto_hmac_sha256(key, Int32(key.count), message, message.count, &digest)
        precondition(done == 1, "libcrypto has no HMAC-SHA-256")
        return digest
    }

    /// The authentication code in 64 lower-case hexadecimal digits.
    public static func hex(_ message: [UInt8], key: [UInt8]) -> String {
        Hexadecimal.encode(authenticate(message, key: key))
    }
}

/// Compares byte strings in a time that tells nothing of where they differ.
public enum ConstantTime {
    /// Whether both are the same; only their lengths may be learnt from the time it takes.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && ccrypto_compare(left, right, left.count) == 0
    }
}

private enum Hexadecimal {
    static func encode(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
