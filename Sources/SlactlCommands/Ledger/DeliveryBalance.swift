import ControlProtocol
import Ledger
import Reporting
import Support

/// The law of conservation: every delivery created is in one state.
struct DeliveryBalance {
    /// The states in the order of the law.
    static let order: [DeliveryState] = [
        .delivered, .accepted, .pending, .held, .dead, .dropped, .folded,
    ]

    /// The ledger's own counts.
    let counts: [DeliveryState: Int]
    /// The counts of the rows; nil if they were not counted.
    let counted: [DeliveryState: Int]?

    /// Takes the counts from a result.
    init(_ result: DeliveriesResult) {
        self.init(counts: Self.states(result.counts), counted: result.counted.map(Self.states))
    }

    private static func states(_ counts: [String: Int]) -> [DeliveryState: Int] {
        Dictionary(
            uniqueKeysWithValues: counts.compactMap { name, count in
                DeliveryState(rawValue: name).map { ($0, count) }
            }
        )
    }

    init(counts: [DeliveryState: Int], counted: [DeliveryState: Int]?) {
        self.counts = counts
        self.counted = counted
    }

    /// The number of deliveries ever created.
    var created: Int { (counted ?? counts).values.reduce(0, +) }

    /// Whether the rows contradict the counts.
    var isRefuted: Bool {
        guard let counted else { return false }
        return Self.order.contains { counts[$0] ?? 0 != counted[$0] ?? 0 }
    }

    /// The law with its numbers, on one line.
    var text: String {
        let sum = Self.order.map { "\($0.rawValue) \(counts[$0] ?? 0)" }.joined(separator: " + ")
        let verdict = isRefuted ? " (WRONG: the rows say \(rows))" : " (checked)"
        return "created \(created) = \(sum)\(counted == nil ? "" : verdict)"
    }

    var json: JSONValue {
        var members = Dictionary(
            uniqueKeysWithValues: Self.order.map {
                ($0.rawValue, JSONValue.integer(Int64(counts[$0] ?? 0)))
            }
        )
        members["created"] = .integer(Int64(created))
        members["checked"] = counted == nil ? .null : .bool(!isRefuted)
        return .record(members)
    }

    private var rows: String {
        Self.order.map { "\($0.rawValue) \(counted?[$0] ?? 0)" }.joined(separator: ", ")
    }
}
