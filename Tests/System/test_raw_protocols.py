"""What the forms of HTTP and of the Query protocol allow, as bytes: a GET to STS, packed bodies, scopes, TLS.

Sources: the reference on AWS's other services (`services`), the authorization reference, and what changed in 2026 (`changes`).
"""

import gzip
import re
import ssl
import urllib.parse
import zlib
from dataclasses import replace

import pytest

from conftest import server  # noqa: F401
from server import Server
from wire import (
    MISMATCH, MISSING_TOKEN, Connection, Request, ask, check_envelope, dynamodb, exchange, form, json11, now, parse_stamp,
    presign, sign, stamp, xml_text)

STS = "2011-06-15"
CALLER = "arn:aws:iam::111122223333:user/Admin"


def identity(response):
    """The whole answer of GetCallerIdentity."""
    assert response.status == 200, response.text
    assert response.header("Content-Type") == "text/xml"
    assert response.text == (
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
        f"<Arn>{CALLER}</Arn><UserId>AIDAIOSFODNN7EXAMPLE2</UserId><Account>111122223333</Account></GetCallerIdentityResult>"
        f"<ResponseMetadata><RequestId>{response.header('x-amzn-RequestId')}</RequestId></ResponseMetadata></GetCallerIdentityResponse>")


def test_a_query_answer(server):
    """services 3.1."""
    identity(ask(server, "sts", STS, "GetCallerIdentity"))


def get(action):
    return Request("GET", "/?" + urllib.parse.urlencode([("Action", action), ("Version", STS)]), [("Host", "localhost")])


def test_sts_answers_a_get(server):
    """services 3.1, recorded."""
    identity(exchange(server, sign(get("GetCallerIdentity"), service="sts")))


def test_sts_answers_a_presigned_get(server):
    identity(exchange(server, presign(get("GetCallerIdentity"), service="sts")))


def test_a_get_without_signature(server):
    response = exchange(server, get("GetCallerIdentity"))
    assert (response.status, xml_text(response, "Code"), xml_text(response, "Message")) == (403, "MissingAuthenticationToken", MISSING_TOKEN)


def test_the_first_of_two_parameters_counts(server):
    """services 3.1, recorded on STS."""
    identity(ask(server, "sts", STS, "GetCallerIdentity", [("Action", "GetSessionToken"), ("Unknown", "x")]))


SCOPES = [
    # source, service signed for, status, code, message
    ("services 3.1, recorded", "sts", "iam", 403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. "),
    ("services 3.1", "iam", "sts", 403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'iam'. "),
]


@pytest.mark.parametrize("row", SCOPES, ids=lambda row: f"{row[1]} signed for {row[2]} [{row[0]}]")
def test_a_scope_of_another_service(server, row):
    _, service, signed, status, code, message = row
    request = form(*{"sts": ("GetCallerIdentity", STS), "iam": ("ListUsers", "2010-05-08")}[service])
    response = exchange(server, sign(request, service=signed))
    assert (response.status, xml_text(response, "Code"), xml_text(response, "Message")) == (status, code, message)


def test_an_old_date_on_sts(server):
    """authorization 1.11: the status 403, the words of 1.7."""
    import datetime
    moment = now() - datetime.timedelta(hours=1)
    response = exchange(server, sign(form("GetCallerIdentity", STS), service="sts", when=moment))
    assert (response.status, xml_text(response, "Code")) == (403, "SignatureDoesNotMatch")
    found = re.fullmatch(
        r"Signature expired: (\S+) is now earlier than (\S+) \((\S+) - (5|15) min\.\)", xml_text(response, "Message"))
    assert found and found[1] == stamp(moment)
    assert parse_stamp(found[3]) - parse_stamp(found[2]) == datetime.timedelta(minutes=int(found[4]))


def test_a_changed_form(server):
    signed = sign(form("GetCallerIdentity", STS), service="sts")
    response = exchange(server, replace(signed, body=signed.body + b"&a=b"))
    assert (response.status, xml_text(response, "Code"), xml_text(response, "Message")) == (403, "SignatureDoesNotMatch", MISMATCH)


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
@pytest.mark.parametrize("service", ["iam", "organizations"])
def test_global_services_take_the_callers_region(server, service, region):
    """services 0.1, 11: clients with another endpoint sign for the configured region."""
    request = form("ListUsers", "2010-05-08") if service == "iam" else json11("AWSOrganizationsV20161128.DescribeOrganization")
    response = exchange(server, sign(request, service=service, region=region))
    assert response.status == 200 or "AWSOrganizationsNotInUseException" in response.text, response.text


def test_an_answer_of_json11(server):
    """services 2.1 and 5.1: a UUID for a request id, and no namespace before the error's name."""
    response = exchange(server, sign(json11("TrentService.DescribeKey", {"KeyId": "alias/nothing"}), service="kms"))
    assert response.status == 400
    assert response.header("Content-Type") == "application/x-amz-json-1.1"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", response.header("x-amzn-RequestId"))
    assert response.text == (
        '{"__type":"NotFoundException","message":"Alias arn:aws:kms:us-east-1:111122223333:alias/nothing is not found."}')


# MARK: Packed bodies

def deflate(data):
    return zlib.compress(data)


@pytest.mark.parametrize("encoding, pack", [("gzip", gzip.compress), ("deflate", deflate)])
def test_a_packed_request(server, encoding, pack):
    """changes: accepted on DynamoDB (Alternator's authors)."""
    request = dynamodb("ListTables", pack(b"{}")).having(Content_Encoding=encoding)
    response = exchange(server, sign(request))
    assert (response.status, response.text) == (200, '{"TableNames":[]}')


ACCEPTED = [
    ("gzip", "gzip"), ("deflate", "deflate"), ("identity", None), ("", None), ("br", None), ("x-gzip", None), ("gzip, deflate", "gzip"),
    ("br, identity, deflate, gzip", "deflate"), ("GZIP, identity", "gzip"), ("dog, gzip ,, cat", "gzip"), ("gzip;q=0.8, deflate;q=0.5", "gzip"),
    ("gzip;q=0.2, deflate;q=0.5", "deflate"), ("*", "gzip"), ("*, deflate", "deflate"), ("*, gzip;q=0.5", "deflate"), ("gzip ;q=0", None),
    ("*;q=0", None), ("*;q=0.5,identity", "gzip"), ("gzip;q=0.5,identity;q=0.8", "gzip"), ('"gzip"', None), ("gzip br", None),
    ("gzip:q=1", None), ("gzip;q=31,deflate;q=51", "gzip"), ("deflate;q=0.5, gzip;q=1;q=0.2", "gzip"), ("deflate;q=0.5,gzip;q=0.", "deflate"),
    ("deflate;q=0.5,gzip;q=0.x", "gzip"), ("deflate;q=-0.5,gzip;q=0.2", "gzip"), ("gzip;q= 0;q=1", None), ("gzip;q =0;q=1", "gzip"),
    ("gzip;nq=0;q=1", None), ("gzip;q=0, gzip;q=1, gzip;q=0", "gzip")]


@pytest.fixture(scope="module")
def packing():
    """A server with an item whose answer is long enough to be packed, and one whose answer is not."""
    table = {"TableName": "Packed", "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
    with Server() as server:
        assert exchange(server, sign(dynamodb("CreateTable", table))).status == 200
        for name, size in (("long", 4096), ("short", 3000)):
            item = {"p": {"S": name}, "x": {"S": "x" * size}}
            assert exchange(server, sign(dynamodb("PutItem", {"TableName": "Packed", "Item": item}))).status == 200
        yield server


def read(name):
    return sign(dynamodb("GetItem", {"TableName": "Packed", "Key": {"p": {"S": name}}}))


@pytest.mark.parametrize("accepted, encoding", ACCEPTED)
def test_a_packed_answer(packing, accepted, encoding):
    """Answers from 4 KB on are packed as the client takes them (Alternator's authors, on DynamoDB); the checksum is over what is sent."""
    plain = exchange(packing, read("long"))
    response = exchange(packing, read("long").having(Accept_Encoding=accepted))
    assert response.header("Content-Encoding") == encoding
    unpack = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}[encoding]
    assert unpack(response.body) == plain.body
    assert response.header("x-amz-crc32") == str(zlib.crc32(response.body))
    short = exchange(packing, read("short").having(Accept_Encoding=accepted))
    assert short.header("Content-Encoding") is None


def test_the_first_header_of_what_is_accepted_counts(packing):
    """Source: Alternator's authors, on DynamoDB."""
    request = read("long")
    request.headers += [("Accept-Encoding", "identity"), ("Accept-Encoding", "gzip")]
    assert exchange(packing, request).header("Content-Encoding") is None


@pytest.mark.parametrize("body", [b"", b"not packed", gzip.compress(b"{}")[:-4]], ids=["empty", "plain", "cut"])
def test_a_badly_packed_request(server, body):
    """An internal error, oddly, on DynamoDB (Alternator's authors)."""
    response = exchange(server, sign(dynamodb("ListTables", body).having(Content_Encoding="gzip")))
    assert (response.status, response.json) == (500, {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError"})
    assert server.is_alive()


def test_a_packed_request_that_is_no_json(server):
    assert exchange(server, sign(dynamodb("ListTables", gzip.compress(b"{")).having(Content_Encoding="gzip"))).status == 400


@pytest.mark.parametrize("body", [gzip.compress(b"{") + gzip.compress(b"}"), gzip.compress(b"{}") + b"junk"], ids=["two", "junk"])
def test_what_follows_a_packed_request(server, body):
    """A second packed text goes on where the first ends; anything else is passed over (Alternator's authors, on DynamoDB)."""
    assert exchange(server, sign(dynamodb("ListTables", body).having(Content_Encoding="gzip"))).status == 200


@pytest.mark.parametrize("body", [b"null", b"[]", b"3"])
def test_a_body_that_is_no_object(server, body):
    response = exchange(server, sign(dynamodb("ListTables", body)))
    assert response.json == {"__type": "com.amazon.coral.service#SerializationException"}


def test_a_body_that_unpacks_to_gigabytes(server):
    """changes: the limit counts what comes out. 16 MiB and one byte, and a bomb of 64 MiB."""
    for size in (16 * 1024 * 1024 + 1, 64 * 1024 * 1024):
        packed = gzip.compress(b'{"x":"' + b"a" * (size - 8) + b'"}')
        response = exchange(server, dynamodb("ListTables", packed).having(Content_Encoding="gzip"))
        assert response.status == 500, response
        assert server.is_alive()


def test_a_client_that_wants_to_be_told_to_go_on(server):
    signed = sign(dynamodb("ListTables"))
    data = signed.having(Expect="100-continue").bytes()
    with Connection(server.port) as connection:
        connection.send(data[:-2])
        while b"\r\n\r\n" not in connection.rest:
            connection._more()
        interim, connection.rest = connection.rest.split(b"\r\n\r\n", 1)
        assert interim.startswith(b"HTTP/1.1 100 Continue")
        connection.send(data[-2:])
        assert connection.receive().text == '{"TableNames":[]}'


# MARK: TLS

def test_both_schemes_on_one_port():
    with Server("--tls") as server:
        authority = next(line.split("AWS_CA_BUNDLE=")[1] for line in server.lines if "AWS_CA_BUNDLE=" in line)
        context = ssl.create_default_context(cafile=authority)
        with Connection(server.port) as plain:
            plain.send(sign(dynamodb("ListTables")).bytes())
            assert plain.receive().text == '{"TableNames":[]}'
        with Connection(server.port) as secure:
            secure.socket = context.wrap_socket(secure.socket, server_hostname="localhost")
            secure.send(sign(dynamodb("ListTables")).bytes())
            response = secure.receive()
            check_envelope(response, 200)
            assert response.text == '{"TableNames":[]}'
        with Connection(server.port) as secure, pytest.raises(ssl.SSLError):
            ssl.create_default_context().wrap_socket(secure.socket, server_hostname="localhost")
        assert server.is_alive()


def test_without_tls_a_handshake_is_refused(server):
    with Connection(server.port) as connection, pytest.raises((ssl.SSLError, ConnectionError)):
        ssl.create_default_context().wrap_socket(connection.socket, server_hostname="localhost")
    assert server.is_alive()
