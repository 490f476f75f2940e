import BusinessTime
import CCurl

extension EasyOptions {
    /// What a mail asks for, its recipients excepted.
    func set(
        _ mail: MailRequest,
        endpoint: Endpoint,
        exchange: MailExchange
    ) throws(TransportFailure) {
        try set(CURLOPT_URL, mail.url)
        try set(CURLOPT_PROTOCOLS_STR, endpoint.scheme)
        try set(CURLOPT_TIMEOUT_MS, milliseconds(mail.timeout))
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(mail.connectTimeout))
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOPROXY, "")
        try set(mail.tls)
        let encryption =
            switch mail.encryption {
            case .required: CURLUSESSL_ALL
            case .ifOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(encryption.rawValue))
        if let username = mail.username {
            try set(CURLOPT_USERNAME, username)
            try set(CURLOPT_PASSWORD, mail.password ?? "")
        }
        // libcurl waits for the answer to QUIT and does nothing else meanwhile: so a connection is
        // closed while its own time limit still counts, and not much later by somebody else.
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_FORBID_REUSE, 1)
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(mail.timeout.seconds)))

        try set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        // One address that is refused must not keep the others from being told.
        try set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
        try set(CURLOPT_UPLOAD, 1)
        try check(
            ccurl_easy_setopt_offset(
                easy,
                CURLOPT_INFILESIZE_LARGE,
                curl_off_t(mail.message.count)
            ),
            "INFILESIZE_LARGE"
        )
        let data = Unmanaged.passUnretained(exchange).toOpaque()
        try check(ccurl_easy_setopt_pointer(easy, CURLOPT_READDATA, data), "READDATA")
        try check(ccurl_easy_setopt_reader(easy, MailExchange.readCallback), "READFUNCTION")
        try check(ccurl_easy_setopt_pointer(easy, CURLOPT_HEADERDATA, data), "HEADERDATA")
        try check(
            ccurl_easy_setopt_writer(easy, CURLOPT_HEADERFUNCTION, MailExchange.replyCallback),
            "HEADERFUNCTION"
        )
    }

    /// Sets the recipients of a mail and returns the list, which the caller frees after the
    /// transfer.
    func setRecipients(
        of mail: MailRequest
    ) throws(TransportFailure) -> UnsafeMutablePointer<curl_slist>? {
        // What is not an address would be a command to the server.
        for address in [mail.sender] + mail.recipients where !MailAddress.isValid(address) {
            throw .badRequest(host: host, problem: "what should be a mail address is none")
        }
        guard !mail.recipients.isEmpty else {
            throw .badRequest(host: host, problem: "the mail is for nobody")
        }
        var list: UnsafeMutablePointer<curl_slist>?
        for address in mail.recipients {
            guard let longer = curl_slist_append(list, "<\(address)>") else {
                curl_slist_free_all(list)
                throw .system(host: host, problem: "curl_slist_append: out of memory")
            }
            list = longer
        }
        let code = ccurl_easy_setopt_list(easy, CURLOPT_MAIL_RCPT, list)
        guard code == CURLE_OK else {
            curl_slist_free_all(list)
            throw .system(host: host, problem: "curl_easy_setopt MAIL_RCPT: \(code.text)")
        }
        return list
    }
}
