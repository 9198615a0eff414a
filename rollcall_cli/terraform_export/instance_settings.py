"""Tags and features of an instance, where Terraform would change them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rollcall_cli.centre.model import Centre, Flow, PhoneNumber, Thing
from rollcall_cli.terraform_export.hcl import as_kept, is_text
from rollcall_cli.terraform_export.remark import Remark

MANAGED_ATTRIBUTES: Final[Mapping[str, bool]] = {
    "INBOUND_CALLS": True,
    "OUTBOUND_CALLS": True,
    "AUTO_RESOLVE_BEST_VOICES": True,
    "CONTACT_LENS": True,
    "EARLY_MEDIA": True,
    "CONTACTFLOW_LOGS": False,
    "MULTI_PARTY_CONFERENCE": False,
}
"""What the module `connect` sets: the provider's defaults where it says nothing."""


def attribute_remarks(attributes: Mapping[str, bool]) -> Iterator[Remark]:
    """Yield the features of the instance that the apply would switch."""
    for name, managed in MANAGED_ATTRIBUTES.items():
        if name in attributes and attributes[name] != managed:
            yield Remark("instance", name, f"is {_word(attributes[name])}; the apply would switch it {_word(managed)}")


def _word(on: bool) -> str:
    return "on" if on else "off"


INBOUND_DESCRIPTION: Final = "What a caller meets. Managed by Terraform: changes made in the console are undone."
"""Description that the module `connect` gives the flow of its input `contact_flow`."""

_INBOUND: Final = " inbound"


def inbound_flow(flows: Iterable[Flow], name: str | None) -> tuple[str, Flow | None]:
    """Return the deployment's name and the flow that its input `contact_flow` makes, `<name> inbound`.

    Args:
        flows: of the instance.
        name: the deployment's name; None takes that of a flow that the module made. Without one the name is empty.
    """
    candidates = [flow for flow in flows if flow.type == "CONTACT_FLOW" and flow.published and flow.content]
    if name is None:
        made = [flow for flow in candidates if flow.description == INBOUND_DESCRIPTION]
        names = [flow.name.removesuffix(_INBOUND) for flow in made if flow.name.endswith(_INBOUND)]
        name = names[0] if len(names) == 1 else ""
    return name, next((flow for flow in candidates if name and flow.name == name + _INBOUND), None)


def inbound_remarks(name: str, flow: Flow | None) -> Iterator[Remark]:
    """Yield what the apply does to the flow of `contact_flow`."""
    if flow is None:
        yield Remark("contact_flow", f"{name or '<name>'}{_INBOUND}", "does not exist: the apply makes it")
    elif flow.description != INBOUND_DESCRIPTION:
        yield Remark("contact_flow", flow.name, "gets the description that the module gives it")


def number_remarks(numbers: Iterable[PhoneNumber]) -> Iterator[Remark]:
    """Yield the numbers that the apply would let lead to a flow."""
    for number in numbers:
        if not number.flow:
            yield Remark(
                "phone_numbers", number.name, "leads to no flow; the apply lets it lead to that of contact_flow"
            )


def lacking_remarks(centre: Centre, inputs: Mapping[str, object]) -> Iterator[Remark]:
    """Yield what every new instance has, this one has no more, and the module looks up."""
    needed = {
        "routing_profiles": ("Basic Routing Profile", centre.routing_profiles),
        "security_profiles": ("Agent", centre.security_profiles),
    }
    for kind, (own, things) in needed.items():
        if inputs.get(kind) and own not in {thing.name for thing in things}:
            yield Remark(kind, own, "is gone, and the module needs it for users on destroy: make it again")


def common_tags(of_instance: Mapping[str, str], of_things: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the tags that the instance and everything that is exported have, which the root's input can say."""
    common = set(of_instance.items())
    for tags in of_things:
        common &= set(tags.items())
    return {as_kept(key): as_kept(value) for key, value in sorted(common) if is_text(key + value)}


def tag_remarks(
    of_instance: Mapping[str, str], things: Sequence[tuple[str, Thing]], common: Mapping[str, str]
) -> Iterator[Remark]:
    """Yield what has tags of its own, which the apply would take away.

    Args:
        of_instance: tags of the instance.
        things: what is exported, each with its input.
        common: the tags that all have.
    """
    if own := sorted(set(of_instance) - set(common)):
        yield Remark("instance", "tags", _taken(own))
    for kind, thing in things:
        if own := sorted(set(thing.tags) - set(common)):
            yield Remark(kind, thing.name, _taken(own))


def _taken(keys: Sequence[str]) -> str:
    return f"has tags that not all have, which the apply would take away: {', '.join(keys)}"
