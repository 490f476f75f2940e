extension TemplateName {
    /// The template in simplified Chinese; `config/templates/zh-CN` has the same.
    var chineseText: String {
        switch self {
        case .title:
            "{{ticket}}{{#priority}} {{priority}}{{/priority}}{{#type}} {{type}}{{/type}}"
                + "{{#title}} {{title}}{{/title}}"
        case .titleOfSummary: "{{reason}}：{{count}} 张工单已有逾期或应提醒事项"
        case .titleOfDigest: "{{reason}}：{{count}} 条消息合为一条"
        case .titleOfDrill: "这是一次演练，没有工单受影响"
        case .alert:
            "{{strong}}{{name}}{{strong}}{{#subject}}（{{subject}}）{{/subject}}"
                + "{{#due}}：应于 {{due}} 前完成，"
                + "{{#left}}还剩 {{left}}{{/left}}{{^left}}已超时{{#late}} {{late}}{{/late}}{{/left}}"
                + "{{/due}}{{#nudge}}，第 {{nudge}} 次催办{{/nudge}}"
                + "{{#missed}}，另错过 {{missed}} 次{{/missed}}（{{rule}}）"
        case .notice:
            "通知：{{strong}}{{name}}{{strong}}{{#subject}}，{{subject}}{{/subject}}（{{rule}}），"
                + "自 {{started}} 起"
        case .resolved:
            "{{strong}}{{name}}{{strong}}{{#subject}}（{{subject}}）{{/subject}}：{{#corrected}}记录已于 {{corrected}} 更正，此前的超时提醒作废{{/corrected}}{{#ended}}已于 {{ended}} 随工单结束，未完成{{/ended}}{{^ended}}{{^corrected}}已于 {{at}} 完成{{/corrected}}{{/ended}}"
                + "{{#due}}，应于 {{due}} 前{{/due}}{{#late}}，超时 {{late}}{{/late}}（{{rule}}）"
        case .why:
            "依据：自 {{started}} 起{{#target}}，时限 {{target}}（{{calendar}}）{{/target}}"
                + "{{#counted}}，已计 {{counted}}{{/counted}}{{#waited}}，等待 {{waited}} 不计{{/waited}}"
                + "{{#promises}}，已改期 {{promises}} 次{{/promises}}"
        case .member:
            "{{link}}{{#priority}} {{priority}}{{/priority}} {{label}} {{name}}"
                + "{{#due}}，应于 {{due}} 前{{#left}}，还剩 {{left}}{{/left}}"
                + "{{#late}}，已超时 {{late}}{{/late}}{{/due}}{{#owner}}，{{owner}}{{/owner}}（{{rule}}）"
        case .summary: "{{kinds}}\n{{#examples}}逾期最久：{{examples}}{{/examples}}"
        case .owner: "负责人：{{owner}}{{^owner}}无{{/owner}}"
        case .nextWarning: "下一步：如来不及，请提前告知客户原因和新的时间 {{id}}"
        case .nextNudge: "下一步：请告知客户进展，哪怕只是“仍在处理，预计何时完成” {{id}}"
        case .nextBreach: "下一步：请立即处理，并告知客户原因和新的时间 {{id}}"
        case .nextEscalation: "下一步：请接手，或指派他人立即处理，并联系客户 {{id}}"
        case .nextNotice: "下一步：请查看工单并处理 {{id}}"
        case .nextSummary: "这些事项不再逐条通知；请运行 slactl due 查看 {{id}}"
        case .nextResolved: "已了结，无需再处理 {{id}}"
        case .nextDigest: "这些消息不再逐条通知；请运行 slactl due 查看 {{id}}"
        case .nextDrill: "只是演练，无需处理 {{id}}"
        }
    }
}
