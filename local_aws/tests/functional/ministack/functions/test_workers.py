"""How functions run, beside ministack alone."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local_aws.tests.functional.support import wait_for, zipped

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

STATEFUL = """
count = 0
def handler(event, context):
    global count
    count += 1
    if event == "raise":
        raise LookupError("asked for")
    return count
"""

IMPORTER = """
def handler(event, context):
    try:
        __import__(event)
    except ModuleNotFoundError as error:
        return str(error)
    return "there"
"""

ENVIRONMENT = """
import os
def handler(event, context):
    return dict(os.environ)
"""


def _imports(world: World) -> list[Any]:
    function = world.function(IMPORTER, world.role())
    return [world.invoke(function, name)[1] for name in ("boto3", "dateutil", "moto", "aws_lambda_powertools")]


def test_a_function_sees_its_zip_and_what_the_runtime_has(local: World) -> None:
    missing = ["No module named 'moto'", "No module named 'aws_lambda_powertools'"]
    assert _imports(local) == ["there", "there", *missing]


def test_ministack_alone_lends_it_the_servers_packages(bare: World) -> None:
    assert _imports(bare) == ["there"] * 4


def _after_an_error(world: World) -> tuple[Any, Any, Any]:
    function = world.function(STATEFUL, world.role())
    first = world.invoke(function)[1]
    _, failure = world.invoke(function, "raise")
    return first, failure["errorType"], world.invoke(function)[1]


def test_an_error_keeps_its_type_and_the_environment(local: World) -> None:
    assert _after_an_error(local) == (1, "LookupError", 3)


def test_ministack_alone_starts_anew(bare: World) -> None:
    assert _after_an_error(bare) == (1, "Runtime.HandlerError", 1)


def test_a_failure_is_described_as_aws_does(local: World) -> None:
    kind, failure = local.invoke(local.function(STATEFUL, local.role()), "raise")
    assert kind == "Unhandled"
    assert failure["errorMessage"] == "asked for"
    assert any("app.py" in line for line in failure["stackTrace"])
    assert failure["requestId"]


def test_a_missing_module_or_handler_is_named(local: World) -> None:
    _, failure = local.invoke(local.function("import nothing_like_it", local.role()))
    assert failure["errorType"] == "Runtime.ImportModuleError"
    assert "nothing_like_it" in failure["errorMessage"]
    _, failure = local.invoke(local.function("other = 1", local.role()))
    assert failure["errorType"] == "Runtime.HandlerNotFound"


def test_an_exit_ends_the_environment(local: World) -> None:
    source = "import sys\ncount = 0\ndef handler(event, context):\n    global count\n    count += 1\n"
    function = local.function(source + "    return sys.exit(3) if event else count\n", local.role())
    assert local.invoke(function) == (None, 1)
    kind, failure = local.invoke(function, "exit")
    assert (kind, failure["errorType"]) == ("Unhandled", "Runtime.ExitError")
    assert local.invoke(function) == (None, 1)


def test_a_timeout_ends_the_invocation(local: World) -> None:
    function = local.function("import time\ndef handler(event, context): time.sleep(30)", local.role(), Timeout=1)
    started = time.monotonic()
    _, failure = local.invoke(function)
    assert time.monotonic() - started < 25
    assert "Task timed out after 1.00 seconds" in failure["errorMessage"]


PLACE = """
import os, sys
def handler(event, context):
    return sorted({os.getcwd(), os.environ["LAMBDA_TASK_ROOT"], sys.path[0], os.path.dirname(__file__)}), os.getpid()
"""


def test_all_workers_of_a_function_share_its_code(local: World, server: LocalAws) -> None:
    function = local.function(PLACE, local.role())
    (places, pid) = local.invoke(function)[1]
    local.client("lambda").update_function_configuration(FunctionName=function, Timeout=20)
    (again, other_pid) = local.invoke(function)[1]
    assert again == places
    assert [Path(place).parent for place in places] == [server.data_dir / "code"]
    assert other_pid != pid


CLOCK = """
import time
def handler(event, context):
    before = context.get_remaining_time_in_millis()
    time.sleep(0.2)
    return before, context.get_remaining_time_in_millis()
"""


def test_a_function_knows_how_much_time_it_has(local: World) -> None:
    function = local.function(CLOCK, local.role(), Timeout=30)
    _, (first, then) = local.invoke(function)
    assert first <= 30_000
    assert first - then >= 199
    local.client("lambda").update_function_configuration(FunctionName=function, Timeout=20)
    _, (first, _) = local.invoke(function)
    assert first <= 20_000


def test_the_environment_is_the_functions_own(local: World) -> None:
    role = local.role()
    variables = {"Variables": {"TABLE": "agents"}}
    environment = local.invoke(local.function(ENVIRONMENT, role, Environment=variables, MemorySize=256))[1]
    assert environment["TABLE"] == "agents"
    assert environment["AWS_ENDPOINT_URL"] == local.environment["AWS_ENDPOINT_URL"]
    assert environment["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256"
    assert environment["AWS_REGION"] == "us-east-1"
    assert environment["HOME"] != os.environ.get("HOME")
    assert not environment.keys() & {"AWS_PROFILE", "AWS_CONFIG_FILE", "VIRTUAL_ENV", "PYTHONPATH", "USER"}


def _deploy_during_an_invocation(world: World) -> tuple[Any, Any]:
    source = "import time\ndef handler(event, context):\n    time.sleep(event or 0)\n    return {!r}\n"
    function = world.function(source.format("old"), world.role())
    client = world.client("lambda")
    wait_for(lambda: client.get_function(FunctionName=function)["Configuration"]["State"] == "Active")
    world.invoke(function)
    answers: list[Any] = []
    running = threading.Thread(target=lambda: answers.append(world.invoke(function, 1)[1]))
    running.start()
    time.sleep(0.3)
    client.update_function_code(FunctionName=function, ZipFile=zipped(source.format("new")))
    new = world.invoke(function)[1]
    running.join()
    return answers[0], new


def test_a_deployment_lets_running_invocations_end(local: World) -> None:
    assert _deploy_during_an_invocation(local) == ("old", "new")


def test_ministack_alone_kills_them(bare: World) -> None:
    old, new = _deploy_during_an_invocation(bare)
    assert new == "new"
    assert old != "old"


def test_what_the_policy_lacks_is_denied(local: World) -> None:
    source = (
        "import boto3\ndef handler(event, context):\n    return boto3.client('s3').list_buckets()['Buckets'] and 1\n"
    )
    denied, allowed = local.role(), local.role(("s3:ListAllMyBuckets", "*"))
    _, failure = local.invoke(local.function(source, denied))
    assert "s3:ListAllMyBuckets" in failure["errorMessage"]
    assert local.invoke(local.function(source, allowed))[0] is None


CHAIN = """
import boto3, os
def handler(event, context):
    with open(os.environ["JOURNAL"], "a") as journal:
        journal.write("{}\\n")
    client = boto3.client("lambda")
    try:
        client.invoke(FunctionName=context.function_name, InvocationType="Event", Payload="1")
    except client.exceptions.RecursiveInvocationException:
        pass
"""


def test_a_chain_of_invocations_of_itself_is_cut_after_sixteen(local: World, server: LocalAws) -> None:
    function = local.function(CHAIN, local.role(("lambda:InvokeFunction", "*")))
    local.invoke(function)
    server.controls.wait_until_idle(20)
    assert len(local.entries(function)) == 16
