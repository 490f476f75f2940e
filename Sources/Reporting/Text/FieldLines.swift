/// Labels and values below each other, the values aligned by what a terminal shows.
package struct FieldLines {
    private var fields: [(label: String, lines: [String])] = []

    /// Makes an empty list.
    package init() {}

    /// Adds a value, or several below each other; none adds nothing.
    package mutating func add(_ label: String, _ lines: [String]) {
        if !lines.isEmpty { fields.append((label, lines.map(\.withoutControls))) }
    }

    /// Adds a value.
    package mutating func add(_ label: String, _ value: String) {
        add(label, [value])
    }

    /// The lines, two spaces between label and value.
    package func text(indent: String = "") -> String {
        let width = fields.map(\.label.displayWidth).max() ?? 0
        return fields.flatMap { field in
            field.lines.enumerated().map { index, line in
                let label = index == 0 ? field.label : ""
                let gap = String(repeating: " ", count: width - label.displayWidth + 2)
                return line.isEmpty ? indent + label : indent + label + gap + line
            }
        }.joined(separator: "\n")
    }
}

extension String {
    /// The text with blanks for line breaks and control characters, which steer a terminal.
    package var withoutControls: String {
        var plain = ""
        for scalar in unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            plain.unicodeScalars.append(isControl ? " " : scalar)
        }
        return plain
    }

    /// The text with blanks after it up to a width.
    package func padded(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}
