import BusinessTime
import ServiceLevels
import Testing

@testable import Configuration

struct StepLengthTests {
    @Test func lengths_areTimeOrWorkingDays() throws {
        #expect(try parseStepLength("3 working days") == .workingDays(3))
        #expect(try parseStepLength("1 working day") == .workingDays(1))
        #expect(try parseStepLength("90min") == .offset(.minutes(90)))
    }

    @Test(arguments: ["3 working days until close", "0 working days", "x working days", "3 days"])
    func length_thatIsNone_isAnError(text: String) {
        #expect(throws: ValueError.self) { try parseStepLength(text) }
    }
}
