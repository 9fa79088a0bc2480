"""Every answer of DynamoDB's and its streams' operations has the model's members only, of the model's types."""

import datetime
import json

import botocore.session
import pytest

from aws import client
from server import Server
from wire import control

# What an answer has that the model has not.
KNOWN = {
    # Recorded in AWS's answers too (an emulator's recorded snapshots, October 2026).
    "ExportTableToPointInTime.ExportDescription.DestinationType",
    "DescribeExport.ExportDescription.DestinationType",
}
# What AWS no longer does in any region: these answer errors only.
REFUSED = {"CreateGlobalTable", "DescribeGlobalTable", "DescribeGlobalTableSettings", "UpdateGlobalTable", "UpdateGlobalTableSettings"}

KEY = [{"AttributeName": "pk", "KeyType": "HASH"}]
TABLE = dict(
    AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "g", "l", "h", "i")],
    KeySchema=KEY + [{"AttributeName": "sk", "KeyType": "RANGE"}], BillingMode="PAY_PER_REQUEST",
    LocalSecondaryIndexes=[
        {"IndexName": "LLL", "KeySchema": KEY + [{"AttributeName": "l", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}}],
    GlobalSecondaryIndexes=[
        {"IndexName": "GGG", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"}},
        {"IndexName": "MMM", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"]},
         "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "h", "KeyType": "HASH"},
                       {"AttributeName": "i", "KeyType": "RANGE"}]}],
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    SSESpecification={"Enabled": True}, TableClass="STANDARD_INFREQUENT_ACCESS", Tags=[{"Key": "a", "Value": "b"}])
ITEM = {"pk": {"S": "a"}, "sk": {"S": "1"}, "g": {"S": "g"}, "l": {"S": "l"}, "h": {"S": "h"}, "i": {"S": "i"}, "x": {"N": "1"},
        "all": {"M": {"b": {"B": b"x"}, "t": {"BOOL": True}, "n": {"NULL": True}, "ss": {"SS": ["a"]}, "l": {"L": [{"S": "a"}]}}}}
PLAIN = {"pk": {"S": "a"}, "sk": {"S": "1"}}
TOTALS = dict(ReturnConsumedCapacity="INDEXES", ReturnItemCollectionMetrics="SIZE")


def differences(value, shape, path):
    """Where a value of an answer is not as its shape says."""
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            return [f"{path}: no structure: {value!r}"]
        found = []
        for name, member in value.items():
            if name not in shape.members:
                found.append(f"{path}.{name}")
            else:
                found += differences(member, shape.members[name], f"{path}.{name}")
        return found + [f"{path}.{name} is missing" for name in shape.required_members if name not in value]
    if shape.type_name == "list":
        if not isinstance(value, list):
            return [f"{path}: no list: {value!r}"]
        return [difference for element in value for difference in differences(element, shape.member, path + "[]")]
    if shape.type_name == "map":
        if not isinstance(value, dict):
            return [f"{path}: no map: {value!r}"]
        return [difference for element in value.values() for difference in differences(element, shape.value, path + "{}")]
    expected = {
        "string": str, "blob": str, "boolean": bool, "integer": int, "long": int, "double": (int, float), "float": (int, float),
        "timestamp": (int, float)}[shape.type_name]
    if not isinstance(value, expected) or isinstance(value, bool) != (expected is bool):
        return [f"{path}: no {shape.type_name}: {value!r}"]
    values = getattr(shape, "enum", None)
    return [f"{path}: {value!r} is none of {values}"] if values and value not in values else []


class Watched:
    """A client whose answers are held against the model."""

    def __init__(self, server, service):
        self.client = client(server, service)
        self.model = botocore.session.get_session().get_service_model(service)
        self.answered = set()
        self.differences = []
        self.client.meta.events.register("response-received", self._look)

    def _look(self, response_dict, context, **_):
        if response_dict is None or response_dict["status_code"] != 200:
            return
        operation = self.model.operation_model(response_dict["context"]["operation_name"])
        self.answered.add(operation.name)
        answer = json.loads(response_dict["body"] or b"{}")
        if operation.output_shape:
            self.differences += differences(answer, operation.output_shape, operation.name)
        elif answer:
            self.differences.append(f"{operation.name}: {answer}")

    def __getattr__(self, name):
        return getattr(self.client, name)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    buckets = tmp_path_factory.mktemp("s3")
    (buckets / "exports").mkdir()
    with Server("--s3-folder", buckets) as server:
        dynamodb, streams = Watched(server, "dynamodb"), Watched(server, "dynamodbstreams")
        call_everything(server, dynamodb, streams)
        yield dynamodb, streams


def advance(server, seconds):
    assert control(server, "POST", "clock", {"advanceSeconds": seconds}).status == 200


def call_everything(server, dynamodb, streams):
    # A quarter of an hour is the least that an incremental export covers, and the most that a signature may be off either way.
    advance(server, -800)
    table = dynamodb.create_table(TableName="Music", **TABLE)["TableDescription"]
    arn, stream = table["TableArn"], table["LatestStreamArn"]
    name = {"TableName": "Music"}
    dynamodb.describe_table(**name)
    dynamodb.update_continuous_backups(**name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    dynamodb.describe_continuous_backups(**name)
    items(dynamodb, name)
    statements(dynamodb)
    dynamodb.update_time_to_live(**name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
    dynamodb.describe_time_to_live(**name)
    settings(dynamodb, name, arn)
    backups(server, dynamodb, arn)

    streams.list_streams()
    shard = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    assert len(streams.get_records(ShardIterator=iterator)["Records"]) > 3

    dynamodb.create_table(
        TableName="Deep", AttributeDefinitions=TABLE["AttributeDefinitions"][:1], KeySchema=KEY,
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
    dynamodb.update_table(TableName="Deep", ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 3})
    dynamodb.describe_table(TableName="Deep")
    dynamodb.list_tables(Limit=1)
    dynamodb.delete_table(TableName="Deep")
    dynamodb.describe_limits()
    dynamodb.describe_endpoints()
    dynamodb.list_global_tables()


def items(dynamodb, name):
    dynamodb.put_item(**name, Item=ITEM, **TOTALS)
    dynamodb.put_item(**name, Item=ITEM, ReturnValues="ALL_OLD", **TOTALS)
    dynamodb.get_item(**name, Key=PLAIN, ReturnConsumedCapacity="INDEXES")
    dynamodb.update_item(
        **name, Key=PLAIN, UpdateExpression="SET y = :y", ExpressionAttributeValues={":y": {"S": "y"}}, ReturnValues="UPDATED_NEW", **TOTALS)
    dynamodb.query(
        **name, IndexName="MMM", KeyConditionExpression="g = :g AND h = :h", Limit=1, ReturnConsumedCapacity="INDEXES",
        ExpressionAttributeValues={":g": {"S": "g"}, ":h": {"S": "h"}})
    dynamodb.scan(**name, IndexName="GGG", Limit=1, ReturnConsumedCapacity="INDEXES")
    dynamodb.batch_get_item(RequestItems={"Music": {"Keys": [PLAIN]}}, ReturnConsumedCapacity="INDEXES")
    other = {**ITEM, "sk": {"S": "2"}}
    dynamodb.batch_write_item(RequestItems={"Music": [{"PutRequest": {"Item": other}}]}, **TOTALS)
    dynamodb.transact_write_items(TransactItems=[{"Put": {**name, "Item": {**ITEM, "sk": {"S": "3"}}}}], **TOTALS)
    dynamodb.transact_get_items(TransactItems=[{"Get": {**name, "Key": PLAIN}}], ReturnConsumedCapacity="INDEXES")
    dynamodb.delete_item(**name, Key={**PLAIN, "sk": {"S": "2"}}, ReturnValues="ALL_OLD", **TOTALS)


def statements(dynamodb):
    used = dict(ReturnConsumedCapacity="INDEXES")
    page = dynamodb.execute_statement(Statement='SELECT * FROM "Music"', Limit=1, **used)
    dynamodb.execute_statement(Statement='SELECT * FROM "Music"', NextToken=page["NextToken"])
    dynamodb.execute_statement(Statement='SELECT * FROM "Music"."MMM" WHERE g = \'g\' AND h = \'h\'', **used)
    update = "UPDATE \"Music\" SET z = 1 WHERE pk = 'a' AND sk = '1'"
    dynamodb.execute_statement(Statement=update + " RETURNING ALL NEW *", **used)
    select = "SELECT * FROM \"Music\" WHERE pk = 'a' AND sk = '{}'"
    dynamodb.batch_execute_statement(Statements=[{"Statement": select.format(sort)} for sort in "1x"], **used)
    dynamodb.batch_execute_statement(
        Statements=[{"Statement": update}, {"Statement": update + " AND z = 2", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}], **used)
    dynamodb.execute_transaction(TransactStatements=[{"Statement": select.format("1")}], **used)
    dynamodb.execute_transaction(TransactStatements=[{"Statement": update}], **used)


def settings(dynamodb, name, arn):
    dynamodb.list_tags_of_resource(ResourceArn=arn)
    dynamodb.tag_resource(ResourceArn=arn, Tags=[{"Key": "c", "Value": "d"}])
    dynamodb.untag_resource(ResourceArn=arn, TagKeys=["c"])
    allow = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "dynamodb:*", "Resource": arn}
    dynamodb.put_resource_policy(ResourceArn=arn, Policy=json.dumps({"Version": "2012-10-17", "Statement": [allow]}))
    dynamodb.get_resource_policy(ResourceArn=arn)
    dynamodb.delete_resource_policy(ResourceArn=arn)
    kinesis = dict(**name, StreamArn="arn:aws:kinesis:us-east-1:111122223333:stream/changes")
    dynamodb.enable_kinesis_streaming_destination(
        **kinesis, EnableKinesisStreamingConfiguration={"ApproximateCreationDateTimePrecision": "MILLISECOND"})
    dynamodb.update_kinesis_streaming_destination(
        **kinesis, UpdateKinesisStreamingConfiguration={"ApproximateCreationDateTimePrecision": "MICROSECOND"})
    dynamodb.describe_kinesis_streaming_destination(**name)
    dynamodb.disable_kinesis_streaming_destination(**kinesis)
    for more in ({}, {"IndexName": "GGG"}):
        dynamodb.update_contributor_insights(**name, **more, ContributorInsightsAction="ENABLE", ContributorInsightsMode="THROTTLED_KEYS")
        dynamodb.describe_contributor_insights(**name, **more)
    dynamodb.list_contributor_insights()
    create = {"RegionName": "eu-west-1", "TableClassOverride": "STANDARD", "OnDemandThroughputOverride": {"MaxReadRequestUnits": 5},
              "GlobalSecondaryIndexes": [{"IndexName": "GGG", "OnDemandThroughputOverride": {"MaxReadRequestUnits": 5}}]}
    dynamodb.update_table(**name, ReplicaUpdates=[{"Create": create}])
    dynamodb.describe_table(**name)
    scaling = {"MinimumUnits": 1, "MaximumUnits": 5, "AutoScalingRoleArn": "arn:aws:iam::111122223333:role/scaling", "ScalingPolicyUpdate": {
        "PolicyName": "half", "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 50.5, "DisableScaleIn": True, "ScaleInCooldown": 1, "ScaleOutCooldown": 2}}}
    capacity = {"ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}
    dynamodb.update_table(
        **name, BillingMode="PROVISIONED", **capacity,
        GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": index, **capacity}} for index in ("GGG", "MMM")])
    dynamodb.update_table_replica_auto_scaling(
        **name, ProvisionedWriteCapacityAutoScalingUpdate=scaling,
        ReplicaUpdates=[{"RegionName": "eu-west-1", "ReplicaProvisionedReadCapacityAutoScalingUpdate": scaling}])
    dynamodb.describe_table_replica_auto_scaling(**name)
    dynamodb.update_table(**name, ReplicaUpdates=[{"Delete": {"RegionName": "eu-west-1"}}])


def backups(server, dynamodb, arn):
    backup = {"BackupArn": dynamodb.create_backup(TableName="Music", BackupName="Friday")["BackupDetails"]["BackupArn"]}
    dynamodb.describe_backup(**backup)
    dynamodb.list_backups()
    dynamodb.restore_table_from_backup(TargetTableName="Restored", **backup)
    dynamodb.describe_table(TableName="Restored")
    dynamodb.delete_backup(**backup)
    dynamodb.restore_table_to_point_in_time(SourceTableName="Music", TargetTableName="Earlier", UseLatestRestorableTime=True)
    export = dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="exports", S3Prefix="full", ClientToken="one")
    dynamodb.describe_export(ExportArn=export["ExportDescription"]["ExportArn"])
    created = dynamodb.describe_table(TableName="Music")["Table"]["CreationDateTime"]
    advance(server, 1600)
    export = dynamodb.export_table_to_point_in_time(
        TableArn=arn, S3Bucket="exports", ExportType="INCREMENTAL_EXPORT",
        IncrementalExportSpecification={"ExportFromTime": created, "ExportToTime": created + datetime.timedelta(minutes=20)})
    dynamodb.describe_export(ExportArn=export["ExportDescription"]["ExportArn"])
    failed = dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="missing")
    dynamodb.describe_export(ExportArn=failed["ExportDescription"]["ExportArn"])
    dynamodb.list_exports()
    creation = {"TableName": "Imported", **{name: TABLE[name] for name in ("AttributeDefinitions", "KeySchema", "BillingMode")}}
    creation["AttributeDefinitions"] = creation["AttributeDefinitions"][:2]
    for bucket in ("exports", "missing"):
        job = dynamodb.import_table(
            S3BucketSource={"S3Bucket": bucket, "S3KeyPrefix": "full"}, InputFormat="CSV", InputFormatOptions={"Csv": {"Delimiter": ";"}},
            TableCreationParameters={**creation, "TableName": "From-" + bucket}, ClientToken=bucket)
        dynamodb.describe_import(ImportArn=job["ImportTableDescription"]["ImportArn"])
    dynamodb.list_imports()


def test_answers_have_the_members_of_the_model(worlds):
    for world in worlds:
        found = [difference for difference in world.differences if difference not in KNOWN]
        assert sorted(set(found)) == []


def test_every_operation_was_answered(worlds):
    for world in worlds:
        assert set(world.model.operation_names) - world.answered == (REFUSED if world.model.service_name == "dynamodb" else set())
