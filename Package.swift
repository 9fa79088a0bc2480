// swift-tools-version: 6.2
import PackageDescription

/// Names one module of the tree: `Sources/<stage>/<name>`, built strictly.
func module(_ name: String, in stage: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(stage)/\(name)", swiftSettings: strict)
}

/// Names the tests of one module: `Tests/<stage>/<name>Tests`.
func tests(of name: String, in stage: String, uses: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + uses,
        path: "Tests/\(stage)/\(name)Tests",
        resources: resources,
        swiftSettings: strict
    )
}

/// Names a program that measures: `Tests/Benchmarks/<name>`.
func benchmark(_ name: String, uses: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: uses,
        path: "Tests/Benchmarks/\(name)",
        swiftSettings: strict,
        linkerSettings: selfContained
    )
}

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Overlapping accesses are looked for while the tests run, in debug, and not in each of a call's steps.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    // So that what is imported names the libraries that `selfContained` links.
    .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release)),
]

/// A released program needs no Swift on the machine where it runs, and calls Swift's runtime without a detour.
let selfContained: [LinkerSetting] = [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))]

let package = Package(
    name: "portcullis",
    products: [.executable(name: "portcullis", targets: ["Emulator"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Shared: beneath every stage.
        .systemLibrary(name: "CSQLite", path: "Sources/Shared/CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "COpenSSL", path: "Sources/Shared/COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/Shared/CZlib", providers: [.apt(["zlib1g-dev"])]),
        module("AWSTypes", in: "Shared"),
        module("ByteJSON", in: "Shared"),
        module("OpenSSL", in: "Shared", uses: ["COpenSSL"]),
        module("SQLiteStore", in: "Shared", uses: ["CSQLite"]),
        module("Zlib", in: "Shared", uses: ["CZlib"]),

        // Pure: functions of their arguments.
        module("AWSWire", in: "Accept", uses: ["AWSTypes", "ByteJSON", "OpenSSL"]),
        module("SigV4", in: "Authenticate", uses: ["AWSTypes", "OpenSSL"]),
        module("IAMPolicy", in: "Authorize", uses: ["AWSTypes", "ByteJSON"]),
        module("DynamoDBValues", in: "Execute", uses: ["ByteJSON"]),
        module("DynamoDBExpressions", in: "Execute", uses: ["ByteJSON", "DynamoDBValues"]),

        // Who there is, and what an operation is.
        module("Directory", in: "Authenticate", uses: ["AWSTypes", "IAMPolicy", "OpenSSL", "SQLiteStore"]),
        module("ServiceModel", in: "Execute", uses: ["AWSTypes", "AWSWire", "Directory", "IAMPolicy"]),

        // The services.
        module(
            "DynamoDB", in: "Execute",
            uses: [
                "AWSTypes", "AWSWire", "ByteJSON", "Directory", "DynamoDBExpressions", "DynamoDBValues", "IAMPolicy", "OpenSSL",
                "SQLiteStore", "ServiceModel", "Zlib",
            ]),
        module("EC2", in: "Execute", uses: ["AWSTypes", "AWSWire", "Directory", "IAMPolicy", "ServiceModel"]),
        module(
            "IAM", in: "Execute",
            uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel", "Zlib"]),
        module("KMS", in: "Execute", uses: ["AWSTypes", "AWSWire", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        module("Organizations", in: "Execute", uses: ["AWSTypes", "AWSWire", "Directory", "IAMPolicy", "ServiceModel"]),
        module("STS", in: "Execute", uses: ["AWSTypes", "AWSWire", "Directory", "IAMPolicy", "ServiceModel"]),
        module(
            "CloudTrail", in: "Record",
            uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "SQLiteStore", "ServiceModel"]),

        // The steps joined, and run.
        module(
            "HTTPEndpoint", in: "Accept",
            uses: [
                "AWSWire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        module(
            "Gateway", in: "Serve",
            uses: [
                "AWSTypes", "AWSWire", "ByteJSON", "CloudTrail", "Directory", "DynamoDB", "EC2", "IAM", "IAMPolicy", "KMS", "OpenSSL",
                "Organizations", "SQLiteStore", "STS", "ServiceModel", "SigV4", "Zlib",
            ]),
        module(
            "ScenarioKit", in: "Serve",
            uses: [
                "AWSTypes", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "SigV4",
                .product(name: "Yams", package: "Yams"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "Emulator",
            dependencies: [
                "AWSTypes", "AWSWire", "ByteJSON", "CloudTrail", "Directory", "Gateway", "EC2", "HTTPEndpoint", "IAMPolicy",
                "KMS",
                "OpenSSL", "SQLiteStore", "ScenarioKit", "ServiceModel", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Serve/Emulator",
            swiftSettings: strict,
            linkerSettings: selfContained
        ),

        // Tests, in the same folders.
        tests(
            of: "ScenarioKit", in: "Serve",
            uses: ["AWSTypes", "ByteJSON", "Directory", "IAMPolicy"]),
        tests(of: "AWSTypes", in: "Shared"),
        tests(of: "ByteJSON", in: "Shared", uses: ["OpenSSL"]),
        tests(of: "AWSWire", in: "Accept", uses: ["AWSTypes", "ByteJSON"]),
        tests(of: "OpenSSL", in: "Shared", uses: ["COpenSSL"]),
        tests(of: "Zlib", in: "Shared", uses: ["OpenSSL"]),
        tests(of: "SQLiteStore", in: "Shared", uses: ["CSQLite"]),
        tests(of: "SigV4", in: "Authenticate", uses: ["OpenSSL"], resources: [.copy("Cases")]),
        // Asked hundreds of thousands of times by tests in debug, and nothing to step through: it is what it is told to be.
        .target(
            name: "SecondOpinion", path: "Tests/Authorize/SecondOpinion",
            swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
        ),
        tests(of: "IAMPolicy", in: "Authorize", uses: ["ByteJSON", "SecondOpinion"], resources: [.copy("Cases")]),
        tests(of: "DynamoDBValues", in: "Execute", uses: ["ByteJSON"]),
        tests(of: "DynamoDBExpressions", in: "Execute", uses: ["ByteJSON", "DynamoDBValues"]),
        tests(of: "Directory", in: "Authenticate", uses: ["AWSTypes", "IAMPolicy", "OpenSSL"]),
        tests(of: "IAM", in: "Execute", uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        tests(of: "STS", in: "Execute", uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        tests(of: "KMS", in: "Execute", uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        tests(
            of: "Organizations", in: "Execute",
            uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        tests(
            of: "DynamoDB", in: "Execute",
            uses: [
                "AWSTypes", "AWSWire", "ByteJSON", "Directory", "DynamoDBValues", "IAMPolicy", "OpenSSL",
                "SQLiteStore",
                "ServiceModel", "Zlib",
            ]),
        tests(of: "EC2", in: "Execute", uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "OpenSSL", "ServiceModel"]),
        tests(
            of: "CloudTrail", in: "Record",
            uses: ["AWSTypes", "AWSWire", "ByteJSON", "Directory", "IAMPolicy", "SQLiteStore", "ServiceModel"]),
        tests(
            of: "HTTPEndpoint", in: "Accept",
            uses: [
                "AWSWire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),

        tests(
            of: "Gateway", in: "Serve",
            uses: [
                "AWSTypes", "AWSWire", "ByteJSON", "CloudTrail", "Directory", "EC2", "IAMPolicy", "OpenSSL", "SQLiteStore", "SecondOpinion",
                "ServiceModel", "SigV4",
            ], resources: [.copy("Cases")]),

        // What measures.
        .target(
            name: "LoadDriver",
            dependencies: [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")],
            path: "Tests/Benchmarks/LoadDriver",
            swiftSettings: strict
        ),
        benchmark(
            "EchoServer",
            uses: [
                "AWSWire", "HTTPEndpoint",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        benchmark("DecisionCost", uses: ["IAMPolicy"]),
        benchmark("DynamoDBLoad", uses: ["LoadDriver", "SigV4", .product(name: "NIOCore", package: "swift-nio")]),
        benchmark("MixedLoad", uses: ["ByteJSON", "LoadDriver", "SigV4", .product(name: "NIOCore", package: "swift-nio")]),
        benchmark("StatementFloor", uses: ["SQLiteStore"]),
        benchmark("LoadGenerator", uses: ["LoadDriver", .product(name: "NIOCore", package: "swift-nio")]),
    ],
    swiftLanguageModes: [.v6]
)
