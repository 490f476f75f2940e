import Reporting
import Support

/// A test case in the neutral form used for other engines' cases.
struct Vector: Decodable {
    /// A week from a date on.
    struct Version: Decodable {
        var effective_from: String?
        var week: [String: [[String]]]
    }

    /// A holiday: a date, a day of every year, or an object with either.
    struct Holiday: Decodable {
        private enum Key: String, CodingKey {
            case date
        }

        var date: String

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                date = text
            } else {
                date = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .date)
            }
        }
    }

    // Names as in the files.
    var timezone: String?
    var week: [String: [[String]]]?
    var versions: [Version]?
    var holidays: [Holiday]?
    var extra_workdays: [String: [[String]]]?
    var breaks: [String: [[String]]]?
    var op: String
    var mode: String?
    var start: String?
    var at: String?
    var end: String?
    var wall: String?
    var amount_seconds: Double?
    var amount_days: Int?
    var count: Int?
}

/// The id of a test case, decoded by itself so that the answer to a faulty one has it.
struct VectorIdentity: Decodable {
    private enum Key: String, CodingKey {
        case id
    }

    /// The id as answered: a text, a number or null.
    let json: JSONValue

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let number = try? container.decode(Int64.self, forKey: .id) {
            json = .integer(number)
        } else {
            json = JSONValue(try? container.decode(String.self, forKey: .id))
        }
    }
}
