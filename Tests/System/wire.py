"""Requests and answers as bytes, signed with botocore so that any single part can be spoiled afterwards."""

import datetime
import json
import re
import socket
import urllib.parse
import zlib
from dataclasses import dataclass, field, replace

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from server import ADMIN

JSON10 = "application/x-amz-json-1.0"
JSON11 = "application/x-amz-json-1.1"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details.")
INVALID_TOKEN = "The security token included in the request is invalid."
EXPIRED_TOKEN = "The security token included in the request is expired"
MISSING_TOKEN = "Request is missing Authentication Token"
FRAMEWORK = "com.amazon.coral.service#"
MODEL = "com.amazonaws.dynamodb.v20120810#"
VALIDATOR = "com.amazon.coral.validate#"


@dataclass
class Request:
    method: str = "POST"
    target: str = "/"
    headers: list = field(default_factory=list)
    body: bytes = b""

    def having(self, **headers):
        """The request with headers set (`X_Amz_Date="…"`) or, with None, taken out."""
        named = {name.replace("_", "-").lower(): (name.replace("_", "-"), value) for name, value in headers.items()}
        kept = [(name, value) for name, value in self.headers if name.lower() not in named]
        return replace(self, headers=kept + [pair for pair in named.values() if pair[1] is not None])

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def bytes(self, length=None):
        lines = [f"{self.method} {self.target} HTTP/1.1"] + [f"{name}: {value}" for name, value in self.headers]
        if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in self.headers):
            if self.body or self.method not in ("GET", "OPTIONS"):
                lines.append(f"Content-Length: {len(self.body) if length is None else length}")
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


@dataclass
class Response:
    status: int
    reason: str
    headers: list
    body: bytes

    def header(self, name):
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, f"{name} stands {len(found)} times"
        return found[0] if found else None

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class Connection:
    """One keep-alive connection."""

    def __init__(self, port, host="127.0.0.1", timeout=30):
        self.socket = socket.create_connection((host, port), timeout=timeout)
        self.rest = b""

    def send(self, data):
        self.socket.sendall(data)

    def receive(self, has_body=True):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        version, status, reason = (lines[0] + " ").split(" ", 2)
        assert version == "HTTP/1.1", lines[0]
        headers = [tuple(line.split(": ", 1)) if ": " in line else (line.rstrip(":"), "") for line in lines[1:]]
        response = Response(int(status), reason.strip(), headers, b"")
        if response.header("Transfer-Encoding") == "chunked":
            response.body = self._chunks()
        elif has_body:
            response.body = self._take(int(response.header("Content-Length") or 0))
        return response

    def _chunks(self):
        body = b""
        while True:
            while b"\r\n" not in self.rest:
                self._more()
            size, self.rest = self.rest.split(b"\r\n", 1)
            body += self._take(int(size, 16))
            assert self._take(2) == b"\r\n"
            if int(size, 16) == 0:
                return body

    def _take(self, count):
        while len(self.rest) < count:
            self._more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError(f"the server closed the connection after {self.rest[:200]!r}")
        self.rest += data

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def exchange(server, request, port=None):
    """Sends one request, a `Request` or bytes, on a connection of its own."""
    data = request if isinstance(request, bytes) else request.bytes()
    with Connection(port or server.port) as connection:
        connection.send(data)
        return connection.receive()


def dynamodb(operation, body="{}", prefix="DynamoDB_20120810.", host="localhost"):
    """An unsigned request to DynamoDB."""
    if not isinstance(body, (str, bytes)):
        body = json.dumps(body, separators=(",", ":"))
    data = body if isinstance(body, bytes) else body.encode()
    return Request(headers=[("Host", host), ("Content-Type", JSON10), ("X-Amz-Target", prefix + operation)], body=data)


def json11(target, body="{}", host="localhost"):
    data = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))
    return Request(headers=[("Host", host), ("Content-Type", JSON11), ("X-Amz-Target", target)], body=data.encode())


def form(action, version, parameters=(), host="localhost"):
    pairs = [("Action", action), ("Version", version), *parameters]
    return Request(headers=[("Host", host), ("Content-Type", FORM)], body=urllib.parse.urlencode(pairs).encode())


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def stamp(moment):
    return moment.strftime("%Y%m%dT%H%M%SZ")


def parse_stamp(text):
    return datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)


def sign(request, key=ADMIN, service="dynamodb", region="us-east-1", token=None, when=None, leave_out=()):
    """The request with an Authorization header, as botocore makes it, for a moment of our choice."""
    auth = SigV4Auth(Credentials(key[0], key[1], token), service, region)
    signed = _aws_request(request, leave_out)
    signed.context["timestamp"] = stamp(when or now())
    auth._modify_request_before_signing(signed)
    canonical = auth.canonical_request(signed)
    auth._inject_signature_to_request(signed, auth.signature(auth.string_to_sign(signed, canonical), signed))
    added = {name: signed.headers[name] for name in ("Date", "X-Amz-Date", "X-Amz-Security-Token", "Authorization") if name in signed.headers}
    return request.having(**{name.replace("-", "_"): value for name, value in added.items()})


def presign(request, key=ADMIN, service="dynamodb", region="us-east-1", token=None, expires=300):
    """The request with its signature in the query."""
    auth = SigV4QueryAuth(Credentials(key[0], key[1], token), service, region, expires=expires)
    signed = _aws_request(replace(request, body=b""), ())
    signed.context["timestamp"] = stamp(now())
    auth._modify_request_before_signing(signed)
    signed.data = request.body
    canonical = auth.canonical_request(signed)
    auth._inject_signature_to_request(signed, auth.signature(auth.string_to_sign(signed, canonical), signed))
    return replace(request, target=signed.url[len("http://localhost"):])


def _aws_request(request, leave_out):
    headers = {name: value for name, value in request.headers if name.lower() not in ("host", *leave_out)}
    host = request.header("Host") or "localhost"
    signed = AWSRequest(method=request.method, url=f"http://{host}{request.target}", data=request.body, headers=headers)
    return signed


def call(server, operation, body=None, key=ADMIN, port=None, **options):
    """A signed call to DynamoDB; the answer whole."""
    return exchange(server, sign(dynamodb(operation, {} if body is None else body), key, **options), port=port)


def ask(server, service, version, action, parameters=(), key=ADMIN, **options):
    """A signed call to a service of the Query protocol."""
    return exchange(server, sign(form(action, version, parameters), key, service=service, **options))


def xml_text(response, name):
    """The text of the first element of a name; nil where there is none."""
    found = re.search(rf"<{name}>(.*?)</{name}>", response.text, re.S)
    return found and found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def fault(kind, message=None, member="message"):
    """The whole body of a fault of DynamoDB's."""
    members = {"__type": kind} | ({} if message is None else {member: message})
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False)


def check_envelope(response, status=400, content_type=JSON10, origin=False):
    """What every answer of DynamoDB carries (authorization reference, 1.1)."""
    assert response.status == status, response
    assert response.header("Server") == "Server"
    datetime.datetime.strptime(response.header("Date"), "%a, %d %b %Y %H:%M:%S GMT")
    assert re.fullmatch(r"[0-9A-Z]{26}VV4KQNSO5AEMVJF66Q9ASUAAJG", response.header("x-amzn-RequestId"))
    assert response.header("x-amz-crc32") == str(zlib.crc32(response.body))
    assert response.header("Content-Length") == str(len(response.body))
    assert response.header("Content-Type") == content_type
    assert response.header("Connection") is None
    assert response.header("Transfer-Encoding") is None
    names = {"server", "date", "x-amzn-requestid", "x-amz-crc32", "content-length"} | ({"content-type"} if content_type else set())
    extra = {name.lower() for name, _ in response.headers} - names
    assert extra == set() or origin and all(name.startswith("access-control-") for name in extra), extra


def control(server, method, path, body=None, **headers):
    """A request to the emulator's own face; the answer whole."""
    data = b"" if body is None else json.dumps(body).encode()
    request = Request(method, f"/_portcullis/{path}", [("Host", "localhost")], data).having(**headers)
    return exchange(server, request.having(Content_Type="application/json") if data else request)


def keys(server):
    """Everybody's long-term key by name; by account/name too."""
    found = {}
    for entry in control(server, "GET", "principals").json["principals"]:
        key = (entry["accessKeyId"], entry["secretAccessKey"])
        found[entry["name"]] = found[f"{entry['account']}/{entry['name']}"] = key
    return found


def credentials(response):
    """The temporary credentials in an answer of STS's: key id and secret, token."""
    assert response.status == 200, response.text
    return (xml_text(response, "AccessKeyId"), xml_text(response, "SecretAccessKey")), xml_text(response, "SessionToken")
