import BusinessTime
import Notifications
import ServiceLevels
import Support

/// Reads maintenance windows: `[{name: upgrade, from: …, to: …, when: {queue: crm}}, …]`.
struct MaintenanceReader {
    let zone: ZoneRules
    let calendars: [String: BusinessCalendar]

    func read(_ place: YAMLValue?, slots: inout AttributeLayout) -> [MaintenanceWindow] {
        (place?.items ?? []).compactMap { readWindow($0, slots: &slots) }
    }

    private func readWindow(
        _ place: YAMLValue,
        slots: inout AttributeLayout
    ) -> MaintenanceWindow? {
        let fields = StrictMapping(place)
        let name = fields.required("name")?.text
        let when = fields["when"].map { PredicateReader().read($0, slots: &slots) } ?? .always
        let from = fields["from"]
        let to = fields["to"]
        let during = fields["during"]
        fields.finish()
        let time: MaintenanceWindow.Time?
        switch (from, to, during) {
        case (let from?, let to?, nil): time = span(from, to)
        case (nil, nil, let during?): time = calendar(during).map { .whileOpen($0) }
        default:
            place.report("needs 'from' and 'to', or 'during' with the name of a calendar")
            time = nil
        }
        guard let name, let time else { return nil }
        return MaintenanceWindow(name: name, when: when, time: time)
    }

    private func span(_ from: YAMLValue, _ to: YAMLValue) -> MaintenanceWindow.Time? {
        guard let start = from.parse(parseWall)?.instant(in: zone, isEnd: false),
            let end = to.parse(parseWall)?.instant(in: zone, isEnd: true)
        else { return nil }
        if end <= start {
            to.report("is not after 'from'")
            return nil
        }
        // A permanent silence calls for other rules.
        if end - start > .days(31) {
            to.report("is more than 31 days after 'from'; change the policy instead")
            return nil
        }
        return .span(from: start, until: end)
    }

    private func calendar(_ place: YAMLValue) -> BusinessCalendar? {
        guard let name = place.text else { return nil }
        guard let calendar = calendars[name] else {
            let hint = nearestName(to: name, in: calendars.keys).map { "; did you mean '\($0)'?" }
            place.report("there is no calendar '\(name)'\(hint ?? "")")
            return nil
        }
        if name == "always" {
            place.report("'always' never ends: nothing would ever be told")
            return nil
        }
        return calendar
    }
}
