"""Writes the command table of ScenarioKit (CommandTable+*.swift) from botocore's service models: names, types and places, no prose.

    python3 command_table.py [SERVICE …]    the table
    python3 command_table.py spellings      names and how the AWS CLI spells them
    python3 command_table.py version        botocore's version
"""
import sys, re, textwrap
import botocore
import botocore.session
from collections import OrderedDict

WIRE = {("json", "1.0"): "json10", ("json", "1.1"): "json11", ("query", None): "query", ("ec2", None): "ec2"}
IAM = re.compile(r"(User|Role|Group|Policy|Policies|AccessKey|MFADevice|Boundary|Simulate|AccountAlias|AccountSummary|AccountAuthorization"
                 r"|InstanceProfile|LoginProfile|ContextKeys)")
IAM_NOT = re.compile(r"(ServiceLinkedRole|PasswordPolicy|SSH|OpenID|SAML|ServerCert|SigningCert|ServiceSpecific|OrganizationsRoot|ServiceLastAccessed|PoliciesGrantingServiceAccess|AssociatedAccess|Delegation|HumanReadable|OutboundWebIdentity|ServicePreferences)")
CHOICE = {
    "dynamodb": lambda n: True, "dynamodbstreams": lambda n: True, "sts": lambda n: True,
    "kms": lambda n: not re.search(r"CustomKeyStore|ParametersForImport|ImportKeyMaterial|DeleteImported|ReplicateKey|PrimaryRegion|DeriveShared|KeyPair|Mac$", n),
    "cloudtrail": lambda n: n == "LookupEvents",
    "organizations": lambda n: not re.search(r"Handshake|Delegated|AWSServiceAccess|GovCloud|Responsibility|ResourcePolicy|InvalidPolic|EnableAllFeatures|LeaveOrg|Invite|EffectivePolicyValidation|AccountsWithInvalid", n),
    "iam": lambda n: bool(IAM.search(n)) and not IAM_NOT.search(n),
    "ec2": lambda n: n in ("CreateVpcEndpoint", "DescribeVpcEndpoints", "ModifyVpcEndpoint", "DeleteVpcEndpoints", "DescribePrefixLists"),
}
BASIC = {"string": "s", "character": "s", "integer": "i", "long": "i", "float": "n", "double": "n", "boolean": "b", "timestamp": "t", "blob": "x"}

def table(service):
    model = botocore.session.get_session().get_service_model(service)
    meta = model.metadata
    wire = WIRE[(meta["protocol"], meta.get("jsonVersion"))]
    isxml = wire in ("query", "ec2")
    shapes = OrderedDict()

    def wirename(name, shape, output):
        s = shape.serialization
        if output: return s.get("name", name)
        if wire == "ec2":
            if "queryName" in s: return s["queryName"]
            return s["name"][0].upper() + s["name"][1:] if "name" in s else name
        if wire == "query" : return s.get("name", name)
        return name

    def ref(shape, output):
        t = shape.type_name
        if t in BASIC:
            if output and service == "iam" and shape.name == "policyDocumentType": return "p"
            return BASIC[t]
        if t == "list":
            if wire == "query":
                assert not shape.serialization.get("flattened") and shape.member.serialization.get("name", "member") == "member", shape
            return "[" + ref(shape.member, output) + "]"
        if t == "map":
            return "<" + ref(shape.value, output) + ">"
        name = shape.name + ("^" if output and isxml else "")
        if name not in shapes:
            shapes[name] = None
            shapes[name] = members(shape, output)
        return name

    def members(shape, output):
        parts = []
        for name, member in shape.members.items():
            w = wirename(name, member, output)
            req = "!" if not output and name in shape.required_members else ""
            parts.append(f"{name}{'/' + w if w != name else ''}{req}={ref(member, output)}")
        return parts

    ops = []
    for name in model.operation_names:
        if not CHOICE[service](name): continue
        op = model.operation_model(name)
        if wire not in ("query","ec2"): op.input_shape
        i = members(op.input_shape, False) if op.input_shape else []
        o = members(op.output_shape, True) if isxml and op.output_shape else []
        ops.append((name, i, o))
    cli = service
    lines = [f"service {cli} {meta.get('signingName', meta['endpointPrefix'])} {wire} {meta['apiVersion']} {meta.get('targetPrefix', '-')}"]
    def emit(words):
        lines.extend(textwrap.wrap(" ".join(words), 124, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
    for name, i, o in ops:
        emit([f"operation {name}"] + i + ([">"] + o if o else []))
    for name, m in sorted(shapes.items()):
        emit([f"type {name}"] + m)
    return lines

def spellings():
    """Every name of operations and members that the table has, and the AWS CLI's spelling of it."""
    names = set()
    for service in CHOICE:
        for line in " ".join(table(service)).split("operation ")[1:]:
            words = line.split(" type ")[0].split()
            names.add(words[0])
            names.update(re.split("[/!=]", w)[0] for w in words[1:] if "=" in w)
    return [f"{name} {botocore.xform_name(name, '-')}" for name in sorted(names)]


if __name__ == "__main__":
    if sys.argv[1:] == ["version"]:
        print(botocore.__version__)
    elif sys.argv[1:] == ["spellings"]:
        print("\n".join(spellings()))
    else:
        print("\n".join(line for s in (sys.argv[1:] or CHOICE) for line in table(s)))
