"""The server as a process, its clients' environment, its faults and its inventory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError

from local_aws.client import AdminError, LocalAws, LocalAwsError
from local_aws.tests.functional.support import World, wait_for

ROOT = Path(__file__).resolve().parents[4]

HOSTILE = {
    "AWS_PROFILE": "production",
    "AWS_DEFAULT_PROFILE": "production",
    "AWS_SESSION_TOKEN": "somebody-elses",
    "AWS_CONFIG_FILE": "/nonexistent/config",
    "AWS_ENDPOINT_URL_S3": "http://192.0.2.1",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    "AWS_USE_FIPS_ENDPOINT": "true",
    "HTTP_PROXY": "http://192.0.2.1:3128",
    "http_proxy": "http://192.0.2.1:3128",
}


def _gone(pid: int) -> bool:
    # A zombie of ours would still answer.
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _start_worker(server: LocalAws, tmp_path: Path) -> int:
    """Let a function report its process id and then stay busy."""
    world = World(server.environment(), tmp_path)
    source = (
        "import os, time\ndef handler(event, context):\n"
        "    open(os.environ['JOURNAL'], 'a').write(str(os.getpid()) + '\\n')\n    time.sleep(60)\n"
    )
    function = world.function(source, world.role(), Timeout=90)
    client: Any = world.client("lambda")
    client.invoke(FunctionName=function, InvocationType="Event", Payload="{}")
    return int(wait_for(lambda: world.journal(function).exists() and world.journal(function).read_text()))


@pytest.mark.parametrize("client", ["boto3", "cli"])
def test_clients_reach_only_the_server_whatever_their_environment(
    server: LocalAws, monkeypatch: pytest.MonkeyPatch, client: str
) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    environment = {**os.environ, **server.environment()}
    program = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'], boto3.client('s3').list_buckets())"
    # The CLI's entry point, which works from any directory of the virtual environment.
    cli = "import sys; from awscli.clidriver import main; sys.exit(main())"
    commands = {
        "boto3": [sys.executable, "-c", program],
        "cli": [sys.executable, "-c", cli, "sts", "get-caller-identity"],
    }
    done = subprocess.run(commands[client], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert "arn:aws:iam::000000000000:user/deployer" in done.stdout, done.stderr


def test_ready_file_and_attach(server: LocalAws) -> None:
    ready = json.loads((server.data_dir / "server.json").read_text())
    assert ready["endpoint"] == server.endpoint == f"http://127.0.0.1:{ready['port']}"
    assert LocalAws.attach(server.data_dir / "server.json").environment() == server.environment()


def test_attach_says_that_nothing_runs(tmp_path: Path) -> None:
    with pytest.raises(LocalAwsError, match="Start one first"):
        LocalAws.attach(tmp_path / "server.json")


def test_a_failed_start_shows_the_log(tmp_path: Path, server: LocalAws) -> None:
    port = int(server.endpoint.rpartition(":")[2])
    with pytest.raises(LocalAwsError, match="Address already in use"):
        LocalAws(tmp_path, port=port)


def test_a_stop_ends_the_server_and_busy_workers(tmp_path: Path) -> None:
    with LocalAws(tmp_path / "data") as running:
        worker = _start_worker(running, tmp_path)
        started = time.monotonic()
    assert time.monotonic() - started < 10
    wait_for(lambda: _gone(running.pid) and _gone(worker))
    assert not (tmp_path / "data" / "server.json").exists()


def test_a_killed_server_takes_busy_workers_with_it(tmp_path: Path) -> None:
    running = LocalAws(tmp_path / "data")
    try:
        worker = _start_worker(running, tmp_path)
        os.kill(running.pid, signal.SIGKILL)
        wait_for(lambda: _gone(worker))
    finally:
        running.stop()


OWNER = """
import sys, time
from pathlib import Path
from local_aws.client import LocalAws
server = LocalAws(Path(sys.argv[1]), detached=sys.argv[2] == "detached")
print(server.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", ["owned", "detached"])
def test_a_killed_owner_takes_the_server_with_it_unless_detached(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    if how == "owned":
        wait_for(lambda: _gone(pid))
        return
    attached = LocalAws.attach(tmp_path / "server.json")
    assert attached.controls.calls() == {}
    attached.stop()
    assert _gone(pid)


def test_a_fault_replaces_a_call_or_follows_it(local: World, server: LocalAws) -> None:
    stream = local.stream()
    server.controls.fail_next("dynamodb", "PutItem", "InternalServerError", times=1)
    server.controls.fail_next("dynamodb", "PutItem", "InternalServerError", times=1, after=True)
    client: Any = local.client("dynamodb")
    for n in (1, 2):
        with pytest.raises(client.exceptions.InternalServerError):
            local.put(stream.table, "a", n)
    local.put(stream.table, "a", 3)
    found = client.scan(TableName=stream.table)["Items"]
    assert sorted(item["n"]["N"] for item in found) == ["2", "3"]


@pytest.mark.parametrize(
    ("service", "operation", "call"),
    [
        ("s3", "ListBuckets", "list_buckets"),
        ("iam", "ListRoles", "list_roles"),
        ("sqs", "ListQueues", "list_queues"),
        ("lambda", "ListFunctions", "list_functions"),
        ("secretsmanager", "ListSecrets", "list_secrets"),
        ("connect", "ListInstances", "list_instances"),
        ("sts", "GetCallerIdentity", "get_caller_identity"),
    ],
)
def test_every_protocol_shows_the_fault_and_counts(
    local: World, server: LocalAws, service: str, operation: str, call: str
) -> None:
    server.controls.reset_calls()
    server.controls.fail_next(service, operation, "SomeCode", status=418, message="so & so")
    client = local.client(service)
    with pytest.raises(ClientError) as caught:
        getattr(client, call)()
    assert caught.value.response["Error"] == caught.value.response["Error"] | {"Code": "SomeCode", "Message": "so & so"}
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 418
    getattr(client, call)()
    assert server.controls.calls()[service] == {operation: 2}


@pytest.mark.parametrize(
    ("code", "after", "takes_effect"),
    [("", False, True), ("GatewayTimeout", True, True), ("GatewayTimeout", False, False)],
)
def test_an_answer_later_than_the_client_waits_is_a_timeout(
    local: World, server: LocalAws, code: str, after: bool, takes_effect: bool
) -> None:
    table = local.stream().table
    server.controls.fail_next("dynamodb", "PutItem", code, status=504, after=after, delay_seconds=30)

    with pytest.raises(ReadTimeoutError):
        local.impatient_client("dynamodb", 1).put_item(TableName=table, Item={"k": {"S": "a"}, "n": {"N": "1"}})

    assert len(local.client("dynamodb").scan(TableName=table)["Items"]) == takes_effect


def test_an_answer_that_the_client_waits_for_is_the_calls_own(local: World, server: LocalAws) -> None:
    server.controls.fail_next("sts", "GetCallerIdentity", "", delay_seconds=0.3)
    started = time.monotonic()

    answer = local.client("sts").get_caller_identity()

    assert answer["Arn"].endswith("user/deployer")
    assert time.monotonic() - started >= 0.3


def test_an_answer_to_the_sdk_for_go_lets_it_send_the_request_first(server: LocalAws) -> None:
    agent = "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 aws-sdk-go-v2/1.36.3"
    request = urllib.request.Request(server.endpoint, b"Action=None", {"User-Agent": agent})  # noqa: S310 (loopback)
    started = time.monotonic()

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310

    refused.value.close()
    assert time.monotonic() - started >= 0.02


@pytest.mark.parametrize(("service", "call"), [("sts", "get_caller_identity"), ("connect", "list_instances")])
def test_a_connection_can_be_broken_off(local: World, server: LocalAws, service: str, call: str) -> None:
    server.controls.fail_next(service, "*", "ConnectionReset", status=0)
    with pytest.raises(HTTPClientError):
        getattr(local.client(service), call)()
    getattr(local.client(service), call)()


def test_connects_faults_have_connects_statuses_and_its_log(local: World, server: LocalAws) -> None:
    server.controls.connect_reset()
    server.controls.fail_next("connect", "ListInstances", "TooManyRequestsException")
    with pytest.raises(ClientError) as caught:
        local.client("connect").list_instances()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert [entry["error"] for entry in server.controls.connect_log()] == ["TooManyRequestsException"]
    assert server.controls.connect_calls() == server.controls.calls()["connect"] == {"ListInstances": 1}


def test_a_fault_carries_cancellation_reasons(local: World, server: LocalAws) -> None:
    reasons = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
    code = "TransactionCanceledException"
    server.controls.fail_next("dynamodb", "TransactWriteItems", code, status=400, details=reasons)
    client: Any = local.client("dynamodb")
    item = {"Put": {"TableName": "any", "Item": {"k": {"S": "a"}}}}
    with pytest.raises(client.exceptions.TransactionCanceledException) as caught:
        client.transact_write_items(TransactItems=[item])
    assert caught.value.response["CancellationReasons"] == reasons["CancellationReasons"]


def test_faults_can_be_dropped(local: World, server: LocalAws) -> None:
    server.controls.fail_next("dynamodb", "*", "InternalServerError", times=100)
    client = local.client("dynamodb")
    with pytest.raises(ClientError):
        client.list_tables()
    assert [(fault["operation"], fault["times"]) for fault in server.controls.waiting_faults()] == [("*", 99)]
    server.controls.clear_faults()
    client.list_tables()
    assert server.controls.waiting_faults() == []


def test_operations_on_objects_are_told_apart(local: World, server: LocalAws) -> None:
    s3: Any = local.client("s3")
    bucket = local.name("bucket")
    server.controls.reset_calls()
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a/b", Body=b"x")
    s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "a/b"})
    s3.put_object_tagging(Bucket=bucket, Key="c", Tagging={"TagSet": []})
    s3.list_object_versions(Bucket=bucket)
    s3.list_objects_v2(Bucket=bucket)
    s3.head_object(Bucket=bucket, Key="c")
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "c"}]})
    assert server.controls.calls()["s3"] == dict.fromkeys(
        (
            "CreateBucket",
            "PutObject",
            "CopyObject",
            "PutObjectTagging",
            "ListObjectVersions",
            "ListObjectsV2",
            "HeadObject",
            "DeleteObjects",
        ),
        1,
    )


def test_inventory_names_what_is_there_and_forgets_what_is_gone(local: World, server: LocalAws) -> None:
    before = server.controls.inventory()
    secrets, kms = local.client("secretsmanager"), local.client("kms")
    name, key = local.name("secret"), kms.create_key()["KeyMetadata"]["KeyId"]
    secrets.create_secret(Name=name, SecretString="x")
    secrets.delete_secret(SecretId=name)
    instance = local.client("connect").create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=local.name("centre"),
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    sns, cloudwatch = local.client("sns"), local.client("cloudwatch")
    topic, watched = sns.create_topic(Name=local.name("topic"))["TopicArn"], local.name("watched")
    subscription = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True)
    cloudwatch.put_metric_alarm(
        AlarmName=watched,
        Namespace="N",
        MetricName="M",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    cloudwatch.put_dashboard(DashboardName=watched, DashboardBody='{"widgets": []}')
    during = server.controls.inventory()
    assert topic in during["sns_topics"]
    assert subscription["SubscriptionArn"] in during["sns_subscriptions"]
    assert watched in during["cloudwatch_alarms"]
    assert watched in during["cloudwatch_dashboards"]
    assert name in during["secrets"]
    assert key in during["kms_keys"]
    assert instance in during["connect_instances"]
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    kms.schedule_key_deletion(KeyId=key)
    local.client("connect").delete_instance(InstanceId=instance)
    sns.delete_topic(TopicArn=topic)
    cloudwatch.delete_alarms(AlarmNames=[watched])
    cloudwatch.delete_dashboards(DashboardNames=[watched])
    assert server.controls.inventory() == before


def test_the_admin_api_says_what_is_wrong(server: LocalAws) -> None:
    with pytest.raises(AdminError, match="at least one shard"):
        server.controls.set_shards(0)
    with pytest.raises(AdminError, match="no setting volume"):
        server.controls.connect_settings(volume=11)
    with pytest.raises(AdminError, match="error_code, or delay_seconds"):
        server.controls.fail_next("s3", "PutObject", "")
