"""Streams from outside: what the real SDK and CLI read is what was written, also after the process was killed."""

import json
import random
import threading

import botocore.exceptions
import pytest

from aws import cli, cli_error, client
from conftest import server  # noqa: F401
from server import Server
from wire import Connection, call, dynamodb, sign

KEYS = {"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "BillingMode": "PAY_PER_REQUEST"}


def make(server, name, view="NEW_AND_OLD_IMAGES"):
    table = client(server, "dynamodb").create_table(
        TableName=name, StreamSpecification={"StreamEnabled": True, "StreamViewType": view}, **KEYS)
    return table["TableDescription"]["LatestStreamArn"]


def shards(streams, arn):
    """All the shards of a stream, a page of one after the other."""
    start = {}
    while True:
        page = streams.describe_stream(StreamArn=arn, Limit=1, **start)["StreamDescription"]
        yield from page["Shards"]
        if "LastEvaluatedShardId" not in page:
            return
        start = {"ExclusiveStartShardId": page["LastEvaluatedShardId"]}


def records(streams, arn, limit=1000, **start):
    """All the records of a stream, shard after shard."""
    start = start or {"ShardIteratorType": "TRIM_HORIZON"}
    for shard in shards(streams, arn):
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], **start)["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator, Limit=limit)
            yield from page["Records"]
            iterator = page.get("NextShardIterator") if page["Records"] else None


def replayed(found):
    """The items that a reader of the records has at the end; each old image must be what stood there."""
    items = {}
    for record in found:
        change = record["dynamodb"]
        key = (change["Keys"]["pk"]["S"], change["Keys"]["sk"]["N"])
        assert items.get(key) == change.get("OldImage"), record
        assert record["eventName"] == ("REMOVE" if "NewImage" not in change else "MODIFY" if key in items else "INSERT")
        items[key] = change.get("NewImage")
        if items[key] is None:
            del items[key]
    return items


def scanned(server, name):
    pages = client(server, "dynamodb").get_paginator("scan").paginate(TableName=name)
    return {(item["pk"]["S"], item["sk"]["N"]): item for page in pages for item in page["Items"]}


def work(database, table, chance, steps):
    """Random writes of every kind; returns the items that they leave."""
    model = {}

    def key():
        return {"pk": {"S": chance.choice("abcé")}, "sk": {"N": str(chance.randint(-3, 3))}}

    def item():
        return {**key(), "x": {"N": str(chance.randint(0, 2))}, "m": {"M": {"t": {"S": chance.choice(["ä\"", "b\\"])}}}}

    def place(value):
        return value["pk"]["S"], value["sk"]["N"]

    for _ in range(steps):
        kind = chance.randrange(5)
        if kind == 0:
            made = item()
            database.put_item(TableName=table, Item=made)
            model[place(made)] = made
        elif kind == 1:
            gone = key()
            database.delete_item(TableName=table, Key=gone)
            model.pop(place(gone), None)
        elif kind == 2:
            changed = key()
            answer = database.update_item(
                TableName=table, Key=changed, UpdateExpression="ADD x :one REMOVE m", ReturnValues="ALL_NEW",
                ExpressionAttributeValues={":one": {"N": str(chance.randint(0, 1))}})
            model[place(changed)] = answer["Attributes"]
        elif kind == 3:
            made = {place(value): value for value in (item() for _ in range(4))}
            database.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": value}} for value in made.values()]})
            model.update(made)
        else:
            made = {place(value): value for value in (item() for _ in range(3))}
            puts = [{"Put": {"TableName": table, "Item": value, "ConditionExpression": "attribute_not_exists(pk)"}} for value in made.values()]
            try:
                database.transact_write_items(TransactItems=puts)
                model.update(made)
            except botocore.exceptions.ClientError as error:
                assert error.response["Error"]["Code"] == "TransactionCanceledException"
    return model


@pytest.mark.parametrize("limit", [1000, 7])
def test_the_sdk_reads_all_of_a_workload(server, limit):
    arn = make(server, f"Workload{limit}")
    model = work(client(server, "dynamodb"), f"Workload{limit}", random.Random(limit), 150)
    found = list(records(client(server, "dynamodbstreams"), arn, limit=limit))
    assert replayed(found) == model == scanned(server, f"Workload{limit}")
    numbers = [record["dynamodb"]["SequenceNumber"] for record in found]
    assert numbers == sorted(set(numbers)) and all(21 <= len(number) <= 40 for number in numbers)
    assert len({record["eventID"] for record in found}) == len(found)
    assert {(record["eventVersion"], record["eventSource"], record["awsRegion"]) for record in found} == {("1.1", "aws:dynamodb", "us-east-1")}
    middle = numbers[len(numbers) // 2]
    later = list(records(client(server, "dynamodbstreams"), arn, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=middle))
    assert [record["dynamodb"]["SequenceNumber"] for record in later] == [number for number in numbers if number > middle]


def test_the_command_line_reads_a_stream(server):
    made = cli(
        server, "dynamodb", "create-table", "--table-name", "Heard", "--attribute-definitions", "AttributeName=id,AttributeType=S",
        "--key-schema", "AttributeName=id,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST", "--stream-specification",
        "StreamEnabled=true,StreamViewType=NEW_IMAGE")
    arn = made["TableDescription"]["LatestStreamArn"]
    cli(server, "dynamodb", "put-item", "--table-name", "Heard", "--item", '{"id":{"S":"Fred"}}')
    listed = cli(server, "dynamodbstreams", "list-streams", "--table-name", "Heard")["Streams"]
    assert listed == [{"StreamArn": arn, "TableName": "Heard", "StreamLabel": arn.rsplit("/", 1)[1]}]
    description = cli(server, "dynamodbstreams", "describe-stream", "--stream-arn", arn)["StreamDescription"]
    assert (description["StreamStatus"], description["StreamViewType"]) == ("ENABLED", "NEW_IMAGE")
    shard = description["Shards"][0]["ShardId"]
    iterator = cli(
        server, "dynamodbstreams", "get-shard-iterator", "--stream-arn", arn, "--shard-id", shard, "--shard-iterator-type",
        "TRIM_HORIZON")["ShardIterator"]
    record = cli(server, "dynamodbstreams", "get-records", "--shard-iterator", iterator)["Records"][0]
    assert record["eventName"] == "INSERT" and record["dynamodb"]["NewImage"] == {"id": {"S": "Fred"}}
    error = cli_error(server, "dynamodbstreams", "describe-stream", "--stream-arn", arn + "9")
    assert error == (
        "An error occurred (ResourceNotFoundException) when calling the DescribeStream operation: "
        f"Requested resource not found: Stream: {arn}9 not found")
    cli(server, "dynamodb", "update-table", "--table-name", "Heard", "--stream-specification", "StreamEnabled=false")
    assert cli(server, "dynamodbstreams", "describe-stream", "--stream-arn", arn)["StreamDescription"]["StreamStatus"] == "DISABLED"
    cli(server, "dynamodb", "delete-table", "--table-name", "Heard")
    ended = cli(server, "dynamodbstreams", "get-records", "--shard-iterator", iterator)
    assert len(ended["Records"]) == 1 and "NextShardIterator" not in ended


def test_leave_is_asked_for_on_the_stream(server):
    arn = make(server, "Guarded")
    iam = client(server, "iam")
    reader = iam.create_user(UserName="Reader")["User"]["Arn"]
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["dynamodb:ListStreams", "dynamodb:DescribeStream"],
         "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Guarded/stream/*"}]}
    iam.put_user_policy(UserName="Reader", PolicyName="Streams", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName="Reader")["AccessKey"]
    streams = client(server, "dynamodbstreams", key=(key["AccessKeyId"], key["SecretAccessKey"]))
    assert [stream["StreamArn"] for stream in streams.list_streams(TableName="Guarded")["Streams"]] == [arn]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]

    def refused(call, **request):
        with pytest.raises(botocore.exceptions.ClientError) as error:
            call(**request)
        assert error.value.response["Error"]["Code"] == "AccessDeniedException"
        return error.value.response["Error"]["Message"]

    assert refused(streams.list_streams) == (
        f"User: {reader} is not authorized to perform: dynamodb:ListStreams on resource: "
        "arn:aws:dynamodb:us-east-1:111122223333:table/*/stream/* because no identity-based policy allows the dynamodb:ListStreams action")
    wanted = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    assert refused(streams.get_shard_iterator, **wanted) == (
        f"User: {reader} is not authorized to perform: dynamodb:GetShardIterator on resource: {arn} "
        "because no identity-based policy allows the dynamodb:GetShardIterator action")
    database = client(server, "dynamodb")
    database.put_resource_policy(ResourceArn=arn, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": reader}, "Action": ["dynamodb:GetShardIterator", "dynamodb:GetRecords"], "Resource": arn}]}))
    iterator = streams.get_shard_iterator(**wanted)["ShardIterator"]
    assert streams.get_records(ShardIterator=iterator)["Records"] == []
    database.put_resource_policy(ResourceArn=arn, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": {"AWS": reader}, "Action": "dynamodb:*", "Resource": arn}]}))
    assert "with an explicit deny in a resource-based policy" in refused(streams.get_records, ShardIterator=iterator)


def test_a_kinesis_destination_keeps_its_state(server):
    make(server, "Poured")
    stream = "arn:aws:kinesis:us-east-1:111122223333:stream/changes"
    words = ["--table-name", "Poured", "--stream-arn", stream]
    assert cli(server, "dynamodb", "enable-kinesis-streaming-destination", *words)["DestinationStatus"] == "ENABLING"
    assert cli(server, "dynamodb", "describe-kinesis-streaming-destination", "--table-name", "Poured") == {
        "TableName": "Poured", "KinesisDataStreamDestinations": [{"StreamArn": stream, "DestinationStatus": "ACTIVE"}]}
    assert cli(server, "dynamodb", "disable-kinesis-streaming-destination", *words)["DestinationStatus"] == "DISABLING"


PUT = {"pk": {"S": ""}, "sk": {"N": "0"}, "note": {"S": "é" * 50}}


def test_every_acknowledged_write_has_its_record_after_a_kill(tmp_path):
    """Four writers put, the process is killed; from the number that was read last on, the stream tells all the rest."""
    options = ["--data", tmp_path / "data"]
    acknowledged, done = set(), threading.Event()

    def write(server, writer):
        try:
            with Connection(server.port, timeout=10) as connection:
                for number in range(100_000):
                    name = f"{writer}-{number}"
                    connection.send(sign(dynamodb("PutItem", {"TableName": "Log", "Item": {**PUT, "pk": {"S": name}}})).bytes())
                    if connection.receive().status == 200:
                        acknowledged.add(name)
                    if done.is_set():
                        return
        except OSError:
            pass

    with Server(*options) as server:
        arn = make(server, "Log")
        assert call(server, "PutItem", {"TableName": "Log", "Item": {**PUT, "pk": {"S": "first"}}}).status == 200
        checkpoint = list(records(client(server, "dynamodbstreams"), arn))[-1]["dynamodb"]["SequenceNumber"]
        writers = [threading.Thread(target=write, args=(server, writer)) for writer in range(4)]
        for writer in writers:
            writer.start()
        done.wait(1.5)
        server.kill()
        for writer in writers:
            writer.join()
    assert len(acknowledged) > 50
    with Server(*options) as server:
        streams = client(server, "dynamodbstreams")
        later = list(records(streams, arn, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=checkpoint))
        assert {record["dynamodb"]["Keys"]["pk"]["S"] for record in later} >= acknowledged
        assert replayed(records(streams, arn)) == scanned(server, "Log")
        last = later[-1]["dynamodb"]["SequenceNumber"]
        assert call(server, "PutItem", {"TableName": "Log", "Item": {**PUT, "pk": {"S": "last"}}}).status == 200
        rest = list(records(streams, arn, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=last))
        assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in rest] == ["last"]
