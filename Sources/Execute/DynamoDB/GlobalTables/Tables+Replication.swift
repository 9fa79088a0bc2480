import AWSTypes
import IAMPolicy
import ServiceModel

extension Tables {
    /// Changes a table's regions; the answer shows those that it had (recorded).
    func replicate(_ table: OpenTable, _ change: ReplicationChange, in context: OperationContext) throws -> TableDescription {
        let (changed, former) = try store.change(table) { definition, connection in
            let former = definition.replication
            definition.replication = try change.applied(to: definition, now: context.now) { region in
                store.find(.init(name: definition.name, account: definition.account, region: region)) != nil
            }
            // A table of several regions has a stream; it stays when they go (recorded).
            if definition.replication != nil, definition.stream == nil {
                definition.stream = StreamSpecification(isEnabled: true, viewType: "NEW_AND_OLD_IMAGES")
                try store.streams.begin(.newAndOldImages, of: &definition, at: context.now, in: connection)
            }
            return former
        }
        var description = try description(of: changed, status: "UPDATING")
        var shown = former ?? Replication()
        shown.consistency = changed.table.replication?.consistency ?? former?.consistency
        description.table.replication = shown
        return description
    }

    /// What a change of a table's regions asks in those regions (Developer Guide, "Global tables security").
    func questions(of change: ReplicationChange, on table: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        let account = table.account ?? context.account
        func ask(_ actions: [String], _ region: String) -> [AuthorizationRequest] {
            actions.map {
                AuthorizationRequest(
                    action: "dynamodb:" + $0, resource: "arn:aws:dynamodb:\(region):\(account):table/\(table.name)",
                    resourceAccount: account)
            }
        }
        let replicas = change.actions.compactMap { $0 }.flatMap { action -> [AuthorizationRequest] in
            switch action {
            case .create(let replica):
                ask(
                    [
                        "CreateTable", "CreateTableReplica", "Query", "Scan", "UpdateItem", "PutItem", "GetItem", "DeleteItem",
                        "BatchWriteItem",
                    ], replica.region)
            case .update: []
            case .delete(let region): ask(["DeleteTable", "DeleteTableReplica"], region)
            }
        }
        let witnesses = change.witnesses.flatMap {
            ask([$0.isMade ? "CreateGlobalTableWitness" : "DeleteGlobalTableWitness"], context.region)
        }
        return replicas + witnesses
    }

    /// A global table of 2017, which policies know by an ARN without a region.
    func question(_ action: String, onGlobalTable name: String, in context: OperationContext) -> AuthorizationRequest {
        AuthorizationRequest(
            action: action, resource: "arn:aws:dynamodb::\(context.account):global-table/\(name)", resourceAccount: context.account)
    }
}
