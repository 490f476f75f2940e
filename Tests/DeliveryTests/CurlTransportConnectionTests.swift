import BusinessTime
import SlawatchTesting
import Testing
import Transport

/// What `CurlTransport` keeps over many requests: connections, limits, descriptors.
@Suite(.serialized)
struct CurlTransportConnectionTests {
    @Test func connection_isReused() async throws {
        let server = try TestServer { _ in .respond(200, body: Array("ok".utf8)) }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        for _ in 0..<20 {
            #expect(try await transport.send(HTTPRequest(url: server.url())).get().status == 200)
        }
        // One, unless the machine is so busy that the connection lay idle too long in between.
        #expect(server.connectionCount < 5)
        #expect(server.requests.count == 20)
    }

    @Test func failure_doesNotSpoilTheNextRequest() async throws {
        let server = try TestServer { request in
            request.target == "/bad" ? .close : .respond(200)
        }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        for _ in 0..<10 {
            let bad = await transport.send(HTTPRequest(url: server.url("/bad")))
            #expect(bad.failure?.reason == "send_interrupted")
            #expect(
                try await transport.send(HTTPRequest(url: server.url("/good"))).get().status == 200
            )
        }
    }

    @Test func manyRequests_eachCompleteOnce() async throws {
        let server = try TestServer { request in .respond(200, body: request.body) }
        defer { server.stop() }
        let transport = try CurlTransport(
            version: "0",
            limits: .init(maxInFlight: 50, maxInFlightPerHost: 50)
        )
        let completions = Shared([Int](repeating: 0, count: 2000))
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    let body = Array("\(number)".utf8)
                    let url = server.url("/\(number)")
                    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                        transport.send(HTTPRequest(url: url, body: body)) { result in
                            let isFirst = completions.change {
                                $0[number] += 1
                                return $0[number] == 1
                            }
                            #expect((try? result.get().body) == body)
                            if isFirst { done.resume() }
                        }
                    }
                }
            }
        }
        #expect(completions.value.allSatisfy { $0 == 1 })
        #expect(server.connectionCount <= 50)
        #expect(Set(server.requests.map(\.target)).count == 2000)
    }

    @Test func hostLimit_boundsConnections() async throws {
        let server = try TestServer { _ in .respond(200) }
        defer { server.stop() }
        let transport = try CurlTransport(
            version: "0",
            limits: .init(maxInFlight: 50, maxInFlightPerHost: 3)
        )
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let result = await transport.send(HTTPRequest(url: server.url()))
                    #expect((try? result.get().status) == 200)
                }
            }
        }
        #expect(server.connectionCount <= 3)
    }

    @Test func slowHost_holdsUpNoOther() async throws {
        let slow = try TestServer { _ in .hang }
        let quick = try TestServer { _ in .respond(200) }
        defer { slow.stop() }
        defer { quick.stop() }
        let transport = try CurlTransport(
            version: "0",
            limits: .init(maxInFlight: 4, maxInFlightPerHost: 2)
        )
        for _ in 0..<20 { transport.send(HTTPRequest(url: slow.url())) { _ in } }
        await slow.received(2)
        for _ in 0..<50 {
            #expect(try await transport.send(HTTPRequest(url: quick.url())).get().status == 200)
        }
        #expect(slow.requests.count == 2)
    }

    @Test(arguments: [false, true])
    func cancelAll_endsWhatRunsAndWhatWaits(closes: Bool) async throws {
        let server = try TestServer { request in
            request.target == "/hang" ? .hang : .respond(200)
        }
        defer { server.stop() }
        let transport = try CurlTransport(
            version: "0",
            limits: .init(maxInFlight: 8, maxInFlightPerHost: 4)
        )
        let results = Shared<[TransportFailure?]>([])
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            for _ in 0..<30 {
                transport.send(HTTPRequest(url: server.url("/hang"))) { result in
                    let count = results.change {
                        $0.append(result.failure)
                        return $0.count
                    }
                    if count == 30 { done.resume() }
                }
            }
            Task {
                await server.received(4)
                if closes { transport.shutdown() } else { transport.cancelAll() }
            }
        }
        let failures = results.value
        #expect(failures.count == 30)
        #expect(failures.allSatisfy { $0?.reason == "cancelled" })
        #expect(failures.count { $0?.requestMayHaveArrived == true } == 4)

        let after = await transport.send(HTTPRequest(url: server.url("/next")))
        if closes {
            #expect(
                after == .failure(.cancelled(host: "127.0.0.1", requestMayHaveArrived: false))
            )
        } else {
            #expect(try after.get().status == 200)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func shutdownAmidTraffic_completesEachOnce(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let server = try TestServer { _ in .respond(200) }
        defer { server.stop() }
        for _ in 0..<10 {
            let transport = try CurlTransport(version: "0")
            let closesAt = Int.random(in: 0..<200, using: &generator)
            let completions = Shared([Int](repeating: 0, count: 200))
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                for number in 0..<200 {
                    transport.send(HTTPRequest(url: server.url())) { result in
                        #expect(result.failure == nil || result.failure?.reason == "cancelled")
                        let count = completions.change {
                            $0[number] += 1
                            return $0.reduce(0, +)
                        }
                        // From within a completion, where a deadlock would be easiest.
                        if count == closesAt { transport.shutdown() }
                        if count == 200 { done.resume() }
                    }
                }
                if closesAt == 0 { transport.shutdown() }
            }
            await withCheckedContinuation { done in transport.shutdown { done.resume() } }
            #expect(completions.value.allSatisfy { $0 == 1 })
        }
    }

    @Test func lastReferenceGone_cancelsWhatRuns() async throws {
        let server = try TestServer { _ in .hang }
        defer { server.stop() }
        let result = await withCheckedContinuation { continuation in
            do throws(TransportFailure) {
                let transport = try CurlTransport(version: "0")
                transport.send(HTTPRequest(url: server.url())) {
                    continuation.resume(returning: $0)
                }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        #expect(result.failure?.reason == "cancelled")
    }

    @Test func shutdown_closesEveryDescriptor() async throws {
        let server = try TestServer { request in
            request.target == "/hang" ? .hang : .respond(200)
        }
        defer { server.stop() }
        let before = try OpenDescriptors.epolls()
        let rounds = 60
        for _ in 0..<rounds {
            let transport = try CurlTransport(version: "0")
            for _ in 0..<3 {
                _ = await transport.send(HTTPRequest(url: server.url()))
                transport.send(HTTPRequest(url: server.url("/hang"))) { _ in }
            }
            // A connection that was answered is kept for the next request until then.
            #expect(try OpenDescriptors.count(connectedTo: server.port) > 0)
            await withCheckedContinuation { done in
                transport.shutdown { done.resume() }
            }
            await withCheckedContinuation { done in
                transport.shutdown { done.resume() }
            }
        }
        #expect(try OpenDescriptors.count(connectedTo: server.port) == 0)
        // Other tests have some too, but a leak of one in a round would be more.
        #expect(try OpenDescriptors.epolls() < before + rounds)
    }
}
