"""`import` blocks for the parts of an instance, by the addresses that Rollcall's root gives them. Pure.

The formats of the ids are the provider's: an instance's parts are `<instance>:<part>`, a function's association is
`<instance>,<ARN>`, a storage configuration `<instance>:<association>:<kind>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rollcall_cli.terraform_export.entries import FLOW_TYPES
from rollcall_cli.terraform_export.hcl import ByName, Expression, attributes, quoted
from rollcall_cli.terraform_export.hierarchy import LEVEL_RESOURCES

RESOURCES: Final[Mapping[str, str]] = {
    "hours_of_operation": "aws_connect_hours_of_operation.this",
    "contact_flow_modules": "aws_connect_contact_flow_module.this",
    "quick_connects": "aws_connect_quick_connect.this",
    "queues": "aws_connect_queue.this",
    "routing_profiles": "aws_connect_routing_profile.this",
    "security_profiles": "aws_connect_security_profile.this",
}
"""Resources of the module `connect` by the input whose entries are their keys."""

INBOUND_FLOW: Final = "aws_connect_contact_flow.inbound"
"""The flow that the input `contact_flow` makes."""

_FLOWS: Final = "aws_connect_contact_flow"
_INSTANCE: Final = "aws_connect_instance.this"
_LEVELS: Final = "aws_connect_user_hierarchy_structure.this[0]"
_GROUP: Final = "aws_connect_user_hierarchy_group"
_FUNCTIONS: Final = "aws_connect_lambda_function_association.this"
_STORAGE: Final = "aws_connect_instance_storage_config.this"

HEAD: Final = """\
# Takes a contact centre that exists into the state. Written by `rollcall export --terraform`.
# After the apply these blocks have done their work: delete this file.

"""


class Imports:
    """What is taken into the state.

    Args:
        instance_id: the instance.
        module: address of the module `connect`.
    """

    def __init__(self, instance_id: str, module: str) -> None:
        self._instance = instance_id
        self._module = module
        self.single: dict[str, str] = {f"{module}.{_INSTANCE}": instance_id}
        self.by_key: dict[str, dict[str, str]] = {}

    def add(self, kind: str, ids: Mapping[str, str]) -> None:
        """Add the parts of an input, key → id; those that Terraform does not manage as resources are passed over."""
        if kind in RESOURCES:
            self._add(RESOURCES[kind], {key: f"{self._instance}:{thing_id}" for key, thing_id in ids.items()})

    def add_flows(self, ids: Mapping[str, tuple[str, str]]) -> None:
        """Add contact flows, key → type and id."""
        for resource in sorted(set(FLOW_TYPES.values())):
            own = {key: f"{self._instance}:{one}" for key, (kind, one) in ids.items() if FLOW_TYPES[kind] == resource}
            self._add(f"{_FLOWS}.{resource}", own)

    def add_inbound(self, flow_id: str) -> None:
        """Add the flow of the input `contact_flow`."""
        self.single[f"{self._module}.{INBOUND_FLOW}"] = f"{self._instance}:{flow_id}"

    def add_hierarchy(self, groups: Mapping[str, str], *, levels: bool) -> None:
        """Add the agent hierarchy: its structure if it has levels, and its groups, path → id."""
        if levels:
            self.single[f"{self._module}.{_LEVELS}"] = self._instance
        for depth, level in enumerate(LEVEL_RESOURCES):
            own = {path: f"{self._instance}:{one}" for path, one in groups.items() if path.count("/") == depth}
            self._add(f"{_GROUP}.{level}", own)

    def add_functions(self, arns: Mapping[str, str]) -> None:
        """Add functions that flows may call, key → ARN."""
        self._add(_FUNCTIONS, {key: f"{self._instance},{arn}" for key, arn in arns.items()})

    def add_storage(self, associations: Mapping[str, str]) -> None:
        """Add where kinds of data are stored, kind → id of the association."""
        self._add(_STORAGE, {kind: f"{self._instance}:{one}:{kind}" for kind, one in associations.items()})

    def _add(self, resource: str, ids: Mapping[str, str]) -> None:
        if ids:
            self.by_key[f"{self._module}.{resource}"] = dict(sorted(ids.items()))

    def by_address(self) -> dict[str, str]:
        """Return the id of each resource by its address."""
        keyed = {f"{address}[{quoted(key)}]": one for address, ids in self.by_key.items() for key, one in ids.items()}
        return self.single | keyed

    def text(self) -> str:
        """Return the blocks, as a file of Terraform's."""
        blocks = [{"to": Expression(address), "id": one} for address, one in self.single.items()]
        blocks += [
            {"for_each": ByName(ids), "to": Expression(f"{address}[each.key]"), "id": Expression("each.value")}
            for address, ids in self.by_key.items()
        ]
        return HEAD + "\n".join(f"import {{\n{attributes(block, 1)}}}\n" for block in blocks)
