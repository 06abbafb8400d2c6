// swift-tools-version: 6.3
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

/// SQL files that are embedded in their target's code.
func sql(_ names: String..., in folder: String = "") -> [Resource] {
    names.map { .embedInCode("\(folder)\($0).sql") }
}

let package = Package(
    name: "daybook",
    products: [
        .executable(name: "daybook", targets: ["Daybook"]),
        // For agents that keep their conversations in Daybook.
        .library(name: "DaybookClient", targets: ["DaybookClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // What Hummingbird stands on, for the limits of connections that it leaves to others.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // A target imports only what stands above it here: tools/checks/layers.py holds that.
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "Measures", swiftSettings: swiftSettings),
        .target(
            name: "LedgerSchema", path: "Schema",
            resources: sql(
                "V0001__roles", "V0002__events", "V0003__immutability", "V0004__partitions", "V0005__tree",
                "V0006__subjects", "V0007__api_keys", "V0008__projections", "V0009__projection_swaps", "V0010__erasures"
            ),
            swiftSettings: swiftSettings),
        .target(name: "Postgres", dependencies: ["CLibPQ", deque, lifecycle, logging], swiftSettings: swiftSettings),
        .target(name: "PostgresCluster", swiftSettings: swiftSettings),
        .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: swiftSettings),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: swiftSettings),
        .target(name: "MerkleLog", dependencies: ["Cryptography"], swiftSettings: swiftSettings),
        .target(name: "Vocabulary", swiftSettings: swiftSettings),
        .target(
            name: "DaybookClient", dependencies: ["Measures", "Curl", "Vocabulary", deque, lifecycle, logging],
            swiftSettings: swiftSettings),
        .target(
            name: "Ledger",
            dependencies: [
                "Measures", "LedgerSchema", "Postgres", "Cryptography", "MerkleLog", "Vocabulary", deque, lifecycle,
                logging,
            ],
            resources: sql(
                "compare_ids", "find_identifier_kinds", "find_ids", "find_latest", "find_stray_tiles", "find_subjects",
                "find_unknown_ids", "link_identifiers", "lock_head", "measure_events", "read_conversation_events",
                "read_events", "read_head", "read_leaves", "read_subject_events", "read_subject_keys",
                "read_tile_roots", "read_tiles", "read_tiles_and_roots", "write_batch",
                in: "Statements/"),
            swiftSettings: swiftSettings),
        .target(name: "Providers", dependencies: ["Cryptography", "Vocabulary"], swiftSettings: swiftSettings),
        .target(
            name: "Samples", dependencies: ["Cryptography", "Vocabulary", "Providers"], swiftSettings: swiftSettings),
        .target(
            name: "Ingest", dependencies: ["Cryptography", "Vocabulary", "Ledger", "Providers"],
            swiftSettings: swiftSettings),
        .target(
            name: "ProjectionEngine",
            dependencies: ["Postgres", "Cryptography", "Vocabulary", "Ledger", "Providers", lifecycle, logging],
            swiftSettings: swiftSettings),
        .target(name: "Pipeline", dependencies: ["Cryptography", "Vocabulary"], swiftSettings: swiftSettings),
        .target(
            name: "Inbox", dependencies: ["Postgres", "Cryptography", "Vocabulary", "ProjectionEngine"],
            path: "Projections/Inbox", resources: sql("schema", "indexes"), swiftSettings: swiftSettings),
        .target(
            name: "Contacts", dependencies: ["Postgres", "Cryptography", "Vocabulary", "ProjectionEngine"],
            path: "Projections/Contacts", resources: sql("schema", "indexes"), swiftSettings: swiftSettings),
        .target(
            name: "Sheets", dependencies: ["Postgres", "Vocabulary", "ProjectionEngine"],
            path: "Projections/Sheets", resources: sql("schema", "indexes"), swiftSettings: swiftSettings),
        .target(
            name: "Analytics", dependencies: ["Postgres", "Cryptography", "Vocabulary", "ProjectionEngine"],
            path: "Projections/Analytics", resources: sql("schema", "indexes"), swiftSettings: swiftSettings),
        .target(
            name: "TenantLookup",
            dependencies: ["Postgres", "Cryptography", "Vocabulary", "ProjectionEngine"],
            path: "Projections/TenantLookup", resources: sql("schema", "indexes"), swiftSettings: swiftSettings),
        .target(
            name: "Server",
            dependencies: [
                "Measures", "Postgres", "Cryptography", "MerkleLog", "Vocabulary", "Ledger", "Providers", "Ingest",
                "ProjectionEngine", "Pipeline", "Inbox", "Contacts", "Sheets", "Analytics", "TenantLookup", hummingbird,
                hummingbirdCore, httpTypes, lifecycle, logging, nio, nioHTTPTypes,
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "Daybook",
            dependencies: [
                "CMalloc", "Postgres", "PostgresCluster", "Curl", "Cryptography", "MerkleLog", "Vocabulary", "Ledger",
                "Providers", "Samples", "ProjectionEngine", "Inbox", "Contacts", "Sheets", "Analytics", "TenantLookup",
                "Server", "LedgerSchema",
                argumentParser, lifecycle,
                logging, signals, yams,
            ],
            resources: sql(
                "doctor_deliveries", "doctor_guards", "doctor_log", "doctor_projections", "doctor_rights",
                "doctor_roles",
                "doctor_session", "doctor_settings", "doctor_slots", "doctor_standbys", in: "Doctor/Queries/"),
            swiftSettings: swiftSettings),
        // What tools/bench puts a load on the ledger with; no product.
        .executableTarget(
            name: "LedgerLoad",
            dependencies: ["Vocabulary", "Ledger", "Providers", "Samples", argumentParser, lifecycle, logging],
            path: "tools/benchmarks/LedgerLoad", swiftSettings: swiftSettings),
        .target(
            name: "TestSupport", dependencies: ["PostgresCluster"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        .testTarget(name: "MeasuresTests", dependencies: ["Measures"], swiftSettings: swiftSettings),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "TestSupport", lifecycle, logging],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "PostgresClusterTests", dependencies: ["PostgresCluster", "TestSupport"], swiftSettings: swiftSettings
        ),
        .testTarget(name: "CurlTests", dependencies: ["Curl"], swiftSettings: swiftSettings),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "MerkleLogTests", dependencies: ["MerkleLog", "Cryptography", "TestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "VocabularyTests", dependencies: ["Vocabulary", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DaybookClientTests",
            dependencies: ["DaybookClient", "Curl", "Vocabulary", "TestSupport", logging],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ProvidersTests", dependencies: ["Providers", "Vocabulary", "Cryptography", "TestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "SamplesTests", dependencies: ["Samples", "Providers", "Vocabulary"], swiftSettings: swiftSettings),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "LedgerSchema", "Postgres", "Cryptography", "MerkleLog", "Vocabulary", "PostgresCluster",
                "TestSupport", lifecycle, logging,
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "Ingest", "Samples", "Ledger", "Postgres", "Cryptography", "Providers", "Vocabulary", "TestSupport",
                lifecycle, logging,
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "ProjectionTestSupport",
            dependencies: [
                "Cryptography", "Ingest", "Ledger", "Postgres", "ProjectionEngine", "Providers", "Samples",
                "Vocabulary",
                "TestSupport", lifecycle, logging,
            ],
            path: "Tests/ProjectionTestSupport", swiftSettings: swiftSettings),
        .testTarget(
            name: "ProjectionEngineTests",
            dependencies: [
                "ProjectionTestSupport", "ProjectionEngine", "Inbox", "Cryptography", "Ledger", "Postgres", "Providers",
                "Vocabulary", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ProjectionConformanceTests",
            dependencies: [
                "ProjectionTestSupport", "Inbox", "Contacts", "Sheets", "Analytics", "TenantLookup", "ProjectionEngine",
                "Providers", "Ledger", "Postgres", "Vocabulary", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "InboxTests",
            dependencies: [
                "ProjectionTestSupport", "Inbox", "ProjectionEngine", "Ledger", "Postgres", "Vocabulary", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ContactsTests",
            dependencies: [
                "ProjectionTestSupport", "Contacts", "ProjectionEngine", "Ledger", "Postgres", "Vocabulary",
                "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "SheetsTests",
            dependencies: [
                "ProjectionTestSupport", "Sheets", "ProjectionEngine", "Ledger", "Postgres", "Vocabulary",
                "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "AnalyticsTests",
            dependencies: [
                "ProjectionTestSupport", "Analytics", "ProjectionEngine", "Ledger", "Postgres", "Vocabulary",
                "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "Vocabulary"], swiftSettings: swiftSettings),
        .testTarget(
            name: "TenantLookupTests",
            dependencies: [
                "ProjectionTestSupport", "Ingest", "TenantLookup", "ProjectionEngine", "Ledger", "Postgres",
                "Providers",
                "Vocabulary", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Samples", "Curl", "Cryptography", "MerkleLog", "Vocabulary", "Postgres", "PostgresCluster",
                "Ledger", "Providers", "Ingest", "ProjectionEngine", "Inbox", "Contacts", "Sheets", "Analytics",
                "TenantLookup", "TestSupport", hummingbird, httpTypes,
                lifecycle,
                logging, nio, nioEmbedded,
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DaybookTests",
            dependencies: ["Daybook", "Ledger", "Providers", "Server", "Vocabulary", argumentParser, logging],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Daybook", "DaybookClient", "Postgres", "PostgresCluster", "Curl", "Cryptography", "Vocabulary",
                "Providers", "Samples", "TestSupport", logging,
            ],
            path: "Tests/EndToEnd", exclude: ["check_openssl.sh", "check_proof.py", "check_tile.py"],
            swiftSettings: swiftSettings),
    ]
)
