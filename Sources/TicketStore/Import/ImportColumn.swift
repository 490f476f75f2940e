/// What a column of an imported table means.
enum ImportColumn: Hashable {
    case id
    case received
    case firstResponse
    case resolved
    case closed
    case progress
    case result
    case feedback
    case note
    case attribute(String)
    /// Known, and not needed: the policies compute it.
    case ignored

    /// The meaning of a header: an English or Chinese name of the tracking table's columns, or
    /// any column of the store.
    init?(header: String, attributes: Set<String>) {
        let plain = Self.plain(header)
        if let known = Self.headers[plain] {
            self = known
            return
        }
        guard let name = attributes.first(where: { Self.plain($0) == plain }) else { return nil }
        self = .attribute(name)
    }

    /// Without case, white space, and marks between words.
    private static func plain(_ text: String) -> String {
        String(text.lowercased().filter { !$0.isWhitespace && !"_-/*:：（）()".contains($0) })
    }

    private static let headers: [String: ImportColumn] = {
        var headers: [String: ImportColumn] = [:]
        for (column, names) in names {
            for name in names { headers[plain(name)] = column }
        }
        return headers
    }()

    private static let names: [(ImportColumn, [String])] = [
        (.id, ["需求编号", "编号", "工单编号", "工单号", "id", "ticket", "ticket id", "number", "no."]),
        (.attribute("customer"), ["客户", "客户名称", "客户姓名", "customer", "customer name"]),
        (.attribute("contact"), ["联系方式", "客户联系方式", "联系电话", "电话", "contact", "phone"]),
        (.attribute("kind"), ["需求类型", "类型", "工单类型", "kind", "type", "category"]),
        (.attribute("priority"), ["优先级", "等级", "级别", "priority", "level"]),
        (.received, ["接收时间", "受理时间", "收到时间", "提交时间", "received", "received at", "received time"]),
        (.attribute("first_responder"), ["首次响应人", "第一响应人", "first responder", "responder"]),
        (.ignored, ["响应时限", "响应截止时间", "response due", "response deadline"]),
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
        (.resolved, ["解决时间", "resolved", "resolved at"]),
        (.feedback, ["客户反馈", "反馈", "满意度", "客户满意度", "feedback", "customer feedback"]),
        (.closed, ["关闭时间", "结案时间", "closed", "closed at"]),
        (.note, ["备注", "note", "notes", "remark", "remarks"]),
        (.attribute("owner"), ["负责人", "处理人", "owner", "assignee", "agent"]),
        (.attribute("status"), ["状态", "处理状态", "status", "state"]),
        (
            .attribute("product"),
            [
                "产品", "服务", "产品/服务", "产品或服务", "product", "service", "product/service",
                "product or service",
            ]
        ),
        (.attribute("title"), ["标题", "主题", "title", "subject"]),
        (.attribute("description"), ["描述", "问题描述", "需求描述", "description"]),
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
