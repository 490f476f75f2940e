/// A value to bind to a statement.
package enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)

    package init(_ text: String?) {
        self = text.map(SQLiteValue.text) ?? .null
    }

    package init(_ integer: Int64?) {
        self = integer.map(SQLiteValue.integer) ?? .null
    }
}
