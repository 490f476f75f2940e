// swift-tools-version: 6.2
import PackageDescription

/// Settings that every target of ours is built with.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // Places at which the tests have a debug build killed (`Ledger.Failpoint`).
    .define("FAILPOINTS", .when(configuration: .debug)),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")

/// A library target of ours; which one may import which is held by `ArchitectureTests`.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a target; data they read by path lies in the folders to exclude.
func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    data: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: settings)
}

let package = Package(
    name: "slawatch",
    products: [
        .executable(name: "slawatchd", targets: ["slawatchd"]),
        .executable(name: "slactl", targets: ["slactl"]),
        // What the benchmarks measure; nothing that is released needs it.
        .library(
            name: "SlawatchParts",
            targets: [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
                "Watchdog", "Configuration", "Control",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CSystemd",
            pkgConfig: "libsystemd",
            providers: [.apt(["libsystemd-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(name: "CPeer"),

        library("Outlets", []),
        library("BusinessTime", []),
        library("ServiceLevels", ["BusinessTime"]),
        library("People", ["BusinessTime", "ServiceLevels"]),
        library("TicketStore", ["BusinessTime", "ServiceLevels", grdb, logging]),
        library("Ledger", ["BusinessTime", "ServiceLevels", grdb, logging]),
        library(
            "Delivery",
            [
                "BusinessTime", "ServiceLevels", "People", "Ledger", "Outlets", "CCurl", "CCrypto",
                heap, logging, mustache,
            ]
        ),
        library(
            "Watchdog",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
                heap, logging,
            ]
        ),
        library(
            "Control",
            [
                "BusinessTime", "ServiceLevels", "Ledger", "Delivery", "Watchdog", "Reporting",
                "CPeer",
                logging,
            ]
        ),
        library("Configuration", ["BusinessTime", "ServiceLevels", "People", "Delivery", yams]),
        // What people are shown of tickets and ledger, by slactl or over the control socket.
        library(
            "Reporting",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
                "Configuration",
            ]
        ),
        library("SystemdSupport", ["BusinessTime", "Outlets", "CSystemd", logging]),
        library(
            "SlactlCommands",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
                "Configuration", "Control", "Reporting", arguments,
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]
        ),
        .executableTarget(
            name: "slawatchd",
            dependencies: [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
                "Watchdog", "Configuration", "Control", "Reporting", "SystemdSupport", "Outlets",
                arguments, logging,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "slactl",
            dependencies: ["SlactlCommands"],
            swiftSettings: settings
        ),

        // What several of the tests use; nothing that is released needs it.
        .target(
            name: "SlawatchTesting",
            dependencies: ["BusinessTime", logging],
            path: "Tests/SlawatchTesting",
            swiftSettings: settings
        ),
        tests("BusinessTimeTests", ["BusinessTime", "SlawatchTesting"], data: ["Vectors"]),
        tests(
            "ServiceLevelsTests",
            ["SlawatchTesting", "ServiceLevels", "BusinessTime"],
            data: ["Vectors"]
        ),
        tests("PeopleTests", ["SlawatchTesting", "People", "ServiceLevels", "BusinessTime"]),
        tests("ArchitectureTests", []),
        tests(
            "ConfigurationTests",
            ["Configuration", "Delivery", "People", "ServiceLevels", "BusinessTime"]
        ),
        tests(
            "ControlTests",
            [
                "Control", "Reporting", "Watchdog", "TicketStore", "Ledger", "Delivery",
                "ServiceLevels",
                "BusinessTime", logging,
            ]
        ),
        tests("LedgerTests", ["SlawatchTesting", "Ledger", "ServiceLevels", "BusinessTime", grdb]),
        tests(
            "SlactlCommandsTests",
            [
                "SlactlCommands", "TicketStore", "Ledger", "Delivery", "Configuration", "Control",
                "Reporting", "Watchdog", "ServiceLevels", "BusinessTime", arguments, logging,
            ],
            data: ["Snapshots"]
        ),
        tests(
            "ScenarioTests",
            [
                "SlawatchTesting", "Configuration", "Reporting", "TicketStore", "ServiceLevels",
                "BusinessTime",
            ],
            data: ["Figures"]
        ),
        tests("TicketStoreTests", ["TicketStore", "BusinessTime", "ServiceLevels", grdb]),
        tests(
            "WatchdogTests",
            [
                "SlawatchTesting", "Watchdog", grdb, "People", "TicketStore", "Ledger", "Delivery",
                "ServiceLevels",
                "BusinessTime",
                logging,
            ]
        ),
        tests(
            "DeliveryTests",
            [
                "SlawatchTesting", "Delivery", "BusinessTime", "ServiceLevels", "Ledger", "Outlets",
                "CCurl",
                logging, mustache,
            ],
            data: ["Golden", "Support/smtp_server.py"]
        ),
        // Engine, ledger, store and vendors under one seed.
        tests(
            "SimulationTests",
            [
                "SlawatchTesting", "Watchdog", "TicketStore", "Ledger", "Delivery",
                "ServiceLevels", "BusinessTime", logging, grdb,
            ]
        ),
        // Drives the programs that are built beside it.
        tests("SoakTests", []),
        tests("OutletsTests", ["Outlets"]),
        tests("SystemdSupportTests", ["SystemdSupport", "Outlets", "BusinessTime", logging]),
    ],
    swiftLanguageModes: [.v6]
)
