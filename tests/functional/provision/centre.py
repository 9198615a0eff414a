"""A contact centre in moto, with its deployment's stores, and what the stream does with it."""

from __future__ import annotations

import functools
import itertools
import json
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends

from ingest.deployment_rules import DeploymentRules
from provision.container import Clients, Container, compose
from provision.handler import build_container, lambda_handler
from provision.provision_agent import AgentProvisioner
from report.handler import build_reporter
from report.handler import lambda_handler as report_handler
from roster.items import from_wire, to_wire
from tests.deployment_rules import BRITISH
from tests.functional.provision.settings import RETRY_QUEUE_URL, SETTINGS
from tests.functional.stores import KEY_ARN, Deployment

HEADER = "user login,first name,last name,email address,password,routing profile name,security profile name_1\n"
IDENTITY = {"first_name": "Ada", "last_name": "Lovelace"}
LONG_AGO = "2026-01-02T03:04:05.678Z"
ROW = "ada,Ada,Lovelace,ada@example.com,,,Agent"


_clients = functools.cache(Clients.build)
"""The watched clients of all tests; the centre is there when the first is made."""


@dataclass
class Context:
    """What AWS Lambda tells a function about its invocation."""

    function_name: str = "rollcall-provision"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-provision"
    aws_request_id: str = "11111111-2222-3333-4444-555555555555"
    seconds: float = 900

    def get_remaining_time_in_millis(self) -> int:
        return int(self.seconds * 1000)


class RealTime:
    """Passes by itself."""

    clock = staticmethod(time.time)
    sleep = staticmethod(time.sleep)


@dataclass
class FakeTime:
    """Passes when somebody sleeps."""

    now: float = field(default_factory=time.time)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def at(self) -> datetime:
        """The time as the tables are written."""
        return datetime.fromtimestamp(self.now, UTC)


@dataclass
class Centre:
    """A Connect instance and the deployment that staffs it."""

    deployment: Deployment
    connect: Any
    instance_id: str
    sequence_numbers: Any = field(default_factory=lambda: itertools.count(1000))

    @property
    def policy(self) -> DeploymentRules:
        # Small directories that end agents are no accident here.
        return replace(BRITISH, instance_id=self.instance_id, max_removals_percent=100)

    def environment(self) -> dict[str, str]:
        """The variables that Terraform sets for provision and report."""
        return {
            "ROLLCALL_NAME": "rollcall",
            "FILES_TABLE": "rollcall-files",
            "AGENTS_TABLE": "rollcall-agents",
            "OUTCOMES_TABLE": "rollcall-outcomes",
            "RETRY_QUEUE_URL": RETRY_QUEUE_URL,
            "REPORT_BUCKET": "rollcall-reports",
            "PASSWORD_SECRET_PREFIX": "rollcall/passwords",
            "PASSWORD_KEY_ARN": KEY_ARN,
            "INSTANCE_ID": self.instance_id,
            "IDENTITY_MANAGEMENT_TYPE": "CONNECT_MANAGED",
            "DEFAULT_ROUTING_PROFILE": "Basic Routing Profile",
            "DEFAULT_SECURITY_PROFILES": json.dumps(["Agent"]),
            "ALLOWED_SECURITY_PROFILES": "null",
            "REPORT_RETENTION_DAYS": "365",
            "CONNECT_REQUESTS_PER_SECOND": "1000",
        }

    def new_container(self) -> None:
        """Forget what a container remembers between invocations."""
        build_container.cache_clear()
        build_reporter.cache_clear()

    def provisioner(self, **settings: Any) -> AgentProvisioner:
        """Compose the use case with other settings; no time is spent on waiting."""
        return self.container(FakeTime(), **settings).provisioner

    def container(self, time: FakeTime | RealTime, connect: Any = None, **settings: Any) -> Container:
        """Compose the use case with a time of its own, other settings, and perhaps another Connect client."""
        own = replace(SETTINGS, instance_id=self.instance_id)
        clients = _clients() if connect is None else replace(_clients(), connect=connect)
        return compose(replace(own, **settings), clients, clock=time.clock, sleep=time.sleep)

    def ingest(self, key: str, *rows: str, header: str = HEADER) -> dict[str, Any]:
        """Upload a directory, ingest it and return its import record."""
        event = self.deployment.upload(key, (header + "".join(f"{row}\n" for row in rows)).encode())
        self.deployment.run_ingest(event, self.policy)
        return self.deployment.record(event)

    def put_agent(self, username: str, **attributes: Any) -> None:
        """Write an agent as others than ingest do."""
        item = {"username": username, **attributes}
        self.deployment.dynamodb.put_item(TableName="rollcall-agents", Item=to_wire(item))

    def change(self, username: str, **wanted: Any) -> None:
        """Put a wanted state as others do: no revision, PENDING."""
        self.put_agent(**(self.agent(username) | wanted | {"status": "PENDING"}))

    def settle(self, username: str) -> None:
        """Let Connect have told of an agent's user long ago."""
        self.put_agent(**(self.agent(username) | {"user_since": LONG_AGO}))

    def record_for(self, username: str) -> dict[str, Any]:
        """Make the next stream record about an agent."""
        keys = {"username": {"S": username}}
        number = str(next(self.sequence_numbers))
        return {"eventName": "MODIFY", "dynamodb": {"Keys": keys, "SequenceNumber": number}}

    def wake(self, *usernames: str) -> list[dict[str, str]]:
        """Deliver a batch of stream records, one per name, and return what has to come again."""
        return self.deliver([self.record_for(username) for username in usernames])

    def deliver(self, records: list[dict[str, Any]], context: Context | None = None) -> list[dict[str, str]]:
        """Deliver stream records and return what has to come again."""
        answer = lambda_handler({"Records": records}, context or Context())  # type: ignore[arg-type]
        return answer["batchItemFailures"]

    def take_messages(self) -> list[dict[str, Any]]:
        """Take the messages of the retry queue, however long they are delayed, as Lambda hands them over."""
        queue = sqs_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].queues["rollcall-retries"]
        messages, queue._messages = queue._messages, []
        return [{"messageId": message.id, "body": message.body, "eventSource": "aws:sqs"} for message in messages]

    def deliver_retries(self, context: Context | None = None) -> list[dict[str, str]]:
        """Deliver all messages of the retry queue and return what has to come again."""
        return self.deliver(self.take_messages(), context)

    def wake_report(self, record: dict[str, Any]) -> list[dict[str, str]]:
        """Deliver the stream record of an import to the report function."""
        keys = {"key": {"S": record["key"]}, "sequencer": {"S": record["sequencer"]}}
        event = {"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}}]}
        return report_handler(event, Context())["batchItemFailures"]  # type: ignore[arg-type]

    def agent(self, username: str) -> dict[str, Any]:
        """Read an agent's item."""
        key = {"username": {"S": username}}
        answer = self.deployment.dynamodb.get_item(TableName="rollcall-agents", Key=key)
        return from_wire(answer["Item"])

    def import_record(self, record: dict[str, Any]) -> dict[str, Any]:
        """Read an import record again."""
        found = self.deployment.stores.files.read(record["key"], record["sequencer"])
        assert found is not None
        return found

    def users(self) -> dict[str, dict[str, Any]]:
        """Read all users of the instance by name."""
        listed = self.connect.list_users(InstanceId=self.instance_id)["UserSummaryList"]
        described = [
            self.connect.describe_user(InstanceId=self.instance_id, UserId=entry["Id"])["User"] for entry in listed
        ]
        return {user["Username"]: user for user in described}

    def usernames(self) -> list[str]:
        """Names of all users of the instance."""
        listed = self.connect.list_users(InstanceId=self.instance_id, MaxResults=1000)["UserSummaryList"]
        return sorted(entry["Username"] for entry in listed)

    def outcomes(self, record: dict[str, Any]) -> dict[int, tuple[str, str]]:
        """Read an import's outcomes: line → username and outcome."""
        found = self.deployment.outcomes.of_import(record["import_id"])
        return {outcome["line"]: (outcome["username"], outcome["outcome"]) for outcome in found}

    def counts(self, record: dict[str, Any]) -> dict[str, int]:
        """Read an import's counts that are not zero."""
        now = self.import_record(record)
        names = ("rows", "pending", "created", "updated", "unchanged", "removed", "adopted", "rejected", "failed")
        return {name: now[name] for name in names if now.get(name)}

    def profile_ids(self) -> dict[str, str]:
        """Security profile ids by name."""
        listed = self.connect.list_security_profiles(InstanceId=self.instance_id)["SecurityProfileSummaryList"]
        return {entry["Name"]: entry["Id"] for entry in listed}

    def routing_id(self, name: str = "Basic Routing Profile") -> str:
        """A routing profile's id by name."""
        listed = self.connect.list_routing_profiles(InstanceId=self.instance_id)["RoutingProfileSummaryList"]
        return str(next(entry["Id"] for entry in listed if entry["Name"] == name))

    def create_user(self, username: str, *profiles: str, tags: dict[str, str] | None = None) -> str:
        """Make a Connect user by hand, as somebody does in the console."""
        ids = self.profile_ids()
        request: dict[str, Any] = {"Tags": tags} if tags else {}
        answer = self.connect.create_user(
            InstanceId=self.instance_id,
            Username=username,
            Password="ByHand123",
            IdentityInfo={"FirstName": "By", "LastName": "Hand"},
            PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0},
            SecurityProfileIds=[ids[name] for name in profiles or ("Agent",)],
            RoutingProfileId=self.routing_id(),
            **request,
        )
        return str(answer["UserId"])

    def make_groups(self, *names: str) -> list[str]:
        """Make a chain of hierarchy groups, each below the last, and return their ids."""
        levels = zip(("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive"), names, strict=False)
        self.connect.update_user_hierarchy_structure(
            InstanceId=self.instance_id, HierarchyStructure={level: {"Name": level} for level, _ in levels}
        )
        ids: list[str] = []
        for name in names:
            parent = {"ParentGroupId": ids[-1]} if ids else {}
            answer = self.connect.create_user_hierarchy_group(InstanceId=self.instance_id, Name=name, **parent)
            ids.append(answer["HierarchyGroupId"])
        return ids

    def make_attribute(self, name: str, *values: str) -> None:
        """Make a predefined attribute for proficiencies."""
        self.connect.create_predefined_attribute(
            InstanceId=self.instance_id, Name=name, Values={"StringList": list(values)}
        )

    def make_routing_profile(self, name: str) -> str:
        """Make a routing profile like the basic one."""
        queues = self.connect.list_queues(InstanceId=self.instance_id, QueueTypes=["STANDARD"])["QueueSummaryList"]
        answer = self.connect.create_routing_profile(
            InstanceId=self.instance_id,
            Name=name,
            Description=name,
            DefaultOutboundQueueId=queues[0]["Id"],
            MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        )
        return str(answer["RoutingProfileId"])

    def proficiencies(self, user_id: str) -> dict[tuple[str, str], float]:
        """Read a user's proficiencies: attribute and value → level."""
        listed = self.connect.list_user_proficiencies(InstanceId=self.instance_id, UserId=user_id)
        return {
            (entry["AttributeName"], entry["AttributeValue"]): entry["Level"] for entry in listed["UserProficiencyList"]
        }

    def make_quick_connect(self, name: str, user_id: str) -> None:
        """Make a quick connect that leads to a user."""
        flows = self.connect.list_contact_flows(InstanceId=self.instance_id, ContactFlowTypes=["AGENT_TRANSFER"])
        config = {"UserId": user_id, "ContactFlowId": flows["ContactFlowSummaryList"][0]["Id"]}
        self.connect.create_quick_connect(
            InstanceId=self.instance_id,
            Name=name,
            QuickConnectConfig={"QuickConnectType": "USER", "UserConfig": config},
        )

    def lead_quick_connect(self, name: str, user_id: str) -> None:
        """Have a quick connect lead to another user."""
        listed = self.connect.list_quick_connects(InstanceId=self.instance_id)["QuickConnectSummaryList"]
        place = {
            "InstanceId": self.instance_id,
            "QuickConnectId": next(entry["Id"] for entry in listed if entry["Name"] == name),
        }
        config = self.connect.describe_quick_connect(**place)["QuickConnect"]["QuickConnectConfig"]
        config["UserConfig"]["UserId"] = user_id
        self.connect.update_quick_connect_config(**place, QuickConnectConfig=config)

    def quick_connects(self) -> list[str]:
        """Names of all quick connects."""
        listed = self.connect.list_quick_connects(InstanceId=self.instance_id)["QuickConnectSummaryList"]
        return sorted(entry["Name"] for entry in listed)

    def delete_agent(self, username: str) -> dict[str, Any]:
        """Delete an agent's item as others do, and return the stream record of it."""
        image = self.raw_agent(username)
        self.deployment.dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": username}})
        change = self.record_for(username)["dynamodb"] | {"OldImage": image}
        return {"eventName": "REMOVE", "dynamodb": change}

    def forget_containers(self) -> None:
        """Delete what containers that are gone have said of themselves, which each call of later ones would read."""
        for item in self.deployment.items("outcomes"):
            if item["import_id"] == "#presence":
                place = to_wire({"import_id": item["import_id"], "line": item["line"]})
                self.deployment.dynamodb.delete_item(TableName="rollcall-outcomes", Key=place)

    def delete_users(self) -> None:
        """Delete all users of the instance."""
        listed = self.connect.list_users(InstanceId=self.instance_id)["UserSummaryList"]
        for entry in listed:
            self.connect.delete_user(InstanceId=self.instance_id, UserId=entry["Id"])

    def put_import(self, record: dict[str, Any]) -> None:
        """Write an import record, and delete the outcomes of its import."""
        self.deployment.dynamodb.put_item(TableName="rollcall-files", Item=to_wire(record))
        for outcome in self.deployment.outcomes.of_import(record["import_id"]):
            place = to_wire({"import_id": outcome["import_id"], "line": outcome["line"]})
            self.deployment.dynamodb.delete_item(TableName="rollcall-outcomes", Key=place)

    def raw_agent(self, username: str) -> dict[str, Any]:
        """Read an agent's item as a stream record has it."""
        key = {"username": {"S": username}}
        item: dict[str, Any] = self.deployment.dynamodb.get_item(TableName="rollcall-agents", Key=key)["Item"]
        return item
