import Foundation

/// What the command line and the environment ask for.
struct Options {
    struct Usage: Error, CustomStringConvertible {
        let description = """
            usage: Bench --daemon PATH [--json FILE] [PART...]
            FAST=1 in the environment measures with a tenth of the tickets.
            """
    }

    /// The released `slawatchd`.
    var daemon = ""
    /// Where to write the figures.
    var json: String?
    /// The parts to run; all where none is named.
    var only: Set<String> = []
    /// How many tickets the large store has, and what names say of it.
    var large: (count: Int, name: String)

    init(_ arguments: [String]) throws {
        let isFast = ProcessInfo.processInfo.environment["FAST"].map { !$0.isEmpty } ?? false
        large = isFast ? (100_000, "100k") : (1_000_000, "1m")
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--daemon": daemon = rest.popFirst() ?? ""
            case "--json": json = rest.popFirst().flatMap { $0.isEmpty ? nil : $0 }
            case _ where argument.hasPrefix("-"): throw Usage()
            default: only.insert(argument)
            }
        }
        guard FileManager.default.isExecutableFile(atPath: daemon) else { throw Usage() }
    }
}
