import BusinessTime
import Channels
import ServiceLevels
import Support
import Transport

extension ConfigurationReader {
    /// Reads a mail channel: `{type: email, url: smtp://…, from: …, password_file: …}`.
    func readMail(_ fields: StrictMapping) -> MailSettings? {
        let url = fields.required("url")
        let from = fields.required("from").flatMap(readAddress)
        let to = fields["to"]?.items.compactMap(readAddress) ?? []
        let username = fields["username"]
        let password = readPassword(fields)
        let caFile = fields["ca_file"]?.text.map(files.path(of:))
        let plain = fields["allow_plain"]?.flag ?? false
        let rateLimit = fields["allowance"]?.parse(parseAllowance)
        let timeout = fields["timeout"]?.parse(parsePositiveSpan) ?? .seconds(30)
        if timeout > .minutes(2) { fields.place.report("'timeout' may be two minutes at most") }
        if let username, password == nil, fields.place.diagnostics.issues.isEmpty {
            username.report("needs 'password_credential' or 'password_file' beside it")
        }
        if username == nil, password != nil {
            fields.place.report("has a password and no 'username' to log in as")
        }
        guard let url, let text = url.text, let from else { return nil }
        if let problem = MailSettings.problem(url: text) { url.report(problem) }
        return MailSettings(
            url: text,
            from: from,
            to: to,
            username: username?.text,
            password: password,
            tls: TLSOptions(caFile: caFile),
            allowPlain: plain,
            timeout: timeout,
            rateLimit: rateLimit
        )
    }

    private func readAddress(_ place: YAMLValue) -> MailAddress? {
        place.parse { text throws(ValueError) in
            if let address = MailAddress(text) { return address }
            throw ValueError("'\(ContactMask.masked(text))' is no mail address")
        }
    }

    /// The password from the credential or file, without its end of line.
    private func readPassword(_ fields: StrictMapping) -> String? {
        guard let secret = readSecret("password", in: fields, standIn: "unread") else { return nil }
        var text = secret.text
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty, !text.contains(where: { $0.isNewline || $0 == "\0" }) else {
            secret.place.report("the password must be one line")
            return nil
        }
        return text
    }
}
