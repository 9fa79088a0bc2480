import AWSTypes
import AWSWire
import ByteJSON

/// How the capacity of a global table follows its use in one region, as it was said.
///
/// Only what is said is kept: Application Auto Scaling is not on the port, and nothing scales.
package struct ReplicaScaling: Sendable, Codable {
    /// Nil for every region: write capacity is the same everywhere.
    package var region: String?
    /// Nil for the table itself.
    package var index: String?
    package var isRead: Bool
    package var settings: Settings

    package struct Settings: Sendable, Codable {
        package var minimum: Int?
        package var maximum: Int?
        package var isDisabled: Bool?
        package var role: String?
        package var policy: Policy?
    }

    /// A policy that holds the use near a target.
    package struct Policy: Sendable, Codable {
        package var name: String?
        package var target: Double
        package var disablesScaleIn: Bool?
        package var scaleInCooldown: Int?
        package var scaleOutCooldown: Int?
    }
}

extension StructureReader {
    func scaling() throws -> ReplicaScaling.Settings {
        let policy = try structure("ScalingPolicyUpdate")
        let configuration = try policy?.structure("TargetTrackingScalingPolicyConfiguration")
        if policy != nil, configuration == nil { policy?.requireMember("TargetTrackingScalingPolicyConfiguration") }
        let target = try configuration?.double("TargetValue")
        // What no JSON has can neither be kept nor be answered; the words are not known.
        if target?.isFinite == false { throw AWSError(.serialization) }
        if configuration != nil, target == nil { configuration?.requireMember("TargetValue") }
        let name = try policy?.string("PolicyName", .printable, .minimumLength(1), .maximumLength(256))
        return try ReplicaScaling.Settings(
            minimum: long("MinimumUnits", .positive), maximum: long("MaximumUnits", .positive),
            isDisabled: boolean("AutoScalingDisabled"),
            role: string("AutoScalingRoleArn", .roleText, .minimumLength(1), .maximumLength(1600)),
            policy: configuration.map {
                try ReplicaScaling.Policy(
                    name: name, target: target ?? 0,
                    disablesScaleIn: $0.boolean("DisableScaleIn"), scaleInCooldown: $0.integer("ScaleInCooldown"),
                    scaleOutCooldown: $0.integer("ScaleOutCooldown"))
            })
    }

    /// What UpdateTableReplicaAutoScaling is to change, and by which member it says so.
    func scalingUpdates() throws -> [(member: String, scaling: ReplicaScaling)] {
        var found: [(member: String, scaling: ReplicaScaling)] = []
        if let write = try structure("ProvisionedWriteCapacityAutoScalingUpdate") {
            found.append(("ProvisionedWriteCapacityAutoScalingUpdate", .init(isRead: false, settings: try write.scaling())))
        }
        for update in try structures("GlobalSecondaryIndexUpdates", count: 1...Int.max) ?? [] {
            let index = try update.index()
            guard let write = try update.structure("ProvisionedWriteCapacityAutoScalingUpdate") else { continue }
            found.append(("GlobalSecondaryIndexUpdates", .init(index: index, isRead: false, settings: try write.scaling())))
        }
        for update in try structures("ReplicaUpdates", count: 1...Int.max) ?? [] {
            let region = try update.required("RegionName")
            if let read = try update.structure("ReplicaProvisionedReadCapacityAutoScalingUpdate") {
                found.append(("ReplicaUpdates", .init(region: region, isRead: true, settings: try read.scaling())))
            }
            for index in try update.structures("ReplicaGlobalSecondaryIndexUpdates") ?? [] {
                let name = try index.index()
                guard let read = try index.structure("ProvisionedReadCapacityAutoScalingUpdate") else { continue }
                found.append(("ReplicaUpdates", .init(region: region, index: name, isRead: true, settings: try read.scaling())))
            }
        }
        return found
    }
}

extension Constraint {
    /// Neither pattern is quite what Java's classes hold; they differ in letters that nobody has in a name.
    fileprivate static let printable = Constraint.pattern(#"\p{Print}+"#) { (0x20...0x7e).contains($0.value) }
    fileprivate static let roleText = Constraint.pattern(
        #"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"#
    ) { $0.value >= 0x20 && ![0xfffe, 0xffff].contains($0.value) || [9, 10, 13].contains($0.value) }
}

extension StructureWriter {
    /// What Describe- and UpdateTableReplicaAutoScaling answer: every region, the table's own too, by name (recorded).
    mutating func scaling(of table: Table, _ replication: Replication) {
        let regions = (replication.replicas.map(\.region) + [table.region]).sorted()
        structure("TableAutoScalingDescription") { writer in
            writer.string("TableName", table.name)
            writer.string("TableStatus", "ACTIVE")
            writer.structures("Replicas", regions) { writer, region in
                writer.string("RegionName", region)
                writer.structures("GlobalSecondaryIndexes", table.globalIndexes) { writer, index in
                    writer.string("IndexName", index.name)
                    writer.string("IndexStatus", "ACTIVE")
                    writer.settings(
                        "ProvisionedReadCapacityAutoScalingSettings", replication.settings(region, index: index.name, isRead: true))
                    writer.settings(
                        "ProvisionedWriteCapacityAutoScalingSettings", replication.settings(region, index: index.name, isRead: false))
                }
                writer.settings("ReplicaProvisionedReadCapacityAutoScalingSettings", replication.settings(region, isRead: true))
                writer.settings("ReplicaProvisionedWriteCapacityAutoScalingSettings", replication.settings(region, isRead: false))
                writer.string("ReplicaStatus", "ACTIVE")
            }
        }
    }

    private mutating func settings(_ member: String, _ settings: ReplicaScaling.Settings?) {
        structure(member) { writer in
            guard let settings, settings.isDisabled != true else { return writer.boolean("AutoScalingDisabled", true) }
            writer.integer("MinimumUnits", settings.minimum)
            writer.integer("MaximumUnits", settings.maximum)
            writer.string("AutoScalingRoleArn", settings.role)
            guard let policy = settings.policy else { return }
            writer.structures("ScalingPolicies", [policy]) { writer, policy in
                writer.string("PolicyName", policy.name)
                writer.structure("TargetTrackingScalingPolicyConfiguration") { writer in
                    writer.boolean("DisableScaleIn", policy.disablesScaleIn)
                    writer.integer("ScaleInCooldown", policy.scaleInCooldown)
                    writer.integer("ScaleOutCooldown", policy.scaleOutCooldown)
                    writer.number("TargetValue", policy.target)
                }
            }
        }
    }
}

extension Replication {
    fileprivate func settings(_ region: String, index: String? = nil, isRead: Bool) -> ReplicaScaling.Settings? {
        scaling?.last { $0.isRead == isRead && $0.index == index && ($0.region == nil || $0.region == region) }?.settings
    }
}
