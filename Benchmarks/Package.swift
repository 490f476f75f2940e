// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "slawatch", path: "..")
    ],
    targets: [
        // What bounds each figure, in plain C: the same work with nothing of ours around it.
        .target(
            name: "CBaseline",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("curl")]
        ),
        // The same as a process, where memory and a whole run are compared.
        .executableTarget(name: "Plain", dependencies: ["CBaseline"]),
        .executableTarget(
            name: "Bench",
            dependencies: ["CBaseline", .product(name: "SlawatchParts", package: "slawatch")],
            swiftSettings: [
                .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)
