/// Labels and values in lines, the values aligned by display width.
package struct FieldLines {
    private var fields: [(label: String, lines: [String])] = []

    package init() {}

    package mutating func add(_ label: String, _ lines: [String]) {
        if !lines.isEmpty { fields.append((label, lines.map(\.withoutControls))) }
    }

    package mutating func add(_ label: String, _ value: String) {
        add(label, [value])
    }

    /// The lines, with two spaces between label and value.
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
    /// The text with blanks for line breaks and control characters, which affect a terminal.
    package var withoutControls: String {
        var plain = ""
        for scalar in unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            plain.unicodeScalars.append(isControl ? " " : scalar)
        }
        return plain
    }

    /// The text padded with blanks to a width.
    package func padded(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}
