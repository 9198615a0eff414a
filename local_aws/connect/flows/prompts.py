"""Prompts: those of a new instance, to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import PROMPT, described, summaries

if TYPE_CHECKING:
    from local_aws.connect.state import Document


@operation("ListPrompts", differs="the prompts of a new instance")
def list_prompts(call: Call) -> Document:
    """List the prompts."""
    return page(call, "PromptSummaryList", summaries(PROMPT, call.instance.prompts.values()))


@operation("DescribePrompt", differs="the prompts of a new instance, without their audio")
def describe_prompt(call: Call) -> Document:
    """Describe a prompt."""
    return {"Prompt": described(call, PROMPT, PROMPT.find(call.instance, call.params["PromptId"]))}
