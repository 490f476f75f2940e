import ServiceLevels
import SlawatchTesting
import Support
import Testing

@testable import Channels
@testable import Notifications

struct FittingTests {
    @Test(arguments: [
        (10, "工单…"), (12, "工单超时"), (3, "…"), (2, ""), (1, ""), (0, ""), (-1, ""),
        (11, "工单…"), (6, "工…"), (5, "…"),
    ])
    func cut_keepsWholeScalars(limit: Int, expected: String) {
        #expect("工单超时".bounded(toBytes: limit) == expected)
    }

    private func message(_ rows: [String], footer: [String] = ["footer"]) -> ChatMessage {
        ChatMessage(
            rendered: RenderedMessage(
                kind: .digest,
                title: "[Slawatch] title",
                rows: rows,
                footer: footer,
                url: nil,
                action: "open",
                language: .chinese
            ),
            mentions: [Mention(handle: "u1", name: "Li")],
            mentionsAll: false
        )
    }

    private func size(_ message: ChatMessage) -> Int {
        WeComFormat().body(of: message, now: ChatSamples.now).bytes.count
    }

    @Test func rows_goFromTheEndWithTheirNumberInTheirPlace() {
        let long = message((1...50).map { "工单 \($0) 超时" })
        let fitted = MessageTruncation.fit(long) { size($0) <= 400 }
        let kept = fitted.rendered.rows.dropLast()
        #expect(Array(kept) == Array(long.rendered.rows.prefix(kept.count)))
        #expect(fitted.rendered.rows.last == "另有 \(50 - kept.count) 条")
        #expect(fitted.rendered.title == long.rendered.title)
        #expect(fitted.rendered.footer == long.rendered.footer)
        #expect(fitted.mentions == long.mentions)
        var more = fitted
        more.rendered.rows = Array(long.rendered.rows.prefix(kept.count + 1)) + ["另有 9 条"]
        #expect(size(more) > 400, "one more row would fit")
    }

    @Test func singleRow_isCutBetweenScalars() {
        let fitted = MessageTruncation.fit(message([String(repeating: "超", count: 1000)])) {
            size($0) <= 400
        }
        #expect(fitted.rendered.rows.count == 1)
        #expect(fitted.rendered.rows[0].hasSuffix("超…"))
        #expect((398...400).contains(size(fitted)))
    }

    @Test func whatFits_isNotTouched() {
        let short = message(["a", "b"])
        #expect(MessageTruncation.fit(short) { _ in true }.rendered == short.rendered)
    }

    /// Rows, titles and footers of any scalars and lengths, for every chat and any budget.
    @Test(arguments: ChatVendor.allCases)
    func fuzz_isNeverOverBudget(vendor: ChatVendor) {
        var random = SplitMix64(seed: 42)
        let scalars: [Unicode.Scalar] = Array(
            "aZ09 \"\\\n<>&*_`[]()@#工单超时é👨🇨\u{200D}\u{202E}\u{0}\u{301}\u{10FFFF}שل".unicodeScalars
        )
        func text(_ limit: Int) -> String {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...limit, using: &random) {
                text.append(scalars.randomElement(using: &random) ?? "a")
            }
            return String(text)
        }
        let format = vendor.format(secret: ChatSecret("SEC1"))
        for _ in 0..<60 {
            var long = message(
                (0..<Int.random(in: 0...40, using: &random)).map { _ in text(200) },
                footer: (0..<Int.random(in: 0...3, using: &random)).map { _ in text(100) }
            )
            long.rendered.title = text(200)
            long.rendered.url = Bool.random(using: &random) ? "https://e.example/\(text(50))" : nil
            long.mentions = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                Mention(handle: text(10), name: text(10))
            }
            let budget = Int.random(in: 620...6000, using: &random)
            let fitted = MessageTruncation.fit(long) {
                format.body(of: $0, now: ChatSamples.now).bytes.count <= budget
            }
            let bytes = format.body(of: fitted, now: ChatSamples.now).bytes
            #expect(bytes.count <= budget)
            #expect(String(validating: bytes, as: UTF8.self) != nil)
        }
    }
}
