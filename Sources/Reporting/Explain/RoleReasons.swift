import BusinessTime
import Configuration
import People
import ServiceLevels
import Support

extension Explanation {
    /// The roles notified here, and why they have these persons at the moment.
    ///
    /// Roles that are notified as a whole are left out.
    var roles: [(role: String, reasons: [Resolution.Reason])] {
        var names: [String] = []
        let points = cycles.flatMap { $0.reading.reached + $0.reading.ahead }
        for role in points.flatMap(\.step.roles) + notices.flatMap(\.notice.roles)
        where !names.contains(role) {
            names.append(role)
        }
        return names.compactMap { role in
            let reasons = configuration.people.resolve(role, for: ticket, at: now).reasons
            return reasons.isEmpty ? nil : (role, reasons)
        }
    }
}

/// Words why roles have their persons.
struct RoleReasons {
    let page: ExplanationPage

    /// The block; nil if the files name no persons.
    var text: String? {
        let roles = page.explanation.roles
        if people.persons.isEmpty || roles.isEmpty { return nil }
        var fields = FieldLines()
        for (role, reasons) in roles { fields.add(role, lines(role, reasons)) }
        return say("此刻人选", "persons now") + "\n" + fields.text(indent: "  ")
    }

    private var people: Directory { page.explanation.configuration.people }

    private func say(_ chinese: String, _ english: String) -> String {
        page.say(chinese, english)
    }

    private func lines(_ role: String, _ reasons: [Resolution.Reason]) -> [String] {
        let deputies = Set(
            reasons.compactMap { reason -> String? in
                guard case .deputy(_, let deputy, _) = reason.finding else { return nil }
                return deputy
            }
        )
        return reasons.compactMap { reason in
            guard let finding = text(reason.finding, deputies) else { return nil }
            let whose = reason.role == role ? "" : "\(reason.role): "
            return whose + (reason.source.map { "\(text($0)): " } ?? "") + finding
        }
    }

    private func text(_ finding: Resolution.Finding, _ deputies: Set<String>) -> String? {
        switch finding {
        case .found(let ids):
            // Deputies are named with the reason.
            let others = ids.filter { !deputies.contains($0) }
            return others.isEmpty ? nil : others.map(name).joined(separator: say("，", ", "))
        case .unlisted(let name):
            return ContactMask.masked(name) + say("（不在名单中）", " (not in the files)")
        case .deputy(let absent, let deputy, let until):
            return say(
                "\(name(deputy)) 代 \(name(absent))（\(away(until))）",
                "\(name(deputy)) for \(name(absent)), \(away(until))"
            )
        case .away(let absent, let until):
            return say(
                "\(name(absent)) \(away(until))，无人代理",
                "\(name(absent)) \(away(until)), and no deputy is there"
            )
        case .nobody: return say("无人", "nobody")
        case .fallback(let roles):
            let list = roles.joined(separator: say("，", ", "))
            return say("由 \(list) 代替", "left to \(list)")
        }
    }

    private func away(_ until: Instant) -> String {
        if until == .distantFuture { return say("不在", "away") }
        return say("不在，至 \(page.wall.text(until))", "away until \(page.wall.text(until))")
    }

    private func text(_ source: RoleSource) -> String {
        if page.language == .english { return source.text }
        switch source {
        case .attribute(let name): return "字段 \(name)"
        case .persons: return "指定人员"
        case .group(let name): return "组 \(name)"
        case .groupNamed(let name): return "字段 \(name) 所指的组"
        case .headOf(let name): return "字段 \(name) 所指组的负责人"
        case .roster(let name): return "值班表 \(name)"
        case .superiorOf(let role): return "\(role) 的上级"
        }
    }

    private func name(_ id: String) -> String {
        ContactMask.masked(people.persons[id]?.name ?? id)
    }
}
