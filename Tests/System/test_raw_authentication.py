"""Requests that DynamoDB refuses before it asks what the caller may do: status, headers and body, to the byte.

Sources are sections of the authorization reference; what it calls recorded was seen on real DynamoDB.
"""

import datetime
import re
import zlib
from dataclasses import replace

import pytest

from conftest import server  # noqa: F401
from server import ADMIN
from wire import (
    EXPIRED_TOKEN, FRAMEWORK, INVALID_TOKEN, JSON10, MISMATCH, MISSING_TOKEN, Connection, Request, ask, call, check_envelope, dynamodb,
    exchange, fault, now, parse_stamp, presign, sign, stamp, xml_text)

INCOMPLETE = FRAMEWORK + "IncompleteSignatureException"
INVALID = FRAMEWORK + "InvalidSignatureException"
MISSING = FRAMEWORK + "MissingAuthenticationTokenException"
UNRECOGNIZED = FRAMEWORK + "UnrecognizedClientException"
UNKNOWN_OPERATION = '{"__type":"com.amazon.coral.service#UnknownOperationException"}'
SERIALIZATION = '{"__type":"com.amazon.coral.service#SerializationException"}'
NO_CREDENTIAL = "Authorization header requires 'Credential' parameter. "
NO_SIGNATURE = "Authorization header requires 'Signature' parameter. "
NO_SIGNED_HEADERS = "Authorization header requires 'SignedHeaders' parameter. "
NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
QUERY = "AWS query-string parameters must include "
LIST = dynamodb("ListTables")
TODAY = stamp(now())


def row(name, source, *rest):
    return pytest.param(*rest, id=f"{name} [{source}]")


def header(value, date=None):
    request = LIST.having(Authorization=value)
    return request.having(X_Amz_Date=date) if date else request


def query(parameters):
    return replace(LIST, target="/?" + parameters)


def scope(text, date=None):
    """A complete header with a fresh date and some credential scope."""
    return header(f"AWS4-HMAC-SHA256 Credential={text}, SignedHeaders=host, Signature=d", date or stamp(now()))


# MARK: Before authentication

NOT_FOUND = "<UnknownOperationException/>\n"

EARLY = [
    row("GET /", "1.2", Request("GET", headers=[("Host", "localhost")]), 200, None, "healthy: dynamodb.us-east-1.amazonaws.com "),
    row("PUT", "1.2", replace(LIST, method="PUT"), 404, None, NOT_FOUND),
    row("DELETE", "1.2", replace(LIST, method="DELETE"), 404, None, NOT_FOUND),
    row("PATCH", "1.2", replace(LIST, method="PATCH"), 404, None, NOT_FOUND),
    row("OPTIONS without Origin", "1.2", Request("OPTIONS", headers=[("Host", "localhost")]), 404, None, NOT_FOUND),
    row("GET elsewhere", "1.2", Request("GET", "/index.html", [("Host", "localhost")]), 404, None, NOT_FOUND),
    row("no content type", "1.2", LIST.having(Content_Type=None), 404, None, NOT_FOUND),
    row("JSON 1.1", "1.2", LIST.having(Content_Type="application/x-amz-json-1.1"), 404, None, NOT_FOUND),
    row("a content type by prefix", "1.2", LIST.having(Content_Type="application/jsonasdf"), 404, None, NOT_FOUND),
    row("text", "1.2", LIST.having(Content_Type="text/plain"), 404, None, NOT_FOUND),
    row("nothing at all", "1.2", Request(headers=[("Host", "localhost")]), 400, "application/json", UNKNOWN_OPERATION),
    row("no target", "1.2", LIST.having(X_Amz_Target=None), 400, JSON10, UNKNOWN_OPERATION),
    row("an empty target", "1.2", LIST.having(X_Amz_Target=""), 400, JSON10, UNKNOWN_OPERATION),
    row("an unknown service", "1.2", LIST.having(X_Amz_Target="DynamoDB_20120809.ListTables"), 400, JSON10, UNKNOWN_OPERATION),
    row("an unknown operation", "1.2", LIST.having(X_Amz_Target="DynamoDB_20120810.ListTable"), 400, JSON10, UNKNOWN_OPERATION),
    row("a target's case", "1.2", LIST.having(X_Amz_Target="DynamoDB_20120810.listTables"), 400, JSON10, UNKNOWN_OPERATION),
    row("not JSON", "1.2", dynamodb("ListTables", "hello"), 400, JSON10, SERIALIZATION),
    row("half JSON", "1.2", dynamodb("ListTables", '{"Limit":'), 400, JSON10, SERIALIZATION),
    row("not JSON before unknown operation", "1.3, 2 before 3", dynamodb("Nothing", "hello"), 400, JSON10, SERIALIZATION),
    row("not JSON before an unknown key", "1.3, 2 before 13", scope("a/b/c/d/e").having(Content_Type=JSON10), 400, JSON10, None),
    row("application/json", "1.1", LIST.having(Content_Type="application/json", X_Amz_Target=None), 400, "application/json", UNKNOWN_OPERATION),
    row("a content type's parameter", "1.2, before ;", LIST.having(Content_Type=JSON10 + " ; charset=utf-8", X_Amz_Target=None), 400, JSON10,
        UNKNOWN_OPERATION),
]


@pytest.mark.parametrize("request_, status, content_type, body", EARLY)
def test_a_request_that_never_reaches_authentication(server, request_, status, content_type, body):
    response = exchange(server, request_)
    check_envelope(response, status, content_type)
    if body is not None:
        assert response.text == body


@pytest.mark.parametrize("body, size, crc", [
    row("404", "1.2", NOT_FOUND, 29, 3552371480),
    row("not JSON", "1.1", SERIALIZATION, 60, 3948637019),
    row("unknown operation", "1.1", UNKNOWN_OPERATION, 63, 1368724161),
])
def test_recorded_checksums(body, size, crc):
    assert (len(body), zlib.crc32(body.encode())) == (size, crc)


def test_the_checksums_are_those_that_were_recorded(server):
    for request_, crc in [(replace(LIST, method="PUT"), 3552371480), (dynamodb("ListTables", "x"), 3948637019),
                          (dynamodb("X"), 1368724161)]:
        assert exchange(server, request_).header("x-amz-crc32") == str(crc)


def test_preflight(server):
    response = exchange(server, Request("OPTIONS", headers=[
        ("Host", "localhost"), ("Origin", "https://example.com"), ("Access-Control-Request-Headers", "x-amz-target,authorization"),
        ("Access-Control-Request-Method", "POST")]))
    assert (response.status, response.body, response.header("Content-Length")) == (200, b"", "0")
    assert response.header("Access-Control-Allow-Origin") == "*"
    assert response.header("Access-Control-Allow-Headers") == "x-amz-target,authorization"
    assert response.header("Access-Control-Allow-Methods") == "POST"
    assert response.header("Access-Control-Max-Age") == "172800"


def test_an_origin_is_answered_with_its_header(server):
    response = exchange(server, LIST.having(Origin="https://example.com"))
    check_envelope(response, origin=True)
    assert response.header("Access-Control-Allow-Origin") == "*"


def test_many_requests_on_one_connection(server):
    with Connection(server.port) as connection:
        ids = set()
        for request_ in [LIST, replace(LIST, method="PUT"), sign(LIST), dynamodb("X")] * 5:
            connection.send(request_.bytes())
            response = connection.receive()
            assert response.header("Connection") is None
            ids.add(response.header("x-amzn-RequestId"))
        assert len(ids) == 20


# MARK: Sizes

def padded(length):
    return b'{"x":"' + b"a" * (length - 8) + b'"}'


def test_sixteen_mebibytes_are_accepted(server):
    response = exchange(server, dynamodb("ListTables", padded(16 * 1024 * 1024)))
    check_envelope(response)
    assert response.text == fault(MISSING, MISSING_TOKEN)


@pytest.mark.parametrize("chunked", [False, True])
def test_one_byte_more_is_refused(server, chunked):
    body = padded(16 * 1024 * 1024 + 1)
    request_ = dynamodb("ListTables", body)
    with Connection(server.port) as connection:
        try:
            if chunked:
                head = replace(request_, body=b"").having(Transfer_Encoding="chunked").bytes()
                connection.send(head + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
            else:
                connection.send(request_.bytes())
        except (BrokenPipeError, ConnectionResetError):
            pass
        response = connection.receive()
    assert response.status == 413
    assert response.body == b""
    assert response.header("x-amzn-RequestId") is None
    assert server.is_alive()


@pytest.mark.parametrize("request_", [
    row("one header", "1.2", LIST.having(X_Filler="a" * 17 * 1024)),
    row("many headers", "1.2", replace(LIST, headers=LIST.headers + [(f"X-Filler-{n}", "a" * 200) for n in range(85)])),
    row("the request line", "1.2", replace(LIST, target="/?" + "a" * 17 * 1024)),
])
def test_headers_over_16_kib(server, request_):
    with Connection(server.port) as connection:
        connection.send(request_.bytes())
        assert connection.receive().status == 400
    assert server.is_alive()


def test_headers_under_16_kib(server):
    assert exchange(server, sign(LIST).having(X_Filler="a" * 15 * 1024)).status == 200


# MARK: Nobody, and half a signature

REFUSALS = [
    row("no signature", "1.4", LIST, MISSING, MISSING_TOKEN),
    row("X", "1.4", header("X"), MISSING, MISSING_TOKEN),
    row("AWS4", "1.4", header("AWS4"), MISSING, MISSING_TOKEN),
    row("Basic", "1.4", header("Basic YWRtaW46YWRtaW4="), MISSING, MISSING_TOKEN),
    row("a query without the algorithm", "1.4",
        query("X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d"), MISSING, MISSING_TOKEN),
    row("both forms", "1.5", replace(header("AWS4-"), target="/?X-Amz-Algorithm=a"), INVALID,
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),
    row("both forms, the header no signature of AWS's", "1.5", replace(header("X"), target="/?X-Amz-Algorithm"), INVALID,
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),
    row("AWS4- alone", "1.6", header("AWS4-"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNATURE + NO_SIGNED_HEADERS + NO_DATE + "Authorization=AWS4-"),
    row("an algorithm alone", "1.6", header("AWS4-HMAC-SHA256"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNATURE + NO_SIGNED_HEADERS + NO_DATE + "Authorization=AWS4-HMAC-SHA256"),
    row("a date alone", "1.6", header("AWS4-", "a"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNATURE + NO_SIGNED_HEADERS + "Authorization=AWS4-"),
    row("a Date header alone", "1.6", header("AWS4-").having(Date="a"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNATURE + NO_SIGNED_HEADERS + "Authorization=AWS4-"),
    row("a credential alone", "1.6", header("AWS4-HMAC-SHA256 Credential=a"), INCOMPLETE,
        NO_SIGNATURE + NO_SIGNED_HEADERS + NO_DATE + "Authorization=AWS4-HMAC-SHA256 Credential=a"),
    row("a signature alone", "1.6", header("AWS4-HMAC-SHA256 Signature=a"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNED_HEADERS + NO_DATE + "Authorization=AWS4-HMAC-SHA256 Signature=a"),
    row("signed headers alone", "1.6", header("AWS4-HMAC-SHA256 SignedHeaders=a"), INCOMPLETE,
        NO_CREDENTIAL + NO_SIGNATURE + NO_DATE + "Authorization=AWS4-HMAC-SHA256 SignedHeaders=a"),
    row("all but a date", "1.6", header("AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c"), INCOMPLETE,
        NO_DATE + "Authorization=AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c"),
    row("a piece without =", "1.6", header("AWS4-HMAC-SHA256 Credential"), INCOMPLETE,
        "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential'."),
    row("a query, empty", "1.6", query("X-Amz-Algorithm"), INCOMPLETE,
        "".join(f"{QUERY}'X-Amz-{name}'. " for name in ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"])
        + "Re-examine the query-string parameters."),
    row("a query with an algorithm", "1.6", query("X-Amz-Algorithm=a"), INCOMPLETE,
        "".join(f"{QUERY}'X-Amz-{name}'. " for name in ["Credential", "Signature", "SignedHeaders", "Date"])
        + "Re-examine the query-string parameters."),
    row("a query without a date", "1.6", query("X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d"), INCOMPLETE,
        f"{QUERY}'X-Amz-Date'. Re-examine the query-string parameters."),
    row("a bad date", "1.6", header("AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c", "201"), INCOMPLETE,
        "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601"),
    row("a bad date in the query", "1.6",
        query("X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d&X-Amz-Date=201"), INCOMPLETE,
        "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601"),
    row("host not signed", "1.7", header("AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c", "NOW"), INVALID,
        "'Host' must be a 'SignedHeader' in the AWS Authorization."),
    row("host not signed, before the algorithm", "1.3, 9 before 10",
        header("AWS4-HMAC-SHA255 Credential=a, Signature=b, SignedHeaders=c", "NOW"), INVALID,
        "'Host' must be a 'SignedHeader' in the AWS Authorization."),
    row("an algorithm", "1.6", header("AWS4-HMAC-SHA255 Credential=a, Signature=b, SignedHeaders=host", "NOW"), INCOMPLETE,
        "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA255' (only AWS4-HMAC-SHA256 for now). "),
    row("four parts", "1.6", header("AWS4-HMAC-SHA256 Credential=a/b/c/d, Signature=b, SignedHeaders=host", "NOW"), INCOMPLETE,
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'"),
    row("six parts", "1.6", header("AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f, Signature=b, SignedHeaders=host", "NOW"), INCOMPLETE,
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d/e/f'"),
    row("nonsense in the scope", "1.7, combination",
        header("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'dynamodb'. "
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD "
        "from ISO-8601 version of date from HTTP: 'b' != 'TODAY', from 'NOW'."),
    row("another service", "1.7",
        header("AWS4-HMAC-SHA256 Credential=a/TODAY/us-east-1/s3/aws4_request, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Credential should be scoped to correct service: 'dynamodb'. "),
    row("a service's case", "1.13",
        header("AWS4-HMAC-SHA256 Credential=a/TODAY/us-east-1/DynamoDB/aws4_request, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Credential should be scoped to correct service: 'dynamodb'. "),
    row("another terminator", "1.7",
        header("AWS4-HMAC-SHA256 Credential=a/TODAY/us-east-1/dynamodb/aws4, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. "),
    row("another day", "1.7",
        header("AWS4-HMAC-SHA256 Credential=a/20130609/us-east-1/dynamodb/aws4_request, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20130609' != 'TODAY', from 'NOW'."),
    row("an unknown key", "1.8",
        header("AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/TODAY/us-east-1/dynamodb/aws4_request, Signature=b, SignedHeaders=host", "NOW"),
        UNRECOGNIZED, INVALID_TOKEN),
    row("scope before key", "1.3, 12 before 13",
        header("AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/TODAY/us-east-1/s3/aws4_request, Signature=b, SignedHeaders=host", "NOW"), INVALID,
        "Credential should be scoped to correct service: 'dynamodb'. "),
    row("a known key, no signature", "1.7",
        header(f"AWS4-HMAC-SHA256 Credential={ADMIN[0]}/TODAY/us-east-1/dynamodb/aws4_request, Signature=b, SignedHeaders=host", "NOW"),
        INVALID, MISMATCH),
    row("no signature before a wrong type", "1.10", dynamodb("ListTables", '{"Limit":[]}'), MISSING, MISSING_TOKEN),
    row("no signature, no body", "1.3, 5 before the body", dynamodb("ListTables", ""), MISSING, MISSING_TOKEN),
]


@pytest.mark.parametrize("request_, kind, message", REFUSALS)
def test_a_signature_that_is_not_accepted(server, request_, kind, message):
    moment = stamp(now())
    filled = replace(request_, headers=[(name, value.replace("NOW", moment).replace("TODAY", moment[:8])) for name, value in request_.headers])
    response = exchange(server, filled)
    check_envelope(response)
    assert response.text == fault(kind, message.replace("NOW", moment).replace("TODAY", moment[:8]))


# MARK: Dates

EXPIRED = r"Signature expired: (\d{8}T\d{6}Z) is now earlier than (\d{8}T\d{6}Z) \((\d{8}T\d{6}Z) - 15 min\.\)"
EARLY_DATE = r"Signature not yet current: (\d{8}T\d{6}Z) is still later than (\d{8}T\d{6}Z) \((\d{8}T\d{6}Z) \+ 15 min\.\)"
WINDOW = datetime.timedelta(minutes=15)


def check_window(response, pattern, sent, sign_of_window):
    check_envelope(response)
    body = response.json
    assert response.text == fault(INVALID, body["message"])
    found = re.fullmatch(pattern, body["message"])
    assert found, body
    limit, seen = parse_stamp(found[2]), parse_stamp(found[3])
    assert found[1] == sent
    assert limit == seen + sign_of_window * WINDOW
    assert abs(seen - now()) < datetime.timedelta(seconds=5)


@pytest.mark.parametrize("minutes", [-15.2, -60, -600000, 15.2, 60, 600000])
def test_a_date_outside_the_window(server, minutes):
    moment = now() + datetime.timedelta(minutes=minutes)
    response = exchange(server, sign(LIST, when=moment))
    check_window(response, EXPIRED if minutes < 0 else EARLY_DATE, stamp(moment), -1 if minutes < 0 else 1)


@pytest.mark.parametrize("minutes", [-14.8, -5, 5, 14.8])
def test_a_date_inside_the_window(server, minutes):
    assert exchange(server, sign(LIST, when=now() + datetime.timedelta(minutes=minutes))).status == 200


def test_expiry_comes_before_the_key_and_the_scope(server):
    """An expired date, an unknown key and a nonsense scope: the date is named (1.3, ALT)."""
    response = exchange(server, header("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature=b, SignedHeaders=host", "20130609T095204Z"))
    check_window(response, EXPIRED, "20130609T095204Z", -1)


def test_a_date_header_instead_of_an_amazon_date(server):
    """1.13, DYN: `Date` may stand for `X-Amz-Date`."""
    moment = now()
    signed = sign(LIST.having(Date=moment.strftime("%a, %d %b %Y %H:%M:%S GMT")), when=moment)
    assert signed.header("X-Amz-Date") is None and "date;host" in signed.header("Authorization")
    assert exchange(server, signed).text == '{"TableNames":[]}'


def test_an_old_date_header(server):
    moment = now() - datetime.timedelta(hours=1)
    signed = sign(LIST.having(Date=moment.strftime("%a, %d %b %Y %H:%M:%S GMT")), when=moment)
    check_window(exchange(server, signed), EXPIRED, stamp(moment), -1)


# MARK: Whole signatures

def test_a_good_signature(server):
    response = exchange(server, sign(LIST))
    check_envelope(response, 200)
    assert response.text == '{"TableNames":[]}'


def test_a_presigned_request(server):
    response = exchange(server, presign(LIST))
    check_envelope(response, 200)
    assert response.text == '{"TableNames":[]}'


def test_a_presigned_request_with_another_secret(server):
    response = exchange(server, presign(LIST, key=(ADMIN[0], "other")))
    check_envelope(response)
    assert response.text == fault(INVALID, MISMATCH)


SPOILED = [
    row("another secret", "1.8", sign(LIST, key=(ADMIN[0], "x" * 40)), INVALID, MISMATCH),
    row("another body", "1.7", replace(sign(LIST), body=b'{"Limit":1}'), INVALID, MISMATCH),
    row("another signed header", "1.7", sign(LIST).having(X_Amz_Target="DynamoDB_20120810.DescribeTable"), INVALID, MISMATCH),
    row("another host", "1.7", sign(LIST).having(Host="elsewhere"), INVALID, MISMATCH),
    row("a query that was not signed", "1.7", replace(sign(LIST), target="/?a=b"), INVALID, MISMATCH),
    row("another key", "1.8", sign(LIST, key=("AKIAUNKNOWNUNKNOWN00", ADMIN[1])), UNRECOGNIZED, INVALID_TOKEN),
    row("a foreign token", "1.8", sign(LIST, token="bm90IGEgdG9rZW4="), UNRECOGNIZED, INVALID_TOKEN),
    row("a token that is no token", "1.8", sign(LIST, token="é".encode().decode("latin-1")), UNRECOGNIZED, INVALID_TOKEN),
]


@pytest.mark.parametrize("request_, kind, message", SPOILED)
def test_a_spoiled_signature(server, request_, kind, message):
    response = exchange(server, request_)
    check_envelope(response)
    assert response.text == fault(kind, message)


def test_every_digit_of_a_signature_counts(server):
    signed = sign(LIST)
    text = signed.header("Authorization")
    with Connection(server.port) as connection:
        for place in range(len(text) - 64, len(text)):
            digit = "0" if text[place] != "0" else "1"
            connection.send(signed.having(Authorization=text[:place] + digit + text[place + 1:]).bytes())
            assert connection.receive().text == fault(INVALID, MISMATCH)


def separators(old, new):
    def change(request_):
        return request_.having(Authorization=request_.header("Authorization").replace(old, new))
    return change


LENIENT = [
    row("commas without blanks", "1.13", separators(", ", ",")),
    row("blanks alone", "1.13", separators(", ", " ")),
    row("headers in another order", "1.13", lambda request_: replace(request_, headers=request_.headers[::-1])),
    row("header names in capitals", "1.13", lambda request_: replace(request_, headers=[(n.upper(), v) for n, v in request_.headers])),
    row("header names in small letters", "1.13", lambda request_: replace(request_, headers=[(n.lower(), v) for n, v in request_.headers])),
    row("blanks around values", "1.13", lambda request_: replace(request_, headers=[(n, f"  {v}  ") for n, v in request_.headers])),
    row("a header that is not signed", "SigV4", lambda request_: request_.having(X_Other="1")),
]


@pytest.mark.parametrize("change", LENIENT)
def test_what_must_not_break_a_signature(server, change):
    response = exchange(server, change(sign(LIST)))
    assert response.text == '{"TableNames":[]}'


def test_inner_blanks_count_as_one(server):
    signed = sign(LIST.having(X_Amz_Note="a b"))
    assert exchange(server, signed.having(X_Amz_Note="a    b")).status == 200


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-southeast-2", "us-gov-west-1"])
def test_any_region_is_accepted(server, region):
    assert exchange(server, sign(LIST, region=region)).status == 200


# MARK: After authentication

LATE = [
    row("no body", "1.2, late", sign(dynamodb("ListTables", "")), SERIALIZATION),
    row("a list for a number", "1.10", sign(dynamodb("ListTables", '{"Limit":[]}')),
        fault(FRAMEWORK + "SerializationException", "Unrecognized collection type class java.lang.Integer", "Message")),
    row("a text for a number", "1.10", sign(dynamodb("ListTables", '{"Limit":"a"}')),
        fault(FRAMEWORK + "SerializationException", "STRING_VALUE cannot be converted to Integer", "Message")),
    row("a number for a text", "1.10", sign(dynamodb("DescribeTable", '{"TableName":1}')),
        fault(FRAMEWORK + "SerializationException", "NUMBER_VALUE cannot be converted to String", "Message")),
    row("a list for a map", "DYN, type tests", sign(dynamodb("GetItem", '{"TableName":"abc","Key":[]}')),
        fault(
            FRAMEWORK + "SerializationException",
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>", "Message")),
    row("a text for a map", "1.10", sign(dynamodb("GetItem", '{"TableName":"abc","Key":"a"}')),
        fault(FRAMEWORK + "SerializationException", "Unexpected field type", "Message")),
]


@pytest.mark.parametrize("request_, body", LATE)
def test_what_is_only_looked_at_after_authentication(server, request_, body):
    response = exchange(server, request_)
    check_envelope(response)
    assert response.text == body


# MARK: Temporary credentials

@pytest.fixture(scope="module")
def session(server):
    response = ask(server, "sts", "2011-06-15", "GetSessionToken", [("DurationSeconds", "900")])
    assert response.status == 200, response.text
    return tuple(xml_text(response, name) for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))


def test_a_session(server, session):
    assert call(server, "ListTables", key=session[:2], token=session[2]).status == 200


def test_a_session_through_a_presigned_request(server, session):
    assert exchange(server, presign(LIST, key=session[:2], token=session[2])).status == 200


@pytest.mark.parametrize("spoil", [
    row("no token", "1.8, PASTE", lambda session: None),
    row("half a token", "1.8", lambda session: session[2][: len(session[2]) // 2]),
    row("one letter changed", "1.8", lambda session: session[2][:40] + ("A" if session[2][40] != "A" else "B") + session[2][41:]),
])
def test_a_session_whose_token_is_not_its_own(server, session, spoil):
    response = call(server, "ListTables", key=session[:2], token=spoil(session))
    check_envelope(response)
    assert response.text == fault(UNRECOGNIZED, INVALID_TOKEN)


def test_a_token_on_a_long_term_key(server, session):
    response = call(server, "ListTables", key=ADMIN, token=session[2])
    check_envelope(response)
    assert response.text == fault(UNRECOGNIZED, INVALID_TOKEN)


def test_a_session_with_another_secret(server, session):
    response = call(server, "ListTables", key=(session[0], "x"), token=session[2])
    check_envelope(response)
    assert response.text == fault(INVALID, MISMATCH)


def control(server, path, body):
    return exchange(server, Request("POST", f"/_portcullis/{path}", [("Host", "localhost"), ("Content-Type", "application/json")], body))


def test_a_session_that_is_over(server, session):
    """1.9: no full stop; 1.11: status 403 on the Query services."""
    control(server, "clock", b'{"advanceSeconds":901}')
    try:
        late = now() + datetime.timedelta(seconds=901)
        response = call(server, "ListTables", key=session[:2], token=session[2], when=late)
        check_envelope(response)
        assert response.text == fault(FRAMEWORK + "ExpiredTokenException", EXPIRED_TOKEN)
        response = ask(server, "sts", "2011-06-15", "GetCallerIdentity", key=session[:2], token=session[2], when=late)
        assert (response.status, xml_text(response, "Code"), xml_text(response, "Message")) == (403, "ExpiredToken", EXPIRED_TOKEN)
    finally:
        control(server, "clock", b'{"reset":true}')


# MARK: Keys that are no longer good

def test_keys_that_are_switched_off_or_gone(server):
    """1.8: an inactive key, and the key of a user that is gone."""
    def iam(action, *parameters):
        response = ask(server, "iam", "2010-05-08", action, parameters)
        assert response.status == 200, response.text
        return response
    iam("CreateUser", ("UserName", "Leaver"))
    made = iam("CreateAccessKey", ("UserName", "Leaver"))
    key = (xml_text(made, "AccessKeyId"), xml_text(made, "SecretAccessKey"))
    assert "AccessDeniedException" in call(server, "ListTables", key=key).text
    iam("UpdateAccessKey", ("UserName", "Leaver"), ("AccessKeyId", key[0]), ("Status", "Inactive"))
    assert call(server, "ListTables", key=key).text == fault(UNRECOGNIZED, INVALID_TOKEN)
    iam("UpdateAccessKey", ("UserName", "Leaver"), ("AccessKeyId", key[0]), ("Status", "Active"))
    assert "AccessDeniedException" in call(server, "ListTables", key=key).text
    iam("DeleteAccessKey", ("UserName", "Leaver"), ("AccessKeyId", key[0]))
    iam("DeleteUser", ("UserName", "Leaver"))
    assert call(server, "ListTables", key=key).text == fault(UNRECOGNIZED, INVALID_TOKEN)
