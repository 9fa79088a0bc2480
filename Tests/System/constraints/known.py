"""Where an answer is not what DynamoDB's framework makes of the model, and how that is known."""

from collections import namedtuple

Known = namedtuple("Known", "texts source")

SUITE = "recorded by the authors of a public conformance suite, May to October 2026"
CONTROLLERS = "recorded by AWS Controllers' tests, October 2026"
ALTERNATOR = "ScyllaDB's Alternator tests"
JAVASCRIPT = "recorded by the tests of the AWS SDK for JavaScript"
RECOVERY = "recorded for RestoreTableToPointInTime without a source, and for the operations on tables of the first years"
NO_TABLE = "The parameter 'TableName' is required but was not present in the request"
VALUES = "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
LONG_NAME = "…Attribute name is too large, must be less than 65536 bytes…"
FAILED = "1 validation error detected: Value '…' at '…' failed to satisfy constraint: "
CONTROL = {"CreateTable", "DeleteTable", "DescribeTable", "DescribeTimeToLive", "UpdateTable", "UpdateTimeToLive"}
LATER = {
    "CreateBackup", "DescribeContinuousBackups", "UpdateContinuousBackups", "DescribeContributorInsights", "UpdateContributorInsights",
    "DescribeKinesisStreamingDestination", "EnableKinesisStreamingDestination", "DisableKinesisStreamingDestination",
    "UpdateKinesisStreamingDestination", "DescribeTableReplicaAutoScaling", "UpdateTableReplicaAutoScaling"}
WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
STREAMS = {"DescribeStream", "GetShardIterator", "ListStreams"}


def known(operation, path, kind):
    """The words that AWS has instead, one of `texts`, and their `source`; nil for the framework's."""
    name = path[-1]
    if path == ["TableName"] and kind == "required" and operation in CONTROL | LATER:
        return Known([NO_TABLE], SUITE if operation in CONTROL else RECOVERY)
    if name in ("StreamArn", "ExclusiveStartStreamArn") and operation in STREAMS and kind != "required":
        return Known(["Invalid StreamArn"], JAVASCRIPT)
    if name == "TableName" and kind == "min" and operation in WRITES:
        return Known(["1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"], SUITE)
    if name == "TableName" and kind == "max":
        return Known([FAILED + "Member must have length less than or equal to 255"], SUITE)
    if name == "Limit" and operation == "Query" and kind == "min":
        return Known(["1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1"], SUITE)
    if name == "ReturnValues" and operation in WRITES:
        return Known([VALUES], SUITE)
    if name == "ReturnItemCollectionMetrics" and operation in WRITES:
        return Known(["1 validation error detected: ReturnItemCollectionMetrics can only be SIZE or NONE"], SUITE)
    if path[0] == "Tags" and len(path) == 3:
        return Known([f"The Tag {name} provided is invalid, {name}: {'null' if kind == 'required' else '…'}"], CONTROLLERS)
    if path[0] == "TagKeys" and len(path) == 2:
        return Known(["The Tag Key provided is invalid, Key: …"], CONTROLLERS)
    if name == "RequestItems" and kind == "min":
        return Known([f"The requestItems parameter is required for {operation}"], SUITE)
    if name == "RequestItems" and kind == "max":
        # That many tables are at least as many items: which is told first is not known.
        return Known([FAILED + "Member must have length less than or equal to …", f"Too many items requested for the {operation} call"], SUITE)
    if operation == "BatchGetItem" and name == "Keys" and kind == "max":
        return Known(["1 validation error detected: Value at 'RequestItems.Music.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100"], SUITE)
    if operation == "BatchWriteItem" and path == ["RequestItems", "{}"]:
        return Known(["1 validation error detected: Value '{Music=[…]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"], SUITE)
    if path[-2:] in (["ExpressionAttributeNames", "{}"], ["AttributesToGet", "[]"]):
        # Judged with the expressions.
        return Known([LONG_NAME], ALTERNATOR)
    return None
