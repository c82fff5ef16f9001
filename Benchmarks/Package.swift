// swift-tools-version: 6.1
import PackageDescription

/// Measurements, apart from the product so that nobody who builds fusebox builds them. `make bench` runs each.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func fusebox(_ name: String) -> Target.Dependency { .product(name: name, package: "fusebox") }

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "fusebox", path: ".."),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "ConsoleBench",
            dependencies: [fusebox("Console"), fusebox("Operations")], swiftSettings: strict),
        .executableTarget(
            name: "EventSourcingBench", dependencies: [fusebox("EventSourcing"), fusebox("Sagas"), grdb],
            swiftSettings: strict),
        .executableTarget(
            name: "ProbeBench", dependencies: [fusebox("Probes"), nioCore, nioHTTP1, nioPosix], swiftSettings: strict),
        .executableTarget(name: "ResilienceBench", dependencies: [fusebox("Resilience")], swiftSettings: strict),
        .executableTarget(
            name: "TraceBench", dependencies: ["CTraceBenchDOM", fusebox("Traces")], swiftSettings: strict),
        .target(name: "CTraceBenchDOM", linkerSettings: [.linkedLibrary("simdjson")]),
    ],
    swiftLanguageModes: [.v6]
)
