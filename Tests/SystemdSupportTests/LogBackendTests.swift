import Logging
import Testing

@testable import SystemdSupport

struct LogBackendTests {
    private let pipe = StandardError(device: 9, inode: 51234, isTerminal: false)
    private let terminal = StandardError(device: 9, inode: 51234, isTerminal: true)

    @Test func streamThatIsStderr_choosesTheJournal() {
        let backend = LogBackend.choose(
            environment: ["JOURNAL_STREAM": "9:51234"],
            standardError: pipe
        )
        #expect(backend == .journal)
    }

    @Test(arguments: [
        "9:51235", "8:51234", "", ":", "9", "9:", ":51234", "9:51234:1", "9:51234 ", "x:y",
        "-9:51234", "99999999999999999999:1",
    ])
    func anyOtherStream_choosesStderr(stream: String) {
        let backend = LogBackend.choose(
            environment: ["JOURNAL_STREAM": stream],
            standardError: pipe
        )
        #expect(backend == .standardError(isTerminal: false))
    }

    @Test func noStream_choosesStderr() {
        #expect(
            LogBackend.choose(environment: [:], standardError: terminal)
                == .standardError(isTerminal: true)
        )
    }

    @Test func closedStderr_isNoTerminal() {
        #expect(
            LogBackend.choose(environment: ["JOURNAL_STREAM": "9:51234"], standardError: nil)
                == .standardError(isTerminal: false)
        )
    }

    @Test func backend_makesItsHandler() {
        let provider = Logger.MetadataProvider { [:] }
        let journal = LogBackend.journal.handler(
            label: "a",
            identifier: "b",
            level: .error,
            provider: provider
        )
        #expect(journal is JournalLogHandler)
        #expect(journal.logLevel == .error)
        #expect(journal.metadataProvider != nil)
        let text = LogBackend.standardError(isTerminal: true).handler(
            label: "a",
            identifier: "b",
            level: .debug,
            provider: nil
        )
        #expect(text is StderrLogHandler)
        #expect(text.logLevel == .debug)
    }
}
