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
                    text: "line 3: column '接收时间': 'whenever' is not a time\n"
                        + "1 tickets imported, 1 rows refused",
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

    @Test func whatColumnsMeanMayBeSaid() throws {
        try "Nr;Wann;Wer\n7;03.04.2026 09:05;ACME\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let map = store.folder + "/map.yaml"
        try "# columns\nNr: id\n\"Wann\": received\n"
            .write(toFile: map, atomically: true, encoding: .utf8)
        let output = try store.ticket(
            "import",
            file,
            "--map-file",
            map,
            "--map",
            "wer=customer",
            "--date-order",
            "dmy",
            "--zone",
            "Europe/Berlin"
        )
        #expect(output == CommandOutput(text: "1 tickets imported"))
        let shown = try store.ticket("show", "7").text
        #expect(shown.contains("ACME"))
        #expect(shown.contains("2026-04-03T15:05:00+08:00"))
    }

    @Test func importedAgainTheReportSaysWhatChanged() throws {
        try store.ticket("import", file)
        #expect(
            try store.ticket("import", file).text.hasSuffix(
                "0 tickets imported, 1 unchanged, 1 rows refused"
            )
        )
        #expect(
            store.failure("import", file, "--zone", "Mars/Base")?.message.contains("Mars") == true
        )
    }

    @Test func theBarIsOfLongTablesOnly() {
        #expect(ImportProgress.bar(10, of: 100) == nil)
        #expect(
            ImportProgress.bar(1000, of: 4000)
                == "[##########..............................] 25 %  1000/4000"
        )
        #expect(ImportProgress.bar(4000, of: 4000)?.hasSuffix("100 %  4000/4000") == true)
    }

    @Test func aMissingFileIsNamed() {
        #expect(store.failure("import", "/nowhere.csv")?.message.contains("/nowhere.csv") == true)
    }
}
