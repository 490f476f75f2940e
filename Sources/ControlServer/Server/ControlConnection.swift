import Glibc

/// What came over a connection, complete or not.
enum ReceivedRequest: Sendable {
    /// A line, its end left out.
    case line([UInt8])
    /// The begin of a line that is too long.
    case tooLong
    /// Nothing complete in time.
    case late
}

/// One client: its request is read, answered, and that is all.
struct ControlConnection {
    enum State {
        /// The request is coming.
        case reading
        /// The answer is being worked out.
        case answering
        /// The answer is going out.
        case writing
        /// The answer is out; what the client still sends is thrown away.
        case draining
    }

    enum Progress {
        /// There is more to wait for.
        case waiting
        /// The request is there.
        case received(ReceivedRequest)
        /// The connection is of no more use.
        case finished
    }

    let descriptor: Int32
    let peer: PeerIdentity
    private(set) var state = State.reading
    /// When its patience ends, on the monotonic clock.
    var deadline: UInt64
    private var request: [UInt8] = []
    private var answer: [UInt8] = []
    private var sent = 0
    private var isTooLong = false

    init(descriptor: Int32, peer: PeerIdentity, deadline: UInt64) {
        self.descriptor = descriptor
        self.peer = peer
        self.deadline = deadline
    }

    /// What to wait for; nil while the answer is being worked out.
    var events: Int16? {
        switch state {
        case .reading, .draining: Int16(POLLIN)
        case .answering: nil
        case .writing: Int16(POLLOUT)
        }
    }

    /// Reads what is there.
    mutating func read(limit: Int) -> Progress {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        // Not until all is read: a client that never stops must not keep the others waiting.
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR ? .waiting : .finished }
        if state == .draining { return count == 0 ? .finished : .waiting }
        if count == 0 {
            // A client may close its half instead of ending the line.
            return request.isEmpty ? .finished : receive(.line(request))
        }
        if let end = buffer[..<count].firstIndex(of: UInt8(ascii: "\n")) {
            request += buffer[..<end]
            return request.count > limit ? receive(.tooLong) : receive(.line(request))
        }
        request += buffer[..<count]
        return request.count > limit ? receive(.tooLong) : .waiting
    }

    /// Gives the client up that has not sent its request in time.
    mutating func expire() -> Progress {
        state == .reading && !request.isEmpty ? receive(.late) : .finished
    }

    private mutating func receive(_ received: ReceivedRequest) -> Progress {
        if case .tooLong = received { isTooLong = true }
        state = .answering
        request = []
        return .received(received)
    }

    /// Begins to send the answer.
    mutating func answer(_ bytes: [UInt8], deadline: UInt64) {
        answer = bytes
        state = .writing
        self.deadline = deadline
    }

    /// Sends as much as the client takes.
    mutating func write() -> Progress {
        while sent < answer.count {
            let count = answer[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR ? .waiting : .finished }
            sent += count
        }
        // Closing with something unread would look like a fault to the client.
        guard isTooLong else { return .finished }
        shutdown(descriptor, Int32(SHUT_WR))
        state = .draining
        return .waiting
    }
}
