import BusinessTime
import Foundation
import Testing
import TicketStore

@testable import TicketStoreAdmin

/// Files as they come out of other programs: their encodings, separators and headers.
struct ImportFormTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    private let text = "编号,客户,接收时间,状态\n1,张三,2026-01-05 09:00,处理中\n2,李四,2026-01-05 10:00,\n"

    private func run(
        _ bytes: [UInt8],
        _ change: (inout TicketImport.Options) throws -> Void = { _ in }
    ) throws -> ImportReport {
        var options = TicketImport.Options()
        try change(&options)
        return try TicketImport.run(
            bytes,
            into: StoreWriter(path: store.path),
            options,
            now: Instant(milliseconds: 1_795_313_700_000)
        )
    }

    /// The same text as `iconv` of the system writes it.
    private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
        process.arguments = ["-f", "UTF-8", "-t", encoding, store.folder + "/in"]
        try text.write(toFile: store.folder + "/in", atomically: true, encoding: .utf8)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    @Test(arguments: ["GB18030", "GBK", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8"])
    func encodingsAreFoundOut(_ encoding: String) throws {
        for mark in encoding.hasPrefix("UTF-16") ? ["", "\u{FEFF}"] : [""] {
            let report = try run(encoded(mark + text, encoding))
            #expect(report.bad == [] && report.badCells == [])
            #expect(try store.rows("SELECT customer FROM tickets ORDER BY id") == ["张三", "李四"])
        }
    }

    @Test func anEncodingMayBeSaid() throws {
        _ = try run(encoded(text.replacing("张三", with: "張三").replacing("李四", with: "李四"), "GBK"))
        let big = try encoded("id,customer,received\n3,張三,2026-01-05 09:00\n", "BIG5")
        _ = try run(big) { $0.encoding = "BIG5" }
        #expect(try store.rows("SELECT customer FROM tickets WHERE id = '3'") == ["張三"])
        #expect(
            storeError { _ = try run(big) { $0.encoding = "klingon" } }?.message
                == "the encoding 'klingon' is not known here"
        )
    }

    @Test func westernTextIsNotTakenForChinese() throws {
        let bytes = try encoded(
            "id,customer,received\n3,Hélène Lefèvre,2026-01-05 09:00\n",
            "LATIN1"
        )
        #expect(storeError { _ = try run(bytes) }?.message.contains("neither UTF-8") == true)
        _ = try run(bytes) { $0.encoding = "latin1" }
        #expect(try store.rows("SELECT customer FROM tickets") == ["Hélène Lefèvre"])
    }

    @Test func aCellCutInACharacterCostsItself() throws {
        var bytes = Array(text.utf8)
        // The last byte of 四.
        let index = try #require(bytes.firstRange(of: Array("四".utf8))).upperBound - 1
        bytes.remove(at: index)
        let report = try run(bytes)
        #expect(report.imported == ["1", "2"])
        #expect(
            report.badCells == [
                ImportReport.BadCell(
                    line: 3,
                    column: "客户",
                    reason: "not text in the encoding of the file"
                )
            ]
        )
        #expect(try store.rows("SELECT customer FROM tickets ORDER BY id") == ["张三", "-"])
    }

    @Test(arguments: [";", "\t", "|", ","])
    func separatorsAreFoundOut(_ separator: String) throws {
        _ = try run(Array(text.replacing(",", with: separator).utf8))
        #expect(try store.rows("SELECT customer FROM tickets ORDER BY id") == ["张三", "李四"])
    }

    @Test func separatorsMayBeSaid() throws {
        _ = try run(Array("sep=;\n\(text.replacing(",", with: ";"))".utf8))
        let report = try run(Array(text.replacing(",", with: "\t").utf8)) { $0.separator = "tab" }
        #expect(report.unchanged == 2)
        #expect(
            storeError { _ = try run(Array(text.utf8)) { $0.separator = "dash" } }?.message
                == "'dash' is no separator"
        )
    }

    @Test(arguments: [
        "需求编号,客户信息(姓名*),联系方式(脱敏),需求类型,优先级,接收时间,第一响应人,响应时限,实际响应时间,处理进度/结果,"
            + "客户反馈(满意/不满意),关闭时间,备注",
        "ID,Customer,Contact (masked),Kind,Priority,Received,First responder,Response due,"
            + "Actual response,Progress or result,Feedback,Closed,Note",
    ])
    func headersOfTheStandardAreTaken(_ header: String) throws {
        let row =
            "1,张*,138****5678,咨询,高,2026-09-20 10:00,li,2026-09-20 10:15,2026-09-20 10:10,'=已换,满意,"
            + "2026-09-20 18:00,加急"
        let report = try run(Array("\u{FEFF}\(header)\r\n\(row)\r\n".utf8))
        #expect(report.bad == [] && report.badCells == [])
        #expect(report.warnings.count == 1)
        #expect(report.warnings[0].contains("the policy computes it"))
        #expect(
            try store.rows("SELECT customer, contact, priority, satisfaction FROM tickets")
                == ["张*|138****5678|高|4"]
        )
        #expect(
            try store.rows("SELECT note FROM ticket_events WHERE kind = 'internal_progress'")
                == ["=已换"]
        )
    }

    @Test func columnsMayBeMapped() throws {
        let table = "Nr,Wann,Region,Junk\n1,2026-01-05 09:00,Ost,x\n"
        try store.sql("ALTER TABLE tickets ADD COLUMN region TEXT")
        let report = try run(Array(table.utf8)) { options in
            try options.mapping.add(file: "# map\nNr: id\n'Wann' = received\n", name: "m")
            try options.mapping.add("JUNK=ignore")
        }
        #expect(report.warnings == [])
        #expect(try store.rows("SELECT id, region FROM tickets") == ["1|Ost"])
        func message(_ map: String) -> String? {
            storeError { _ = try run(Array(table.utf8)) { try $0.mapping.add(map) } }?.message
        }
        #expect(message("Wan=received") == "--map: the table has no column 'Wan' (nearest: 'Wann')")
        #expect(
            message("Wann=recieved")
                == "--map: 'recieved' is nothing that a column can mean (nearest: 'received')"
        )
        #expect(message("Wann") == "--map: 'Wann' is not HEADER=MEANING")
    }

    @Test func timesAreOfTheZoneThatIsSaid() throws {
        _ = try run(Array("id,received\n1,2026-01-05 09:00\n".utf8)) {
            $0.zone = try ZoneRules(named: "Europe/Berlin")
        }
        #expect(try store.rows("SELECT received_at FROM tickets") == ["1767600000000"])
    }
}
