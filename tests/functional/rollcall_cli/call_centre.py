"""A contact centre that takes calls, made by hand: what export and diagram read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
Action = dict[str, Any]


def slot(day: str, start: tuple[int, int], end: tuple[int, int]) -> dict[str, Any]:
    """One entry of the configuration of hours of operation."""
    times = {"StartTime": start, "EndTime": end}
    return {"Day": day} | {name: {"Hours": time[0], "Minutes": time[1]} for name, time in times.items()}


def action(identifier: str, kind: str, parameters: dict[str, Any] | None = None, **transitions: Any) -> Action:
    """One action of a flow."""
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters or {}, "Transitions": transitions}


def failing(kind: str, target: str) -> dict[str, str]:
    """A branch for an error."""
    return {"ErrorType": kind, "NextAction": target}


def content(*actions: Action) -> str:
    """A flow of these actions, which begins with the first."""
    return json.dumps({"Version": "2019-10-30", "StartAction": actions[0]["Identifier"], "Actions": list(actions)})


def menu(queues: dict[str, str], hours: str) -> str:
    """A flow that asks whoever calls in the hours for a key, and leads to a queue by each.

    Args:
        queues: ARN by key.
        hours: id of the hours.
    """
    keys = [
        {"NextAction": f"queue-{key}", "Condition": {"Operator": "Equals", "Operands": [key]}} for key in sorted(queues)
    ]
    asking = [failing(kind, "again") for kind in ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")]
    chosen = [
        one
        for key, arn in sorted(queues.items())
        for one in (
            action(
                f"queue-{key}",
                "UpdateContactTargetQueue",
                {"QueueId": arn},
                NextAction="enter",
                Errors=[failing("NoMatchingError", "bye")],
            ),
        )
    ]
    checked = [
        {"NextAction": "ask", "Condition": {"Operator": "Equals", "Operands": ["True"]}},
        {"NextAction": "closed", "Condition": {"Operator": "Equals", "Operands": ["False"]}},
    ]
    return content(
        action(
            "hello",
            "MessageParticipant",
            {"Text": "Welcome."},
            NextAction="hours",
            Errors=[failing("NoMatchingError", "hours")],
        ),
        action(
            "hours",
            "CheckHoursOfOperation",
            {"HoursOfOperationId": hours},
            Conditions=checked,
            NextAction="bye",
            Errors=[failing("NoMatchingError", "bye")],
        ),
        action(
            "closed",
            "MessageParticipant",
            {"Text": "We are closed."},
            NextAction="bye",
            Errors=[failing("NoMatchingError", "bye")],
        ),
        action(
            "ask",
            "GetParticipantInput",
            {"Text": "For bills press 1, for help press 2.", "StoreInput": "False", "InputTimeLimitSeconds": "5"},
            NextAction="again",
            Conditions=keys,
            Errors=asking,
        ),
        action(
            "again",
            "MessageParticipant",
            {"Text": "Sorry."},
            NextAction="ask",
            Errors=[failing("NoMatchingError", "bye")],
        ),
        *chosen,
        action(
            "enter",
            "TransferContactToQueue",
            {},
            NextAction="bye",
            Errors=[failing("QueueAtCapacity", "bye"), failing("NoMatchingError", "bye")],
        ),
        action("bye", "DisconnectParticipant"),
    )


@dataclass
class CallCentre:
    """Makes the parts of an instance, and remembers their ids and ARNs by name."""

    connect: Any
    instance_id: str
    ids: dict[str, str] = field(default_factory=dict)
    arns: dict[str, str] = field(default_factory=dict)

    def hours(self, name: str, *slots: dict[str, Any], time_zone: str = "Europe/Berlin", **more: Any) -> str:
        answer = self.connect.create_hours_of_operation(
            InstanceId=self.instance_id, Name=name, TimeZone=time_zone, Config=list(slots), **more
        )
        return self._keep(name, answer["HoursOfOperationId"], answer["HoursOfOperationArn"])

    def queue(self, name: str, hours: str, **more: Any) -> str:
        answer = self.connect.create_queue(
            InstanceId=self.instance_id, Name=name, HoursOfOperationId=self.ids[hours], **more
        )
        return self._keep(name, answer["QueueId"], answer["QueueArn"])

    def routing_profile(self, name: str, queues: list[tuple[str, str]], **channels: int) -> str:
        answer = self.connect.create_routing_profile(
            InstanceId=self.instance_id,
            Name=name,
            Description=f"About {name}",
            DefaultOutboundQueueId=self.ids[queues[0][0]],
            MediaConcurrencies=[{"Channel": channel, "Concurrency": amount} for channel, amount in channels.items()],
            QueueConfigs=[
                {"QueueReference": {"QueueId": self.ids[queue], "Channel": channel}, "Priority": 2, "Delay": 10}
                for queue, channel in queues
            ],
        )
        return self._keep(name, answer["RoutingProfileId"], answer["RoutingProfileArn"])

    def security_profile(self, name: str, *permissions: str, **more: Any) -> str:
        answer = self.connect.create_security_profile(
            InstanceId=self.instance_id, SecurityProfileName=name, Permissions=list(permissions), **more
        )
        return self._keep(name, answer["SecurityProfileId"], answer["SecurityProfileArn"])

    def quick_connect(self, name: str, kind: str, member: str, **config: Any) -> str:
        answer = self.connect.create_quick_connect(
            InstanceId=self.instance_id, Name=name, QuickConnectConfig={"QuickConnectType": kind, member: config}
        )
        return self._keep(name, answer["QuickConnectId"], answer["QuickConnectARN"])

    def flow(self, name: str, content: str, kind: str = "CONTACT_FLOW", **more: Any) -> str:
        answer = self.connect.create_contact_flow(
            InstanceId=self.instance_id, Name=name, Type=kind, Content=content, **more
        )
        return self._keep(name, answer["ContactFlowId"], answer["ContactFlowArn"])

    def flow_module(self, name: str, **more: Any) -> str:
        """Make a module that returns at once."""
        settings: dict[str, list[Any]] = {"InputParameters": [], "OutputParameters": [], "Transitions": []}
        body = json.loads(content(action("end", "EndFlowModuleExecution"))) | {"Settings": settings}
        answer = self.connect.create_contact_flow_module(
            InstanceId=self.instance_id, Name=name, Content=json.dumps(body), **more
        )
        return self._keep(name, answer["Id"], answer["Arn"])

    def number(self, key: str, flow: str | None) -> str:
        """Claim a number, and let it lead to a flow; return it in E.164."""
        instance = self.connect.describe_instance(InstanceId=self.instance_id)["Instance"]["Arn"]
        found = self.connect.search_available_phone_numbers(
            TargetArn=instance, PhoneNumberCountryCode="DE", PhoneNumberType="DID", MaxResults=1
        )["AvailableNumbersList"][0]["PhoneNumber"]
        answer = self.connect.claim_phone_number(TargetArn=instance, PhoneNumber=found)
        self._keep(key, answer["PhoneNumberId"], answer["PhoneNumberArn"])
        if flow:
            self.connect.associate_phone_number_contact_flow(
                PhoneNumberId=self.ids[key], InstanceId=self.instance_id, ContactFlowId=self.ids[flow]
            )
        return str(found)

    def own(self) -> None:
        """Remember the default flows that things lead to, and the basic queue."""
        for entry in self.connect.list_contact_flows(InstanceId=self.instance_id)["ContactFlowSummaryList"]:
            self._keep(entry["Name"], entry["Id"], entry["Arn"])
        for entry in self.connect.list_queues(InstanceId=self.instance_id, QueueTypes=["STANDARD"])["QueueSummaryList"]:
            self._keep(entry["Name"], entry["Id"], entry["Arn"])

    def _keep(self, name: str, own: str, arn: str) -> str:
        self.ids[name], self.arns[name] = own, arn
        return own


@dataclass(frozen=True)
class Numbers:
    """The numbers of `two_sites`."""

    menu: str
    lost: str


def two_sites(made: CallCentre) -> Numbers:
    """Make a centre of two queues behind a menu, with what else Terraform manages."""
    made.own()
    made.hours("Office", *(slot(day, (8, 0), (18, 30)) for day in WEEKDAYS), Description="Both sites")
    made.hours("Night", slot("FRIDAY", (22, 0), (0, 0)), slot("SATURDAY", (0, 0), (6, 0)), time_zone="America/New_York")
    spoken = action(
        "words", "MessageParticipant", {"Text": "Hello."}, NextAction="end", Errors=[failing("NoMatchingError", "end")]
    )
    made.flow("Before a call out", content(spoken, action("end", "EndFlowExecution")), "OUTBOUND_WHISPER")
    made.queue("Billing", "Office", Description="Bills", MaxContacts=20)
    made.queue('Help "${now}"', "Night")
    made.flow("Welcome", menu({"1": made.arns["Billing"], "2": made.arns['Help "${now}"']}, made.ids["Office"]))
    numbers = Numbers(made.number("menu", "Welcome"), made.number("lost", None))
    caller = {
        "OutboundCallerIdName": "Rollcall",
        "OutboundCallerIdNumberId": made.ids["menu"],
        "OutboundFlowId": made.ids["Before a call out"],
    }
    made.connect.update_queue_outbound_caller_config(
        InstanceId=made.instance_id, QueueId=made.ids["Billing"], OutboundCallerConfig=caller
    )
    made.quick_connect("Night desk", "PHONE_NUMBER", "PhoneConfig", PhoneNumber="+12065550142")
    made.quick_connect(
        "To billing",
        "QUEUE",
        "QueueConfig",
        QueueId=made.ids["Billing"],
        ContactFlowId=made.ids["Default queue transfer"],
    )
    made.connect.associate_queue_quick_connects(
        InstanceId=made.instance_id, QueueId=made.ids["Billing"], QuickConnectIds=[made.ids["Night desk"]]
    )
    made.routing_profile("Bills", [("Billing", "VOICE"), ("Billing", "CHAT"), ("BasicQueue", "VOICE")], VOICE=1, CHAT=2)
    made.routing_profile("Nights", [('Help "${now}"', "VOICE")], VOICE=1)
    made.security_profile("Team lead", "BasicAgentAccess", "OutboundCallAccess", Description="Leads a team")
    return numbers
