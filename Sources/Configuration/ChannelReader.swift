import BusinessTime
import Delivery
import Foundation
import ServiceLevels

extension ConfigurationReader {
    /// Reads the channels: `{hook: {type: webhook, url: …, secret_file: …}}`.
    func readChannels(_ place: Place?) -> [String: ChannelSettings] {
        var channels: [String: ChannelSettings] = [:]
        for (name, value) in place?.entries ?? [] {
            channels[name] = readChannel(value)
        }
        return channels
    }

    private func readChannel(_ place: Place) -> ChannelSettings? {
        let fields = Fields(place)
        guard let type = fields.required("type"), let kind = type.text else { return nil }
        let kinds = ["webhook", "email", "console", "journal"]
        let settings: ChannelSettings?
        switch kind {
        case "console": settings = .console
        case "journal": settings = .journal
        case "email": settings = readMail(fields).map(ChannelSettings.email)
        case "webhook": settings = readWebhook(fields).map(ChannelSettings.webhook)
        default:
            let hint = nearestName(to: kind, in: kinds).map { "; did you mean '\($0)'?" } ?? ""
            type.report("'\(kind)' is none of \(kinds.joined(separator: ", "))\(hint)")
            return nil
        }
        fields.finish()
        return settings
    }

    private func readWebhook(_ fields: Fields) -> WebhookSettings? {
        let secrets = [
            readSecret(fields, credential: "secret_credential", file: "secret_file"),
            readSecret(
                fields,
                credential: "former_secret_credential",
                file: "former_secret_file"
            ),
        ].compactMap(\.self)
        let unsigned = fields["unsigned"]?.flag ?? false
        let plain = fields["allow_plain_http"]?.flag ?? false
        let address = fields.required("url")
        let caFile = fields["ca_file"]?.text.map(files.path(of:))
        let certificate = fields["client_certificate_file"]?.text.map(files.path(of:))
        let key = fields["client_key_file"]?.text.map(files.path(of:))
        let proxy = fields["proxy"]?.text
        let timeout = fields["timeout"]?.parse(parsePositiveSpan) ?? .seconds(15)
        if timeout > .minutes(1) { fields.place.report("'timeout' may be a minute at most") }
        if secrets.isEmpty, !unsigned, fields.place.diagnostics.issues.isEmpty {
            fields.place.report(
                "has no 'secret_credential' or 'secret_file' to sign with; "
                    + "say 'unsigned: true' where the receiver really cannot check"
            )
        }
        guard let address, let url = address.text else { return nil }
        if let problem = HTTPAddress.problem(url, allowPlainHTTP: plain) {
            address.report(problem)
        }
        return WebhookSettings(
            url: url,
            secrets: secrets,
            tls: TLSOptions(caFile: caFile, certificateFile: certificate, keyFile: key),
            proxy: proxy,
            allowPlainHTTP: plain,
            timeout: timeout
        )
    }

    private func readSecret(
        _ fields: Fields,
        credential: String,
        file: String
    ) -> WebhookSecret? {
        guard let place = fields[credential] ?? fields[file], let name = place.text else {
            return nil
        }
        let isCredential = place.key.hasSuffix(credential)
        let text: String
        switch secrets {
        case .none:
            // Well-formed and of no use: nothing is signed with it.
            text = "whsec_" + String(repeating: "A", count: 32)
        case .files where isCredential:
            place.report("credential '\(name)': \(MissingCredential())")
            return nil
        case .credentials(let read) where isCredential:
            do {
                text = try read(name)
            } catch {
                place.report("credential '\(name)': \(error)")
                return nil
            }
        case .files, .credentials:
            let path = files.path(of: name)
            guard let data = FileManager.default.contents(atPath: path), data.count <= 4096 else {
                place.report("cannot read the secret in \(path)")
                return nil
            }
            text = String(decoding: data, as: UTF8.self)
        }
        do {
            return try WebhookSecret(text)
        } catch {
            place.report("\(error)")
            return nil
        }
    }
}
