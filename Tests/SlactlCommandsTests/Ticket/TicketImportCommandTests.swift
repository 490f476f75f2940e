import Foundation
import Testing
import TicketStore

@testable import SlactlCommands

struct TicketImportCommandTests {
    let store: TemporaryCommandStore
    let file: String

    init() throws {
        store = try TemporaryCommandStore()
        file = store.folder + "/table.csv"
        try """
        编号,客户,接收时间,优先级
        1,张三,2026-01-05 09:00,高
        2,李四,whenever,低
        """.write(toFile: file, atomically: true, encoding: .utf8)
    }

    @Test func badRowsEndWithOne() throws {
        let output = try store.ticket("import", file)
        #expect(
            output
                == CommandOutput(
                    text: "line 3: 'whenever' is not a time\n1 tickets imported, 1 rows refused",
                    code: 1
                )
        )
        #expect(try store.ticket("show", "1").text.contains("张三"))
    }

    @Test func atomicImportsNothing() throws {
        let output = try store.ticket("import", file, "--atomic")
        #expect(output.text.hasSuffix("nothing imported, 1 rows refused"))
        #expect(output.code == 1)
        #expect(store.failure("show", "1")?.code == .noTicket)
    }

    @Test func aDryRunOnlySays() throws {
        let output = try store.ticket("import", file, "--dry-run")
        #expect(output.text.hasSuffix("1 tickets would be imported, 1 rows refused"))
        #expect(store.failure("show", "1")?.code == .noTicket)
    }

    @Test func timesMayBeShifted() throws {
        try store.ticket("import", file, "--shift-to", "2026-11-22T10:15:00+08:00")
        #expect(try store.ticket("list").text.contains("2026-11-22T10:15:00+08:00"))
    }

    @Test(arguments: [(";", ";"), ("\t", "tab")])
    func anotherSeparatorIsNamed(separator: String, name: String) throws {
        try ["编号", "客户", "接收时间"].joined(separator: separator)
            .write(toFile: file, atomically: true, encoding: .utf8)
        #expect(
            store.failure("import", file)?.message
                == "line 1: only commas are read; this file seems to use '\(name)'"
        )
    }

    @Test func aMissingFileIsNamed() {
        #expect(store.failure("import", "/nowhere.csv")?.message.contains("/nowhere.csv") == true)
    }
}
