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
    // Places at which the tests have a debug build killed (`Failpoint`).
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
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "TicketStoreAdmin",
                "Ledger", "Transport", "Notifications", "Channels", "Watchdog", "Configuration",
                "ControlServer",
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
        // What everybody uses, each once: bounded and folded text, masks, hashes, ordered JSON.
        library("Support", ["CCrypto"]),
        library("BusinessTime", ["Support"]),
        library("ServiceLevels", ["BusinessTime", "Support"]),
        library("People", ["BusinessTime", "ServiceLevels", "Support"]),
        // What the daemon reads tickets with.
        library("TicketStore", ["BusinessTime", "ServiceLevels", "Support", grdb, logging]),
        // Makes, writes, fills and checks a store; the daemon does not import it.
        library(
            "TicketStoreAdmin",
            ["BusinessTime", "ServiceLevels", "TicketStore", "Support"]
        ),
        library("Ledger", ["BusinessTime", "ServiceLevels", "Support", grdb, logging]),
        // HTTP and SMTP over libcurl.
        library("Transport", ["BusinessTime", "Support", "CCurl"]),
        // What is told to whom and when.
        library(
            "Notifications",
            [
                "BusinessTime", "ServiceLevels", "People", "Ledger", "Support", heap, logging,
                mustache,
            ]
        ),
        // A folder for each vendor and each other way out.
        library(
            "Channels",
            [
                "BusinessTime", "ServiceLevels", "Transport", "Notifications", "Outlets", "Support",
                logging,
            ]
        ),
        library(
            "Watchdog",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Notifications",
                "Support", heap, logging,
            ]
        ),
        // What is said over the control socket, and the client that says it.
        library(
            "ControlProtocol",
            ["BusinessTime", "ServiceLevels", "Ledger", "Support"]
        ),
        library(
            "ControlServer",
            [
                "BusinessTime", "ServiceLevels", "Ledger", "Notifications", "Watchdog", "Reporting",
                "ControlProtocol", "Support", "CPeer", logging,
            ]
        ),
        library(
            "Configuration",
            [
                "BusinessTime", "ServiceLevels", "People", "Transport", "Notifications", "Channels",
                "Support", yams,
            ]
        ),
        // What people are shown of tickets and ledger, by slactl or over the control socket.
        library(
            "Reporting",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Notifications",
                "Configuration", "Support",
            ]
        ),
        library("SystemdSupport", ["BusinessTime", "Outlets", "Support", "CSystemd", logging]),
        library(
            "SlactlCommands",
            [
                "BusinessTime", "ServiceLevels", "People", "TicketStore", "TicketStoreAdmin",
                "Ledger", "Transport", "Notifications", "Channels", "Configuration", "Reporting",
                "ControlProtocol", "Support", arguments,
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]
        ),
        .executableTarget(
            name: "slawatchd",
            dependencies: [
                "BusinessTime", "ServiceLevels", "TicketStore", "Ledger", "Transport",
                "Notifications", "Watchdog", "Configuration", "Reporting", "ControlProtocol",
                "ControlServer", "SystemdSupport", "Outlets", "Support", arguments, logging,
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
        tests("BusinessTimeTests", ["SlawatchTesting", "BusinessTime"], data: ["Vectors"]),
        tests(
            "ServiceLevelsTests",
            ["SlawatchTesting", "BusinessTime", "ServiceLevels", "Support"],
            data: ["Vectors"]
        ),
        tests("PeopleTests", ["SlawatchTesting", "BusinessTime", "ServiceLevels", "People"]),
        tests("ArchitectureTests", []),
        tests(
            "ConfigurationTests",
            [
                "BusinessTime", "ServiceLevels", "People", "Transport", "Notifications", "Channels",
                "Configuration",
            ]
        ),
        tests(
            "ControlTests",
            [
                "BusinessTime", "ServiceLevels", "TicketStore", "TicketStoreAdmin", "Ledger",
                "Notifications", "Channels", "Watchdog", "Reporting", "ControlProtocol",
                "ControlServer", "Support", logging,
            ]
        ),
        tests(
            "LedgerTests",
            ["SlawatchTesting", "BusinessTime", "ServiceLevels", "Ledger", "Support", grdb]
        ),
        tests(
            "SlactlCommandsTests",
            [
                "SlactlCommands", "BusinessTime", "ServiceLevels", "TicketStore",
                "TicketStoreAdmin", "Ledger", "Notifications", "Channels", "Watchdog",
                "Configuration", "Reporting", "ControlProtocol", "ControlServer", "Support",
                arguments, logging,
            ],
            data: ["Snapshots"]
        ),
        tests(
            "ScenarioTests",
            [
                "SlawatchTesting", "BusinessTime", "ServiceLevels", "TicketStore",
                "TicketStoreAdmin", "Configuration", "Reporting",
            ],
            data: ["Figures"]
        ),
        tests(
            "TicketStoreTests",
            ["BusinessTime", "ServiceLevels", "TicketStore", "TicketStoreAdmin", "Support", grdb]
        ),
        tests(
            "WatchdogTests",
            [
                "SlawatchTesting", "BusinessTime", "ServiceLevels", "People", "TicketStore",
                "TicketStoreAdmin", "Ledger", "Notifications", "Watchdog", grdb, logging,
            ]
        ),
        tests(
            "DeliveryTests",
            [
                "SlawatchTesting", "BusinessTime", "ServiceLevels", "Ledger", "Transport",
                "Notifications", "Channels", "Outlets", "Support", "CCurl", logging, mustache,
            ],
            data: ["Golden", "Support/smtp_server.py"]
        ),
        // Engine, ledger, store and vendors under one seed.
        tests(
            "SimulationTests",
            [
                "SlawatchTesting", "BusinessTime", "ServiceLevels", "TicketStore",
                "TicketStoreAdmin", "Ledger", "Notifications", "Watchdog", "Support", logging, grdb,
            ]
        ),
        // Drives the programs that are built beside it.
        tests("SoakTests", []),
        tests("OutletsTests", ["Outlets"]),
        tests(
            "SystemdSupportTests",
            ["BusinessTime", "SystemdSupport", "Outlets", "Support", logging]
        ),
    ],
    swiftLanguageModes: [.v6]
)
