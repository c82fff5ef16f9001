// swift-tools-version: 6.1
import PackageDescription

/// Upstream's recommended upcoming features on top of the Swift 6 language mode.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hashTree = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let instrumentation = Target.Dependency.product(name: "Instrumentation", package: "swift-distributed-tracing")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "fusebox",
    products: [
        .executable(name: "fusebox", targets: ["fusebox"]),
        .executable(name: "shop", targets: ["shop"]),
        // For the benchmarks.
        .library(name: "Console", targets: ["Console", "OperationsWatching", "TerminalUI"]),
        .library(name: "EventSourcing", targets: ["EventSourcing"]),
        .library(name: "EventSourcingHTTP", targets: ["EventSourcingHTTP"]),
        .library(name: "EventSourcingTesting", targets: ["EventSourcingTesting"]),
        .library(name: "Observability", targets: ["Observability"]),
        .library(name: "ObservabilityHummingbird", targets: ["ObservabilityHummingbird"]),
        .library(name: "OperationsServer", targets: ["OperationsServer"]),
        .library(name: "Probes", targets: ["Probes"]),
        .library(name: "Operations", targets: ["Operations", "OperationsClient"]),
        .library(name: "Resilience", targets: ["Resilience"]),
        .library(name: "Sagas", targets: ["Sagas"]),
        .library(name: "Traces", targets: ["Traces"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // The console: commands → application → domain → formats.
        .executableTarget(
            name: "fusebox",
            dependencies: [
                "Audit", "Console", "ConsoleConfig", "Probes", "TerminalUI", "Traces", argumentParser, subprocess,
                system,
            ],
            swiftSettings: strict),
        .target(
            name: "Console",
            dependencies: [
                "Audit", "ConsoleConfig", "Operations", "OperationsClient", "OperationsWatching", "Probes",
                "TerminalUI",
                "Traces", asyncHTTPClient, subprocess, system,
            ],
            swiftSettings: strict),
        .target(name: "Audit", dependencies: [crypto], swiftSettings: strict),
        .target(name: "ConsoleConfig", dependencies: ["Probes"], swiftSettings: strict),
        .target(
            name: "Probes",
            dependencies: [asyncHTTPClient, deque, grdb, heap, nioCore, nioHTTP1, nioPosix, nioSSL, nioTLS],
            swiftSettings: strict),
        .target(name: "Traces", dependencies: ["CZlib", "CZstd", "OTLP", histogram], swiftSettings: strict),
        .target(name: "OTLP", dependencies: ["CSimdJSON"], swiftSettings: strict),
        .target(name: "TerminalUI", dependencies: ["CNcurses", "CTerminal"], swiftSettings: strict),

        // The only C and C++ in the tree.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CTerminal"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

        // The libraries that stand alone.
        .target(
            name: "Observability",
            dependencies: [
                "Resilience", asyncHTTPClient, deque, instrumentation, logging, nioCore, nioHTTP1, nioPosix,
                serviceLifecycle,
                tracing,
            ],
            swiftSettings: strict),
        .target(
            name: "Operations", dependencies: [crypto], path: "Sources/Operations/Vocabulary", swiftSettings: strict),
        .target(
            name: "OperationsClient",
            dependencies: ["Operations", asyncHTTPClient, nioCore, nioHTTP1, nioPosix],
            path: "Sources/Operations/Client",
            swiftSettings: strict),
        .target(
            name: "OperationsServer",
            dependencies: [
                "EventSourcing", "Operations", "Resilience", "Sagas", crypto, deque, grdb, httpTypes, hummingbird,
                logging, nioCore, nioSSL, serviceLifecycle,
            ], swiftSettings: strict),
        .target(
            name: "OperationsWatching",
            dependencies: ["Operations", "OperationsClient", asyncHTTPClient, deque, hashTree],
            path: "Sources/Operations/Watching", swiftSettings: strict),
        .target(name: "Resilience", dependencies: [deque], swiftSettings: strict),

        .target(
            name: "EventSourcing", dependencies: ["Resilience", grdb, logging], swiftSettings: strict),
        .target(
            name: "EventSourcingHTTP",
            dependencies: [
                "EventSourcing", "Resilience", asyncHTTPClient, httpTypes, hummingbird, nioCore, nioHTTP1,
                serviceLifecycle,
            ],
            swiftSettings: strict),
        .target(
            name: "Sagas", dependencies: ["EventSourcing", "Resilience", grdb, logging], swiftSettings: strict),
        .target(name: "EventSourcingTesting", dependencies: ["EventSourcing"], swiftSettings: strict),
        .target(name: "ResilienceTesting", swiftSettings: strict),
        .executableTarget(
            name: "EventStoreCrashFixture", dependencies: ["EventSourcing", "Lifeline", grdb],
            path: "Tests/Support/EventStoreCrashFixture", swiftSettings: strict),

        // The reference system.
        .executableTarget(
            name: "shop", dependencies: ["Observability", "ShopServices", argumentParser, logging],
            swiftSettings: strict),
        .target(
            name: "ShopServices",
            dependencies: [
                "EventSourcing", "EventSourcingHTTP", "Observability", "ObservabilityHummingbird", "Operations",
                "OperationsServer", "Resilience", "Sagas",
                asyncHTTPClient, configuration, deque, grdb, histogram, httpTypes, hummingbird, instrumentation,
                logging, nioCore, nioHTTP1, nioPosix, serviceLifecycle, subprocess, system, tracing, unixSignals,
            ],
            swiftSettings: strict),
        .target(
            name: "ObservabilityHummingbird",
            dependencies: ["Observability", hummingbird, httpTypes, nioCore, tracing],
            swiftSettings: strict),

        // Tests: one folder a module, and what they share.
        .systemLibrary(name: "CVTerm", path: "Tests/Support/CVTerm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TerminalTesting", dependencies: ["CTerminal", "CVTerm"], path: "Tests/Support/TerminalTesting",
            swiftSettings: strict),
        .executableTarget(
            name: "TerminalFixture", dependencies: ["TerminalUI"], path: "Tests/Support/TerminalFixture",
            swiftSettings: strict),
        .executableTarget(
            name: "AuditWriterFixture", dependencies: ["Audit", "Lifeline"], path: "Tests/Support/AuditWriterFixture",
            swiftSettings: strict),
        .testTarget(
            name: "AuditTests", dependencies: ["Audit", "AuditWriterFixture", "ChildProcess", "ResilienceTesting"],
            swiftSettings: strict),
        .executableTarget(
            name: "EventFeedFixture",
            dependencies: ["EventSourcing", "EventSourcingHTTP", "Lifeline", hummingbird, logging],
            path: "Tests/Support/EventFeedFixture", swiftSettings: strict),
        .systemLibrary(name: "CSpawn", path: "Tests/Support/CSpawn"),
        .target(
            name: "ChildProcess", dependencies: ["CSpawn", system], path: "Tests/Support/ChildProcess",
            swiftSettings: strict),
        .target(name: "Lifeline", path: "Tests/Support/Lifeline", swiftSettings: strict),
        .target(
            name: "SmallDisk", dependencies: ["ChildProcess"], path: "Tests/Support/SmallDisk", swiftSettings: strict),
        .target(
            name: "FreePorts", dependencies: [nioCore, nioPosix], path: "Tests/Support/FreePorts",
            swiftSettings: strict),
        .testTarget(
            name: "ConsoleConfigTests", dependencies: ["ConsoleConfig", "Probes", "ResilienceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Audit", "Console", "ConsoleConfig", "Operations", "OperationsClient", "OperationsWatching", "OTLP",
                "Probes", "ResilienceTesting", "TerminalUI", "Traces", asyncHTTPClient,
            ],
            exclude: [
                "Acting/Golden", "Audit/Golden", "Breakers/Golden", "Chrome/Golden", "Events/Golden", "Overview/Golden",
                "Sagas/Golden", "Services/Golden", "Traces/Golden",
            ], swiftSettings: strict),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: [
                "Observability", "ResilienceTesting", "SmallDisk", asyncHTTPClient, logging, nioCore, nioHTTP1,
                nioPosix, serviceLifecycle,
                tracing,
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "ObservabilityHummingbirdTests",
            dependencies: [
                "Observability", "ObservabilityHummingbird", httpTypes, hummingbird, hummingbirdTesting, logging,
                nioCore,
                tracing,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "ChildProcess", "FreePorts", "ResilienceTesting", "TerminalTesting", "fusebox", "shop",
                asyncHTTPClient, nioCore, nioHTTP1, nioPosix, subprocess, system,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EventSourcingTests",
            dependencies: [
                "ChildProcess", "EventSourcing", "EventSourcingTesting", "EventStoreCrashFixture", "ResilienceTesting",
                "SmallDisk",
                grdb,
                logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EventSourcingHTTPTests",
            dependencies: [
                "ChildProcess", "EventFeedFixture", "EventSourcing", "EventSourcingHTTP", "ResilienceTesting",
                asyncHTTPClient, grdb,
                hummingbird, logging, nioCore, nioHTTP1, nioPosix, serviceLifecycle,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OperationsWatchingTests", dependencies: ["Operations", "OperationsClient", "OperationsWatching"],
            path: "Tests/OperationsTests/Watching", swiftSettings: strict),
        .testTarget(
            name: "OperationsTests", dependencies: ["Operations", "ResilienceTesting"],
            path: "Tests/OperationsTests/Vocabulary",
            swiftSettings: strict),
        .testTarget(
            name: "OperationsServerTests",
            dependencies: [
                "EventSourcing", "Operations", "OperationsClient", "OperationsServer", "Resilience",
                "ResilienceTesting", "Sagas", "SmallDisk", "TerminalTesting", "fusebox", asyncHTTPClient, grdb,
                hummingbird, hummingbirdCore, hummingbirdTesting, hummingbirdTLS, logging, nioCore, nioHTTP1, nioPosix,
                nioSSL, serviceLifecycle, subprocess, system,
            ], swiftSettings: strict),
        .testTarget(
            name: "OTLPTests", dependencies: ["OTLP", "ResilienceTesting"], resources: [.copy("Samples")],
            swiftSettings: strict),
        .testTarget(
            name: "ProbesTests",
            dependencies: ["ChildProcess", "Probes", deque, grdb, nioCore, nioHTTP1, nioPosix, nioSSL],
            swiftSettings: strict),
        .testTarget(
            name: "ResilienceTests", dependencies: ["Resilience", "ResilienceTesting"], swiftSettings: strict),
        .testTarget(
            name: "SagasTests",
            dependencies: ["EventSourcing", "Resilience", "ResilienceTesting", "Sagas", grdb, logging],
            swiftSettings: strict),
        .testTarget(
            name: "ShopServicesTests",
            dependencies: [
                "EventSourcing", "FreePorts", "Observability", "Operations", "OperationsClient", "Resilience",
                "ResilienceTesting", "Sagas",
                "ShopServices", "shop", asyncHTTPClient, grdb, hummingbird, logging, nioCore, nioHTTP1, nioPosix,
                serviceLifecycle, subprocess, system, tracing,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TerminalUITests",
            dependencies: ["ResilienceTesting", "TerminalFixture", "TerminalTesting", "TerminalUI"],
            swiftSettings: strict),
        .testTarget(
            name: "TracesTests", dependencies: ["CZlib", "CZstd", "OTLP", "ResilienceTesting", "Traces"],
            resources: [.copy("Samples")],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// `make test-tsan` builds only what runs in many tasks at once, and its tests: the rest would take many times longer.
if Context.environment["FUSEBOX_PART"] == "concurrency" {
    let libraries: Set = ["EventSourcing", "EventSourcingTesting", "Resilience", "Sagas"]
    let others: Set = [
        "CSpawn", "ChildProcess", "EventStoreCrashFixture", "Lifeline", "ResilienceTesting", "SmallDisk",
    ]
    let tests: Set = ["EventSourcingTests", "ResilienceTests", "SagasTests"]
    let kept = libraries.union(others).union(tests)
    package.targets.removeAll { !kept.contains($0.name) }
    package.products.removeAll { !libraries.contains($0.name) }
}
