import BusinessTime
import Delivery
import Foundation
import ServiceLevels

extension ConfigurationReader {
    /// Reads a mail channel: `{type: email, url: smtp://…, from: …, password_file: …}`.
    func readMail(_ fields: Fields) -> MailSettings? {
        let url = fields.required("url")
        let from = fields.required("from").flatMap(readAddress)
        let to = fields["to"]?.items.compactMap(readAddress) ?? []
        let username = fields["username"]
        let password = readPassword(fields)
        let caFile = fields["ca_file"]?.text.map(files.path(of:))
        let plain = fields["allow_plain"]?.flag ?? false
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
            timeout: timeout
        )
    }

    private func readAddress(_ place: Place) -> MailAddress? {
        place.parse { text throws(ValueError) in
            if let address = MailAddress(text) { return address }
            throw ValueError("'\(ContactMask.masked(text))' is no mail address")
        }
    }

    /// The password as the credential or the file has it, without a line's end.
    private func readPassword(_ fields: Fields) -> String? {
        let credential = fields["password_credential"]
        let file = fields["password_file"]
        if credential != nil, let file {
            file.report("is given beside 'password_credential'; one of them is enough")
        }
        guard let place = credential ?? file, let name = place.text else { return nil }
        var text: String
        switch secrets {
        case .none: return "unread"
        case .files where credential != nil:
            place.report(
                "credential '\(name)': credentials are there only in the service; use "
                    + "'password_file' to try it by hand"
            )
            return nil
        case .credentials(let read) where credential != nil:
            do {
                text = try read(name)
            } catch {
                place.report("credential '\(name)': \(error)")
                return nil
            }
        case .files, .credentials:
            let path = files.path(of: name)
            guard let data = FileManager.default.contents(atPath: path), data.count <= 4096,
                let contents = String(data: data, encoding: .utf8)
            else {
                place.report("cannot read the password in \(path)")
                return nil
            }
            text = contents
        }
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty, !text.contains(where: { $0.isNewline || $0 == "\0" }) else {
            place.report("the password must be one line")
            return nil
        }
        return text
    }
}
