package import Directory

/// A world as a scenario describes it: the directory, and the tables with their items.
package struct WorldDefinition: Sendable {
    package var directory: Directory
    package var tables: [TableDefinition]
    package var region: String

    package init(directory: Directory, tables: [TableDefinition] = [], region: String = "us-east-1") {
        self.directory = directory
        self.tables = tables
        self.region = region
    }

    /// A table as `aws dynamodb create-table --cli-input-json` takes it, and the items to begin with.
    package struct TableDefinition: Sendable {
        package var account: String
        package var input: [UInt8]
        package var items: [[UInt8]]
        package var file: String
    }
}
