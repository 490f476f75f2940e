import CCurl
import Dispatch
import Glibc
import Support

/// The engine of `CurlTransport`: everything libcurl, on one serial queue.
///
/// Its Dispatch handlers hold it, so it lives until `close` has cancelled them.
actor CurlCore {
    /// A request or a mail on its way, from `submit` until its completion is called.
    private struct Transfer {
        enum Work {
            case request(HTTPRequest, @Sendable (Result<HTTPResponse, TransportFailure>) -> Void)
            case mail(MailRequest, @Sendable (Result<MailResponse, TransportFailure>) -> Void)
        }

        let work: Work
        let endpoint: Endpoint

        func fail(_ failure: TransportFailure) {
            switch work {
            case .request(_, let completion): completion(.failure(failure))
            case .mail(_, let completion): completion(.failure(failure))
            }
        }

        /// What is to be told of a transfer that has ended, once its handle is free again.
        func report(_ code: CURLcode, of handle: EasyHandle) -> () -> Void {
            switch work {
            case .request(_, let completion):
                let outcome = handle.outcome(of: code)
                return { completion(outcome) }
            case .mail(_, let completion):
                let outcome = handle.mailOutcome(of: code)
                return { completion(outcome) }
            }
        }
    }

    /// An idle easy handle costs some kilobytes; more than this many are freed again.
    private static let maxIdle = 16

    private nonisolated let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let userAgent: String
    private let multi: MultiHandle
    private var admission: Admission<UInt64>
    private var lastID: UInt64 = 0
    private var waiting: [UInt64: Transfer] = [:]
    /// What libcurl works on, by the address of the easy handle.
    private var running: [UInt: (handle: EasyHandle, transfer: Transfer)] = [:]
    private var idle: [EasyHandle] = []
    private var sockets: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var isClosed = false

    init(
        userAgent: String,
        limits: CurlTransport.Limits,
        label: String
    ) throws(TransportFailure) {
        executor = QueueExecutor(label: label)
        self.userAgent = userAgent
        admission = Admission(
            maxInFlight: limits.maxInFlight,
            maxPerHost: limits.maxInFlightPerHost
        )
        multi = try MultiHandle(maxConnections: limits.maxInFlight)
    }

    /// Runs a closure on the queue, after all that was entered before it.
    nonisolated func enter(_ body: @escaping @Sendable (isolated CurlCore) -> Void) {
        executor.queue.async { self.assumeIsolated(body) }
    }

    /// Starts watching; the first thing to be entered.
    func open() {
        let descriptor = multi.descriptor
        let sockets = DispatchSource.makeReadSource(
            fileDescriptor: descriptor,
            queue: executor.queue
        )
        sockets.setEventHandler { @Sendable in self.assumeIsolated { $0.socketsReady() } }
        sockets.activate()
        self.sockets = sockets

        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.setEventHandler { @Sendable in self.assumeIsolated { $0.timeoutReached() } }
        timer.schedule(deadline: .distantFuture)
        timer.activate()
        self.timer = timer
    }

    /// Takes a request in.
    func submit(
        _ request: HTTPRequest,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportFailure>) -> Void
    ) {
        do throws(TransportFailure) {
            let endpoint = try Endpoint(
                url: request.url,
                allowPlainHTTP: request.allowPlainHTTP
            )
            take(Transfer(work: .request(request, completion), endpoint: endpoint))
        } catch {
            completion(.failure(error))
        }
    }

    /// Takes a mail in.
    func submit(
        _ mail: MailRequest,
        completion: @escaping @Sendable (Result<MailResponse, TransportFailure>) -> Void
    ) {
        do throws(TransportFailure) {
            let endpoint = try Endpoint(mailURL: mail.url)
            take(Transfer(work: .mail(mail, completion), endpoint: endpoint))
        } catch {
            completion(.failure(error))
        }
    }

    private func take(_ transfer: Transfer) {
        guard !isClosed else {
            return transfer.fail(
                .cancelled(host: transfer.endpoint.host, requestMayHaveArrived: false)
            )
        }
        lastID += 1
        waiting[lastID] = transfer
        admission.enqueue(lastID, host: transfer.endpoint.key)
        startWaiting()
        settle()
    }

    /// Gives up everything that is not complete.
    func cancelAll() {
        var cancelled: [(Transfer, TransportFailure)] = []
        for (handle, transfer) in running.values {
            let failure = TransportFailure.cancelled(
                host: transfer.endpoint.host,
                requestMayHaveArrived: handle.requestStarted
            )
            handle.abandonMail()
            multi.remove(handle.pointer)
            recycle(handle)
            admission.finish(host: transfer.endpoint.key)
            cancelled.append((transfer, failure))
        }
        running = [:]
        for id in admission.drain() {
            guard let transfer = waiting.removeValue(forKey: id) else { continue }
            cancelled.append(
                (
                    transfer,
                    .cancelled(host: transfer.endpoint.host, requestMayHaveArrived: false)
                )
            )
        }
        if !isClosed { settle() }
        for (transfer, failure) in cancelled { transfer.fail(failure) }
    }

    /// Gives up everything and lets go of every descriptor; `whenClosed` is called after that.
    func close(whenClosed: @escaping @Sendable () -> Void) {
        guard !isClosed else {
            whenClosed()
            return
        }
        isClosed = true
        cancelAll()
        idle = []
        multi.close()
        timer?.cancel()
        timer = nil
        guard let sockets else {
            whenClosed()
            return
        }
        // Dispatch may still look at the descriptor until the cancel handler runs.
        let descriptor = multi.descriptor
        sockets.setCancelHandler { @Sendable in
            _ = Glibc.close(descriptor)
            whenClosed()
        }
        sockets.cancel()
        self.sockets = nil
    }

    private func socketsReady() {
        guard !isClosed else { return }
        multi.socketsReady()
        settle()
    }

    private func timeoutReached() {
        guard !isClosed else { return }
        multi.timeoutReached()
        settle()
    }

    /// Completes what has ended, starts what may start, and sets the timer libcurl wants.
    private func settle() {
        // "At once" is done here rather than by a timer, but not without end.
        for _ in 0..<64 {
            finishEnded()
            startWaiting()
            guard let timeout = multi.takeTimeout() else { return }
            if timeout != 0 {
                timer?.schedule(
                    deadline: timeout < 0 ? .distantFuture : .now() + .milliseconds(timeout)
                )
                return
            }
            timer?.schedule(deadline: .distantFuture)
            multi.timeoutReached()
        }
        finishEnded()
        timer?.schedule(deadline: .now())
    }

    private func finishEnded() {
        while let (easy, code) = multi.nextFinished() {
            let ended = running.removeValue(forKey: UInt(bitPattern: easy))
            guard let (handle, transfer) = ended else { continue }
            let report = transfer.report(code, of: handle)
            multi.remove(easy)
            recycle(handle)
            admission.finish(host: transfer.endpoint.key)
            report()
        }
    }

    private func startWaiting() {
        while !isClosed, let id = admission.next() {
            guard let transfer = waiting.removeValue(forKey: id) else { continue }
            do {
                try start(transfer)
            } catch {
                admission.finish(host: transfer.endpoint.key)
                transfer.fail(error)
            }
        }
    }

    private func start(_ transfer: Transfer) throws(TransportFailure) {
        let handle: EasyHandle
        if let free = idle.popLast() { handle = free } else { handle = try EasyHandle() }
        do throws(TransportFailure) {
            switch transfer.work {
            case .request(let request, _):
                try handle.prepare(request, endpoint: transfer.endpoint, userAgent: userAgent)
            case .mail(let mail, _):
                try handle.prepare(mail, endpoint: transfer.endpoint, userAgent: userAgent)
            }
            guard multi.add(handle.pointer) else {
                throw .system(host: transfer.endpoint.host, problem: "curl_multi_add_handle")
            }
        } catch {
            recycle(handle)
            throw error
        }
        running[UInt(bitPattern: handle.pointer)] = (handle, transfer)
    }

    private func recycle(_ handle: EasyHandle) {
        handle.clear()
        if idle.count < Self.maxIdle, !isClosed { idle.append(handle) }
    }
}
