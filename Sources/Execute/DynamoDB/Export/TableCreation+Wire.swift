import AWSTypes
import AWSWire

/// What an import repeats of its request, in the shapes of the model: members that it does not have are left out, as are those that were not
/// sent (API Reference, TableCreationParameters and InputFormatOptions).
extension StructureWriter {
    mutating func creation(of table: CreateTable.Input) {
        string("TableName", table.table.name)
        structures("AttributeDefinitions", table.attributes ?? []) { $0.definition($1) }
        elements(table.key ?? [])
        string("BillingMode", table.billing?.rawValue)
        units(table.throughput)
        maxima(table.onDemand)
        if let encryption = table.encryption {
            structure("SSESpecification") { writer in
                writer.boolean("Enabled", encryption.isEnabled)
                writer.string("SSEType", encryption.type)
                writer.string("KMSMasterKeyId", encryption.key)
            }
        }
        guard let indexes = table.globalIndexes else { return }
        structures("GlobalSecondaryIndexes", indexes) { writer, index in
            writer.string("IndexName", index.name)
            writer.elements(index.key)
            if let projection = index.projection {
                writer.structure("Projection") { writer in
                    writer.string("ProjectionType", projection.type)
                    if let attributes = projection.attributes { writer.strings("NonKeyAttributes", attributes) }
                }
            }
            writer.units(index.throughput)
            writer.maxima(index.onDemand)
            guard let warm = index.warm else { return }
            writer.structure("WarmThroughput") { writer in
                writer.integer("ReadUnitsPerSecond", warm.read)
                writer.integer("WriteUnitsPerSecond", warm.write)
            }
        }
    }

    mutating func csvOptions(delimiter: String?, header: [String]?) {
        structure("Csv") { writer in
            writer.string("Delimiter", delimiter)
            if let header { writer.strings("HeaderList", header) }
        }
    }

    private mutating func elements(_ key: [KeyElement]) {
        structures("KeySchema", key) { writer, element in
            writer.string("AttributeName", element.name)
            writer.string("KeyType", element.role)
        }
    }

    private mutating func units(_ throughput: Throughput?) {
        guard let throughput else { return }
        structure("ProvisionedThroughput") { writer in
            writer.integer("ReadCapacityUnits", throughput.read)
            writer.integer("WriteCapacityUnits", throughput.write)
        }
    }

    private mutating func maxima(_ limits: OnDemandThroughput?) {
        guard let limits else { return }
        structure("OnDemandThroughput") { writer in
            writer.integer("MaxReadRequestUnits", limits.read)
            writer.integer("MaxWriteRequestUnits", limits.write)
        }
    }

    /// One structure, as JSON.
    static func text(_ write: (inout StructureWriter) -> Void) -> String {
        var writer = StructureWriter(for: .json10)
        write(&writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
