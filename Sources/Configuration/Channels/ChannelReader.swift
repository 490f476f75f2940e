import BusinessTime
import Channels
import ServiceLevels
import Support
import Transport

extension ConfigurationReader {
    /// Reads the channels: `{hook: {type: webhook, url: …, secret_file: …}}`.
    ///
    /// - Returns: the valid channels, and the names of all.
    func readChannels(
        _ place: YAMLValue?
    ) -> (channels: [String: ChannelSettings], names: Set<String>) {
        var channels: [String: ChannelSettings] = [:]
        let entries = place?.entries ?? []
        for (name, value) in entries { channels[name] = readChannel(value) }
        return (channels, Set(entries.map(\.name)))
    }

    private func readChannel(_ place: YAMLValue) -> ChannelSettings? {
        let fields = StrictMapping(place)
        guard let type = fields.required("type"), let kind = type.text else { return nil }
        let settings: ChannelSettings?
        switch kind {
        case "console": settings = .console
        case "journal": settings = .journal
        case "email": settings = readMail(fields).map(ChannelSettings.email)
        case "webhook": settings = readWebhook(fields).map(ChannelSettings.webhook)
        default:
            guard let vendor = ChatVendor(rawValue: kind) else {
                let kinds =
                    ["webhook", "email", "console", "journal"] + ChatVendor.allCases.map(\.rawValue)
                let hint = nearestName(to: kind, in: kinds).map { "; did you mean '\($0)'?" } ?? ""
                type.report("'\(kind)' is none of \(kinds.joined(separator: ", "))\(hint)")
                return nil
            }
            settings = readChat(vendor, fields).map(ChannelSettings.chat)
        }
        fields.finish()
        return settings
    }

    private func readWebhook(_ fields: StrictMapping) -> WebhookSettings? {
        let secrets = ["secret", "former_secret"].compactMap { readWebhookSecret($0, fields) }
        let unsigned = fields["unsigned"]?.flag ?? false
        let address = fields.required("url")
        let connection = readConnection(fields)
        let rateLimit = fields["allowance"]?.parse(parseAllowance)
        if secrets.isEmpty, !unsigned, fields.place.diagnostics.issues.isEmpty {
            fields.place.report(
                "has no 'secret_credential' or 'secret_file' to sign with; "
                    + "say 'unsigned: true' where the receiver really cannot check"
            )
        }
        guard let address, let url = address.text else { return nil }
        if let problem = HTTPAddress.problem(url, allowPlainHTTP: connection.allowPlainHTTP) {
            address.report(problem)
        }
        return WebhookSettings(
            url: url,
            secrets: secrets,
            connection: connection,
            rateLimit: rateLimit
        )
    }

    private func readWebhookSecret(_ name: String, _ fields: StrictMapping) -> WebhookSecret? {
        let standIn = "whsec_" + String(repeating: "A", count: 32)
        guard let secret = readSecret(name, in: fields, standIn: standIn) else { return nil }
        do {
            return try WebhookSecret(secret.text)
        } catch {
            secret.place.report("\(error)")
            return nil
        }
    }

    /// Reads what all HTTP channels have in common.
    func readConnection(_ fields: StrictMapping) -> ConnectionSettings {
        let timeout = fields["timeout"]?.parse(parsePositiveSpan) ?? .seconds(15)
        if timeout > .minutes(1) { fields.place.report("'timeout' may be a minute at most") }
        return ConnectionSettings(
            tls: TLSOptions(
                caFile: fields["ca_file"]?.text.map(files.path(of:)),
                certificateFile: fields["client_certificate_file"]?.text.map(files.path(of:)),
                keyFile: fields["client_key_file"]?.text.map(files.path(of:))
            ),
            proxy: fields["proxy"]?.text,
            allowPlainHTTP: fields["allow_plain_http"]?.flag ?? false,
            timeout: timeout
        )
    }
}
