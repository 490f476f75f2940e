extension TemplateName {
    /// The template in English; `config/templates/en` has the same.
    var englishText: String {
        switch self {
        case .title:
            "{{ticket}}{{#priority}} {{priority}}{{/priority}}{{#type}} {{type}}{{/type}}"
                + "{{#title}} {{title}}{{/title}}"
        case .titleOfSummary: "{{reason}}: {{count}} tickets already have something due"
        case .titleOfDigest: "{{reason}}: {{count}} messages in one"
        case .titleOfDrill: "This is a drill; no ticket is affected"
        case .alert:
            "{{strong}}{{name}}{{strong}}{{#subject}} ({{subject}}){{/subject}}"
                + "{{#due}}: due {{due}}, "
                + "{{#left}}{{left}} left{{/left}}{{^left}}{{#late}}{{late}} {{/late}}late{{/left}}"
                + "{{/due}}{{#nudge}}, nudge {{nudge}}{{/nudge}}"
                + "{{#missed}}, {{missed}} more missed{{/missed}} ({{rule}})"
        case .notice:
            "Notice: {{strong}}{{name}}{{strong}}{{#subject}}, {{subject}}{{/subject}} ({{rule}}), "
                + "since {{started}}"
        case .resolved:
            "{{strong}}{{name}}{{strong}}{{#subject}} ({{subject}}){{/subject}}: {{#corrected}}the record was corrected {{corrected}}, the earlier alert no longer holds{{/corrected}}{{#ended}}ended {{ended}} with the ticket, not done{{/ended}}{{^ended}}{{^corrected}}done {{at}}{{/corrected}}{{/ended}}"
                + "{{#due}}, due {{due}}{{/due}}{{#late}}, {{late}} late{{/late}} ({{rule}})"
        case .why:
            "Why: since {{started}}{{#target}}, target {{target}} ({{calendar}}){{/target}}"
                + "{{#counted}}, {{counted}} counted{{/counted}}"
                + "{{#waited}}, {{waited}} of waiting left out{{/waited}}"
                + "{{#promises}}, promised anew {{promises}} times{{/promises}}"
        case .member:
            "{{link}}{{#priority}} {{priority}}{{/priority}} {{label}} {{name}}"
                + "{{#due}}, due {{due}}{{#left}}, {{left}} left{{/left}}"
                + "{{#late}}, {{late}} late{{/late}}{{/due}}{{#owner}}, {{owner}}{{/owner}} ({{rule}})"
        case .summary: "{{kinds}}\n{{#examples}}Late for longest: {{examples}}{{/examples}}"
        case .owner: "Owner: {{owner}}{{^owner}}none{{/owner}}"
        case .nextWarning:
            "Next: if you cannot make it, tell the customer beforehand why, and a new time {{id}}"
        case .nextNudge:
            "Next: tell the customer how things stand, even if only when to expect news {{id}}"
        case .nextBreach: "Next: see to it now, and tell the customer why and a new time {{id}}"
        case .nextEscalation:
            "Next: take over or have somebody see to it now, and call the customer {{id}}"
        case .nextNotice: "Next: look at the ticket and see to it {{id}}"
        case .nextSummary: "They are not told one by one; see 'slactl due' {{id}}"
        case .nextResolved: "Settled; nothing left to do {{id}}"
        case .nextDigest: "They are not told one by one; see 'slactl due' {{id}}"
        case .nextDrill: "Only a drill; nothing to do {{id}}"
        }
    }
}
