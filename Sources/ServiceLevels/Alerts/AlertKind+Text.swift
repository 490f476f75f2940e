extension AlertKind {
    public func text(in language: Language) -> String {
        guard language == .chinese else { return rawValue }
        return switch self {
        case .warning: "预警"
        case .nudge: "催办"
        case .breach: "超时"
        case .escalation: "升级"
        case .notice: "通知"
        case .summary: "汇总"
        case .resolved: "解除"
        case .digest: "合并"
        case .drill: "演练"
        }
    }
}
