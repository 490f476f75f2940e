import ServiceLevels

/// What a ticket's record still lacks, in words.
enum MissingFields {
    private static let names: [String: [Language: String]] = [
        "customer": [.chinese: "客户", .english: "customer"],
        "contact": [.chinese: "联系方式", .english: "contact"],
        "description": [.chinese: "问题描述", .english: "description"],
        "product": [.chinese: "产品", .english: "product"],
        "request": [.chinese: "客户诉求", .english: "what the customer asks for"],
    ]

    /// `缺少：联系方式、产品`, columns of a shop's own by their names; nil if nothing is missing.
    static func text(_ columns: [String], in language: Language) -> String? {
        if columns.isEmpty { return nil }
        let words = columns.map { names[$0]?[language] ?? $0 }
        return switch language {
        case .chinese: "缺少：" + words.joined(separator: "、")
        case .english: "missing: " + words.joined(separator: ", ")
        }
    }
}
