/// A value to bind to a statement.
enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)

    init(_ text: String?) {
        self = text.map(SQLiteValue.text) ?? .null
    }

    init(_ integer: Int64?) {
        self = integer.map(SQLiteValue.integer) ?? .null
    }
}
