/// What a server answered.
public struct HTTPResponse: Sendable, Equatable {
    /// The most bytes of a body that are kept.
    public static let bodyLimit = 16 * 1024

    /// The status code.
    public var status: Int
    /// The first value of every header, by its name in lower case.
    public var headers: [String: String]
    /// The body, or the beginning of it.
    public var body: [UInt8]
    /// Whether the server sent more body than is kept.
    public var truncated: Bool

    /// Makes a response.
    public init(
        status: Int,
        headers: [String: String] = [:],
        body: [UInt8] = [],
        truncated: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.truncated = truncated
    }
}
