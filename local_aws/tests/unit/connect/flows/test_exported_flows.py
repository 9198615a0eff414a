"""What consoles export is taken, and what it names must be in the instance."""

from __future__ import annotations

import json
from typing import Any

import pytest

from local_aws.tests.unit.connect.flows import exports

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:look-up"


def first(site: Any, operation: str, result: str, key: str = "Arn") -> str:
    return str(site(operation)[result][0][key])


def names(site: Any) -> dict[str, str]:
    """Return the ARNs that a flow of the instance may name."""
    site("associate_lambda_function", FunctionArn=FUNCTION)
    flows = site("list_contact_flows", ContactFlowTypes=["CUSTOMER_QUEUE"])["ContactFlowSummaryList"]
    return {
        "queue": first(site, "list_queues", "QueueSummaryList"),
        "hours": first(site, "list_hours_of_operations", "HoursOfOperationSummaryList"),
        "flow": flows[0]["Arn"],
        "prompt": first(site, "list_prompts", "PromptSummaryList"),
        "function": FUNCTION,
    }


def create(site: Any, flow_type: str, document: dict[str, Any]) -> str:
    return str(site("create_contact_flow", Name="x", Type=flow_type, Content=json.dumps(document))["ContactFlowId"])


def refused(site: Any, document: dict[str, Any], flow_type: str = "CONTACT_FLOW") -> list[str]:
    with pytest.raises(site.client.exceptions.InvalidContactFlowException) as caught:
        create(site, flow_type, document)
    return [problem["message"] for problem in caught.value.response["problems"]]


def test_exported_flows_are_taken(site: Any) -> None:
    there = names(site)
    flows = {
        "CONTACT_FLOW": exports.inbound(**there),
        "CUSTOMER_QUEUE": exports.queue(there["prompt"]),
        "AGENT_WHISPER": exports.whisper(),
        "CUSTOMER_HOLD": exports.hold(),
        "QUEUE_TRANSFER": exports.split(),
    }
    for flow_type, document in flows.items():
        content = json.dumps(document, indent=2)
        site("create_contact_flow", Name=flow_type, Type=flow_type, Content=content)


def test_ids_may_stand_for_arns(site: Any) -> None:
    there = names(site)
    ids = {name: arn if name == "function" else arn.rpartition("/")[2] for name, arn in there.items()}
    assert create(site, "CONTACT_FLOW", exports.inbound(**ids))


@pytest.mark.parametrize("part", ["queue", "hours", "flow", "prompt", "function"])
def test_what_a_flow_names_must_be_there(site: Any, part: str) -> None:
    there = names(site)
    for wrong in (
        f"{there[part]}0",
        there[part].replace(site.instance_id, "11111111-2222-4333-8444-555555555555"),
        "0",
    ):
        if wrong == there[part]:
            continue
        told = refused(site, exports.inbound(**{**there, part: wrong}))
        assert told
        assert all(wrong in problem for problem in told)
    assert refused(site, exports.inbound(**{**there, part: ""}))


@pytest.mark.parametrize("part", ["queue", "flow", "function"])
def test_what_a_contact_decides_is_not_looked_up(site: Any, part: str) -> None:
    assert create(site, "CONTACT_FLOW", exports.inbound(**{**names(site), part: "$.Attributes.target"}))


def test_an_arn_of_another_kind_is_no_target(site: Any) -> None:
    there = names(site)
    assert refused(site, exports.inbound(**{**there, "queue": there["hours"]}))


def test_a_function_may_be_named_with_an_alias_of_its(site: Any) -> None:
    there = names(site)
    assert create(site, "CONTACT_FLOW", exports.inbound(**{**there, "function": f"{FUNCTION}:live"}))
    site("disassociate_lambda_function", FunctionArn=FUNCTION)
    assert refused(site, exports.inbound(**{**there, "function": f"{FUNCTION}:live"}))


def test_an_agents_own_queue_is_the_agent(site: Any) -> None:
    agent = site.create_user()
    queue = f"{site.arn}/queue/agent/{agent}"
    assert create(site, "CONTACT_FLOW", exports.inbound(**{**names(site), "queue": queue}))


def test_the_flows_of_a_new_instance_are_valid(site: Any) -> None:
    flows = site("list_contact_flows")["ContactFlowSummaryList"]
    assert {flow["ContactFlowType"] for flow in flows} > {"AGENT_HOLD", "CUSTOMER_QUEUE", "OUTBOUND_WHISPER"}
    for flow in flows:
        described = site("describe_contact_flow", ContactFlowId=flow["Id"])["ContactFlow"]
        site("update_contact_flow_content", ContactFlowId=flow["Id"], Content=described["Content"])


def test_a_flow_may_lead_to_itself(site: Any) -> None:
    there = names(site)
    flow_id = create(site, "CONTACT_FLOW", exports.inbound(**there))
    content = json.dumps(exports.inbound(**{**there, "flow": f"{site.arn}/contact-flow/{flow_id}"}))
    site("update_contact_flow_content", ContactFlowId=flow_id, Content=content)
