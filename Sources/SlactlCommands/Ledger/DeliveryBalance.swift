import ControlProtocol
import Ledger
import Reporting
import Support

/// The law of conservation, in deliveries: what was created is what stands in some state.
struct DeliveryBalance {
    /// The states in the order of the law.
    static let order: [DeliveryState] = [
        .delivered, .accepted, .pending, .held, .dead, .dropped, .folded,
    ]

    /// What the ledger counts by itself.
    let counts: [DeliveryState: Int]
    /// What counting the rows gave; nil where they were not.
    let counted: [DeliveryState: Int]?

    /// Takes the counts that came with deliveries.
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

    /// Makes a balance of counts.
    init(counts: [DeliveryState: Int], counted: [DeliveryState: Int]?) {
        self.counts = counts
        self.counted = counted
    }

    /// How many deliveries there ever were.
    var created: Int { (counted ?? counts).values.reduce(0, +) }

    /// Whether the rows say something else than the counts.
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

    /// The numbers for programs.
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
