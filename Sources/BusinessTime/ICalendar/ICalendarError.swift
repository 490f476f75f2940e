/// What is wrong with an iCalendar file of holidays, and on which line.
public struct ICalendarError: Error, Hashable, CustomStringConvertible {
    /// The line, counted from 1; 0 where the file as a whole is meant.
    public let line: Int
    /// What is wrong, naming the value.
    public let reason: String

    /// Makes an error about a line.
    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// The reason with its line.
    public var description: String {
        line == 0 ? reason : "\(reason) (line \(line))"
    }
}
