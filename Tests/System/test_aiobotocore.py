"""aiobotocore, on which the asynchronous libraries stand: many calls at once over its own HTTP client, pages, waiters and faults."""

import asyncio
import functools

import botocore.exceptions
import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

from conftest import layers, server  # noqa: F401
from server import ADMIN
from wire import keys

KEYS = {"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "BillingMode": "PAY_PER_REQUEST"}


def asynchronous(test):
    """Runs a test that is a coroutine to its end, and not for ever."""

    @functools.wraps(test)
    def run(*arguments, **named):
        asyncio.run(asyncio.wait_for(test(*arguments, **named), 60))

    return run


def client(server, service="dynamodb", key=ADMIN, connections=32, attempts=1):
    return get_session().create_client(
        service, endpoint_url=server.url, region_name="us-east-1", aws_access_key_id=key[0], aws_secret_access_key=key[1],
        config=AioConfig(retries={"total_max_attempts": attempts, "mode": "standard"}, max_pool_connections=connections))


def item(pk, sk, **more):
    return {"pk": {"S": pk}, "sk": {"N": str(sk)}, **more}


async def make(database, name, **more):
    await database.create_table(TableName=name, **KEYS, **more)
    await database.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 0.1})


@asynchronous
async def test_an_item_from_its_putting_to_its_end(server):
    async with client(server) as database:
        await make(database, "Plain")
        made = item("a", 1, text={"S": "äöü \U0001f600"}, data={"B": bytes(range(256))}, texts={"SS": ["x"]},
                    map={"M": {"l": {"L": [{"NULL": True}]}}})
        await database.put_item(TableName="Plain", Item=made)
        assert (await database.get_item(TableName="Plain", Key=item("a", 1), ConsistentRead=True))["Item"] == made
        with pytest.raises(database.exceptions.ConditionalCheckFailedException) as raised:
            await database.put_item(TableName="Plain", Item=made, ConditionExpression="attribute_not_exists(pk)")
        assert raised.value.response["Error"]["Message"] == "The conditional request failed"
        updated = await database.update_item(
            TableName="Plain", Key=item("a", 1), UpdateExpression="REMOVE #m ADD n :one", ReturnValues="UPDATED_NEW",
            ExpressionAttributeNames={"#m": "map"}, ExpressionAttributeValues={":one": {"N": "1"}})
        assert updated["Attributes"] == {"n": {"N": "1"}}
        gone = await database.delete_item(TableName="Plain", Key=item("a", 1), ReturnValues="ALL_OLD")
        assert gone["Attributes"] == {**{name: value for name, value in made.items() if name != "map"}, "n": {"N": "1"}}
        await database.delete_table(TableName="Plain")
        await database.get_waiter("table_not_exists").wait(TableName="Plain", WaiterConfig={"Delay": 0.1})
        with pytest.raises(database.exceptions.ResourceNotFoundException):
            await database.describe_table(TableName="Plain")


@asynchronous
async def test_many_calls_at_once(server):
    """More calls than connections; each answer goes to the call that asked."""
    async with client(server) as database:
        await make(database, "Crowd")
        await asyncio.gather(*(
            database.put_item(TableName="Crowd", Item=item("a", number, copy={"S": f"é{number}"})) for number in range(300)))
        answers = await asyncio.gather(*(database.get_item(TableName="Crowd", Key=item("a", number)) for number in range(300)))
        assert [answer["Item"]["copy"]["S"] for answer in answers] == [f"é{number}" for number in range(300)]
        counts = await asyncio.gather(*(
            database.update_item(
                TableName="Crowd", Key=item("count", 0), UpdateExpression="ADD n :one", ReturnValues="UPDATED_NEW",
                ExpressionAttributeValues={":one": {"N": "1"}})
            for _ in range(200)))
        assert sorted(int(answer["Attributes"]["n"]["N"]) for answer in counts) == list(range(1, 201))
        outcomes = await asyncio.gather(*(
            database.put_item(
                TableName="Crowd", Item=item("once", 0, by={"N": str(number)}), ConditionExpression="attribute_not_exists(pk)")
            for number in range(50)), return_exceptions=True)
        won = [number for number, outcome in enumerate(outcomes) if not isinstance(outcome, Exception)]
        assert len(won) == 1
        lost = [outcome for outcome in outcomes if isinstance(outcome, database.exceptions.ConditionalCheckFailedException)]
        assert len(lost) == 49
        assert (await database.get_item(TableName="Crowd", Key=item("once", 0)))["Item"]["by"] == {"N": str(won[0])}


@asynchronous
async def test_pages_and_segments(server):
    async with client(server) as database:
        await make(database, "Pages")
        requests = [{"PutRequest": {"Item": item(pk, number)}} for pk in ("a", "b", "c") for number in range(50)]
        for start in range(0, len(requests), 25):
            answer = await database.batch_write_item(RequestItems={"Pages": requests[start:start + 25]})
            assert answer["UnprocessedItems"] == {}
        found, pages = [], 0
        async for page in database.get_paginator("query").paginate(
                TableName="Pages", KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "b"}},
                PaginationConfig={"PageSize": 12}):
            found += [int(value["sk"]["N"]) for value in page["Items"]]
            pages += 1
        assert (found, pages) == (list(range(50)), 5)

        async def segment(number):
            scan = database.get_paginator("scan").paginate(
                TableName="Pages", Segment=number, TotalSegments=6, PaginationConfig={"PageSize": 10})
            return [(value["pk"]["S"], int(value["sk"]["N"])) async for page in scan for value in page["Items"]]

        parts = await asyncio.gather(*(segment(number) for number in range(6)))
        assert sorted(value for part in parts for value in part) == [(pk, number) for pk in ("a", "b", "c") for number in range(50)]
        whole = await database.get_paginator("scan").paginate(TableName="Pages", Select="COUNT").build_full_result()
        assert (whole["Count"], whole["ScannedCount"]) == (150, 150)


@asynchronous
async def test_transfers_that_meet_keep_the_sum(server):
    """Transactions between ten accounts at once; a conflict is AWS's TransactionConflict, and no sum is lost or made."""
    async with client(server) as database:
        await make(database, "Bank")
        for number in range(10):
            await database.put_item(TableName="Bank", Item=item("account", number, balance={"N": "100"}))

        async def transfer(turn):
            giver, taker = turn % 10, (turn * 7 + 3) % 10
            if giver == taker:
                return 0
            for _ in range(50):
                try:
                    await database.transact_write_items(TransactItems=[
                        {"Update": {"TableName": "Bank", "Key": item("account", giver), "UpdateExpression": "SET balance = balance - :x",
                                    "ConditionExpression": "balance >= :x", "ExpressionAttributeValues": {":x": {"N": "9"}}}},
                        {"Update": {"TableName": "Bank", "Key": item("account", taker), "UpdateExpression": "SET balance = balance + :x",
                                    "ExpressionAttributeValues": {":x": {"N": "9"}}}}])
                    return 1
                except database.exceptions.TransactionCanceledException as error:
                    codes = [reason["Code"] for reason in error.response["CancellationReasons"]]
                    assert set(codes) <= {"ConditionalCheckFailed", "TransactionConflict", "None"}
                    if "ConditionalCheckFailed" in codes:
                        return 0
            raise AssertionError("fifty conflicts in a row")

        done = await asyncio.gather(*(transfer(turn) for turn in range(150)))
        assert sum(done) > 50
        answer = await database.transact_get_items(TransactItems=[
            {"Get": {"TableName": "Bank", "Key": item("account", number)}} for number in range(10)])
        balances = [int(response["Item"]["balance"]["N"]) for response in answer["Responses"]]
        assert sum(balances) == 1000 and min(balances) >= 0


@asynchronous
async def test_a_stream_is_read_while_it_is_written(server):
    async with client(server) as database, client(server, "dynamodbstreams") as streams:
        await make(database, "Live", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
        arn = (await database.describe_table(TableName="Live"))["Table"]["LatestStreamArn"]
        shard = (await streams.describe_stream(StreamArn=arn))["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = (await streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"))["ShardIterator"]
        seen = []

        async def read(iterator):
            while len(seen) < 100:
                page = await streams.get_records(ShardIterator=iterator)
                seen.extend(int(record["dynamodb"]["NewImage"]["sk"]["N"]) for record in page["Records"])
                iterator = page["NextShardIterator"]
                await asyncio.sleep(0.01)

        async def write():
            for number in range(100):
                await database.put_item(TableName="Live", Item=item("a", number))

        await asyncio.gather(read(iterator), write())
        assert seen == list(range(100))


@asynchronous
async def test_somebody_who_may_not(layers):
    everyone = keys(layers)
    arn = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"
    async with client(layers, key=everyone["Bounded"]) as bounded, client(layers, key=everyone["Nobody"]) as nobody, client(
            layers, key=everyone["Writer"]) as writer:
        async def refused(call, **request):
            with pytest.raises(botocore.exceptions.ClientError) as raised:
                await call(TableName="Music", **request)
            assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
            return raised.value.response["Error"]

        key = {"Artist": {"S": "Nina"}}
        # Three people at once over three pools: nobody is taken for another.
        for _ in range(10):
            written, boundary, implicit = await asyncio.gather(
                writer.put_item(TableName="Music", Item=key), refused(bounded.put_item, Item=key), refused(nobody.get_item, Key=key))
            assert written["ResponseMetadata"]["HTTPStatusCode"] == 200
            assert boundary == {"Code": "AccessDeniedException", "Message": (
                "User: arn:aws:iam::111122223333:user/Bounded is not authorized to perform: dynamodb:PutItem on resource: "
                f"{arn} because no permissions boundary allows the dynamodb:PutItem action")}
            assert implicit == {"Code": "AccessDeniedException", "Message": (
                "User: arn:aws:iam::111122223333:user/Nobody is not authorized to perform: dynamodb:GetItem on resource: "
                f"{arn} because no identity-based policy allows the dynamodb:GetItem action")}
