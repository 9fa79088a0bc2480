"""Every constraint of DynamoDB's model, broken alone: the whole answer is compared.

`constraints/dynamodb.json` has the constraints, as `constraints/extract.py` takes them from botocore's model; `constraints/known.py` says where AWS's
words are known to be others than its framework's, and what is left open.
"""

import json
import re
from pathlib import Path

import botocore.session
import pytest

from constraints.extract import extract
from constraints.known import known
from wire import call

HERE = Path(__file__).parent / "constraints"
ROWS = json.loads((HERE / "dynamodb.json").read_text())
MODEL = botocore.session.get_session().get_service_model("dynamodb")
ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"

# Values that the constraints alone do not lead to.
VALUES = {
    "TableName": "Music", "TargetTableName": "Music", "SourceTableName": "Music", "GlobalTableName": "Music", "IndexName": "Index",
    "ResourceArn": ARN, "TableArn": ARN, "BackupArn": ARN + "/backup/01234567890123-abcdefab", "ExportArn": ARN + "/export/01234567890123-abcdefab",
    "ImportArn": ARN + "/import/01234567890123-abcdefab", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/Music",
    "S3Bucket": "bucket", "RegionName": "us-east-1", "Policy": "{}", "ClientToken": "token", "BackupName": "Backup", "AttributeName": "p",
}


def minimal(shape, name=""):
    """The smallest value that the model lets pass."""
    if shape.name == "AttributeValue":
        return {"S": "a"}
    if shape.type_name == "structure":
        return {member: minimal(shape.members[member], member) for member in shape.required_members}
    if shape.type_name == "list":
        return [minimal(shape.member, name)]
    if shape.type_name == "map":
        return {"Music" if name == "RequestItems" else "p": minimal(shape.value)}
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else VALUES.get(name, "a" * max(1, shape.metadata.get("min", 1)))
    return {"boolean": True, "timestamp": 1, "blob": "AA=="}.get(shape.type_name, max(1, shape.metadata.get("min", 1)))


def ensure(shape, value, path, name=""):
    """Makes the value have what stands on the path, and returns the shape and the place of its last step."""
    step, rest = path[0], path[1:]
    if step in ("[]", "{}"):
        member = shape.member if step == "[]" else shape.value
        key = 0 if step == "[]" else next(iter(value))
    else:
        member, key = shape.members[step], step
        if key not in value:
            value[key] = minimal(member, step)
    return ensure(member, value[key], rest, step) if rest else (member, value, key)


def printed(path, request):
    """Where a member stands, in the words of a constraint error."""
    words, value = [], request
    for step in path:
        if step == "[]":
            words += ["1", "member"]
            value = value[0]
        elif step == "{}":
            key = next(iter(value))
            words += [key, "member"]
            value = value[key]
        else:
            words.append(step[0].lower() + step[1:])
            value = value.get(step, {})
    return ".".join(words)


def lengths(row, siblings):
    """What a member of a list or a map must satisfy, as AWS puts it together."""
    bounds = {sibling["kind"]: sibling["value"] for sibling in siblings}
    words = []
    if "max" in bounds:
        words.append(f"Member must have length less than or equal to {bounds['max']}")
    if "min" in bounds:
        words.append(f"Member must have length greater than or equal to {bounds['min']}")
    if "pattern" in bounds:
        words.append(f"Member must satisfy regular expression pattern: {bounds['pattern']}")
    if "enum" in bounds:
        words.append("Member must satisfy enum value set: [ENUM]")
    return "[" + ", ".join(words) + "]"


def broken(row):
    """A request that breaks one constraint, and the text that it must be answered with; None where no request can."""
    shape = MODEL.operation_model(row["operation"]).input_shape
    request = minimal(shape)
    member, parent, key = ensure(shape, request, row["path"])
    kind, bound = row["kind"], row["value"]
    if kind == "required":
        del parent[key]
        return request, f"Value null at '{printed(row['path'], request)}' failed to satisfy constraint: Member must not be null"
    if kind == "enum":
        parent[key], constraint = "INVALID", "Member must satisfy enum value set: [ENUM]"
    elif kind == "pattern":
        parent[key], constraint = "?" * max(3, member.metadata.get("min", 1)), f"Member must satisfy regular expression pattern: {bound}"
    elif member.type_name == "string":
        length = bound - 1 if kind == "min" else bound + 1
        if length < 0:
            return None, None
        parent[key] = "a" * length
        constraint = f"Member must have length {'greater' if kind == 'min' else 'less'} than or equal to {bound}"
    elif member.type_name in ("integer", "long"):
        parent[key] = bound - 1 if kind == "min" else bound + 1
        constraint = f"Member must have value {'greater' if kind == 'min' else 'less'} than or equal to {bound}"
    else:
        count = bound - 1 if kind == "min" else bound + 1
        constraint = f"Member must have length {'greater' if kind == 'min' else 'less'} than or equal to {bound}"
        if member.type_name == "list":
            parent[key] = [minimal(member.member, row["path"][-1]) for _ in range(count)]
        else:
            parent[key] = {f"p{number}": minimal(member.value) for number in range(count)}
    path = row["path"]
    if path[-1] in ("[]", "{}") and row["type"] == "string":
        siblings = [other for other in ROWS if other["operation"] == row["operation"] and other["path"] == path]
        word = "Member must satisfy constraint: " if path[-1] == "[]" else "Map value must satisfy constraint: "
        return request, f"Value '…' at '{printed(path[:-1], request)}' failed to satisfy constraint: {word}{lengths(row, siblings)}"
    value = parent[key]
    shown = "…" if isinstance(value, (list, dict)) and value else {list: "[]", dict: "{}"}.get(type(value), str(value))
    return request, f"Value '{shown}' at '{printed(path, request)}' failed to satisfy constraint: {constraint}"


def is_same(answer, text, values):
    """Compares to the letter, but for how AWS prints lists and maps, and the order of an enum's values."""
    pattern = re.escape(text).replace("…", ".*").replace(r"\[ENUM\]", r"\[(?P<enum>[^\]]*)\]")
    found = re.fullmatch(pattern, answer, re.S)
    return bool(found) and ("enum" not in found.groupdict() or sorted(found["enum"].split(", ")) == sorted(values))


def known_reason(operation, path):
    """Why nothing is asserted of a member; nil where it is."""
    found = known(operation, path, "type")
    return found.reason if found and found.text is None else None


def name_of(row):
    return f"{row['operation']}-{'.'.join(row['path'])}-{row['kind']}"


def test_the_table_is_the_model():
    assert ROWS == list(extract())


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_broken_constraint_is_told(server, row):
    request, text = broken(row)
    if request is None:
        pytest.skip("no value breaks it")
    text = f"1 validation error detected: {text}"
    exception = known(row["operation"], row["path"], row["kind"])
    if exception and exception.text is None:
        pytest.skip(exception.reason)
    response = call(server, row["operation"], request)
    if exception:
        text = exception.text
    assert response.status == 400, response.text
    answer = response.json
    assert answer["__type"].endswith("#ValidationException"), response.text
    assert is_same(answer["message"], text, row["value"] if row["kind"] == "enum" else ()), f"{answer['message']}\nis not\n{text}"


# Members of the wrong type. Source: dynalite's recordings on DynamoDB.
WRONG = {"text": "a", "number": 23, "true": True, "list": [], "object": {}}
FITTING = {"string": "text", "integer": "number", "long": "number", "boolean": "true", "list": "list", "map": "object", "structure": "object"}
JAVA = {"string": "String", "integer": "Integer", "long": "Long", "boolean": "Boolean"}


def mismatch(type_name, wrong, is_item=False):
    """What a SerializationException says of a member of one type that is of another."""
    if wrong == "object":
        return "Start of structure or map found where not expected"
    if is_item and wrong == "list":
        return "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>"
    if type_name in ("list", "map", "structure"):
        return "Start of list found where not expected" if wrong == "list" else "Unexpected field type"
    java = JAVA[type_name]
    if wrong == "list":
        return f"Unrecognized collection type class java.lang.{java}"
    if wrong == "text" and type_name == "boolean":
        return "Unexpected token received from parser"
    return {"text": "STRING_VALUE", "number": "NUMBER_VALUE", "true": "TRUE_VALUE"}[wrong] + f" cannot be converted to {java}"


def members(shape, path=(), seen=frozenset()):
    """Every member of a request, to its leaves; attribute values have tests of their own."""
    if shape.name in seen or shape.name == "AttributeValue":
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if member.name != "AttributeValue":
                yield [*path, name], member
            yield from members(member, [*path, name], seen | {shape.name})
    elif shape.type_name == "list":
        yield from members(shape.member, [*path, "[]"], seen)
    elif shape.type_name == "map":
        yield from members(shape.value, [*path, "{}"], seen)


TYPED = [(name, path, member.type_name, member.type_name == "map" and member.value.name == "AttributeValue") for name in MODEL.operation_names if MODEL.operation_model(name).input_shape
         for path, member in members(MODEL.operation_model(name).input_shape)
         if member.type_name in FITTING and not known_reason(name, path)]


@pytest.mark.parametrize("operation", sorted({row[0] for row in TYPED}))
def test_a_member_of_the_wrong_type_is_told(server, operation):
    shape = MODEL.operation_model(operation).input_shape
    for name, path, type_name, is_item in TYPED:
        if name != operation:
            continue
        for wrong, value in WRONG.items():
            if wrong == FITTING[type_name]:
                continue
            request = minimal(shape)
            _, parent, key = ensure(shape, request, path)
            parent[key] = value
            response = call(server, operation, request)
            assert response.json["__type"] == "com.amazon.coral.service#SerializationException", f"{path} {wrong}: {response.text}"
            assert response.json.get("Message") == mismatch(type_name, wrong, is_item), f"{path} {wrong}: {response.text}"
