import CCurl
import Glibc

/// A libcurl multi handle and the epoll descriptor its sockets are in.
///
/// It is not thread-safe: the actor that owns it uses it on its queue alone. libcurl's callbacks
/// only record what it wants, so that nothing of ours runs inside a call of libcurl's.
/// See https://curl.se/libcurl/c/curl_multi_socket_action.html.
final class MultiHandle {
    /// What the callbacks write to; an object of its own, since they run while `self` dies too.
    private final class Wishes {
        let epoll: EpollDescriptor
        /// Milliseconds until libcurl wants to be called, -1 for never; nil if it said nothing.
        var timeout: Int?

        init(epoll: EpollDescriptor) {
            self.epoll = epoll
        }
    }

    private let multi: UnsafeMutableRawPointer
    private let wishes: Wishes
    private var isOpen = true

    /// The descriptor to watch; whoever watches it closes it, once that has stopped.
    var descriptor: Int32 { wishes.epoll.descriptor }

    init(maxConnections: Int) throws(TransportFailure) {
        guard CurlLibrary.initialised == CURLE_OK else {
            throw .system(
                host: "",
                problem: "curl_global_init: \(CurlLibrary.initialised.text)"
            )
        }
        guard let multi = curl_multi_init() else {
            throw .system(host: "", problem: "curl_multi_init: out of memory")
        }
        do {
            wishes = Wishes(epoll: try EpollDescriptor())
        } catch {
            curl_multi_cleanup(multi)
            throw error
        }
        self.multi = multi

        let data = Unmanaged.passUnretained(wishes).toOpaque()
        let results = [
            ccurl_multi_setopt_pointer(multi, CURLMOPT_SOCKETDATA, data),
            ccurl_multi_setopt_socket_function(multi) { _, socket, what, data, _ in
                guard let data else { return 0 }
                let wishes = Unmanaged<Wishes>.fromOpaque(data).takeUnretainedValue()
                if what == CURL_POLL_REMOVE {
                    wishes.epoll.forget(socket)
                } else {
                    wishes.epoll.watch(socket, curlPoll: what)
                }
                return 0
            },
            ccurl_multi_setopt_pointer(multi, CURLMOPT_TIMERDATA, data),
            ccurl_multi_setopt_timer_function(multi) { _, milliseconds, data in
                guard let data else { return 0 }
                let wishes = Unmanaged<Wishes>.fromOpaque(data).takeUnretainedValue()
                wishes.timeout = milliseconds
                return 0
            },
            // Every connection may be kept for the next request; libcurl closes the oldest.
            ccurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, maxConnections),
        ]
        if let failed = results.first(where: { $0 != CURLM_OK }) {
            _ = Glibc.close(wishes.epoll.descriptor)
            throw .system(
                host: "",
                problem: "curl_multi_setopt: \(String(cString: curl_multi_strerror(failed)))"
            )
        }
    }

    deinit {
        close()
    }

    /// Closes all connections; no easy handle may be in it any more.
    func close() {
        guard isOpen else { return }
        isOpen = false
        curl_multi_cleanup(multi)
    }

    /// Starts a transfer; false if libcurl refuses.
    func add(_ easy: UnsafeMutableRawPointer) -> Bool {
        curl_multi_add_handle(multi, easy) == CURLM_OK
    }

    /// Takes a transfer out, finished or not.
    func remove(_ easy: UnsafeMutableRawPointer) {
        curl_multi_remove_handle(multi, easy)
    }

    /// Lets libcurl work on every socket that is ready.
    func socketsReady() {
        var running: Int32 = 0
        wishes.epoll.forEachReady { socket, select in
            _ = curl_multi_socket_action(multi, socket, select, &running)
        }
    }

    /// Lets libcurl do what it asked a timer for.
    func timeoutReached() {
        var running: Int32 = 0
        _ = curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
    }

    /// The last wish for a timer since this was asked before: nil is "leave it as it is".
    func takeTimeout() -> Int? {
        defer { wishes.timeout = nil }
        return wishes.timeout
    }

    /// The next transfer that has ended, still to be removed.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
                return (easy, message.pointee.data.result)
            }
        }
        return nil
    }
}

@available(*, unavailable)
extension MultiHandle: Sendable {}
