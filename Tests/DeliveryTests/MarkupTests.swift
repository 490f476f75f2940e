import Foundation
import SlawatchTesting
import Testing

@testable import Notifications

/// What values may do to the message around them: nothing.
struct MarkupTests {
    /// All but plain text.
    static let markups = Markup.allCases.filter { $0 != .plain }

    /// What each would be, were it obeyed.
    static let injections = [
        "<!channel>", "<!here|x>", "<@U123>", "<@userid>", "@all", "@channel", "a @here b",
        "<at id=all></at>", "<at user_id=\"all\">all</at>", "@13812345678", "&lt;!channel&gt;",
        "&#60;!channel&#62;", "[text](https://evil.example)", "![x](https://evil.example/x.png)",
        "<https://evil.example|bank>", "https://evil.example", "http://evil.example/a?b=c",
        "www.evil.example", "WWW.evil.example", "# heading", "## heading", "> quote", "- item",
        "+ item", "1. item", "1) item", "--- ", "===", "`code`", "```code```", "~~~", "**bold**",
        "__bold__", "_italic_", "~strike~", "|a|b|", "<font color=red>x</font>", "$x$",
        "a\\", "\\[x\\](y)", "~town-square", "#hashtag", "<!subteam^S1>", "<b>x</b>",
    ]

    @Test(arguments: markups)
    func injection_isShownAndNotObeyed(markup: Markup) {
        for text in Self.injections {
            let shown = markup.escape(text)
            #expect(Self.obeyed(shown, in: markup) == nil, "\(text) → \(shown) in \(markup)")
        }
    }

    /// The first thing in a text that a channel would make something of.
    static func obeyed(_ text: String, in markup: Markup) -> String? {
        var rest = text
        if markup == .slack {
            for entity in ["&amp;", "&lt;", "&gt;"] {
                rest = rest.replacingOccurrences(of: entity, with: "")
            }
        }
        let marks = markup == .slack ? "<>@`*~&" : "<>@`*~[]()#!$\\|&"
        if let mark = rest.first(where: marks.contains) { return String(mark) }
        if rest.contains("://") { return "://" }
        if rest.lowercased().contains("www.") { return "www." }
        if let first = rest.first, "-+=".contains(first) { return String(first) }
        let number = rest.prefix { "0123456789".contains($0) }
        if !number.isEmpty, rest.dropFirst(number.count).hasPrefix(". ") { return "1. " }
        let words = rest.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        if let word = words.first(where: { $0.hasPrefix("_") || $0.hasSuffix("_") }) {
            return String(word)
        }
        if rest.contains(where: \.isNewline) { return "a line" }
        return nil
    }

    @Test(arguments: [
        ("20260309001", "20260309001"), ("T-1_2.3", "T-1_2.3"), ("无法登录，请回电", "无法登录，请回电"),
        ("10:15 v1.2", "10:15 v1.2"), ("a&b", "a＆b"), ("138****5678", "138＊＊＊＊5678"),
        ("z***@example.com", "z＊＊＊＠example.com"), ("https://a.b/c", "https：//a.b/c"),
        ("- a - b", "－ a - b"), ("1. a 2. b", "1． a 2. b"), ("www.a.b", "www．a.b"),
        ("  a b \n", "a b"), ("", ""), (" \t", ""), ("{{title}}", "{{title}}"),
    ])
    func value_staysReadable(text: String, shown: String) {
        #expect(Markup.dingTalk.escape(text) == shown)
    }

    @Test func plain_keepsMarksAndFlattensLines() {
        #expect(Markup.plain.escape("a *b* <@c>\nd\u{202E}e\u{0}f") == "a *b* <@c> d e f")
    }

    @Test func slack_writesItsOwnMarksAsItSays() {
        #expect(Markup.slack.escape("a<b>&c (d) [e]!") == "a&lt;b&gt;&amp;c (d) [e]!")
        #expect(Markup.slack.escape("> a") == "＞ a")
    }

    @Test(arguments: [
        (Markup.plain, "https://a/1", "x"),
        (.slack, "https://a/1?b&c|d>", "<https://a/1?b&amp;c%7Cd%3E|x>"),
        (.dingTalk, "https://a/(1) 2", "[x](https://a/%281%29%202)"),
        (.lark, "javascript:alert(1)", "x"), (.weCom, "https://a/单", "[x](https://a/%E5%8D%95)"),
    ])
    func link_staysWhole(markup: Markup, url: String, expected: String) {
        #expect(markup.link("x", to: url) == expected)
    }

    @Test(arguments: markups)
    func randomValues_neverBreakOut(markup: Markup) {
        var random = SplitMix64(seed: 7)
        let pieces =
            Self.injections + [
                "\n", "\r\n", "\u{2028}", "\u{202E}", "\u{0}", "工单", " ", "_", "w", "1", ".",
            ]
        for round in 0..<3000 {
            let count = Int.random(in: 1...6, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let shown = markup.escape(text)
            #expect(
                Self.obeyed(shown, in: markup) == nil,
                "round \(round): \(text.debugDescription)"
            )
        }
    }
}
