"""boto3's own conveniences do a program's ordinary work: the resource layer, conditions, paginators, waiters, batches."""

import decimal
import threading
import time
from decimal import Decimal

import botocore.exceptions
import pytest
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary

from aws import client, resource
from conftest import layers, server  # noqa: F401
from wire import keys

ORDERS = {
    "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "number", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "customer", "AttributeType": "S"}, {"AttributeName": "number", "AttributeType": "N"},
        {"AttributeName": "state", "AttributeType": "S"}, {"AttributeName": "total", "AttributeType": "N"}],
    "BillingMode": "PAY_PER_REQUEST",
    "LocalSecondaryIndexes": [{
        "IndexName": "by-total", "Projection": {"ProjectionType": "KEYS_ONLY"},
        "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}]}],
    "GlobalSecondaryIndexes": [{
        "IndexName": "by-state", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
        "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}, {"AttributeName": "total", "KeyType": "RANGE"}]}],
}


def make(server, name, **more):
    """A table of orders as the resource layer makes one; waits as a program would."""
    table = resource(server, "dynamodb").create_table(TableName=name, **{**ORDERS, **more})
    table.wait_until_exists()
    table.reload()
    return table


def make_simple(server, name, kind="S", database=None, **more):
    database = database or resource(server, "dynamodb")
    return database.create_table(
        TableName=name, KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": kind}], **more)


def order(customer, number, **more):
    return {"customer": customer, "number": number, "state": "open" if number % 3 else "paid", "total": Decimal(number) * 10, **more}


@pytest.fixture(scope="module")
def orders(server):
    table = make(server, "Orders")
    with table.batch_writer() as batch:
        for customer in ("ann", "bob", "cyd"):
            for number in range(1, 31):
                batch.put_item(Item=order(customer, number, note=f"{customer} {number}", entries=[{"sku": "x", "count": number}]))
    return table


@pytest.fixture(scope="module", autouse=True)
def expiring(server):
    """A table with items that have expired; it is made before all tests, since the server looks every ten seconds."""
    table = make_simple(server, "Expiring")
    answer = table.meta.client.update_time_to_live(
        TableName="Expiring", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
    assert answer["TimeToLiveSpecification"] == {"Enabled": True, "AttributeName": "until"}
    moment = int(time.time())
    with table.batch_writer() as batch:
        batch.put_item(Item={"pk": "past", "until": moment - 60})
        batch.put_item(Item={"pk": "later", "until": moment + 3600})
        # What expired more than five years ago stays (developer guide, "Using time to live").
        batch.put_item(Item={"pk": "long past", "until": moment - 6 * 365 * 86400})
        batch.put_item(Item={"pk": "text", "until": str(moment - 60)})
        batch.put_item(Item={"pk": "never"})
    return table


def error(raised):
    return raised.value.response["Error"]["Code"], raised.value.response["Error"]["Message"]


# The table as a resource


def test_a_table_from_its_making_to_its_end(server):
    table = make(server, "Whole", Tags=[{"Key": "team", "Value": "sales"}], DeletionProtectionEnabled=True)
    assert (table.table_status, table.item_count, table.deletion_protection_enabled) == ("ACTIVE", 0, True)
    assert table.table_arn == "arn:aws:dynamodb:us-east-1:111122223333:table/Whole"
    assert table.key_schema == ORDERS["KeySchema"]
    assert sorted(table.attribute_definitions, key=str) == sorted(ORDERS["AttributeDefinitions"], key=str)
    assert table.billing_mode_summary["BillingMode"] == "PAY_PER_REQUEST"
    assert [index["IndexName"] for index in table.global_secondary_indexes] == ["by-state"]
    assert [index["IndexStatus"] for index in table.global_secondary_indexes] == ["ACTIVE"]
    assert [index["IndexName"] for index in table.local_secondary_indexes] == ["by-total"]
    assert "Whole" in {found.name for found in resource(server, "dynamodb").tables.all()}

    with pytest.raises(botocore.exceptions.ClientError) as raised:
        table.delete()
    assert error(raised)[0] == "ValidationException"
    assert table.update(DeletionProtectionEnabled=False).name == "Whole"
    assert table.load() is None and table.deletion_protection_enabled is False
    table = table.update(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
                         GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "by-state", "ProvisionedThroughput": {
                             "ReadCapacityUnits": 7, "WriteCapacityUnits": 8}}}])
    table.wait_until_exists()
    table.reload()
    assert {name: table.provisioned_throughput[name] for name in ("ReadCapacityUnits", "WriteCapacityUnits")} == {
        "ReadCapacityUnits": 5, "WriteCapacityUnits": 6}
    answer = table.delete()
    assert answer["TableDescription"]["TableStatus"] == "DELETING"
    table.wait_until_not_exists()
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        table.reload()
    assert error(raised) == ("ResourceNotFoundException", "Requested resource not found: Table: Whole not found")


def test_faults_are_the_clients_own_classes(server):
    database = resource(server, "dynamodb")
    exceptions = database.meta.client.exceptions
    table = make_simple(server, "Faults", database=database)
    table.put_item(Item={"pk": "a", "n": 1})
    with pytest.raises(exceptions.ResourceInUseException):
        make_simple(server, "Faults", database=database)
    with pytest.raises(exceptions.ResourceNotFoundException):
        database.Table("Missing").put_item(Item={"pk": "a"})
    with pytest.raises(exceptions.ConditionalCheckFailedException) as raised:
        table.put_item(Item={"pk": "a"}, ConditionExpression=Attr("pk").not_exists(), ReturnValuesOnConditionCheckFailure="ALL_OLD")
    assert error(raised)[1] == "The conditional request failed"
    assert raised.value.response["Item"] == {"pk": {"S": "a"}, "n": {"N": "1"}}
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        table.get_item(Key={"other": "a"})
    assert error(raised) == ("ValidationException", "The provided key element does not match the schema")


def test_an_item_from_its_putting_to_its_end(orders):
    put = orders.put_item(Item=order("eve", 1), ReturnValues="ALL_OLD")
    assert "Attributes" not in put
    key = {"customer": "eve", "number": 1}
    assert orders.get_item(Key=key)["Item"] == order("eve", 1)
    updated = orders.update_item(
        Key=key, ReturnValues="UPDATED_NEW",
        UpdateExpression="SET #s = :paid, #t = #t + :more, entries = list_append(if_not_exists(entries, :none), :line)",
        ConditionExpression=Attr("state").eq("open") & Attr("total").lt(100), ExpressionAttributeNames={"#s": "state", "#t": "total"},
        ExpressionAttributeValues={":paid": "paid", ":more": Decimal("0.25"), ":none": [], ":line": [{"sku": "y"}]})
    assert updated["Attributes"] == {"state": "paid", "total": Decimal("10.25"), "entries": [{"sku": "y"}]}
    with pytest.raises(orders.meta.client.exceptions.ConditionalCheckFailedException):
        orders.delete_item(Key=key, ConditionExpression=Attr("state").eq("open"))
    gone = orders.delete_item(Key=key, ConditionExpression=Attr("state").eq("paid"), ReturnValues="ALL_OLD")
    assert gone["Attributes"] == order("eve", 1) | updated["Attributes"]
    assert "Item" not in orders.get_item(Key=key)


# Conditions


@pytest.mark.parametrize("condition, numbers", [
    (Key("number").eq(7), [7]),
    (Key("number").lt(3), [1, 2]),
    (Key("number").lte(3), [1, 2, 3]),
    (Key("number").gt(28), [29, 30]),
    (Key("number").gte(28), [28, 29, 30]),
    (Key("number").between(4, 6), [4, 5, 6]),
], ids=["eq", "lt", "lte", "gt", "gte", "between"])
def test_key_conditions(orders, condition, numbers):
    answer = orders.query(KeyConditionExpression=Key("customer").eq("bob") & condition)
    assert [item["number"] for item in answer["Items"]] == numbers
    assert answer["Count"] == answer["ScannedCount"] == len(numbers)


def test_a_key_condition_on_text(server):
    table = resource(server, "dynamodb").create_table(
        TableName="Paths", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "path", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "path", "KeyType": "RANGE"}])
    for path in ("2024/01", "2024/02", "2025/01", "é", "z"):
        table.put_item(Item={"pk": "a", "path": path})
    found = table.query(KeyConditionExpression=Key("pk").eq("a") & Key("path").begins_with("2024/"), ScanIndexForward=False)
    assert [item["path"] for item in found["Items"]] == ["2024/02", "2024/01"]
    found = table.query(KeyConditionExpression=Key("pk").eq("a"))
    assert [item["path"] for item in found["Items"]] == ["2024/01", "2024/02", "2025/01", "z", "é"]


FILTERED = [
    {"pk": "1", "n": 1, "s": "apple", "tags": {"red", "round"}, "m": {"deep": [{"x": 5}]}},
    {"pk": "2", "n": Decimal("2.5"), "s": "apricot", "l": [1, "red"], "m": {"deep": [{"x": 6}]}},
    {"pk": "3", "n": -3, "s": "banana", "b": b"\x00\xff", "null": None},
    {"pk": "4", "yes": True, "s": "app"},
]


@pytest.fixture(scope="module")
def filtered(server):
    table = make_simple(server, "Filtered")
    for item in FILTERED:
        table.put_item(Item=item)
    return table


@pytest.mark.parametrize("condition, found", [
    (Attr("n").eq(Decimal("2.50")), "2"),
    (Attr("n").ne(1), "234"),
    (Attr("n").lt(1), "3"),
    (Attr("n").lte(1), "13"),
    (Attr("n").gt(1), "2"),
    (Attr("n").gte(1), "12"),
    (Attr("n").between(-3, 1), "13"),
    (Attr("n").is_in([1, -3, 7]), "13"),
    (Attr("s").begins_with("app"), "14"),
    (Attr("s").contains("an"), "3"),
    (Attr("tags").contains("red"), "1"),
    (Attr("l").contains("red"), "2"),
    (Attr("s").size().gt(5), "23"),
    (Attr("tags").size().eq(2), "1"),
    (Attr("b").exists(), "3"),
    (Attr("n").not_exists(), "4"),
    (Attr("n").attribute_type("N"), "123"),
    (Attr("null").attribute_type("NULL"), "3"),
    (Attr("null").eq(None), "3"),
    (Attr("yes").eq(True), "4"),
    (Attr("b").eq(Binary(b"\x00\xff")), "3"),
    (Attr("m.deep[0].x").gt(5), "2"),
    (Attr("n").gt(0) & Attr("s").begins_with("apr"), "2"),
    (Attr("n").lt(0) | Attr("yes").eq(True), "34"),
    (~Attr("s").begins_with("ap"), "3"),
    (~(Attr("n").exists() & Attr("m").exists()) & ~Attr("yes").exists(), "3"),
], ids=lambda value: value if isinstance(value, str) else value.expression_operator)
def test_filter_conditions(filtered, condition, found):
    answer = filtered.scan(FilterExpression=condition)
    assert "".join(sorted(item["pk"] for item in answer["Items"])) == found
    assert (answer["Count"], answer["ScannedCount"]) == (len(found), 4)


def test_a_condition_for_an_index(orders):
    answer = orders.query(
        IndexName="by-state", KeyConditionExpression=Key("state").eq("paid") & Key("total").gte(270), ScanIndexForward=False)
    assert sorted((item["customer"], item["number"]) for item in answer["Items"]) == [
        (customer, number) for customer in ("ann", "bob", "cyd") for number in (27, 30)]
    assert [item["total"] for item in answer["Items"]] == [300] * 3 + [270] * 3
    assert all(set(item) == {"customer", "number", "state", "total", "note"} for item in answer["Items"])
    answer = orders.query(IndexName="by-total", KeyConditionExpression=Key("customer").eq("ann") & Key("total").between(30, 50),
                          Select="ALL_ATTRIBUTES", ConsistentRead=True)
    assert answer["Items"] == [order("ann", n, note=f"ann {n}", entries=[{"sku": "x", "count": n}]) for n in (3, 4, 5)]
    counted = orders.query(KeyConditionExpression=Key("customer").eq("ann"), Select="COUNT", FilterExpression=Attr("state").eq("open"))
    assert (counted["Count"], counted["ScannedCount"], "Items" in counted) == (20, 30, False)


def test_a_projection(orders):
    answer = orders.query(
        KeyConditionExpression=Key("customer").eq("ann") & Key("number").lte(2), ProjectionExpression="#n, #l[0].sku",
        ExpressionAttributeNames={"#n": "number", "#l": "entries"})
    assert answer["Items"] == [{"number": 1, "entries": [{"sku": "x"}]}, {"number": 2, "entries": [{"sku": "x"}]}]


# Values


VALUES = {
    "text": "äöü 日本 \U0001f600 \" \\ \n",
    "empty": "",
    "whole": 12345678901234567890123456789012345678,
    "small": Decimal("1E-130"),
    "negative": Decimal("-0.5"),
    "binary": Binary(bytes(range(256))),
    "empty binary": Binary(b""),
    "true": True,
    "false": False,
    "nothing": None,
    "texts": {"a", "b", "ü"},
    "numbers": {Decimal("1"), Decimal("-2.5"), Decimal("1E+20")},
    "binaries": {Binary(b"\x00"), Binary(b"\xff\xfe")},
    "list": [1, "a", [Decimal("0.1"), {"deep": []}], None, {"x", "y"}],
    "map": {"dotted.name": {"and": {"so": {"on": [{"z": Binary(b"z")}]}}}, "empty": {}},
}


def test_values_come_back_as_they_went(server):
    table = make_simple(server, "Values")
    for name, value in VALUES.items():
        table.put_item(Item={"pk": f"one {name}", "value": value})
        assert table.get_item(Key={"pk": f"one {name}"}, ConsistentRead=True)["Item"]["value"] == value, name
    table.put_item(Item={"pk": "all", **VALUES})
    item = table.get_item(Key={"pk": "all"})["Item"]
    assert item == {"pk": "all", **VALUES}
    assert (type(item["whole"]), type(item["binary"]), type(item["texts"])) == (Decimal, Binary, set)
    assert bytes(item["binary"]) == bytes(range(256))


def test_numbers_that_boto3_cannot_read(server, filtered):
    """DynamoDB writes numbers out in full; boto3 counts their zeros as digits, as against AWS (boto/boto3, issue 2500)."""
    large = Decimal("9.9999999999999999999999999999999999999E+125")
    filtered.put_item(Item={"pk": "large", "value": large})
    kept = client(server, "dynamodb").get_item(TableName="Filtered", Key={"pk": {"S": "large"}})["Item"]["value"]
    assert kept == {"N": "9" * 38 + "0" * 88}
    with pytest.raises(decimal.Rounded):
        filtered.get_item(Key={"pk": "large"})
    client(server, "dynamodb").delete_item(TableName="Filtered", Key={"pk": {"S": "large"}})


@pytest.mark.parametrize("sent, kept", [("1.0", "1"), ("-0", "0"), ("1e2", "100"), ("0.0010", "0.001"), ("1E+2", "100"), ("00012", "12")])
def test_numbers_are_normalised(server, filtered, sent, kept):
    database = client(server, "dynamodb")
    key = {"pk": {"S": "number"}}
    database.put_item(TableName="Filtered", Item={**key, "value": {"N": sent}})
    assert database.get_item(TableName="Filtered", Key=key)["Item"] == {**key, "value": {"N": kept}}
    answer = filtered.delete_item(Key={"pk": "number"}, ReturnValues="ALL_OLD", ConditionExpression=Attr("value").eq(Decimal(sent)))
    assert answer["Attributes"]["value"] == Decimal(kept)


@pytest.mark.parametrize("kind, values", [
    ("S", ["a", "ä", "\U0001f600"]), ("N", [Decimal("1.5"), 0, -7]), ("B", [Binary(b"\x00"), Binary(b"\xff" * 40)])])
def test_keys_of_every_type(server, kind, values):
    table = make_simple(server, f"Keys{kind}", kind)
    for value in values:
        table.put_item(Item={"pk": value, "copy": value})
    for value in values:
        assert table.get_item(Key={"pk": value})["Item"] == {"pk": value, "copy": value}
        assert table.query(KeyConditionExpression=Key("pk").eq(value))["Count"] == 1
    assert sorted((item["pk"] == item["copy"] for item in table.scan()["Items"])) == [True] * len(values)


# Batches


def test_the_batch_writer_drops_doubles_and_divides(server):
    table = make(server, "Batches")
    with table.batch_writer(overwrite_by_pkeys=["customer", "number"]) as batch:
        for turn in range(3):
            for number in range(40):
                batch.put_item(Item={"customer": "a", "number": number, "turn": turn})
        for number in range(0, 40, 2):
            batch.delete_item(Key={"customer": "a", "number": number})
    items = table.query(KeyConditionExpression=Key("customer").eq("a"))["Items"]
    assert [(item["number"], item["turn"]) for item in items] == [(number, 2) for number in range(1, 40, 2)]


def test_a_batch_with_doubles_is_refused(server):
    table = make(server, "Doubles")
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        with table.batch_writer() as batch:
            batch.put_item(Item={"customer": "a", "number": 1, "turn": 0})
            batch.put_item(Item={"customer": "a", "number": 1, "turn": 1})
    assert error(raised) == ("ValidationException", "Provided list of item keys contains duplicates")
    assert table.scan()["Count"] == 0


def test_a_batch_is_read_from_two_tables(server, orders, filtered):
    answer = resource(server, "dynamodb").batch_get_item(RequestItems={
        "Orders": {"Keys": [{"customer": "ann", "number": number} for number in (1, 2, 99)], "ProjectionExpression": "note"},
        "Filtered": {"Keys": [{"pk": "3"}], "ConsistentRead": True}})
    assert sorted(item["note"] for item in answer["Responses"]["Orders"]) == ["ann 1", "ann 2"]
    assert answer["Responses"]["Filtered"] == [{**FILTERED[2], "b": Binary(b"\x00\xff")}]
    assert answer["UnprocessedKeys"] == {}


def test_a_large_batch_is_read_in_parts(server):
    """16 MB is the most that one BatchGetItem returns; what is left is asked for again (API Reference, BatchGetItem)."""
    table = make_simple(server, "Large")
    for number in range(60):
        table.put_item(Item={"pk": str(number), "filling": "x" * 390_000})
    database, wanted, found, calls = resource(server, "dynamodb"), {"Large": {"Keys": [{"pk": str(number)} for number in range(60)]}}, {}, 0
    while wanted:
        answer = database.batch_get_item(RequestItems=wanted)
        found |= {item["pk"]: len(item["filling"]) for item in answer["Responses"]["Large"]}
        wanted, calls = answer["UnprocessedKeys"], calls + 1
    assert found == {str(number): 390_000 for number in range(60)}
    assert calls == 2


# Paginators


@pytest.mark.parametrize("size", [None, 1, 7, 30, 100])
def test_the_query_paginator(server, orders, size):
    pages = list(client(server, "dynamodb").get_paginator("query").paginate(
        TableName="Orders", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": "bob"}},
        PaginationConfig={"PageSize": size} if size else {}))
    assert [int(item["number"]["N"]) for page in pages for item in page["Items"]] == list(range(1, 31))
    # A page that ends with the last item does not know that it was the last.
    assert len(pages) == {None: 1, 1: 31, 7: 5, 30: 2, 100: 1}[size]


def test_a_paginator_stops_and_goes_on(server, orders):
    paginator = client(server, "dynamodb").get_paginator("query")
    asked = dict(TableName="Orders", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": "cyd"}})
    numbers, token = [], None
    while True:
        pages = paginator.paginate(**asked, PaginationConfig={"MaxItems": 8, "PageSize": 3, "StartingToken": token})
        numbers.append([int(item["number"]["N"]) for item in pages.build_full_result()["Items"]])
        token = pages.resume_token
        if not token:
            break
    assert [number for part in numbers for number in part] == list(range(1, 31))
    assert [len(part) for part in numbers][:3] == [8, 8, 8]


def test_the_paginators_over_an_index_and_a_filter(server, orders):
    pages = client(server, "dynamodb").get_paginator("query").paginate(
        TableName="Orders", IndexName="by-state", KeyConditionExpression="#s = :s", FilterExpression="begins_with(note, :n)",
        ExpressionAttributeNames={"#s": "state"}, ExpressionAttributeValues={":s": {"S": "open"}, ":n": {"S": "ann"}},
        PaginationConfig={"PageSize": 13})
    result = pages.build_full_result()
    assert (result["Count"], result["ScannedCount"], len(result["Items"])) == (20, 60, 20)
    scan = client(server, "dynamodb").get_paginator("scan")
    total = scan.paginate(TableName="Orders", IndexName="by-total", Select="COUNT", PaginationConfig={"PageSize": 11}).build_full_result()
    assert (total["Count"], total["ScannedCount"]) == (90, 90)


@pytest.mark.parametrize("segments", [1, 4])
def test_the_scan_paginator_over_segments(server, orders, segments):
    found = []

    def read(segment):
        pages = client(server, "dynamodb").get_paginator("scan").paginate(
            TableName="Orders", Segment=segment, TotalSegments=segments, PaginationConfig={"PageSize": 9})
        found.extend((item["customer"]["S"], int(item["number"]["N"])) for page in pages for item in page["Items"])

    readers = [threading.Thread(target=read, args=(segment,)) for segment in range(segments)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)
    assert sorted(found) == [(customer, number) for customer in ("ann", "bob", "cyd") for number in range(1, 31)]


def test_pages_of_a_megabyte(server):
    """A page ends at 1 MB however few items were asked for (developer guide, "Paginating table query results")."""
    table = make(server, "Pages")
    for number in range(30):
        table.put_item(Item={"customer": "a", "number": number, "filling": "x" * 100_000})
    pages = list(client(server, "dynamodb").get_paginator("query").paginate(
        TableName="Pages", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": "a"}}))
    assert [page["Count"] for page in pages] == [11, 11, 8]
    assert [int(item["number"]["N"]) for page in pages for item in page["Items"]] == list(range(30))


def test_the_collection_of_tables_and_its_paginator(layers):
    key = keys(layers)["Admin"]
    names = sorted(f"Listed{number:03}" for number in range(105))
    database = client(layers, "dynamodb", key=key)
    for name in names:
        database.create_table(
            TableName=name, KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}])
    pages = list(database.get_paginator("list_tables").paginate())
    assert [len(page["TableNames"]) for page in pages] == [100, 6]
    assert [name for page in pages for name in page["TableNames"]] == [*names, "Music"]
    tables = resource(layers, "dynamodb", key=key).tables
    assert [table.name for table in tables.all()] == [*names, "Music"]
    assert [table.name for table in tables.limit(3)] == names[:3]
    assert [len(page) for page in tables.page_size(50).pages()] == [50, 50, 6]


def test_the_paginator_of_tags(server):
    table = make_simple(server, "Tagged", Tags=[{"Key": f"k{number:02}", "Value": str(number)} for number in range(25)])
    database = client(server, "dynamodb")
    database.tag_resource(ResourceArn=table.table_arn, Tags=[{"Key": f"k{number:02}", "Value": "new"} for number in range(20, 50)])
    database.untag_resource(ResourceArn=table.table_arn, TagKeys=["k00", "k49", "none"])
    pages = list(database.get_paginator("list_tags_of_resource").paginate(ResourceArn=table.table_arn))
    tags = {tag["Key"]: tag["Value"] for page in pages for tag in page["Tags"]}
    assert tags == {f"k{number:02}": str(number) if number < 20 else "new" for number in range(1, 49)}


def test_the_paginator_of_backups(server):
    database = make_simple(server, "Saved").meta.client
    made = [database.create_backup(TableName="Saved", BackupName=f"backup{number}")["BackupDetails"]["BackupArn"] for number in range(7)]
    pages = list(client(server, "dynamodb").get_paginator("list_backups").paginate(TableName="Saved", PaginationConfig={"PageSize": 3}))
    assert [len(page["BackupSummaries"]) for page in pages] == [3, 3, 1]
    listed = {backup["BackupArn"]: backup["BackupName"] for page in pages for backup in page["BackupSummaries"]}
    assert listed == {arn: f"backup{number}" for number, arn in enumerate(made)}


# Waiters


def test_a_waiter_sees_a_table_come_and_go(server):
    """The waiter asks before the table is there and finds it at its second try."""
    database = client(server, "dynamodb")
    waits = []

    def wait(name):
        database.get_waiter(name).wait(TableName="Later", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
        waits.append(name)

    waiter = threading.Thread(target=wait, args=("table_exists",))
    waiter.start()
    time.sleep(0.3)
    assert waits == []
    make_simple(server, "Later")
    waiter.join(10)
    assert waits == ["table_exists"]
    waiter = threading.Thread(target=wait, args=("table_not_exists",))
    waiter.start()
    time.sleep(0.3)
    assert waits == ["table_exists"]
    database.delete_table(TableName="Later")
    waiter.join(10)
    assert waits == ["table_exists", "table_not_exists"]


def test_the_waiters_of_what_a_table_is_followed_by(server):
    """The other waiters that boto3 has; those of exports and imports stand with them."""
    database = client(server, "dynamodb")
    make_simple(server, "Waited")
    stream = "arn:aws:kinesis:us-east-1:111122223333:stream/followed"
    with pytest.raises(botocore.exceptions.WaiterError):
        database.get_waiter("kinesis_streaming_destination_active").wait(TableName="Waited", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
    assert database.enable_kinesis_streaming_destination(TableName="Waited", StreamArn=stream)["DestinationStatus"] == "ENABLING"
    database.get_waiter("kinesis_streaming_destination_active").wait(TableName="Waited")
    database.disable_kinesis_streaming_destination(TableName="Waited", StreamArn=stream)
    with pytest.raises(botocore.exceptions.WaiterError) as raised:
        database.get_waiter("kinesis_streaming_destination_active").wait(TableName="Waited")
    assert raised.value.last_response["KinesisDataStreamDestinations"][0]["DestinationStatus"] == "DISABLED"
    database.update_contributor_insights(TableName="Waited", ContributorInsightsAction="ENABLE")
    database.get_waiter("contributor_insights_enabled").wait(TableName="Waited")
    waited = {"contributor_insights_enabled", "export_completed", "import_completed", "kinesis_streaming_destination_active", "table_exists",
              "table_not_exists"}
    assert set(database.waiter_names) == waited


def test_a_waiter_gives_up(server):
    with pytest.raises(botocore.exceptions.WaiterError) as raised:
        client(server, "dynamodb").get_waiter("table_exists").wait(TableName="Never", WaiterConfig={"Delay": 0, "MaxAttempts": 3})
    assert raised.value.last_response["Error"]["Code"] == "ResourceNotFoundException"


def test_a_waiter_of_somebody_who_may_not_ask(layers):
    with pytest.raises(botocore.exceptions.WaiterError) as raised:
        client(layers, "dynamodb", key=keys(layers)["Nobody"]).get_waiter("table_exists").wait(TableName="Music")
    assert raised.value.last_response["Error"]["Code"] == "AccessDeniedException"


# Transactions, expiry, streams


def test_a_transaction_of_the_resource_layer(server):
    """The client that belongs to a resource takes and gives Python's values, in transactions too."""
    table, database = make(server, "Accounts"), resource(server, "dynamodb").meta.client
    keys = [{"customer": name, "number": 1} for name in "abc"]
    for key in keys[:2]:
        table.put_item(Item={**key, "balance": 100})

    def move(amount, token):
        return database.transact_write_items(ClientRequestToken=token, ReturnConsumedCapacity="TOTAL", TransactItems=[
            {"Update": {"TableName": "Accounts", "Key": keys[0], "UpdateExpression": "SET balance = balance - :x",
                        "ConditionExpression": "balance >= :x", "ExpressionAttributeValues": {":x": amount},
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}},
            {"Update": {"TableName": "Accounts", "Key": keys[1], "UpdateExpression": "ADD balance :x",
                        "ExpressionAttributeValues": {":x": amount}}},
            {"ConditionCheck": {"TableName": "Accounts", "Key": keys[2], "ConditionExpression": "attribute_not_exists(customer)"}}])

    def balances():
        answer = database.transact_get_items(TransactItems=[{"Get": {"TableName": "Accounts", "Key": key}} for key in keys])
        return [response.get("Item", {}).get("balance") for response in answer["Responses"]]

    assert [used["TableName"] for used in move(Decimal("30.5"), "first")["ConsumedCapacity"]] == ["Accounts"]
    assert balances() == [Decimal("69.5"), Decimal("130.5"), None]
    move(Decimal("30.5"), "first")
    assert balances() == [Decimal("69.5"), Decimal("130.5"), None]
    with pytest.raises(database.exceptions.IdempotentParameterMismatchException):
        move(Decimal("1"), "first")
    with pytest.raises(database.exceptions.TransactionCanceledException) as raised:
        move(Decimal("70"), "second")
    assert error(raised)[1] == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None, None]")
    reasons = raised.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["ConditionalCheckFailed", "None", "None"]
    assert reasons[0]["Message"] == "The conditional request failed"
    assert balances() == [Decimal("69.5"), Decimal("130.5"), None]


def test_expired_items_leave(server, expiring):
    assert expiring.meta.client.describe_time_to_live(TableName="Expiring")["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED", "AttributeName": "until"}
    deadline = time.monotonic() + 25
    while "Item" in expiring.get_item(Key={"pk": "past"}) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert {item["pk"] for item in expiring.scan()["Items"]} == {"later", "long past", "text", "never"}


def test_a_stream_follows_a_table(server):
    table = make_simple(server, "Followed", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    assert table.stream_specification == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    table.put_item(Item={"pk": "a", "n": 1})
    table.update_item(Key={"pk": "a"}, UpdateExpression="SET n = n + :one", ExpressionAttributeValues={":one": 1})
    table.delete_item(Key={"pk": "a"})
    streams = client(server, "dynamodbstreams")
    [listed] = streams.list_streams(TableName="Followed")["Streams"]
    assert (listed["StreamArn"], listed["StreamLabel"]) == (table.latest_stream_arn, table.latest_stream_label)
    names, images = [], []
    for shard in streams.describe_stream(StreamArn=table.latest_stream_arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(
            StreamArn=table.latest_stream_arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        for record in streams.get_records(ShardIterator=iterator)["Records"]:
            names.append(record["eventName"])
            images.append(tuple(record["dynamodb"].get(image, {}).get("n", {}).get("N") for image in ("OldImage", "NewImage")))
    assert names == ["INSERT", "MODIFY", "REMOVE"]
    assert images == [(None, "1"), ("1", "2"), ("2", None)]


# Who may do it


def write_batch(table):
    with table.batch_writer() as batch:
        batch.put_item(Item={"Artist": "x"})


def test_somebody_who_may_read_only(layers):
    everyone = keys(layers)
    resource(layers, "dynamodb", key=everyone["Admin"]).Table("Music").put_item(Item={"Artist": "Nina", "plays": 3})
    table = resource(layers, "dynamodb", key=everyone["Bounded"]).Table("Music")
    assert table.get_item(Key={"Artist": "Nina"})["Item"] == {"Artist": "Nina", "plays": 3}
    words = (
        "User: arn:aws:iam::111122223333:user/Bounded is not authorized to perform: dynamodb:{} on resource: {} "
        "because no permissions boundary allows the dynamodb:{} action")
    arn = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"
    for action, work in {
            "PutItem": lambda: table.put_item(Item={"Artist": "x"}),
            "UpdateItem": lambda: table.update_item(Key={"Artist": "Nina"}, UpdateExpression="REMOVE plays"),
            "DeleteItem": lambda: table.delete_item(Key={"Artist": "Nina"}),
            "Query": lambda: table.query(KeyConditionExpression=Key("Artist").eq("Nina")),
            "Scan": lambda: table.scan(),
            "DescribeTable": lambda: table.load(),
            "BatchWriteItem": lambda: write_batch(table)}.items():
        with pytest.raises(botocore.exceptions.ClientError) as raised:
            work()
        assert error(raised) == ("AccessDeniedException", words.format(action, arn, action)), action
    assert table.get_item(Key={"Artist": "Nina"})["Item"] == {"Artist": "Nina", "plays": 3}
