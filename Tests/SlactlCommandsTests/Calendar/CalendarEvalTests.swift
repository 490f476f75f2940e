import Foundation
import Testing

@testable import SlactlCommands

struct CalendarEvalTests {
    static let files = [
        "cal_business_time", "cal_chatwoot", "cal_perl_business_hours_rt", "cal_sifex_sla_timer",
        "cal_zendesk_biz",
    ]

    /// The engine's own answers that ours differ from, all marked `engine_specific`.
    static let different: Set<String> = [
        "cal_chatwoot-001", "cal_chatwoot-002", "cal_sifex_sla_timer-024", "cal_zendesk_biz-019",
        "cal_zendesk_biz-073",
    ]

    @Test(arguments: zip(files, [54, 13, 14, 38, 73]))
    func vectors_areAnsweredAsExpected(file: String, count: Int) throws {
        let path = Shop.root.path + "/Tests/BusinessTimeTests/Vectors/\(file).json"
        let data = try #require(FileManager.default.contents(atPath: path))
        let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let vectors = try #require(document?["vectors"] as? [[String: Any]])
        #expect(vectors.count == count)

        let lines = try vectors.map { vector in
            String(decoding: try JSONSerialization.data(withJSONObject: vector), as: UTF8.self)
        }
        let (answers, hasErrors) = answers(to: lines)
        #expect(!hasErrors)
        #expect(try answers == self.answers(inFile: path).answers)
        #expect(answers.count == count)
        for (vector, answer) in zip(vectors, answers) {
            let id = try #require(vector["id"] as? String)
            let found = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
            )
            #expect(found["id"] as? String == id)
            let wanted = try #require(vector["expected"] ?? vector["expected_seconds"])
            let agrees = (found["result"] as? NSObject) == (wanted as? NSObject)
            #expect(agrees != Self.different.contains(id), "\(id): \(answer)")
            if !agrees { #expect(vector["engine_specific"] as? Bool == true, "\(id)") }
        }
    }

    @Test(arguments: [
        #""lunch":["12:00","13:00"]"#, #""other":{"week":{"mon":[["09:00","10:00"]]}}"#,
        #""holidays":[{"date":"2026-11-20","half":true}]"#,
        #""versions":[{"effective_from":"2026-01-01","week":{},"until":"2027-01-01"}]"#,
    ])
    func fields_thatAreUnknown_areUnsupported(field: String) {
        let rest =
            #""op":"is_open","week":{"mon":[["09:00","18:00"]]},"start":"2026-11-20T16:30:00Z""#
        let (answers, hasErrors) = answers(to: [
            "{\(#""id":"a""#),\(rest),\(field)}",
            // What says nothing asks for nothing, and remarks change no answer.
            "{\(#""id":"b","lunch":null,"rules":[],"note":"x""#),\(rest)}",
        ])
        #expect(!hasErrors)
        #expect(
            answers == [#"{"id":"a","unsupported":true}"#, #"{"id":"b","result":false}"#]
        )
    }

    @Test func operations_thatThereAreNot_areUnsupported() {
        let week = #""week":{"mon":[["09:00","18:00"]]},"start":"2026-11-20T16:30:00+08:00""#
        let (answers, hasErrors) = answers(to: [
            #"{"id":"a","op":"add","mode":"wall_clock","amount_seconds":1,\#(week)}"#,
            #"{"id":"b","op":"intersect_open_intervals_after",\#(week)}"#,
            #"{"id":"c","op":"add","amount_seconds":1,"week":{},"start":"2026-11-20T16:30:00Z"}"#,
        ])
        #expect(
            answers == ["a", "b", "c"].map { #"{"id":"\#($0)","unsupported":true}"# }
        )
        #expect(!hasErrors)
    }

    @Test func answer_isInTheVectorsZone() {
        let calendar = #""timezone":"Asia/Shanghai","week":{"mon":[["09:00","18:00"]]}"#
        let (answers, _) = answers(to: [
            #"{"id":1,"op":"next_open",\#(calendar),"start":"2026-11-22T10:00:00Z"}"#,
            #"{"id":2,"op":"next_open",\#(calendar),"start":"2026-11-22T10:00:00"}"#,
            #"{"id":"n","op":"next_open","week":{"mon":[["09:00","18:00"]]},"at":"2026-11-22T10:00:00Z"}"#,
            #"{"id":3,"op":"open_intervals_after","count":1,\#(calendar),"start":"2026-11-22T10:00:00Z"}"#,
        ])
        #expect(
            answers == [
                #"{"id":1,"result":"2026-11-23T09:00:00+08:00"}"#,
                #"{"id":2,"result":"2026-11-23T09:00:00+08:00"}"#,
                #"{"id":"n","result":"2026-11-23T09:00:00+00:00"}"#,
                #"{"id":3,"result":[["2026-11-23T09:00:00+08:00","2026-11-23T18:00:00+08:00"]]}"#,
            ]
        )
    }

    @Test func holidays_mayBeObjectsAndYearly_andDatedHoursBeatThem() {
        let week = #""week":{"mon":[["09:00","18:00"]],"tue":[["09:00","18:00"]]}"#
        let (answers, _) = answers(to: [
            #"{"id":1,"op":"is_open",\#(week),"holidays":[{"date":"2026-11-23"}],"at":"2026-11-23T10:00:00Z"}"#,
            #"{"id":2,"op":"is_open",\#(week),"holidays":["11-24"],"at":"2026-11-24T10:00:00Z"}"#,
            #"{"id":3,"op":"is_open",\#(week),"holidays":["2026-11-23"],"extra_workdays":{"2026-11-23":[["10:00","11:00"]]},"at":"2026-11-23T10:00:00Z"}"#,
        ])
        #expect(
            answers == [
                #"{"id":1,"result":false}"#, #"{"id":2,"result":false}"#,
                #"{"id":3,"result":true}"#,
            ]
        )
    }

    @Test func faultyLines_areToldAndTheOthersAnswered() {
        let (answers, hasErrors) = answers(to: [
            "not json", "", "[1]",
            #"{"id":"a","op":"is_open","week":{"mon":[["09:00","18:00"]]},"at":"2026-11-23T10:00:00Z"}"#,
            #"{"id":"b","op":"is_open","week":{"mon":[["09:00","18:00"]]},"at":"soon"}"#,
            #"{"id":"c","op":"add","week":{"mon":[["09:00","18:00"]]},"start":"2026-11-23T10:00:00Z"}"#,
            #"{"id":"d","op":"is_open","timezone":"Mars/Base","week":{}}"#,
            #"{"id":"e"}"#, #"{"id":"f","op":"is_open","week":5}"#,
        ])
        #expect(hasErrors)
        #expect(
            answers == [
                #"{"id":null,"error":"line 1: is no JSON object"}"#,
                #"{"id":null,"error":"line 3: is no JSON object"}"#,
                #"{"id":"a","result":true}"#,
                #"{"id":"b","error":"line 5: 'at': 'soon' is not a time"}"#,
                #"{"id":"c","error":"line 6: has no 'amount_seconds'"}"#,
                #"{"id":"d","error":"line 7: time zone 'Mars/Base' is not in /usr/share/zoneinfo"}"#,
                #"{"id":"e","error":"line 8: has no 'op'"}"#,
                #"{"id":"f","error":"line 9: 'week' is not what it should be"}"#,
            ]
        )
    }

    @Test func missingFile_isAnError() {
        #expect(throws: CommandError("cannot read the file /nowhere/x.json")) {
            try answers(inFile: "/nowhere/x.json")
        }
    }

    private func answers(to lines: [String]) -> (answers: [String], hasErrors: Bool) {
        var answers: [String] = []
        var evaluation = VectorEvaluation { answers.append($0) }
        for line in lines { evaluation.answer(line: line) }
        return (answers, evaluation.hasErrors)
    }

    @discardableResult
    private func answers(inFile path: String) throws -> (answers: [String], hasErrors: Bool) {
        var answers: [String] = []
        var evaluation = VectorEvaluation { answers.append($0) }
        try evaluation.answer(file: path)
        return (answers, evaluation.hasErrors)
    }
}
