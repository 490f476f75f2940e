import Foundation

/// Prints figures as they come, and keeps them for the file.
final class Report {
    private(set) var figures: [Figure] = []

    private static let columns = [-34, 11, -9, 11, 7, -16, -6]

    /// Prints the head of the table.
    func begin() {
        line(["figure", "value", "unit", "bound", "ratio", "reach", ""])
    }

    /// Takes in a figure.
    func add(_ figure: Figure) {
        figures.append(figure)
        line([
            figure.name, Self.text(figure.value), figure.unit, figure.bound.map(Self.text) ?? "",
            figure.ratio.map(Self.text) ?? "", figure.reach?.text ?? "",
            figure.isReached.map { $0 ? "ok" : "MISSED" } ?? "",
        ])
    }

    /// Says what is being done, on the error output.
    func note(_ text: String) {
        FileHandle.standardError.write(Data("  … \(text)\n".utf8))
    }

    /// All figures as `{"NAME": {"value": …, "unit": …, "bound": …}}`.
    func json() throws -> Data {
        var object: [String: [String: Any]] = [:]
        for figure in figures {
            object[figure.name] = [
                "value": figure.value, "unit": figure.unit,
                "bound": figure.bound.map { $0 as Any } ?? NSNull(),
            ]
        }
        return try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys]
        )
    }

    private func line(_ cells: [String]) {
        let padded = zip(cells, Self.columns).map { cell, width in
            let space = String(repeating: " ", count: max(0, abs(width) - cell.count))
            return width < 0 ? cell + space : space + cell
        }
        print(padded.joined(separator: "  "))
        fflush(nil)
    }

    /// Three digits that count.
    private static func text(_ value: Double) -> String {
        let digits = value == 0 ? 0 : max(0, 2 - Int(floor(log10(abs(value)))))
        return String(format: "%.\(digits)f", value)
    }
}

extension Figure.Reach {
    fileprivate var text: String {
        [
            most.map { "≤ \($0.short)" }, least.map { "≥ \($0.short)" },
            ratio.map { "≤ \($0.short) ×" },
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension Double {
    fileprivate var short: String {
        self == rounded() ? String(Int(self)) : String(format: "%.3g", self)
    }
}
