// swift-tools-version: 6.2
import PackageDescription

// The arrows of the house (see Sources/Office/Office.docc): a target may import what stands
// beside it here and nothing else; the gate builds with the explicit import check.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A short command is mostly its own start. The release is linked at a fixed place (nothing to relocate), by the tool-chain's own linker
/// (fewer page faults), with the C++ runtime, SQLite, ncurses inside (`Linking/`) and no table of names for others to look up.
let quickToStart = [
    "-use-ld=lld", "-Xclang-linker", "-no-pie",
    "-L", "\(Context.packageDirectory)/Sources/banshi/Linking", "-Xclang-linker", "-static-libgcc",
    "-Xlinker", "--as-needed", "-Xlinker", "--no-export-dynamic",
]

let package = Package(
    name: "banshi",
    products: [
        .library(name: "Office", targets: ["Office"]),
        .library(name: "Ledger", targets: ["Ledger"]),
        .executable(name: "banshi", targets: ["banshi"]),
        .executable(name: "banshi-bench", targets: ["banshi-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        .target(name: "Office", exclude: ["Folding/make-tables.py", "Folding/phrases.txt"], swiftSettings: strict),
        .target(name: "Phrases", dependencies: ["Office"], swiftSettings: strict),
        .target(
            name: "Ledger",
            dependencies: [
                "Office", "CStorage",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "CStorage", linkerSettings: [.linkedLibrary("dl"), .linkedLibrary("sqlite3")]),
        .target(name: "CLibical", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "Calendars", dependencies: ["Office", "CLibical"], swiftSettings: strict),
        .target(name: "CGMime", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CArchive", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CConfine"),
        .target(name: "CLate", path: "Sources/Shims/CLate", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CXML", dependencies: ["CLate"], path: "Sources/Shims/CXML"),
        .target(name: "CGumbo", dependencies: ["CLate"], path: "Sources/Shims/CGumbo"),
        .target(name: "CFreexl", dependencies: ["CLate"], path: "Sources/Shims/CFreexl"),
        .target(name: "CXLSX", dependencies: ["CLate"], path: "Sources/Shims/CXLSX"),
        .target(
            name: "Mailroom",
            dependencies: ["Office", "CArchive", "CConfine", "CFreexl", "CGMime", "CGumbo", "CLate", "CXLSX", "CXML"],
            swiftSettings: strict),
        .target(name: "Screen", swiftSettings: strict),
        .target(name: "CCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "Curses", dependencies: ["Screen", "CCurses"], swiftSettings: strict),
        .target(name: "Desk", dependencies: ["Office", "Phrases", "Screen"], swiftSettings: strict),
        .target(
            name: "Settings",
            dependencies: ["Office", .product(name: "Yams", package: "Yams")],
            exclude: ["Resources/embed", "Resources/registers"],
            swiftSettings: strict),
        .executableTarget(
            name: "banshi",
            dependencies: [
                "Office", "Phrases", "Ledger", "Calendars", "Mailroom", "Screen", "Curses", "Desk", "Settings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Linking"],
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(quickToStart, .when(configuration: .release))]),
        .executableTarget(
            name: "banshi-bench",
            dependencies: [
                "Office", "Ledger", "Mailroom", "Settings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(name: "TestKit", dependencies: ["Office", "Ledger", "Settings"], path: "Tests/TestKit", swiftSettings: strict),
        .testTarget(
            name: "OfficeTests", dependencies: ["Office", "Ledger", "Phrases", "Settings", "TestKit"],
            exclude: ["Captures/corpus.tsv", "Marks/marks.tsv"], swiftSettings: strict),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["Calendars", "Office", "Ledger", "Phrases", "TestKit", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["Wire"], swiftSettings: strict),
        .testTarget(name: "FrontEndTests", dependencies: ["Office", "Ledger"], exclude: ["inbound.json"], swiftSettings: strict),
        .testTarget(name: "CalendarsTests", dependencies: ["Office", "Calendars"], swiftSettings: strict),
        .testTarget(
            name: "MailroomTests", dependencies: ["Office", "Mailroom", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Mails/mutated.py"], swiftSettings: strict),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: strict),
        .testTarget(
            name: "DeskTests", dependencies: ["Desk", "Ledger", "Office", "Phrases", "Screen", "TestKit"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "Office"], swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["Calendars", "Mailroom", "Office", "Settings"], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests", dependencies: ["Ledger", "Office", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
