"""Does with a deployment what may happen to it, so that passwords come to wherever they could."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tests.canaries.places import FAILURES, MESSAGES, Found
from tests.canaries.queues import messages_of
from tests.canaries.uploads import directory, files, row
from tests.canaries.words import Canaries
from tests.end_to_end.killing import Point, kill_at
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.operator import Operator
from tests.end_to_end.recovery import wait_until

_OFTEN: Final = 1000
_PAUSE_SECONDS: Final = 0.1
_AT_A_TIME: Final = 2
_STOPPED_AGENTS: Final = 12
_LONG_AGO: Final = "2026-01-01T00:00:00.000Z"


class CanarySteps:
    """What happens to one deployment, with canaries for passwords.

    Args:
        stack: the deployment.
        folder: outside of what is looked through: the files of who uploads, passwords included.
    """

    def __init__(self, stack: LocalStack, folder: Path) -> None:
        self.canaries = Canaries()
        self.seen: list[Found] = []
        self._files: dict[str, bytes] = {}
        self._stack = stack
        self._folder = folder
        self._controls = stack.server.controls
        self._outputs = stack.outputs()
        # What a command leaves behind, in its temporary files too, is looked through.
        home = stack.home / "operator"
        home.mkdir()
        self._operator = Operator(stack, home)
        places = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        self._operator.environment |= dict.fromkeys(places, str(home))

    def put(self, key: str, body: bytes) -> None:
        """Upload a file."""
        self._stack.client("s3").put_object(Bucket=self._outputs["upload_bucket"], Key=key, Body=body)

    def settle(self) -> None:
        """Wait until nothing runs and nothing waits."""
        self._stack.settle()

    @contextlib.contextmanager
    def at_debug(self) -> Iterator[None]:
        """Have the functions log at the level DEBUG, Rollcall's own loggers and all of AWS Lambda's."""
        client = self._stack.client("lambda")
        kept = [
            client.get_function_configuration(FunctionName=name) for name in self._outputs["function_names"].values()
        ]
        try:
            for one in kept:
                variables = one["Environment"]["Variables"] | {"POWERTOOLS_LOG_LEVEL": "DEBUG"}
                client.update_function_configuration(
                    FunctionName=one["FunctionName"],
                    Environment={"Variables": variables},
                    LoggingConfig=one["LoggingConfig"] | {"ApplicationLogLevel": "DEBUG", "SystemLogLevel": "DEBUG"},
                )
            yield
        finally:
            self._controls.clear_faults()  # of a step that failed before it did so itself
            for one in kept:
                client.update_function_configuration(
                    FunctionName=one["FunctionName"],
                    Environment={"Variables": one["Environment"]["Variables"]},
                    LoggingConfig=one["LoggingConfig"],
                )

    @contextlib.contextmanager
    def an_agent_waits_for_its_next_try(self) -> Iterator[None]:
        """Let an agent wait in the retry queue, and look at its message."""
        client = self._stack.client("lambda")
        mappings = client.list_event_source_mappings(FunctionName=self._outputs["function_names"]["provision"])
        [mapping] = [one for one in mappings["EventSourceMappings"] if ":sqs:" in one["EventSourceArn"]]
        queue = mapping["EventSourceArn"].rpartition(":")[2]
        client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        try:
            password = self.canaries.strong("agent that is tried again", "canary.again")
            message = f"Not allowed for {password}"
            self._controls.fail_next("connect", "CreateUser", "AccessDeniedException", status=403, message=message)
            self.put("canary/again.csv", directory(row("canary.again", password)))
            wait_until(lambda: not self._controls.waiting_faults(), "the refusal")
            yield
            sqs = self._stack.client("sqs")
            self._look_at_messages(MESSAGES, sqs.get_queue_url(QueueName=queue)["QueueUrl"])
        finally:
            client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
        self.settle()

    def every_file(self, *, every_encoding: bool) -> None:
        """Upload a file of every kind, one after another, so that few processes are started for them."""
        self._files = {file.key: file.body for file in files(self.canaries, every_encoding=every_encoding)}
        for key, body in self._files.items():
            self.put(key, body)
            time.sleep(_PAUSE_SECONDS)
            wait_until(lambda: self._controls.activity()["invocations"] < _AT_A_TIME, "the files before it")

    def refusals_quote_passwords(self) -> None:
        """Have Amazon Connect quote a password, in a refusal of one agent and in that of a full instance."""
        for code in ("InvalidParameterException", "LimitExceededException"):
            login = f"canary.{code.lower()}"
            password = self.canaries.strong(f"{code} that quotes it", login)
            self._controls.fail_next("connect", "CreateUser", code, status=400, message=f"{password} is refused")
            self.put(f"canary/{code}.csv", directory(row(login, password)))
            self.settle()

    def newer_upload_in_the_middle(self) -> None:
        """Upload a newer version while passwords of the older one are being stored."""
        self._controls.fail_next("secretsmanager", "CreateSecret", "", delay_seconds=2)
        for version in ("older version", "newer version"):
            rows = [
                row("canary.version", self.canaries.strong(version, "canary.version")),
                row("canary.refused", self.canaries.strong(f"rejected row of the {version}"), acw="soon"),
            ]
            self.put("canary/versions.csv", directory(*rows))
            wait_until(lambda: not self._controls.waiting_faults(), "the storing of passwords")
        self.settle()

    def killed(self, point: Point) -> bool:
        """Kill functions at a call of an import, and let others end it; return whether the call was made."""
        name = f"{point.operation}.{point.number}.{'after' if point.after else 'before'}"
        rows = [
            row(f"canary.{name}", self.canaries.strong(f"killed at {point}", f"canary.{name}")),
            row(f"canary.no.{name}", self.canaries.strong(f"rejected row, killed at {point}"), acw="soon"),
        ]
        key = f"canary/killed at {name}.csv"
        reached = kill_at(self._stack, point, lambda: self.put(key, directory(*rows)))
        self.settle()
        return reached

    def calls_of_an_import(self) -> dict[str, dict[str, int]]:
        """Run an import that nothing disturbs and return the calls that it makes, by service and operation."""
        self.settle()
        self._controls.reset_calls()
        rows = [
            row("canary.calm", self.canaries.strong("import that nothing disturbs", "canary.calm")),
            row("canary.no.calm", self.canaries.strong("rejected row, nothing disturbs it"), acw="soon"),
        ]
        self.put("canary/calm.csv", directory(*rows))
        self.settle()
        return self._controls.calls()

    def event_is_given_up(self) -> None:
        """Let a run of ingest fail until its event is in the failure queue, look at it, and take it up again."""
        password = self.canaries.strong("event that was given up", "canary.given-up")
        self._controls.fail_next("dynamodb", "TransactWriteItems", "AccessDeniedException", status=400, times=_OFTEN)
        self.put("canary/given up.csv", directory(row("canary.given-up", password)))
        self._look_at_messages(FAILURES, self._outputs["failure_queue_url"])
        self._controls.clear_faults()
        self.command("failures")
        self.command("redrive")
        self.settle()

    def _look_at_messages(self, kind: str, url: str) -> None:
        """Wait for messages in a queue, and keep what they say, as they will be gone."""
        sqs = self._stack.client("sqs")
        wait_until(lambda: messages_of(sqs, url), f"a message in {url}")
        self.seen += [Found(kind, url.rpartition("/")[2], message) for message in messages_of(sqs, url)]

    def stopped(self) -> None:
        """Stop an import while some of its agents are made."""
        rows = [
            row(f"canary.stop{number:02}", self.canaries.strong("import that was stopped", f"canary.stop{number:02}"))
            for number in range(_STOPPED_AGENTS)
        ]
        self._controls.connect_delay_next("CreateUser", 0.8, times=_STOPPED_AGENTS)
        self.put("canary/stopped.csv", directory(*rows))
        wait_until(lambda: self._stack.records("canary/stopped.csv"), "the import's record")
        self.command("stop", "canary/stopped.csv")
        self._controls.clear_faults()
        self.settle()

    def undone(self) -> None:
        """Take an import back."""
        self.command("undo", "canary/good.csv", "--allow-removals", "--yes")
        self.settle()

    def mended(self) -> None:
        """Have a user made again who was deleted in Amazon Connect."""
        connect, instance, name = self._stack.client("connect"), self._outputs["instance_id"], "canary.gzip"
        connect.delete_user(InstanceId=instance, UserId=self._stack.users()[name]["Id"])
        self._stack.client("dynamodb").update_item(
            TableName=self._outputs["agents_table"],
            Key={"username": {"S": name}},
            UpdateExpression="SET user_since = :then",
            ExpressionAttributeValues={":then": {"S": _LONG_AGO}},
        )
        self.command("drift", name, "--mend", "--yes")
        self.settle()
        assert name in self._stack.users()

    def looked_at(self, commands: Iterable[Sequence[str]]) -> None:
        """Run commands of the operator's: on files whose rows they tell of, and others."""
        for command, key in (("validate", "canary/shifted.csv"), ("plan", "canary/rejected.csv")):
            path = self._folder / Path(key).name
            path.write_bytes(self._files[key])
            self.command(command, str(path))
        for arguments in commands:
            self.command(*arguments)

    def command(self, *arguments: str) -> str:
        """Run a command of the operator's; what it prints is looked through, as a file."""
        done = self._operator.piped(*arguments)
        printed: Any = self._operator.folder / "printed"
        printed.mkdir(exist_ok=True)
        name = f"{len(list(printed.iterdir())):03} {arguments[0]}.txt"
        (printed / name).write_text(done.stdout + done.stderr, "utf-8")
        assert done.returncode in {0, 1}, f"{arguments}: {done.stderr}"
        return done.stdout
