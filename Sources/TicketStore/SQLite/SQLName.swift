/// Names of tables and columns in SQL.
package enum SQLName {
    /// An identifier in SQL.
    package static func quoted(_ name: String) -> String {
        var text = "\""
        for character in name {
            if character == "\"" { text += "\"" }
            text.append(character)
        }
        return text + "\""
    }
}
