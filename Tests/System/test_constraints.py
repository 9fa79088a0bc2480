"""Every constraint of DynamoDB's model and its streams', broken alone and with all others of its operation: the whole answer is compared.

`constraints/dynamodb.json` has the constraints, as `constraints/extract.py` takes them from botocore's models; `constraints/known.py` says where AWS's
words are known to be others than its framework's. Where several faults are told, their number and each one's whole text are compared; the order of
members in AWS's answers is that of a hash table of its own and not the same in all recordings, so it is compared only where it was recorded: the
pattern of a text before its length (dynalite's authors), and three members of the writes (`WriteValidationTests`). The values of an enum, too, stand
in an order of AWS's own, and are compared as a set.
"""

import json
import re
from pathlib import Path

import pytest

from constraints.extract import extract, models
from constraints.known import known
from wire import dynamodb, exchange, sign

HERE = Path(__file__).parent / "constraints"
ROWS = json.loads((HERE / "dynamodb.json").read_text())
MODELS = {name: model for model in models().values() for name in model.operation_names}
ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"

# Values that the constraints alone do not lead to.
VALUES = {
    "TableName": "Music", "TargetTableName": "Music", "SourceTableName": "Music", "GlobalTableName": "Music", "IndexName": "Index",
    "ResourceArn": ARN, "TableArn": ARN, "BackupArn": ARN + "/backup/01234567890123-abcdefab", "ExportArn": ARN + "/export/01234567890123-abcdefab",
    "ImportArn": ARN + "/import/01234567890123-abcdefab", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/Music",
    "S3Bucket": "bucket", "RegionName": "us-east-1", "Policy": "{}", "ClientToken": "token", "BackupName": "Backup", "AttributeName": "p",
}
# Patterns whose letters Python writes otherwise, and values that break the others than by `?`.
PATTERNS = {r"\p{Print}+": "[ -~]+", r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*": "[\\x20-\ud7ff\ue000-\ufffd\r\n\t]*"}
STRANGE = ("?", "$", '"', "\u0001")


def shape_of(operation):
    return MODELS[operation].operation_model(operation).input_shape


def call(server, operation, request):
    prefix = MODELS[operation].metadata["targetPrefix"] + "."
    return exchange(server, sign(dynamodb(operation, request, prefix=prefix)))


def enum_of(shape):
    return getattr(shape, "enum", [])


def minimal(shape, name=""):
    """The smallest value that the model lets pass."""
    if shape.name == "AttributeValue":
        return {"S": "a"}
    if shape.name == "WriteRequest":
        return {"DeleteRequest": {"Key": {"p": {"S": "a"}}}}
    if shape.type_name == "structure":
        return {member: minimal(shape.members[member], member) for member in shape.required_members}
    if shape.type_name == "list":
        return [minimal(shape.member, name)]
    if shape.type_name == "map":
        return {"Music" if name == "RequestItems" else "#p" if name == "ExpressionAttributeNames" else "p": minimal(shape.value)}
    if shape.type_name == "string":
        return enum_of(shape)[0] if enum_of(shape) else VALUES.get(name, "a" * max(1, shape.metadata.get("min", 1)))
    return {"boolean": True, "timestamp": 1, "blob": "AA==", "double": 1.5}.get(shape.type_name, max(1, shape.metadata.get("min", 1)))


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


def lengths(shape):
    """What a member of a list or a map must satisfy, as AWS puts it together."""
    bounds = shape.metadata
    words = []
    if "max" in bounds:
        words.append(f"Member must have length less than or equal to {bounds['max']}")
    if bounds.get("min"):
        words.append(f"Member must have length greater than or equal to {bounds['min']}")
    if "pattern" in bounds:
        words.append(f"Member must satisfy regular expression pattern: {bounds['pattern']}")
    if enum_of(shape):
        words.append("Member must satisfy enum value set: [ENUM]")
    return "[" + ", ".join(words) + "]"


def broken_by(value, shape):
    """The kinds and words of the constraints that a value breaks."""
    bounds, found = shape.metadata, []
    if enum_of(shape):
        return [] if value in enum_of(shape) else [("enum", f"Member must satisfy enum value set: [{', '.join(sorted(enum_of(shape)))}]")]
    size, what = (value, "value") if shape.type_name in ("integer", "long") else (len(value), "length")
    # Of an empty text the pattern is not told (recorded in 2026 by the suite and by moto's tests).
    if "pattern" in bounds and value and not re.fullmatch(PATTERNS.get(bounds["pattern"], bounds["pattern"]), value):
        found.append(("pattern", f"Member must satisfy regular expression pattern: {bounds['pattern']}"))
    if size < bounds.get("min", size):
        found.append(("min", f"Member must have {what} greater than or equal to {bounds['min']}"))
    if size > bounds.get("max", size):
        found.append(("max", f"Member must have {what} less than or equal to {bounds['max']}"))
    return found


def breaking(shape, name, kind):
    """A value that breaks a constraint, and as few others as can be."""
    bounds = shape.metadata
    if kind == "enum":
        return "INVALID"
    size = bounds.get("min", 1) - 1 if kind == "min" else bounds.get("max", 0) + 1
    if shape.type_name in ("integer", "long"):
        return size
    if shape.type_name == "list":
        return [minimal(shape.member, name) for _ in range(size)]
    if shape.type_name == "map":
        return {f"Music{number}": minimal(shape.value) for number in range(size)}
    sizes = [max(1, bounds.get("min", 1)), 3] if kind == "pattern" else [size]
    values = [letter * size for size in sizes for letter in ("a", *STRANGE)]
    return min((value for value in values if kind in dict(broken_by(value, shape))), key=lambda value: len(broken_by(value, shape)))


def text(value, place, constraint):
    shown = "…" if isinstance(value, (list, dict)) and value else {list: "[]", dict: "{}"}.get(type(value), str(value))
    return f"Value '{shown}' at '{place}' failed to satisfy constraint: {constraint}"


def texts_of(value, shape, path, request):
    """What is said of a value that breaks constraints: of an element of a list or a map, all of them in one."""
    if path[-1] in ("[]", "{}") and shape.type_name == "string":
        word = "Member must satisfy constraint: " if path[-1] == "[]" else "Map value must satisfy constraint: "
        words = lengths(shape).replace("[ENUM]", f"[{', '.join(sorted(enum_of(shape)))}]")
        return [text([value], printed(path[:-1], request), word + words)]
    return [text(value, printed(path, request), words) for _, words in broken_by(value, shape)]


def missing(path, request):
    return f"Value null at '{printed(path, request)}' failed to satisfy constraint: Member must not be null"


def sorted_enums(answer):
    return re.sub(r"(enum value set: \[)([^\]]*)\]", lambda found: found[1] + ", ".join(sorted(found[2].split(", "))) + "]", answer)


def pattern_of(text):
    """The whole text to the letter, but for how AWS prints lists and maps."""
    return re.escape(text).replace("…", ".*")


def check(response, texts):
    """Compares an answer with the constraint errors that it must tell."""
    assert response.status == 400, response.text
    answer = response.json
    assert answer["__type"].endswith("#ValidationException"), response.text
    message = sorted_enums(answer["message"])
    head = f"{len(texts)} validation error{'' if len(texts) == 1 else 's'} detected: "
    assert message.startswith(head), f"{message}\ndoes not tell {len(texts)}:\n" + "\n".join(texts)
    message = message[len(head):]
    if len(texts) == 1:
        assert re.fullmatch(pattern_of(texts[0]), message, re.S), f"{message}\nis not\n{texts[0]}"
    for text in texts:
        assert re.search(f"(^|; ){pattern_of(text)}(; |$)", message, re.S), f"{message}\ndoes not tell\n{text}"


def name_of(row):
    return f"{row['operation']}-{'.'.join(row['path'])}-{row['kind']}"


def test_the_table_is_the_model():
    assert ROWS == list(extract())


# What a request must have besides, for its constraint to be what is wrong with it.
USES = {
    "BatchGetItem": "ProjectionExpression", "GetItem": "ProjectionExpression", "TransactGetItems": "ProjectionExpression",
    "Query": "ProjectionExpression", "Scan": "ProjectionExpression", "PutItem": "ConditionExpression", "UpdateItem": "ConditionExpression",
    "DeleteItem": "ConditionExpression", "TransactWriteItems": "ConditionExpression",
}


def complete(row, request):
    """Uses the name that an expression's names declare: else that it is unused is told."""
    if row["operation"] == "Query" and "AttributesToGet" in row["path"]:
        request["KeyConditions"] = {"q": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]}}
    if row["path"][-2:] != ["ExpressionAttributeNames", "{}"]:
        return
    _, holder, _ = ensure(shape_of(row["operation"]), request, row["path"][:-1])
    use = USES[row["operation"]]
    holder[use] = "#p" if use == "ProjectionExpression" else "attribute_exists(#p)"
    if "Update" in row["path"]:
        holder["UpdateExpression"] = "SET q = #p"
        del holder[use]
    if row["operation"] == "Query":
        holder["KeyConditionExpression"] = "q = :v"
        holder["ExpressionAttributeValues"] = {":v": {"S": "a"}}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_broken_constraint_is_told(server, row):
    operation, path = row["operation"], row["path"]
    request = minimal(shape_of(operation))
    shape, parent, key = ensure(shape_of(operation), request, path)
    if row["kind"] == "required":
        del parent[key]
        texts = [missing(path, request)]
    else:
        parent[key] = breaking(shape, path[-1], row["kind"])
        texts = texts_of(parent[key], shape, path, request)
    complete(row, request)
    exception = known(operation, path, row["kind"])
    response = call(server, operation, request)
    if not exception:
        return check(response, texts)
    assert response.status == 400, response.text
    assert response.json["__type"].endswith("#ValidationException"), response.text
    message = response.json["message"]
    assert any(re.fullmatch(pattern_of(sorted_enums(text)), sorted_enums(message), re.S) for text in exception.texts), f"{message}\nis not\n{exception.texts}"


def break_all(operation, shape, path, faults):
    """A value that breaks all constraints on its members, each in one way, and None where there are none; what is broken is added to `faults`."""
    if shape.name == "AttributeValue":
        return None
    own = [row for row in ROWS if row["operation"] == operation and row["path"] == path and row["kind"] != "required"]
    if shape.type_name == "structure":
        value, before = {}, len(faults)
        for name, member in shape.members.items():
            place = [*path, name]
            if (inner := break_all(operation, member, place, faults)) is not None:
                value[name] = inner
            elif name in shape.required_members and known(operation, place, "required"):
                value[name] = minimal(member, name)
            elif name in shape.required_members:
                faults.append((place, None, None))
        return value if len(faults) > before else None
    if shape.type_name in ("list", "map"):
        member, step = (shape.member, "[]") if shape.type_name == "list" else (shape.value, "{}")
        if (inner := break_all(operation, member, [*path, step], faults)) is not None:
            return [inner] if step == "[]" else {"Music" if path[-1] == "RequestItems" else "p": inner}
    kinds = [row["kind"] for row in own if not known(operation, path, row["kind"])]
    if not kinds:
        return None
    value = max((breaking(shape, path[-1], kind) for kind in kinds), key=lambda value: len(broken_by(value, shape)))
    faults.append((path, value, shape))
    return value


@pytest.mark.parametrize("operation", sorted({row["operation"] for row in ROWS}))
def test_all_broken_constraints_of_a_request_are_told(server, operation):
    faults = []
    request = break_all(operation, shape_of(operation), [], faults) or {}
    texts = []
    for path, value, shape in faults:
        texts += [missing(path, request)] if shape is None else texts_of(value, shape, path, request)
    if not texts:
        # Each of its constraints is told by itself, in words of its own.
        assert all(known(operation, row["path"], row["kind"]) for row in ROWS if row["operation"] == operation)
        return
    response = call(server, operation, request)
    check(response, texts)
    message = response.json["message"]
    for path, value, shape in faults:
        if shape is None or path[-1] in ("[]", "{}"):
            continue
        of_one = [message.find(f"at '{printed(path, request)}' failed to satisfy constraint: {words}") for _, words in broken_by(value, shape) if not enum_of(shape)]
        assert of_one == sorted(of_one), message


# Members of the wrong type. Source: dynalite's recordings on DynamoDB.
WRONG = {"text": "a", "number": 23, "true": True, "list": [], "object": {}}
FITTING = {"string": "text", "integer": "number", "long": "number", "boolean": "true", "list": "list", "map": "object", "structure": "object"}
JAVA = {"string": "String", "integer": "Integer", "long": "Long", "boolean": "Boolean"}


def mismatch(type_name, wrong, java_name):
    """What a SerializationException says of a member of one type that is of another; of a list the name of the type too, where it is known."""
    if wrong == "object":
        return "Start of structure or map found where not expected"
    if type_name in ("list", "map", "structure"):
        return f"Unrecognized collection type {java_name}" if wrong == "list" else "Unexpected field type"
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


# Members whose Java names have not been recorded, nor can be told from others.
NAMELESS = {
    "Create", "Delete", "Update", "Put", "RequestItems", "Csv", "EnableKinesisStreamingConfiguration", "UpdateKinesisStreamingConfiguration",
    "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate", "IncrementalExportSpecification", "InputFormatOptions",
    "OnDemandThroughputOverride", "ProvisionedReadCapacityAutoScalingSettingsUpdate", "ProvisionedReadCapacityAutoScalingUpdate",
    "ProvisionedThroughputOverride", "ProvisionedWriteCapacityAutoScalingSettingsUpdate", "ProvisionedWriteCapacityAutoScalingUpdate",
    "ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate", "ReplicaProvisionedReadCapacityAutoScalingUpdate", "S3BucketSource",
    "SSESpecificationOverride", "ScalingPolicyUpdate", "ShardFilter", "TableCreationParameters", "TargetTrackingScalingPolicyConfiguration",
}


def java_name(shape):
    """How Java prints the type of a structure or map of DynamoDB's."""
    package = "com.amazonaws.dynamodb.v20120810."
    if shape.type_name != "map":
        return f"class {package}{shape.name}"
    value = "java.lang.String" if shape.value.type_name == "string" else package + shape.value.name
    return f"java.util.Map<java.lang.String, {value}>"


TYPED = [(name, path, member.type_name, java_name(member) if member.type_name in ("structure", "map") else None)
         for name in MODELS if shape_of(name) for path, member in members(shape_of(name)) if member.type_name in FITTING]


@pytest.mark.parametrize("operation", sorted({row[0] for row in TYPED}))
def test_a_member_of_the_wrong_type_is_told(server, operation):
    shape = shape_of(operation)
    for name, path, type_name, java in TYPED:
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
            known = "Start of list found where not expected" if java and wrong == "list" and path[-1] in NAMELESS else mismatch(type_name, wrong, java)
            assert response.json.get("Message") == known, f"{path} {wrong}: {response.text}"
