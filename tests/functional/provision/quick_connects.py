"""The quick connect of an agent, as the tests ask for it and find it."""

from __future__ import annotations

from typing import Any

from tests.functional.provision.centre import Centre

HEADER = "username,first_name,last_name,quick_connect,status\n"
YES = "ada,Ada,Lovelace,yes,active"
NAME = "Ada Lovelace (ada)"
FLOW = "Default agent transfer"


def described(centre: Centre, name: str = NAME) -> dict[str, Any]:
    listed = centre.connect.list_quick_connects(InstanceId=centre.instance_id)["QuickConnectSummaryList"]
    [quick_connect_id] = [entry["Id"] for entry in listed if entry["Name"] == name]
    answer = centre.connect.describe_quick_connect(InstanceId=centre.instance_id, QuickConnectId=quick_connect_id)
    found: dict[str, Any] = answer["QuickConnect"]
    return found


def leads_to(centre: Centre, name: str = NAME) -> str:
    return str(described(centre, name)["QuickConnectConfig"]["UserConfig"]["UserId"])


def flow_id(centre: Centre) -> str:
    flows = centre.connect.list_contact_flows(InstanceId=centre.instance_id)["ContactFlowSummaryList"]
    return next(str(flow["Id"]) for flow in flows if flow["Name"] == FLOW)
