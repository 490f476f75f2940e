import CCurl

extension EasyHandle {
    /// Readies the handle for a mail to an endpoint.
    func prepare(
        _ mail: MailRequest,
        endpoint: Endpoint,
        userAgent: String
    ) throws(TransportFailure) {
        let exchange = MailExchange(message: mail.message)
        let secrets = [mail.username, mail.password].compactMap(\.self) + mail.recipients
        let options = begin(endpoint, secrets: secrets, exchange: exchange)
        try options.setFixed(userAgent: userAgent)
        try collect(with: options)
        try options.set(mail, endpoint: endpoint, exchange: exchange)
        keep(try options.setRecipients(of: mail))
    }

    /// What became of a mail whose transfer libcurl reported as ended.
    func mailOutcome(of code: CURLcode) -> Result<MailResponse, TransportFailure> {
        guard let exchange else {
            return .failure(.system(host: host, problem: "the mail has no exchange"))
        }
        if code == CURLE_OK {
            return .success(
                MailResponse(status: 250, isTaken: true, refusals: exchange.refusals)
            )
        }
        // Time that ran out says more than a refusal before it.
        if let status = exchange.lastRefusal, code != CURLE_OPERATION_TIMEDOUT {
            return .success(
                MailResponse(
                    status: status,
                    isTaken: false,
                    greeted: exchange.greeted,
                    refusals: exchange.refusals
                )
            )
        }
        if code == CURLE_LOGIN_DENIED {
            let refusal = "the server offers no way to log in that is known here"
            return .success(MailResponse(status: 530, isTaken: false, refusals: [refusal]))
        }
        // A server that greeted is there: it is this mail that it cannot cope with.
        let started = exchange.greeted || requestStarted
        let failure = failure(code, status: nil, requestStarted: started)
        if case .receive(let host, _, let problem) = failure {
            return .failure(.sendInterrupted(host: host, problem: problem))
        }
        return .failure(failure)
    }
}
