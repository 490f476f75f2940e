import CCurl

extension EasyHandle {
    /// Readies the handle for a mail to an endpoint.
    func prepare(
        _ mail: MailRequest,
        endpoint: Endpoint,
        userAgent: String
    ) throws(TransportFailure) {
        let exchange = MailExchange(mail)
        let secrets = [mail.username, mail.password].compactMap(\.self) + mail.recipients
        let options = begin(endpoint, secrets: secrets, exchange: exchange)
        try options.setFixed(userAgent: userAgent)
        try collect(with: options)
        try options.set(mail, endpoint: endpoint, exchange: exchange)
        keep(try options.setRecipients(of: mail))
    }

    /// Readies a mail to be taken out before it has ended.
    ///
    /// libcurl would end its text there as if it were whole, and wait for the server to take it
    /// (`smtp_done` in 7.88).
    func abandonMail() {
        guard exchange != nil else { return }
        _ = ccurl_easy_setopt_list(pointer, CURLOPT_MAIL_RCPT, nil)
        _ = ccurl_easy_setopt_long(pointer, CURLOPT_UPLOAD, 0)
        _ = ccurl_easy_setopt_long(pointer, CURLOPT_SERVER_RESPONSE_TIMEOUT, 1)
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
