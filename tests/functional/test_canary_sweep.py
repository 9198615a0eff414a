"""The sweep for canaries looks into every kind of place, and finds what stands there in whatever form."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import urllib.parse
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import boto3
import pytest

from local_aws.connect import controls, install
from tests.canaries.finder import Finder
from tests.canaries.places import FAILURES, KINDS, MESSAGES, NOTIFICATIONS, SECRET_VALUES
from tests.canaries.sweep import sweep
from tests.canaries.words import ANCHOR, Canaries
from tests.functional.stores import Deployment

REGION: Final = "eu-central-1"
FORMS: Final[dict[str, Callable[[str], str]]] = {
    "plain": str,
    "small letters": str.lower,
    "JSON": lambda text: json.dumps({"Password": text}),
    "JSON, each letter": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text),
    "HTML": html.escape,
    "HTML, each letter": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "URL": lambda text: urllib.parse.quote(text, safe=""),
    "URL, each letter": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "hexadecimal": lambda text: text.encode().hex(),
    "Base64": lambda text: base64.b64encode(text.encode()).decode(),
    "Base64, second place": lambda text: base64.b64encode(b"a" + text.encode()).decode(),
    "Base64, third place": lambda text: base64.b64encode(b"ab" + text.encode()).decode(),
    "UTF-16": lambda text: text.encode("utf-16-le").decode("latin-1"),
    "UTF-16 in Base64": lambda text: base64.b64encode(text.encode("utf-16")).decode(),
    "piece": lambda text: text[3:11],
    "gzip in Base64": lambda text: base64.b64encode(gzip.compress(text.encode())).decode(),
}
IN_NAMES: Final = ("plain", "small letters", "hexadecimal", "piece")
"""Forms that a name may have, where not all characters may stand in one."""


class Planted:
    """A deployment of which every kind of place is there, with little in it, until something is planted."""

    def __init__(self, home: Path, stores: Deployment) -> None:
        self.home = home
        self._stores = stores
        self._clients = {"s3": stores.s3, "dynamodb": stores.dynamodb, "secretsmanager": stores.secretsmanager}
        instance = self.client("connect").create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="planted",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        urls = {name: self.client("sqs").create_queue(QueueName=name)["QueueUrl"] for name in ("failures", "other")}
        self._outputs: dict[str, Any] = {"instance_id": instance["Id"], "failure_queue_url": urls["failures"]}
        self._numbers = iter(range(1000))

    def client(self, service: str) -> Any:
        if service not in self._clients:
            build: Any = boto3.client
            self._clients[service] = build(service, region_name=REGION)
        return self._clients[service]

    def outputs(self) -> dict[str, Any]:
        return self._outputs

    def plant(self, kind: str, text: str) -> None:
        """Put a text into a place of a kind."""
        places: dict[str, Callable[[str, str], object]] = {
            "items of tables": self._item,
            "records of streams": self._stream_record,
            "versions of objects": self._version,
            "keys, metadata and tags of objects": self._label,
            "log events": self._log_event,
            SECRET_VALUES: self._secret_value,
            "settings and tags of functions": self._function,
            "parameters": self._parameter,
            "names, descriptions and tags of secrets": self._secret,
            "metrics": self._metric,
            "alarms and dashboards": self._alarm,
            "users and quick connects": self._user,
            "Terraform's state": self._state,
            "Terraform's outputs": self._output,
            "files on disk": self._file,
            FAILURES: lambda text, _: self._message("failures", text),
            NOTIFICATIONS: self._notification,
            MESSAGES: lambda text, _: self._message("other", text),
        }
        places[kind](text, f"thing{next(self._numbers)}")

    def _item(self, text: str, name: str) -> None:
        item = {"import_id": {"S": name}, "line": {"N": "1"}, "reason": {"S": text}, "data": {"B": b"\x1f"}}
        self.client("dynamodb").put_item(TableName="rollcall-outcomes", Item=item)

    def _stream_record(self, text: str, name: str) -> None:
        key = {"username": {"S": name}}
        self.client("dynamodb").put_item(TableName="rollcall-agents", Item=key | {"reason": {"S": text}})
        self.client("dynamodb").delete_item(TableName="rollcall-agents", Key=key)

    def _version(self, text: str, name: str) -> None:
        """Beneath a newer version."""
        for body in (text.encode(), b"newer"):
            self.client("s3").put_object(Bucket="rollcall-uploads", Key=name, Body=body)

    def _label(self, text: str, name: str) -> None:
        self.client("s3").put_object(Bucket="rollcall-uploads", Key=name, Body=b"", Metadata={"note": text})

    def _log_event(self, text: str, name: str) -> None:
        logs = self.client("logs")
        logs.create_log_group(logGroupName=name)
        logs.create_log_stream(logGroupName=name, logStreamName="one")
        now = int(datetime.now(UTC).timestamp() * 1000)
        logs.put_log_events(
            logGroupName=name, logStreamName="one", logEvents=[{"timestamp": now, "message": text or "-"}]
        )

    def _secret_value(self, text: str, name: str) -> None:
        """In a version that is not the newest, under another's login."""
        secrets = self.client("secretsmanager")
        secrets.create_secret(Name=f"value-{name}", SecretString=json.dumps({"somebody": text}))
        secrets.put_secret_value(SecretId=f"value-{name}", SecretString=json.dumps({"somebody": "newer"}))

    def _function(self, text: str, name: str) -> None:
        trust = json.dumps({"Version": "2012-10-17", "Statement": []})
        role = self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        code = io.BytesIO()
        zipfile.ZipFile(code, "w").close()
        self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=role,
            Handler="a.b",
            Code={"ZipFile": code.getvalue()},
            Environment={"Variables": {"NOTE": text}},
        )

    def _parameter(self, text: str, name: str) -> None:
        self.client("ssm").put_parameter(Name=name, Type="SecureString", Value=text or "-")

    def _secret(self, text: str, name: str) -> None:
        value = json.dumps({"somebody": "word"})
        self.client("secretsmanager").create_secret(Name=name, SecretString=value, Description=text or "-")

    def _metric(self, text: str, name: str) -> None:
        dimensions = [{"Name": "Agent", "Value": text or "-"}]
        data = [{"MetricName": name, "Value": 1.0, "Dimensions": dimensions}]
        self.client("cloudwatch").put_metric_data(Namespace="Rollcall", MetricData=data)

    def _alarm(self, text: str, name: str) -> None:
        self.client("cloudwatch").put_dashboard(
            DashboardName=name, DashboardBody=json.dumps({"widgets": [{"type": "text", "title": text}]})
        )

    def _user(self, text: str, name: str) -> None:
        connect, instance = self.client("connect"), {"InstanceId": self._outputs["instance_id"]}
        profiles = connect.list_security_profiles(**instance)["SecurityProfileSummaryList"]
        routing = connect.list_routing_profiles(**instance)["RoutingProfileSummaryList"]
        connect.create_user(
            **instance,
            Username=name,
            Password="Another1Password",
            IdentityInfo={"FirstName": "Ada", "LastName": text[:100] or "Byrne"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            SecurityProfileIds=[profiles[0]["Id"]],
            RoutingProfileId=routing[0]["Id"],
        )

    def _state(self, text: str, name: str) -> None:
        (self.home / f"terraform.tfstate.{name}").write_text(f"state {text}", "utf-8")

    def _output(self, text: str, name: str) -> None:
        self._outputs[name] = text

    def _file(self, text: str, name: str) -> None:
        path = self.home / "server" / "lambda" / f"{name}.tmp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"file {text}", "utf-8")

    def _message(self, queue: str, text: str) -> None:
        sqs = self.client("sqs")
        sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"], MessageBody=text or "-")

    def _notification(self, text: str, name: str) -> None:
        sqs, sns = self.client("sqs"), self.client("sns")
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        topic = sns.create_topic(Name=name)["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        sns.publish(TopicArn=topic, Subject="Import", Message=text or "-")


@pytest.fixture
def planted(deployment: Deployment, tmp_path: Path) -> Iterator[Planted]:
    install()
    controls().reset()
    yield Planted(tmp_path, deployment)
    controls().reset()


@pytest.mark.parametrize("form", FORMS)
def test_it_finds_a_canary_in_every_kind_of_place(planted: Planted, form: str) -> None:
    canaries = Canaries()
    words = {kind: canaries.strong(kind, tail="<&") for kind in KINDS}
    for kind, word in words.items():
        planted.plant(kind, FORMS[form](word))

    done = sweep(planted, Finder(canaries.words, ANCHOR), {})

    assert done.empty == []
    found = {kind: {hit.partition(" (")[0] for hit in done.hits if f") in {kind}: " in hit} for kind in KINDS}
    # Whatever is written into an item is in its table's stream as well, and the name of a file may be anywhere.
    found["records of streams"] -= {words["items of tables"]}
    assert found == {kind: {word} for kind, word in words.items()}


@pytest.mark.parametrize("form", IN_NAMES)
def test_it_finds_a_canary_in_names_and_behind_what_is_gone(planted: Planted, form: str) -> None:
    canaries = Canaries()
    names = {name: canaries.strong(name) for name in ("key", "deleted key", "metadata", "file", "secret", "binary")}
    text = {name: FORMS[form](word) for name, word in names.items()}
    s3 = planted.client("s3")
    s3.put_object(Bucket="rollcall-uploads", Key=f"{text['key']}.csv", Body=b"x", Metadata={"note": text["metadata"]})
    s3.put_object(Bucket="rollcall-uploads", Key=f"{text['deleted key']}.csv", Body=b"x")
    s3.delete_object(Bucket="rollcall-uploads", Key=f"{text['deleted key']}.csv")
    (planted.home / f"{text['file']}.tmp").write_bytes(b"")
    planted.client("secretsmanager").create_secret(Name=text["secret"], SecretString='{"somebody": "word"}')
    item = {"import_id": {"S": "1"}, "line": {"N": "1"}, "rows": {"B": gzip.compress(text["binary"].encode())}}
    planted.client("dynamodb").put_item(TableName="rollcall-outcomes", Item=item)

    done = sweep(planted, Finder(canaries.words, ANCHOR), {})

    assert {hit.partition(" (")[0] for hit in done.hits} == set(names.values())


def test_a_password_may_stand_in_a_secret_under_its_own_login_alone(planted: Planted) -> None:
    canaries = Canaries()
    own, others, rejected = (
        canaries.strong("own", "ada"),
        canaries.strong("another's", "ben"),
        canaries.strong("no row"),
    )
    value = {"ada": own, "eve": others, "joe": f"{rejected} and more"}
    planted.client("secretsmanager").create_secret(Name="passwords", SecretString=json.dumps(value))

    done = sweep(planted, Finder(canaries.words, ANCHOR), canaries.owners())

    assert done.kept == {own}
    assert {hit.partition(" (")[0] for hit in done.hits} == {others, rejected}
    assert sweep(planted, Finder(canaries.words, ANCHOR)).hits == []  # who does not know the owners looks elsewhere


def test_a_kind_of_place_without_anything_in_it_is_told(planted: Planted) -> None:
    for kind in KINDS:
        if kind not in {"log events", NOTIFICATIONS}:
            planted.plant(kind, "")

    done = sweep(planted, Finder(["Sesame4711"]), {})

    assert done.empty == ["log events", NOTIFICATIONS]
    assert done.hits == []
    assert any(line.startswith("| items of tables | 1 | ") for line in done.table())
