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

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "portcullis",
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
        module("SigV4", in: "Authenticate", uses: ["OpenSSL"]),
        module("IAMPolicy", in: "Authorize", uses: ["AWSTypes", "ByteJSON"]),
        module("DynamoDBValues", in: "Execute", uses: ["ByteJSON"]),
        module("DynamoDBExpressions", in: "Execute", uses: ["ByteJSON", "DynamoDBValues"]),
        tests(of: "AWSTypes", in: "Shared"),
        tests(of: "ByteJSON", in: "Shared", uses: ["OpenSSL"]),
        tests(of: "AWSWire", in: "Accept", uses: ["AWSTypes", "ByteJSON"]),
        tests(of: "OpenSSL", in: "Shared", uses: ["COpenSSL"]),
        tests(of: "SQLiteStore", in: "Shared", uses: ["CSQLite"]),
        tests(of: "SigV4", in: "Authenticate", uses: ["OpenSSL"], resources: [.copy("Cases")]),
        tests(of: "IAMPolicy", in: "Authorize", uses: ["ByteJSON"], resources: [.copy("Cases")]),
        tests(of: "DynamoDBValues", in: "Execute", uses: ["ByteJSON"]),
        tests(of: "DynamoDBExpressions", in: "Execute", uses: ["ByteJSON", "DynamoDBValues"]),
    ],
    swiftLanguageModes: [.v6]
)
