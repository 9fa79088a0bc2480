"""Writes every constraint that botocore's models of DynamoDB and its streams put on a member of a request: `python extract.py > dynamodb.json`.

A row is an operation, the path of the member (`[]` an element of a list, `{}` a value of a map), the kind of constraint and its bound.
Attribute values are left out: they are judged by rules of their own.
"""

import json
import sys

import botocore.session

SERVICES = ("dynamodb", "dynamodbstreams")
KINDS = {"string": ("min", "max", "pattern", "enum"), "list": ("min", "max"), "map": ("min", "max"),
         "integer": ("min", "max"), "long": ("min", "max"), "structure": (), "boolean": (), "timestamp": (), "blob": (), "double": ()}


def models():
    session = botocore.session.get_session()
    return {service: session.get_service_model(service) for service in SERVICES}


def rows_of(shape, path, seen):
    if shape.name == "AttributeValue" or shape.name in seen:
        return
    for kind in KINDS[shape.type_name]:
        value = shape.enum if kind == "enum" else shape.metadata.get(kind)
        if value:
            yield path, shape.type_name, kind, value
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in shape.required_members:
                yield [*path, name], member.type_name, "required", True
            yield from rows_of(member, [*path, name], seen | {shape.name})
    elif shape.type_name == "list":
        yield from rows_of(shape.member, [*path, "[]"], seen)
    elif shape.type_name == "map":
        yield from rows_of(shape.value, [*path, "{}"], seen)


def extract():
    for model in models().values():
        for name in model.operation_names:
            shape = model.operation_model(name).input_shape
            for path, type_name, kind, value in rows_of(shape, [], set()) if shape else ():
                yield {"operation": name, "path": path, "type": type_name, "kind": kind, "value": value}


if __name__ == "__main__":
    lines = [json.dumps(row, separators=(",", ":")) for row in extract()]
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")
