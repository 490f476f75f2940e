/// A name that templates may use; `docs/templates.md` says what each stands for.
///
/// Every value is escaped for its channel before a template sees it, and an empty one counts as
/// absent in `{{#name}}`.
enum TemplateField: String, CaseIterable, Sendable {
    // The message.
    case id, label, strong
    // The ticket.
    case ticket, link, priority, type, title, status, owner, team, customer
    // One alert.
    case name, subject, rule, started, due, late, left, at, ended, corrected, nudge, missed
    case target, calendar, counted, waited, promises, choice
    // Many at once.
    case reason, count, kinds, examples

    static let message: Set<TemplateField> = [.id, .label, .strong]
    static let ticketFields: Set<TemplateField> = message.union([
        .ticket, .link, .priority, .type, .title, .status, .owner, .team, .customer,
    ])
    static let alert: Set<TemplateField> = ticketFields.union([
        .name, .subject, .rule, .started, .due, .late, .left, .at, .ended, .corrected, .nudge,
        .missed, .target,
        .calendar, .counted, .waited, .promises, .choice,
    ])
    static let member: Set<TemplateField> = message.union([
        .ticket, .link, .priority, .owner, .name, .rule, .due, .late, .left,
    ])
    static let summary: Set<TemplateField> = message.union([.reason, .count, .kinds, .examples])
    static let digest: Set<TemplateField> = message.union([.reason, .count])
}
