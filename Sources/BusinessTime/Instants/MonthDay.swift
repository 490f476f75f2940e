/// A day that comes back every year, such as 1 January.
public struct MonthDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// Makes a day of the year, or nothing if no year has it; 29 February is allowed.
    public init?(month: Int, day: Int) {
        guard (1...12).contains(month),
            (1...CivilDate.length(ofMonth: month, in: 2000)).contains(day)
        else { return nil }
        self.month = month
        self.day = day
    }

    /// Reads `01-01`, or nothing if the text is not exactly a day in that form.
    public init?(_ text: String) {
        var digits = DigitScanner(text.utf8)
        guard let month = digits.number(count: 2), digits.skip("-"),
            let day = digits.number(count: 2), digits.isAtEnd
        else { return nil }
        self.init(month: month, day: day)
    }

    /// The day of the year on which a date falls.
    public init(_ date: CivilDate) {
        let (_, month, day) = date.components
        self.month = month
        self.day = day
    }

    /// The day as `01-01`.
    public var description: String { "\(month.padded(to: 2))-\(day.padded(to: 2))" }

    /// Orders by their place in the year.
    public static func < (left: MonthDay, right: MonthDay) -> Bool {
        (left.month, left.day) < (right.month, right.day)
    }
}
