import Channels
import Notifications
import Transport

extension ConfigurationReader {
    /// Reads a chat room: `{type: dingtalk, url_file: …, secret_file: …, keyword: …}`.
    func readChat(_ vendor: ChatVendor, _ fields: StrictMapping) -> ChatSettings? {
        let connection = readConnection(fields)
        let secret = readChatSecret(vendor, fields)
        let keyword = fields["keyword"].flatMap { readKeyword($0, vendor) }
        let mention = fields["mention"]?.choice(MentionRule.self) ?? .persons
        if mention == .all, !vendor.canMentionAll {
            fields.place.report("'mention: all': \(vendor.name) has no way to call all in a room")
        }
        let rateLimit = fields["allowance"]?.parse(parseAllowance)
        guard let address = readAddress(vendor, fields) else { return nil }
        let url: String
        do {
            url = try vendor.address(from: address.text)
        } catch {
            address.place.report("\(error)")
            return nil
        }
        if let problem = HTTPAddress.problem(url, allowPlainHTTP: connection.allowPlainHTTP) {
            address.place.report(problem)
        }
        if let doubt = vendor.doubt(about: url) { diagnostics.warn(doubt, at: address.place) }
        return ChatSettings(
            vendor: vendor,
            url: url,
            secret: secret,
            keyword: keyword,
            mention: mention,
            connection: connection,
            rateLimit: rateLimit
        )
    }

    /// The address, which holds a token and therefore is in the file itself only on request.
    private func readAddress(_ vendor: ChatVendor, _ fields: StrictMapping) -> SecretText? {
        let insists = fields["allow_url_in_file"]?.flag ?? false
        let standIn = vendor.placeholderAddress
        var found = ["url", "token"].compactMap { readSecret($0, in: fields, standIn: standIn) }
        if let place = fields["url"], let text = place.text {
            if !insists, !HTTPAddress.isLoopback(text) {
                place.report(
                    "the address holds a token, which is a secret: put it into a file of its own "
                        + "and name that by 'url_file', or by 'url_credential' what the unit "
                        + "loads; or say 'allow_url_in_file: true'"
                )
            }
            found.append(SecretText(text: text, place: place))
        }
        if found.count > 1 { fields.place.report("has more than one address") }
        if found.isEmpty, !fields.place.diagnostics.issues.contains(where: isOf(fields.place)) {
            fields.place.report(
                "has no 'url_credential' or 'url_file' that names the address to post to"
            )
        }
        return found.first
    }

    /// Whether a fault lies within a value, which then is not missing but faulty.
    private func isOf(_ place: YAMLValue) -> (ConfigurationError.Issue) -> Bool {
        { $0.file == place.file && $0.key.hasPrefix(place.key + ".") }
    }

    private func readChatSecret(_ vendor: ChatVendor, _ fields: StrictMapping) -> ChatSecret? {
        let standIn = ChatVendor.placeholderSecret
        guard let secret = readSecret("secret", in: fields, standIn: standIn) else { return nil }
        guard vendor.canSign else {
            secret.place.report("\(vendor.name) checks no signatures; leave it out")
            return nil
        }
        guard let read = ChatSecret(secret.text) else {
            secret.place.report("the secret is empty, or has blanks in it")
            return nil
        }
        return read
    }

    /// A word that the robot requires; the title of every message has it.
    private func readKeyword(_ place: YAMLValue, _ vendor: ChatVendor) -> String? {
        place.parse { text throws(ValueError) in
            let limit = vendor == .dingtalk ? 10 : 50
            guard !text.isEmpty, text.count <= limit, !text.contains(where: \.isNewline) else {
                throw ValueError("'\(text)' is no keyword: it must have 1 to \(limit) characters")
            }
            // A word with markup would be escaped, and the robot would not find it.
            guard Markup.allCases.allSatisfy({ $0.escape(text) == text }) else {
                throw ValueError("'\(text)' is no keyword: it may have letters and digits alone")
            }
            return text
        }
    }
}
