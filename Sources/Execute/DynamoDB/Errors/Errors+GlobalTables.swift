import AWSTypes

/// What is said of contributor insights, global tables and replicas.
///
/// Recorded on DynamoDB in October 2026 (AWS Controllers' published notes on global tables, replicas and insights), except for those in
/// `unconfirmedOfGlobalTables`, whose end was not in the recording. The quotation marks around names are typographic.
extension AWSError {
    static let unconfirmedOfGlobalTables = ["localRegion", "severalReplicaKinds", "noReplicaUpdates", "insightsTokenInvalid"]

    // MARK: Contributor insights

    static func indexOfInsightsNotFound(_ index: String, of table: String) -> AWSError {
        AWSError(.resourceNotFound, "Requested resource not found: Index: \(index) not found for table: \(table)")
    }

    static func insightsTokenInvalid(_ token: String) -> AWSError { tokenInvalid(token) }

    // MARK: Global tables of 2017

    static var legacyGlobalTables: AWSError {
        invalid(
            "DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy)."
        )
    }

    static func globalTableNotDescribed(_ name: String) -> AWSError {
        AWSError(.globalTableNotFound, "Global table not found: Global table with name: '\(name)' does not exist.")
    }

    static func globalTableNotFound(_ name: String) -> AWSError {
        AWSError(.globalTableNotFound, "Global table with name: '\(name)' does not exist.")
    }

    /// The bare words, without what was wrong.
    static var noReplicaUpdates: AWSError { .validation("One or more parameter values were invalid") }

    // MARK: Replicas

    static var replicasAlone: AWSError { invalid("Replica modification must be the only operation in the request") }

    static var replicasAndWitnessesAlone: AWSError {
        invalid("Requests that modify replicas or witnesses must not also modify other fields")
    }

    static var noReplicaAction: AWSError { .validation("There are no actions specified in the Replica Update Action of the request.") }

    static var severalReplicaActions: AWSError {
        .validation("Update table operation with more than one create or delete replica actions not allowed")
    }

    static var severalReplicaKinds: AWSError {
        .validation("Update table operation with more than one type of replica actions not allowed.")
    }

    static var localRegion: AWSError {
        .validation(
            "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.")
    }

    static func replicaExists(_ table: String) -> AWSError {
        .validation(
            "Failed to create a the new replica of table with name: ‘\(table)’ because one or more replicas already existed as tables.")
    }

    static func replicaNotThere(_ region: String) -> AWSError { notThere("replicas", region) }
    static func witnessNotThere(_ region: String) -> AWSError { notThere("witnesses", region) }

    private static func notThere(_ what: String, _ region: String) -> AWSError {
        .validation(
            "Update global table operation failed because one or more \(what) were not part of the global table. Please retry the request without these \(what): [\(region)]."
        )
    }

    static var replicasNeedCapacity: AWSError {
        .validation("Table write capacity should either be Pay-Per-Request or AutoScaled.")
    }

    static var sourceOfReplicas: AWSError {
        .validation(
            "Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours."
        )
    }

    static var streamOfReplica: AWSError { invalid("Disabling Stream is not allowed for a Global Table replica.") }

    // MARK: Strong consistency over regions

    static var replicaCount: AWSError {
        .validation("Unsupported replica count for global tables with MultiRegionConsistency set to STRONG.")
    }

    static var witnessNeedsStrong: AWSError {
        .validation("MultiRegionConsistency must be set as STRONG when GlobalTableWitnessUpdates parameter is present.")
    }

    static var severalTargets: AWSError { .validation("Cannot target multiple regions with the same action") }

    static var witnessAtReplica: AWSError {
        .validation(
            "Cannot add a witness in the same region as an existing replica when creating a global table with MultiRegionConsistency set to STRONG."
        )
    }

    static var consistencyIsFixed: AWSError {
        .validation("MultiRegionConsistency parameter is unsupported on existing global table")
    }

    static var strongTakesNoReplica: AWSError {
        .validation("Cannot add replicas to a global table with strong MultiRegionConsistency")
    }

    static var strongEndsWhole: AWSError {
        .validation("Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set to STRONG.")
    }

    static var strongEndsWithWitnesses: AWSError { .validation("Update table delete operation does not include all witnesses.") }

    static var strongOnlyCreates: AWSError {
        .validation("Only Replica Create actions are supported when MultiRegionConsistency parameter is provided.")
    }

    static var settingsOfRegionalTable: AWSError {
        .validation(
            "Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy constraint: Only ENABLED and DISABLED settings replication are supported for a Regional Table."
        )
    }

    // MARK: Auto scaling of replicas

    static func scalingOfNoGlobalTable(_ name: String) -> AWSError {
        AWSError(.resourceNotFound, "Global table with name: \(name) does not exist.")
    }

    static func scalingWithoutUpdates(_ name: String) -> AWSError {
        .validation(
            "Failed to update settings for global table with name: ‘\(name)’: because at least one update parameter must be specified.")
    }

    static func scalingPaidByRequest(_ name: String, regions: [String], members: [String]) -> AWSError {
        let replicas = regions.map { "'\($0)'" }.joined(separator: ", ")
        return .validation(
            "Failed to update global table with name ‘\(name)‘. Replicas \(replicas) BillingMode is PayPerRequest. You must convert table's BillingMode to PROVISIONED to set parameters: '\(members.joined(separator: ", "))'."
        )
    }
}

extension AWSError.Code {
    static let globalTableNotFound = Self("GlobalTableNotFoundException")
}
