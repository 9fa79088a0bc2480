"""PartiQL with the real AWS CLI and SDK: statements, pages, batches, transactions, and who may run them.

Sources: the Developer Guide's pages on PartiQL (`ql-…`), and the authorization reference, 6 and 7.
"""

import json

import botocore.exceptions
import pytest

from aws import cli, cli_error, client, resource
from conftest import server  # noqa: F401
from wire import MODEL, VALIDATOR, call, check_envelope, fault

ACCOUNT = "111122223333"
MUSIC = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/Songs"
ALL = ["dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"]


@pytest.fixture(scope="module")
def songs(server):  # noqa: F811
    """A table of artists and songs, and an index by genre."""
    dynamodb = client(server, "dynamodb")
    dynamodb.create_table(
        TableName="Songs", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("Artist", "Song", "Genre")],
        KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Song", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{
            "IndexName": "ByGenre", "KeySchema": [{"AttributeName": "Genre", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"}}])
    dynamodb.get_waiter("table_exists").wait(TableName="Songs")
    for artist in ("Acme Band", "Nobody"):
        for number in range(5):
            dynamodb.execute_statement(
                Statement="INSERT INTO \"Songs\" VALUE {'Artist': ?, 'Song': ?, 'Genre': ?, 'Awards': ?}",
                Parameters=[{"S": artist}, {"S": f"Song {number}"}, {"S": "Rock"}, {"N": str(number)}])
    return server


def user(server, name, *statements):  # noqa: F811
    """A new user with a policy of these statements: key id and secret."""
    iam = client(server, "iam")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return key["AccessKeyId"], key["SecretAccessKey"]


def allow(actions, resources=MUSIC, **condition):
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **({"Condition": condition} if condition else {})}


def refusal(body):
    """Runs what must be refused with AccessDenied; the message."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        body()
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    return caught.value.response["Error"]["Message"]


def test_the_cli_runs_each_kind_of_statement(songs):
    words = ("dynamodb", "execute-statement", "--statement")
    assert cli(songs, *words, "INSERT INTO Songs VALUE {'Artist':'CLI','Song':'One','Parts':[1,'a'],'Kinds':<<'x','y'>>}") == {"Items": []}
    assert cli_error(songs, *words, "INSERT INTO Songs VALUE {'Artist':'CLI','Song':'One'}").endswith(
        "An error occurred (DuplicateItemException) when calling the ExecuteStatement operation: Duplicate primary key exists in table")
    assert cli(songs, *words, "UPDATE Songs SET Parts[0] = 2 WHERE Artist='CLI' AND Song='One' RETURNING MODIFIED NEW *") == {
        "Items": [{"Parts": {"L": [{"N": "2"}]}}]}
    assert cli(songs, *words, 'SELECT "Parts"[1], Kinds FROM "Songs" WHERE Artist=? AND Song=?', "--parameters",
               '[{"S":"CLI"},{"S":"One"}]') == {"Items": [{"Parts[1]": {"S": "a"}, "Kinds": {"SS": ["x", "y"]}}]}
    assert cli(songs, *words, "DELETE FROM Songs WHERE Artist='CLI' AND Song='One'") == {"Items": []}
    assert cli_error(songs, *words, "SELECT * FROM Songs WHERE").endswith(
        "(ValidationException) when calling the ExecuteStatement operation: Statement wasn't well formed, can't be processed: Unexpected term")


def test_the_bytes_of_the_errors(songs):
    response = call(songs, "ExecuteStatement", {"Statement": "INSERT INTO Songs VALUE {'Artist':'Nobody','Song':'Song 1'}"})
    check_envelope(response)
    assert response.text == fault(MODEL + "DuplicateItemException", "Duplicate primary key exists in table")
    response = call(songs, "ExecuteStatement", {"Statement": "UPDATE Songs SET a = 1"})
    assert response.text == fault(
        VALIDATOR + "ValidationException", "Where clause does not contain a mandatory equality on all key attributes")


@pytest.mark.parametrize("condition, count", [
    ("Artist = 'Nobody'", 5), ("Artist IN ['Nobody', 'Acme Band'] AND Awards >= 3", 4), ("Awards = 1", 2), ("Genre = 'Rock'", 10)])
def test_pages_are_followed_to_their_end(songs, condition, count):
    dynamodb = client(songs, "dynamodb")
    found, token = [], {}
    while True:
        page = dynamodb.execute_statement(Statement=f"SELECT Artist, Song FROM Songs WHERE {condition}", Limit=3, **token)
        found += [(item["Artist"]["S"], item["Song"]["S"]) for item in page["Items"]]
        if "NextToken" not in page:
            break
        assert set(page["LastEvaluatedKey"]) == {"Artist", "Song"}
        token = {"NextToken": page["NextToken"]}
    assert len(found) == len(set(found)) == count


def test_the_resource_layer_and_its_types(songs):
    session = resource(songs, "dynamodb").meta.client
    session.execute_statement(
        Statement="INSERT INTO Songs VALUE {'Artist': ?, 'Song': ?, 'Data': ?}",
        Parameters=["Types", "One", {"set": {"a", "b"}, "bytes": b"\x00\xff", "list": [1, None, True]}])
    [item] = session.execute_statement(Statement="SELECT Data FROM Songs WHERE Artist = 'Types'")["Items"]
    assert item["Data"]["set"] == {"a", "b"}
    assert bytes(item["Data"]["bytes"]) == b"\x00\xff"
    assert item["Data"]["list"] == [1, None, True]


def test_a_batch_fails_statement_by_statement(songs):
    dynamodb = client(songs, "dynamodb")
    answer = dynamodb.batch_execute_statement(
        Statements=[
            {"Statement": "SELECT Awards FROM Songs WHERE Artist = 'Nobody' AND Song = ?", "Parameters": [{"S": "Song 2"}], "ConsistentRead": True},
            {"Statement": "SELECT * FROM Songs WHERE Artist = 'Nobody'"},
            {"Statement": "SELECT * FROM Nowhere WHERE Artist = 'Nobody'"},
        ],
        ReturnConsumedCapacity="TOTAL")
    assert answer["Responses"] == [
        {"TableName": "Songs", "Item": {"Awards": {"N": "2"}}},
        {"Error": {"Code": "ValidationError",
                   "Message": "Select statements within BatchExecuteStatement must specify the primary key in the where clause."}},
        {"Error": {"Code": "ResourceNotFound", "Message": "Requested resource not found"}}]
    assert answer["ConsumedCapacity"] == [{"TableName": "Songs", "CapacityUnits": 1.0}]


def test_a_transaction_happens_whole_and_once(songs):
    dynamodb = client(songs, "dynamodb")
    dynamodb.execute_statement(Statement="INSERT INTO Songs VALUE {'Artist':'Tx','Song':'One','N':0}")
    statements = [
        {"Statement": "EXISTS(SELECT * FROM Songs WHERE Artist='Nobody' AND Song='Song 1' AND Gone IS MISSING)"},
        {"Statement": "UPDATE Songs SET N = N + 1 WHERE Artist='Tx' AND Song='One'"},
    ]
    for _ in range(2):
        assert dynamodb.execute_transaction(TransactStatements=statements, ClientRequestToken="once")["Responses"] == []
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as caught:
        dynamodb.execute_transaction(TransactStatements=[
            statements[1], {"Statement": "INSERT INTO Songs VALUE {'Artist':'Nobody','Song':'Song 1'}"}])
    assert caught.value.response["CancellationReasons"] == [
        {"Code": "None"}, {"Code": "DuplicateItem", "Message": "Duplicate primary key exists in table"}]
    assert dynamodb.execute_transaction(TransactStatements=[
        {"Statement": "SELECT N FROM Songs WHERE Artist='Tx' AND Song='One'"},
        {"Statement": "SELECT N FROM Songs WHERE Artist='Tx' AND Song='Two'"}])["Responses"] == [{"Item": {"N": {"N": "1"}}}, {}]


def test_each_verb_has_an_action(songs):
    """ql-iam; the index's own ARN: authorization reference 6.1."""
    reader = client(songs, "dynamodb", user(songs, "Reader", allow("dynamodb:PartiQLSelect"), allow("dynamodb:GetItem")))
    assert len(reader.execute_statement(Statement="SELECT * FROM Songs WHERE Artist = 'Nobody'")["Items"]) == 5
    for action, statement in [
        ("Insert", "INSERT INTO Songs VALUE {'Artist':'x','Song':'y'}"), ("Update", "UPDATE Songs SET a=1 WHERE Artist='x' AND Song='y'"),
        ("Delete", "DELETE FROM Songs WHERE Artist='x' AND Song='y'"),
    ]:
        assert refusal(lambda: reader.execute_statement(Statement=statement)) == (
            f"User: arn:aws:iam::{ACCOUNT}:user/Reader is not authorized to perform: dynamodb:PartiQL{action} on resource: {MUSIC} "
            f"because no identity-based policy allows the dynamodb:PartiQL{action} action")
    assert f"on resource: {MUSIC}/index/ByGenre " in refusal(
        lambda: reader.execute_statement(Statement="SELECT Song FROM \"Songs\".\"ByGenre\" WHERE Genre = 'Rock'"))


def test_full_table_scans_can_be_denied(songs):
    """ql-iam, "Allow select statements and deny full table scan statements"."""
    deny = {"Effect": "Deny", "Action": "dynamodb:PartiQLSelect", "Resource": MUSIC, "Condition": {"Bool": {"dynamodb:FullTableScan": "true"}}}
    careful = client(songs, "dynamodb", user(songs, "Careful", allow("dynamodb:PartiQLSelect"), deny))
    for condition in ("Artist = 'Nobody'", "Artist IN ['Nobody', 'x']", "Artist = 'Nobody' OR Artist = 'x'", "Artist = 'Nobody' AND Awards > 1"):
        careful.execute_statement(Statement=f"SELECT * FROM Songs WHERE {condition}")
    for condition in ("", " WHERE Artist > 'A'", " WHERE Awards = 1", " WHERE Artist = 'Nobody' OR Awards = 1"):
        assert "with an explicit deny in an identity-based policy" in refusal(
            lambda: careful.execute_statement(Statement="SELECT * FROM Songs" + condition))


def test_only_transactions(songs):
    """ql-iam, "Allow PartiQL transactional statements only"."""
    within = allow(ALL, StringEquals={"dynamodb:EnclosingOperation": ["ExecuteTransaction"]})
    only = client(songs, "dynamodb", user(songs, "OnlyTransactions", within))
    statement = "SELECT Awards FROM Songs WHERE Artist = 'Nobody' AND Song = 'Song 4'"
    assert only.execute_transaction(TransactStatements=[{"Statement": statement}])["Responses"] == [{"Item": {"Awards": {"N": "4"}}}]
    refusal(lambda: only.execute_statement(Statement=statement))


def test_leading_keys_and_attributes(songs):
    """Fine-grained access control: one's own partition, and these attributes."""
    own = allow(ALL, **{"ForAllValues:StringEquals": {
        "dynamodb:LeadingKeys": ["${aws:username}"], "dynamodb:Attributes": ["Artist", "Song", "Shown"]}})
    mine = client(songs, "dynamodb", user(songs, "Mine", own))
    mine.execute_statement(Statement="INSERT INTO Songs VALUE {'Artist':'Mine','Song':'One','Shown':1}")
    mine.execute_statement(Statement="UPDATE Songs SET Shown = 2 WHERE Artist='Mine' AND Song='One'")
    for statement in (
        "INSERT INTO Songs VALUE {'Artist':'Other','Song':'One'}", "INSERT INTO Songs VALUE {'Artist':'Mine','Song':'Two','Secret':1}",
        "SELECT Song FROM Songs WHERE Artist = 'Nobody'", "SELECT Song FROM Songs WHERE Artist IN ['Mine', 'Nobody']",
        "SELECT Secret FROM Songs WHERE Artist = 'Mine'", "SELECT Song FROM Songs WHERE Artist = 'Mine' AND Secret = 1",
        "UPDATE Songs SET Shown = Secret WHERE Artist='Mine' AND Song='One'",
    ):
        refusal(lambda: mine.execute_statement(Statement=statement))


def test_a_batch_tells_a_denial_in_its_place(songs):
    """API Reference, BatchStatementError; a transaction is refused as a whole."""
    writer = client(songs, "dynamodb", user(songs, "Writer", allow(["dynamodb:PartiQLInsert"])))
    statements = [
        {"Statement": "INSERT INTO Songs VALUE {'Artist':'Batch','Song':'One'}"},
        {"Statement": "DELETE FROM Songs WHERE Artist='Nobody' AND Song='Song 0'"}]
    message = (
        f"User: arn:aws:iam::{ACCOUNT}:user/Writer is not authorized to perform: dynamodb:PartiQLDelete on resource: {MUSIC} "
        "because no identity-based policy allows the dynamodb:PartiQLDelete action")
    assert writer.batch_execute_statement(Statements=statements)["Responses"] == [
        {"TableName": "Songs"}, {"Error": {"Code": "AccessDenied", "Message": message}}]
    statements[0]["Statement"] = "INSERT INTO Songs VALUE {'Artist':'Batch','Song':'Two'}"
    assert refusal(lambda: writer.execute_transaction(TransactStatements=statements)) == message
    found = client(songs, "dynamodb").execute_statement(Statement="SELECT Song FROM Songs WHERE Artist = 'Batch'")
    assert found["Items"] == [{"Song": {"S": "One"}}]
