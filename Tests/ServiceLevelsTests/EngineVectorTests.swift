import ServiceLevels
import Testing

/// Scenarios out of other engines' test suites (`Vectors/scn_*.json`; headers name the sources).
///
/// Where our conventions answer otherwise on purpose, `Vectors.ours` says what and why.
struct EngineVectorTests {
    @Test(arguments: try Vectors.load("scn_chatwoot_sifex_znuny.json"))
    func chatwootSifexZnuny(_ vector: Vector) {
        for checkpoint in vector.checkpoints { VectorPolicy(vector).check(checkpoint) }
    }

    @Test(arguments: try Vectors.load("scn_rt.json"))
    func requestTracker(_ vector: Vector) {
        for checkpoint in vector.checkpoints { VectorPolicy(vector).check(checkpoint) }
    }

    @Test func everyEngineSpecificScenario_hasAnAnswerOfOurs() throws {
        let specific = try Vectors.load("scn_chatwoot_sifex_znuny.json").filter(\.isEngineSpecific)
        #expect(specific.count == 3)
        #expect(specific.allSatisfy { Vectors.ours[$0.id] != nil })
    }
}
