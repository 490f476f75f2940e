import Glibc

/// The input of a connection, complete or not.
enum ReceivedRequest: Sendable {
    /// A line without its end.
    case line([UInt8])
    /// The start of a line that is too long.
    case tooLong
    /// Nothing complete in time.
    case late
}

/// One client with one request and its answer.
struct ControlConnection {
    enum State {
        /// The request is being received.
        case reading
        /// The answer is being computed.
        case answering
        /// The answer is being sent.
        case writing
        /// The answer is sent; further input is discarded.
        case draining
    }

    enum Progress {
        /// More input or output is needed.
        case waiting
        /// The request is complete.
        case received(ReceivedRequest)
        /// The connection can be closed.
        case finished
    }

    let descriptor: Int32
    let peer: PeerIdentity
    private(set) var state = State.reading
    /// When it times out, on the monotonic clock.
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

    /// The events to poll for; nil while the answer is being computed.
    var events: Int16? {
        switch state {
        case .reading, .draining: Int16(POLLIN)
        case .answering: nil
        case .writing: Int16(POLLOUT)
        }
    }

    /// Reads the available input.
    mutating func read(limit: Int) -> Progress {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        // Not until all is read: a client that never stops must not delay the others.
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

    /// Gives up a client whose request is late.
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

    /// Sends as much as the client accepts.
    mutating func write() -> Progress {
        while sent < answer.count {
            let count = answer[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR ? .waiting : .finished }
            sent += count
        }
        // Closing with unread input would look like a fault to the client.
        guard isTooLong else { return .finished }
        shutdown(descriptor, Int32(SHUT_WR))
        state = .draining
        return .waiting
    }
}
