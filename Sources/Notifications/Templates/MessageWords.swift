import BusinessTime
import ServiceLevels
import Support

/// The words of messages that are not for templates to choose, and their times.
struct MessageWords {
    let language: Language
    let zone: ZoneRules

    /// What stands behind the prefix, in capitals if a language has them.
    func label(of kind: AlertKind) -> String { kind.text(in: language).uppercased() }

    /// Why many are told as one; nil for a reason that is not known.
    func reason(_ reason: String) -> String? {
        switch reason {
        case "first_start": say("首次启动", "first start")
        case "reload": say("配置更新", "reload")
        case "ledger_lost": say("状态库丢失", "lost ledger")
        case "silence": say("静默结束", "silence over")
        case "maintenance": say("维护结束", "maintenance over")
        case "quiet_hours": say("免打扰时段结束", "quiet hours over")
        case "acknowledged": say("认领到期", "acknowledgement over")
        case "allowance": say("渠道限量", "channel's limit")
        default: nil
        }
    }

    /// That the message stands in for roles in which nobody was found.
    func nobody(in roles: [String]) -> String {
        say(
            "“\(roles.joined(separator: "、"))”无人可通知，改发给您",
            "Nobody was found for \(roles.joined(separator: ", ")): you hear in their place"
        )
    }

    /// How many of each kind: `预警 3，超时 9`.
    func counts(_ kinds: [String: Int]) -> String {
        AlertKind.allCases.compactMap { kind in
            kinds[kind.rawValue].map { "\(label(of: kind)) \($0)" }
        }.joined(separator: say("，", ", "))
    }

    /// The calendar of an explanation, as a value.
    func calendar(_ name: String) -> String {
        name == "always" ? say("自然时间", "round the clock") : say("日历 ", "calendar ") + name
    }

    /// What stands on the button that leads to the ticket.
    var openTicket: String { say("打开工单", "Open the ticket") }

    /// The wall time, with the date if it is another day than now.
    func time(_ instant: Instant, now: Instant) -> String {
        let civil = zone.civil(at: instant)
        var text = Self.pair(civil.time.hour) + ":" + Self.pair(civil.time.minute)
        if civil.time.millisecondOfDay % 60_000 != 0 { text += ":" + Self.pair(civil.time.second) }
        return civil.date == zone.civil(at: now).date ? text : "\(civil.date) \(text)"
    }

    private static func pair(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }
}
