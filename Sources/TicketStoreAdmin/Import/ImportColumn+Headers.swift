extension ImportColumn {
    /// The meanings of headers, by their plain form.
    static let headers: [String: ImportColumn] = {
        var headers: [String: ImportColumn] = [:]
        for (column, names) in names {
            for name in names { headers[plain(name)] = column }
        }
        return headers
    }()

    private static let names: [(ImportColumn, [String])] = [
        (
            .id,
            [
                "需求编号", "编号", "工单编号", "工单号", "单号", "工单ID", "id", "ticket", "ticket id",
                "ticket number", "number", "no.", "key", "issue key", "case number",
            ]
        ),
        (
            .attribute("customer"),
            [
                "客户", "客户名称", "客户姓名", "客户信息", "客户信息(姓名*)", "客户信息(姓名)", "姓名",
                "customer", "customer name", "requester", "reporter",
            ]
        ),
        (
            .attribute("contact"),
            [
                "联系方式", "联系方式(脱敏)", "客户联系方式", "联系电话", "电话", "手机", "手机号", "contact",
                "contact (masked)", "phone",
            ]
        ),
        (.attribute("kind"), ["需求类型", "类型", "工单类型", "问题类型", "kind", "type", "category"]),
        (.attribute("priority"), ["优先级", "等级", "级别", "priority", "level"]),
        (
            .received,
            [
                "接收时间", "受理时间", "收到时间", "提交时间", "提出时间", "登记时间", "创建时间", "received",
                "received at", "received time", "created", "created at", "created time",
                "opened at",
            ]
        ),
        (.attribute("first_responder"), ["首次响应人", "第一响应人", "响应人", "first responder", "responder"]),
        (
            .ignored,
            [
                "响应时限", "响应截止时间", "处理时限", "解决时限", "序号", "response due", "response deadline",
                "resolution due",
            ]
        ),
        (
            .firstResponse,
            [
                "实际响应时间", "响应时间", "首次响应时间", "actual response", "first response", "response time",
                "first response at",
            ]
        ),
        (
            .progress,
            [
                "处理进度", "处理进度/处理结果", "处理进度/结果", "进度", "progress", "progress or result",
                "progress/result",
            ]
        ),
        (.result, ["处理结果", "结果", "解决方案", "result", "resolution"]),
        (
            .resolved,
            [
                "解决时间", "处理完成时间", "完成时间", "办结时间", "resolved", "resolved at", "solved",
                "solved at", "resolution date", "resolution time",
            ]
        ),
        (
            .feedback,
            [
                "客户反馈", "客户反馈(满意/不满意)", "反馈", "满意度", "满意度评分", "客户满意度评分", "客户满意度", "feedback",
                "customer feedback",
            ]
        ),
        (.closed, ["关闭时间", "结案时间", "closed", "closed at", "closed time", "close date"]),
        (.note, ["备注", "note", "notes", "remark", "remarks"]),
        (
            .attribute("owner"),
            ["负责人", "处理人", "责任人", "跟进人", "owner", "assigned to", "assignee", "agent"]
        ),
        (.attribute("status"), ["状态", "处理状态", "工单状态", "status", "state"]),
        (
            .attribute("product"),
            [
                "产品", "服务", "产品/服务", "产品或服务", "product", "service", "product/service",
                "product or service",
            ]
        ),
        (.attribute("title"), ["标题", "主题", "title", "subject", "summary"]),
        (.attribute("description"), ["描述", "问题描述", "需求描述", "需求内容", "问题内容", "description"]),
        (.attribute("request"), ["诉求", "客户诉求", "客户要求", "request"]),
        (.attribute("supervisor"), ["主管", "客服主管", "supervisor"]),
        (.attribute("team"), ["组", "处理组", "team", "group"]),
        (.attribute("department"), ["部门", "department"]),
        (.attribute("departments"), ["协作部门", "协同部门", "co-operating departments", "departments"]),
        (.attribute("tier"), ["客户等级", "客户级别", "tier"]),
        (.attribute("channel"), ["渠道", "来源", "受理渠道", "channel", "source"]),
        (.attribute("preferred_channel"), ["偏好联系方式", "客户偏好的联系方式", "preferred channel"]),
        (.attribute("mood"), ["情绪", "客户情绪", "mood"]),
        (.attribute("tags"), ["标签", "tags"]),
        (.attribute("queue"), ["队列", "queue"]),
    ]
}
