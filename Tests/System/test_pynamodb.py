"""PynamoDB's models work as they do with AWS: keys, indexes, conditions, versions, batches, transactions and faults."""

import datetime
import threading

import pytest
from pynamodb.attributes import (
    BinaryAttribute, BinarySetAttribute, BooleanAttribute, JSONAttribute, ListAttribute, MapAttribute, NumberAttribute, NumberSetAttribute,
    TTLAttribute, UnicodeAttribute, UnicodeSetAttribute, UTCDateTimeAttribute, VersionAttribute)
from pynamodb.connection import Connection
from pynamodb.exceptions import DeleteError, DoesNotExist, GetError, PutError, QueryError, ScanError, TransactWriteError, UpdateError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection, LocalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite

from aws import client
from conftest import layers, server  # noqa: F401
from server import ADMIN
from wire import keys


def place(server, name, key=ADMIN, **more):
    """The `Meta` of a model: which table, and whose keys ask for it."""
    return type("Meta", (), dict(
        table_name=name, host=server.url, region="us-east-1", aws_access_key_id=key[0], aws_secret_access_key=key[1],
        max_retry_attempts=0, **more))


class Address(MapAttribute):
    street = UnicodeAttribute()
    number = NumberAttribute(null=True)


@pytest.fixture(scope="module")
def Thread(server):
    """A forum's threads: a table of two keys with an index of each kind."""

    class Views(LocalSecondaryIndex):
        class Meta:
            index_name = "views"
            projection = KeysOnlyProjection()

        forum = UnicodeAttribute(hash_key=True)
        views = NumberAttribute(range_key=True)

    class Author(GlobalSecondaryIndex):
        class Meta:
            index_name = "author"
            projection = IncludeProjection(["views"])
            read_capacity_units = 3
            write_capacity_units = 4

        author = UnicodeAttribute(hash_key=True)
        subject = UnicodeAttribute(range_key=True)

    class Model_(Model):
        Meta = place(server, "Thread", read_capacity_units=5, write_capacity_units=6, tags={"team": "forum"})
        forum = UnicodeAttribute(hash_key=True)
        subject = UnicodeAttribute(range_key=True)
        author = UnicodeAttribute(null=True)
        views = NumberAttribute(default=0)
        tags = UnicodeSetAttribute(null=True)
        answered = BooleanAttribute(default=False)
        at = UTCDateTimeAttribute(null=True)
        by_views = Views()
        by_author = Author()

    Model_.create_table(wait=True)
    with Model_.batch_write() as batch:
        for forum in ("dynamo", "kms"):
            for number in range(60):
                batch.save(Model_(
                    forum, f"subject {number:02}", author="ann" if number % 2 else "bob", views=number, answered=number % 5 == 0,
                    tags={"even" if number % 2 == 0 else "odd", f"t{number % 3}"}))
    return Model_


# Tables


def test_a_table_as_the_model_wants_it(server, Thread):
    assert Thread.exists()
    table = client(server, "dynamodb").describe_table(TableName="Thread")["Table"]
    assert table["TableStatus"] == "ACTIVE"
    assert table["KeySchema"] == [{"AttributeName": "forum", "KeyType": "HASH"}, {"AttributeName": "subject", "KeyType": "RANGE"}]
    assert {name: table["ProvisionedThroughput"][name] for name in ("ReadCapacityUnits", "WriteCapacityUnits")} == {
        "ReadCapacityUnits": 5, "WriteCapacityUnits": 6}
    [local], [index] = table["LocalSecondaryIndexes"], table["GlobalSecondaryIndexes"]
    assert (local["IndexName"], local["Projection"]) == ("views", {"ProjectionType": "KEYS_ONLY"})
    assert (index["IndexName"], index["Projection"]) == ("author", {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["views"]})
    assert (index["ProvisionedThroughput"]["ReadCapacityUnits"], index["ProvisionedThroughput"]["WriteCapacityUnits"]) == (3, 4)
    tags = client(server, "dynamodb").list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    assert tags == [{"Key": "team", "Value": "forum"}]


def test_a_table_comes_and_goes(server):
    class Brief(Model):
        Meta = place(server, "Brief", billing_mode="PAY_PER_REQUEST", stream_view_type="NEW_IMAGE")
        name = UnicodeAttribute(hash_key=True)

    assert not Brief.exists()
    Brief.create_table(wait=True)
    Brief.create_table(wait=True)
    assert Brief.describe_table()["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    Brief("x").save()
    Brief.delete_table(wait=True)
    assert not Brief.exists()
    with pytest.raises(PutError) as raised:
        Brief("x").save()
    assert (raised.value.cause_response_code, raised.value.cause_response_message) == (
        "ResourceNotFoundException", "Requested resource not found")


def test_an_expiry_attribute(server):
    class Session(Model):
        Meta = place(server, "Session", billing_mode="PAY_PER_REQUEST")
        token = UnicodeAttribute(hash_key=True)
        until = TTLAttribute()

    Session.create_table(wait=True)
    assert client(server, "dynamodb").describe_time_to_live(TableName="Session")["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED", "AttributeName": "until"}
    Session("a", until=datetime.timedelta(hours=1)).save()
    moment = datetime.datetime(2031, 2, 3, 4, 5, 6, tzinfo=datetime.timezone.utc)
    Session("b", until=moment).save()
    assert Session.get("b").until == moment
    soon = Session.get("a").until - datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(minutes=59) < soon <= datetime.timedelta(hours=1)


# Values


def test_values_of_every_attribute(server):
    class Everything(Model):
        Meta = place(server, "Everything", billing_mode="PAY_PER_REQUEST")
        key = BinaryAttribute(hash_key=True, legacy_encoding=False)
        order = NumberAttribute(range_key=True)
        text = UnicodeAttribute()
        number = NumberAttribute()
        flag = BooleanAttribute()
        data = BinaryAttribute(legacy_encoding=False)
        texts = UnicodeSetAttribute()
        numbers = NumberSetAttribute()
        datas = BinarySetAttribute(legacy_encoding=False)
        home = Address()
        addresses = ListAttribute(of=Address)
        mixed = ListAttribute()
        anything = JSONAttribute()
        at = UTCDateTimeAttribute()
        free = MapAttribute()
        absent = UnicodeAttribute(null=True)

    Everything.create_table(wait=True)
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
    values = dict(
        text="ä\"\\ \U0001f600", number=-12.5, flag=True, data=bytes(range(256)), texts={"a", "ß"}, numbers={1, -2.5, 1000},
        datas={b"\x00", b"\xff"}, home=Address(street="Älterweg", number=7),
        addresses=[Address(street="x"), Address(street="y", number=0)],
        mixed=["a", 1, None, [True, {"b": 2}]], anything={"a": [1, None, {"b": "c"}]}, at=moment, free={"any": {"thing": [1, "x"]}})
    Everything(b"\x00\x01", -1.5, **values).save()
    found = Everything.get(b"\x00\x01", -1.5)

    def plain(value):
        return value.as_dict() if isinstance(value, MapAttribute) else [plain(one) for one in value] if isinstance(value, list) else value

    for name, value in values.items():
        assert plain(getattr(found, name)) == plain(value), name
    assert found.absent is None
    raw = client(server, "dynamodb").get_item(TableName="Everything", Key={"key": {"B": b"\x00\x01"}, "order": {"N": "-1.5"}})["Item"]
    assert raw["home"] == {"M": {"street": {"S": "Älterweg"}, "number": {"N": "7"}}}
    assert raw["mixed"] == {"L": [{"S": "a"}, {"N": "1"}, {"NULL": True}, {"L": [{"BOOL": True}, {"M": {"b": {"N": "2"}}}]}]}
    assert "absent" not in raw


# Items


def test_conditions_and_actions(Thread):
    thread = Thread("work", "first", author="eve", views=1, tags={"a"})
    thread.save(condition=Thread.forum.does_not_exist())
    with pytest.raises(PutError) as raised:
        Thread("work", "first").save(condition=Thread.forum.does_not_exist())
    assert raised.value.cause_response_code == "ConditionalCheckFailedException"
    assert raised.value.cause_response_message == "The conditional request failed"

    thread.update(
        actions=[Thread.views.set(Thread.views + 5), Thread.tags.add({"b", "c"}), Thread.answered.set(True), Thread.author.remove()],
        condition=(Thread.views == 1) & Thread.tags.contains("a") & ~Thread.answered.exists() | Thread.author.startswith("e"))
    assert (thread.views, thread.tags, thread.answered, thread.author) == (6, {"a", "b", "c"}, True, None)
    thread.update(actions=[Thread.tags.delete({"a", "zzz"}), Thread.views.set((Thread.views | 0) + 3), Thread.author.set("fay")])
    assert (thread.views, thread.tags, thread.author) == (9, {"b", "c"}, "fay")
    with pytest.raises(UpdateError) as raised:
        thread.update(actions=[Thread.views.set(0)], condition=Thread.views > 100)
    assert raised.value.cause_response_code == "ConditionalCheckFailedException"
    with pytest.raises(DeleteError):
        thread.delete(condition=Thread.author.is_in("ann", "bob"))
    thread.refresh()
    assert thread.views == 9
    thread.delete(condition=Thread.author.between("f", "g") & (Thread.tags.exists()))
    with pytest.raises(DoesNotExist):
        Thread.get("work", "first")
    with pytest.raises(DoesNotExist):
        thread.refresh()


def test_reading_some_attributes(Thread):
    thread = Thread.get("kms", "subject 07", consistent_read=True, attributes_to_get=["subject", "views"])
    assert (thread.subject, thread.views, thread.author, thread.tags) == ("subject 07", 7, None, None)


def test_versions_keep_writers_apart(server):
    class Document(Model):
        Meta = place(server, "Document", billing_mode="PAY_PER_REQUEST")
        name = UnicodeAttribute(hash_key=True)
        text = UnicodeAttribute(default="")
        count = NumberAttribute(default=0)
        version = VersionAttribute()

    Document.create_table(wait=True)
    mine = Document("plan", text="one")
    mine.save()
    assert mine.version == 1
    theirs = Document.get("plan")
    theirs.update(actions=[Document.text.set("two")])
    assert theirs.version == 2
    mine.text = "three"
    for work in (mine.save, mine.delete, lambda: mine.update(actions=[Document.text.set("x")])):
        with pytest.raises((PutError, DeleteError, UpdateError)) as raised:
            work()
        assert raised.value.cause_response_code == "ConditionalCheckFailedException"
    with pytest.raises(PutError):
        Document("plan").save()
    mine.refresh()
    assert (mine.text, mine.version) == ("two", 2)
    mine.text = "three"
    mine.save()
    with pytest.raises(TransactWriteError) as raised:
        with TransactWrite(connection=connection(server)) as transaction:
            transaction.update(theirs, actions=[Document.text.set("y")])
    assert [reason.code for reason in raised.value.cancellation_reasons] == ["ConditionalCheckFailed"]
    assert (Document.get("plan").text, Document.get("plan").version) == ("three", 3)

    def count(times):
        while times:
            document = Document.get("plan", consistent_read=True)
            document.count += 1
            try:
                document.save()
                times -= 1
            except PutError as error:
                assert error.cause_response_code == "ConditionalCheckFailedException"

    writers = [threading.Thread(target=count, args=(20,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    document = Document.get("plan")
    assert (document.count, document.version) == (80, 83)


# Query, scan and pages


@pytest.mark.parametrize("condition, numbers", [
    (lambda subject: subject == "subject 07", [7]),
    (lambda subject: subject < "subject 02", [0, 1]),
    (lambda subject: subject <= "subject 02", [0, 1, 2]),
    (lambda subject: subject > "subject 57", [58, 59]),
    (lambda subject: subject >= "subject 57", [57, 58, 59]),
    (lambda subject: subject.between("subject 20", "subject 22"), [20, 21, 22]),
    (lambda subject: subject.startswith("subject 3"), list(range(30, 40))),
    (lambda subject: None, list(range(60))),
], ids=["eq", "lt", "le", "gt", "ge", "between", "startswith", "all"])
@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
def test_a_query_by_its_range(Thread, condition, numbers, backwards):
    found = Thread.query("dynamo", condition(Thread.subject), scan_index_forward=not backwards)
    assert [thread.views for thread in found] == sorted(numbers, reverse=backwards)
    assert found.total_count == len(numbers)
    assert Thread.count("dynamo", condition(Thread.subject)) == len(numbers)


def test_a_query_with_a_filter(Thread):
    found = list(Thread.query(
        "kms", Thread.subject.startswith("subject 1"),
        filter_condition=Thread.tags.contains("even") & (Thread.views > 12) & (Thread.views != 16)))
    assert [thread.views for thread in found] == [14, 18]
    assert Thread.count("kms", filter_condition=Thread.answered == True) == 12  # noqa: E712


def test_the_indexes(Thread):
    found = list(Thread.by_views.query("kms", Thread.views.between(10, 13), scan_index_forward=False, consistent_read=True))
    assert [(thread.subject, thread.author) for thread in found] == [(f"subject {number}", None) for number in (13, 12, 11, 10)]
    found = list(Thread.by_author.query("ann", Thread.subject >= "subject 55"))
    assert [(thread.subject, thread.views) for thread in found] == [
        (f"subject {number}", number) for number in (55, 55, 57, 57, 59, 59)]
    assert {thread.forum for thread in found} == {"dynamo", "kms"} and found[0].tags is None
    assert Thread.by_author.count("bob") == 60
    assert len(list(Thread.by_author.scan(page_size=7))) == 120


def test_pages_and_where_they_ended(Thread):
    subjects, start, turns = [], None, 0
    while True:
        page = Thread.query("dynamo", limit=25, page_size=10, last_evaluated_key=start)
        subjects += [thread.subject for thread in page]
        start, turns = page.last_evaluated_key, turns + 1
        if start is None:
            break
        assert start == {"forum": {"S": "dynamo"}, "subject": {"S": subjects[-1]}}
    assert (subjects, turns) == ([f"subject {number:02}" for number in range(60)], 3)

    page = Thread.by_author.query("bob", limit=3)
    first = [thread.subject for thread in page]
    assert set(page.last_evaluated_key) == {"forum", "subject", "author"}
    rest = [thread.subject for thread in Thread.by_author.query("bob", last_evaluated_key=page.last_evaluated_key)]
    assert (len(first), len(rest), first + rest) == (3, 57, sorted(first + rest))


def test_a_scan_whole_and_in_segments(Thread):
    whole = sorted((thread.forum, thread.subject) for thread in Thread.scan(page_size=11))
    assert whole == sorted((forum, f"subject {number:02}") for forum in ("dynamo", "kms") for number in range(60))
    parts = [(thread.forum, thread.subject) for segment in range(3) for thread in Thread.scan(segment=segment, total_segments=3)]
    assert sorted(parts) == whole
    found = Thread.scan((Thread.views < 2) | Thread.subject.startswith("subject 59"), attributes_to_get=["views"])
    assert sorted(thread.views for thread in found) == [0, 0, 1, 1, 59, 59]
    assert len(list(Thread.scan(limit=17))) == 17


# Batches and transactions


def test_batches_larger_than_one_call(server):
    class Numbered(Model):
        Meta = place(server, "Numbered", billing_mode="PAY_PER_REQUEST")
        number = NumberAttribute(hash_key=True)
        filling = UnicodeAttribute(null=True)

    Numbered.create_table(wait=True)
    with Numbered.batch_write() as batch:
        for number in range(120):
            batch.save(Numbered(number, filling="x" * 1000))
    found = list(Numbered.batch_get([*range(0, 240, 2)], consistent_read=True, attributes_to_get=["number"]))
    assert sorted(item.number for item in found) == list(range(0, 120, 2))
    with Numbered.batch_write() as batch:
        for item in found:
            batch.delete(item)
    assert sorted(item.number for item in Numbered.scan()) == list(range(1, 120, 2))


def connection(server, key=ADMIN):
    made = Connection(region="us-east-1", host=server.url, max_retry_attempts=0)
    made.session.set_credentials(*key)
    return made


def test_transactions(server):
    class Account(Model):
        Meta = place(server, "Account", billing_mode="PAY_PER_REQUEST")
        owner = UnicodeAttribute(hash_key=True)
        balance = NumberAttribute(default=0)

    class Entry(Model):
        Meta = place(server, "Entry", billing_mode="PAY_PER_REQUEST")
        account = UnicodeAttribute(hash_key=True)
        number = NumberAttribute(range_key=True)
        amount = NumberAttribute()

    for model in (Account, Entry):
        model.create_table(wait=True)
    ann, bob = Account("ann", balance=100), Account("bob")
    ann.save()
    bob.save()

    def move(amount, number, token):
        with TransactWrite(connection=connection(server), client_request_token=token) as transaction:
            transaction.update(ann, actions=[Account.balance.add(-amount)], condition=Account.balance >= amount)
            transaction.update(bob, actions=[Account.balance.add(amount)])
            transaction.save(Entry("ann", number, amount=-amount), condition=Entry.account.does_not_exist())
            transaction.condition_check(Account, "thief", condition=Account.owner.does_not_exist())

    def balances():
        with TransactGet(connection=connection(server)) as transaction:
            futures = [transaction.get(Account, owner) for owner in ("ann", "bob")]
            absent = transaction.get(Account, "thief")
        with pytest.raises(DoesNotExist):
            absent.get()
        return [future.get().balance for future in futures]

    move(30, 1, "a-token-of-the-first")
    assert balances() == [70, 30]
    move(30, 1, "a-token-of-the-first")
    assert balances() == [70, 30]
    # The library sends checks first, then deletes, puts and updates.
    failed = "ConditionalCheckFailed"
    for number, amount, codes in [
            (2, 71, [None, None, failed, None]), (1, 1, [None, failed, None, None]), (1, 71, [None, failed, failed, None])]:
        with pytest.raises(TransactWriteError) as raised:
            move(amount, number, None)
        assert [reason and reason.code for reason in raised.value.cancellation_reasons] == codes
        assert raised.value.cause_response_code == "TransactionCanceledException"
        assert balances() == [70, 30]
    assert [(entry.number, entry.amount) for entry in Entry.query("ann")] == [(1, -30)]
    with TransactWrite(connection=connection(server)) as transaction:
        transaction.delete(bob, condition=Account.balance == 30)
    assert [account.owner for account in Account.scan()] == ["ann"]


# Who may do it


def test_somebody_who_may_read_only(layers):
    def music(who):
        class Music(Model):
            Meta = place(layers, "Music", key=keys(layers)[who])
            artist = UnicodeAttribute(hash_key=True, attr_name="Artist")
            plays = NumberAttribute(default=0)
        return Music

    music("Admin")("Nina", plays=3).save()
    Music = music("Bounded")
    song = Music.get("Nina")
    assert song.plays == 3
    words = (
        "User: arn:aws:iam::111122223333:user/Bounded is not authorized to perform: dynamodb:{0} on resource: "
        "arn:aws:dynamodb:us-east-1:111122223333:table/Music because no permissions boundary allows the dynamodb:{0} action")
    for action, kind, work in [
            ("PutItem", PutError, song.save), ("DeleteItem", DeleteError, song.delete),
            ("UpdateItem", UpdateError, lambda: song.update(actions=[Music.plays.add(1)])),
            ("Query", QueryError, lambda: list(Music.query("Nina"))), ("Scan", ScanError, lambda: list(Music.scan()))]:
        with pytest.raises(kind) as raised:
            work()
        assert (raised.value.cause_response_code, raised.value.cause_response_message) == ("AccessDeniedException", words.format(action))
    with pytest.raises(GetError) as raised:
        music("Nobody").get("Nina")
    assert raised.value.cause_response_code == "AccessDeniedException"
    assert music("Admin").get("Nina").plays == 3
