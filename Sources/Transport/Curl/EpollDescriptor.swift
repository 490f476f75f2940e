import CCurl
import Glibc

/// An epoll descriptor that holds libcurl's sockets, to be watched by one Dispatch source.
///
/// libcurl may close a socket whenever it likes: the kernel then takes it out by itself, where
/// a Dispatch source for each socket would have to be cancelled first.
final class EpollDescriptor {
    let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 64)

    init() throws(TransportFailure) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw .system(host: "", problem: "epoll_create1: \(String(cString: strerror(errno)))")
        }
    }

    /// Watches a socket for what libcurl wants of it.
    func watch(_ socket: Int32, curlPoll what: Int32) {
        var event = epoll_event()
        if what & CURL_POLL_IN != 0 { event.events |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { event.events |= EPOLLOUT.rawValue }
        event.data.fd = socket
        // A new socket may have the number of one that was closed unseen, so try both ways.
        if epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) != 0, errno == ENOENT {
            // Should this fail, the transfer ends by its timeout.
            _ = epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
        }
    }

    /// Stops watching a socket, which may be closed already.
    func forget(_ socket: Int32) {
        var event = epoll_event()
        _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
    }

    /// Calls `body` with each socket that is ready and libcurl's bits for how.
    func forEachReady(_ body: (_ socket: Int32, _ curlSelect: Int32) -> Void) {
        let count = epoll_wait(descriptor, &events, Int32(events.count), 0)
        guard count > 0 else { return }
        for event in events[..<Int(count)] {
            var select: Int32 = 0
            if event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) != 0 {
                select |= CURL_CSELECT_IN
            }
            if event.events & EPOLLOUT.rawValue != 0 { select |= CURL_CSELECT_OUT }
            if event.events & EPOLLERR.rawValue != 0 { select |= CURL_CSELECT_ERR }
            body(event.data.fd, select)
        }
    }
}

@available(*, unavailable)
extension EpollDescriptor: Sendable {}
