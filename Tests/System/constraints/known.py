"""Where an answer is not what DynamoDB's framework makes of the model, and why."""

from collections import namedtuple

Known = namedtuple("Known", "text reason")

SUITE = "recorded by the authors of a public conformance suite, May to October 2026"
CONTROLLERS = "recorded by AWS Controllers' tests, October 2026"
ALTERNATOR = "ScyllaDB's Alternator tests"
VALUES = "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
LONG_NAME = "Attribute name is too large, must be less than 65536 bytes"
CONTROL = {"CreateTable", "DeleteTable", "DescribeTable", "DescribeTimeToLive", "UpdateTable", "UpdateTimeToLive"}
WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
# Made by others and judged by their own tests, or not there.
ELSEWHERE = {
    "BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction", "CreateBackup", "DeleteBackup", "DescribeBackup", "ListBackups",
    "DescribeContinuousBackups", "UpdateContinuousBackups", "RestoreTableFromBackup", "RestoreTableToPointInTime", "CreateGlobalTable",
    "DescribeGlobalTable", "DescribeGlobalTableSettings", "ListGlobalTables", "UpdateGlobalTable", "UpdateGlobalTableSettings",
    "DescribeTableReplicaAutoScaling", "UpdateTableReplicaAutoScaling", "DescribeContributorInsights", "ListContributorInsights",
    "UpdateContributorInsights", "DescribeExport", "ExportTableToPointInTime", "ListExports", "DescribeImport", "ImportTable", "ListImports",
    "DescribeKinesisStreamingDestination", "DisableKinesisStreamingDestination", "EnableKinesisStreamingDestination",
    "UpdateKinesisStreamingDestination"}
GLOBAL = {"GlobalTableSourceArn", "GlobalTableSettingsReplicationMode", "ReplicaUpdates", "MultiRegionConsistency", "GlobalTableWitnessUpdates"}


def known(operation, path, kind):
    """The words that AWS has instead (`text`), or why none are asserted (`reason`); nil for the framework's."""
    name = path[-1]
    if operation in ELSEWHERE:
        return Known(None, "the operation's own tests judge it")
    if path[0] in GLOBAL:
        return Known(None, "there are no global tables")
    if name == "TableName" and kind == "required" and operation in CONTROL:
        return Known("The parameter 'TableName' is required but was not present in the request", SUITE)
    if name == "TableName" and kind == "min" and operation in WRITES:
        return Known("1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1", SUITE)
    if name == "TableName" and kind == "max":
        return Known("1 validation error detected: Value '…' at '…ableName' failed to satisfy constraint: Member must have length less than or equal to 255", SUITE)
    if name == "ReturnValues" and operation in WRITES:
        return Known(VALUES, SUITE)
    if name == "ReturnItemCollectionMetrics" and operation in WRITES:
        return Known("1 validation error detected: ReturnItemCollectionMetrics can only be SIZE or NONE", SUITE)
    if path[0] == "Tags" and len(path) == 3:
        return Known(f"The Tag {name} provided is invalid, {name}: {'null' if kind == 'required' else '…'}", CONTROLLERS)
    if path[0] == "TagKeys" and len(path) == 2:
        return Known("The Tag Key provided is invalid, Key: …", CONTROLLERS)
    if name == "RequestItems" and kind == "min":
        return Known(f"The requestItems parameter is required for {operation}", SUITE)
    if name == "RequestItems" and kind == "max":
        return Known(None, "twenty-six tables are at least as many items: which is told first is not known")
    if operation == "BatchGetItem" and name == "Keys" and kind == "max":
        return Known("1 validation error detected: Value at 'RequestItems.Music.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100", SUITE)
    if operation == "BatchWriteItem" and path == ["RequestItems", "{}"]:
        return Known("1 validation error detected: Value '{Music=[…]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]", SUITE)
    if path[-2:] in (["ExpressionAttributeNames", "{}"], ["AttributesToGet", "[]"]):
        return Known(None, f"a name's length is judged with the expressions, and says: {LONG_NAME} ({ALTERNATOR})")
    return None
