import ServiceLevels

/// Reads a person's handles: `{dingtalk: "13800000001", email: zhang@example.com}`.
struct HandleReader {
    /// The channel types with handles.
    static let types = [
        "dingtalk", "wecom", "feishu", "lark", "slack", "teams", "mattermost", "email",
    ]
    /// The maximum length of a name or handle.
    static let maximumLength = 200

    /// The kinds of channels by name.
    let channels: [String: String]

    /// Reads handles by channel or type, in the form required by the type.
    func read(_ place: YAMLValue?) -> [String: String] {
        var handles: [String: String] = [:]
        for (name, value) in place?.entries ?? [] {
            let type = channels[name] ?? name
            if channels[name] == nil, !Self.types.contains(name) {
                value.reportUnknown(
                    "channel or type of channel",
                    name,
                    among: Self.types + channels.keys
                )
                continue
            }
            guard let text = value.plainText else { continue }
            switch type {
            case "dingtalk":
                if let handle = dingTalkHandle(text) {
                    handles[name] = handle
                } else {
                    value.report(
                        "'\(text)' is neither a telephone number nor a user id, by which DingTalk "
                            + "knows people"
                    )
                }
            case "email" where !isAddress(text):
                value.report("'\(text)' is no mail address")
            default: handles[name] = text
            }
        }
        return handles
    }

    /// A telephone number as DingTalk writes it, or a user id; nil for neither.
    ///
    /// A digit or plus at the start makes it a number. Chinese numbers have no country code, others
    /// are written `+1-2345678901`.
    private func dingTalkHandle(_ text: String) -> String? {
        guard let first = text.first, first == "+" || ("0"..."9").contains(first) else {
            let isID = text.unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
            return isID ? text : nil
        }
        guard isPhone(text) else { return nil }
        let parts = text.split { $0 == "-" || $0 == " " }
        let number = parts.joined()
        if number.hasPrefix("+861"), number.count == 14 { return String(number.dropFirst(3)) }
        guard first == "+", parts.count > 1 else { return number }
        return "\(parts[0])-\(parts.dropFirst().joined())"
    }

    /// Seven to fifteen digits, optionally with a leading plus, hyphens and blanks.
    private func isPhone(_ text: String) -> Bool {
        let rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        let digits = rest.filter { ("0"..."9").contains($0) }
        return (7...15).contains(digits.count) && rest.first?.isNumber == true
            && rest.allSatisfy { ("0"..."9").contains($0) || "- ".contains($0) }
    }

    /// One at sign between an account and a host name, without blanks.
    private func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let host = parts.last, !parts[0].isEmpty else { return false }
        let marks = "<>(),;:\"[]\\"
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return text.allSatisfy { !$0.isWhitespace && !marks.contains($0) }
            && labels.allSatisfy { !$0.isEmpty && !$0.hasPrefix("-") }
    }
}

extension YAMLValue {
    /// The text if it is not empty, not too long and without control characters.
    var plainText: String? {
        guard let text else { return nil }
        guard let fault = nameFault(text) else { return text }
        report("'\(text.shown)' \(fault)")
        return nil
    }
}

/// The fault of a name or handle, if any.
func nameFault(_ text: String) -> String? {
    if text.allSatisfy(\.isWhitespace) { return "is empty" }
    if text.count > HandleReader.maximumLength {
        return "has more than \(HandleReader.maximumLength) characters"
    }
    let unwanted = text.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
    return unwanted ? "has control characters in it" : nil
}

extension String {
    /// The start of the text without control characters, for messages.
    var shown: String {
        let plain = unicodeScalars.prefix(40).map { scalar in
            scalar.properties.generalCategory == .control ? " " : String(scalar)
        }
        return plain.joined() + (unicodeScalars.count > 40 ? "…" : "")
    }
}
