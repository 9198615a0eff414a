"""Turns a centre into inputs of Rollcall's root, `import` blocks, and what neither can say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from rollcall_cli.centre.model import Centre, Flow, PhoneNumber, Queue, Thing
from rollcall_cli.terraform_export import entries
from rollcall_cli.terraform_export.entries import RefusedError, check_name
from rollcall_cli.terraform_export.flow_files import flow_files
from rollcall_cli.terraform_export.hcl import ByName
from rollcall_cli.terraform_export.hierarchy import exported_hierarchy, hierarchy_input
from rollcall_cli.terraform_export.imports import Imports
from rollcall_cli.terraform_export.instance_settings import (
    attribute_remarks,
    common_tags,
    inbound_flow,
    inbound_remarks,
    lacking_remarks,
    number_remarks,
    tag_remarks,
)
from rollcall_cli.terraform_export.names import CannotBeNamedError, Names, things_of
from rollcall_cli.terraform_export.outside import function_remarks, functions_by_name
from rollcall_cli.terraform_export.remark import Remark
from rollcall_cli.terraform_export.storage import storage_input

MODULE: Final = "module.connect"
"""Address of the module `connect` in Rollcall's root."""

_ENTRIES: Final[Mapping[str, Callable[[Any, Names], dict[str, Any]]]] = {
    "hours_of_operation": entries.hours_entry,
    "queues": entries.queue_entry,
    "routing_profiles": entries.routing_profile_entry,
    "security_profiles": entries.security_profile_entry,
    "quick_connects": entries.quick_connect_entry,
    "contact_flows": entries.contact_flow_entry,
    "contact_flow_modules": entries.contact_flow_module_entry,
    "phone_numbers": entries.phone_number_entry,
}
"""Inputs that are maps by name, in the order of the file."""

INBOUND_FILE: Final = "flows/inbound/inbound.json"
"""Where the content of the flow of `contact_flow` is; no name of another flow can come out like it."""

_FOLDERS: Final = {"contact_flows": "flows", "contact_flow_modules": "flow_modules"}
_UNTAGGED: Final = "phone_numbers"
"""Numbers that are taken over are no resources, so that nothing happens to their tags."""


@dataclass(slots=True)
class TerraformExport:
    """A centre for Terraform.

    Attributes:
        inputs: of the root: name → value.
        imports: what is to be taken into the state.
        files: path → content, of the flows.
        left_out: what Terraform can't manage, and why.
        agents_own: names of quick connects that belong to agents, which are left out on purpose.
        differences: what is exported and has more to it than Terraform knows, or would be changed by the apply.
    """

    inputs: dict[str, Any]
    imports: Imports
    files: dict[str, str] = field(default_factory=dict)
    left_out: list[Remark] = field(default_factory=list)
    agents_own: list[str] = field(default_factory=list)
    differences: list[Remark] = field(default_factory=list)


def export_centre(centre: Centre, name: str | None = None, module: str = MODULE) -> TerraformExport:
    """Export an instance.

    Args:
        centre: read with `FOR_TERRAFORM`.
        name: of the deployment that the instance belongs to; None if it is not known, or there is none.
        module: address of the module `connect` in the root that the import blocks are for.
    """
    things = {kind: {thing.id: thing for thing in of_kind} for kind, of_kind in things_of(centre).items()}
    name, inbound = inbound_flow(centre.flows, name)
    names, found, refused = _settled(things, inbound.id if inbound else "")
    managed = {kind: {key: things[kind][one] for one, key in names.managed(kind).items()} for kind in _ENTRIES}
    levels, groups, hierarchy_remarks = exported_hierarchy(centre)
    functions = functions_by_name(centre.lambda_functions)
    storage, associations, storage_remarks = storage_input(centre.storage)
    files = _add_files(found, managed)
    tagged = [(kind, thing) for kind in _ENTRIES if kind != _UNTAGGED for thing in managed[kind].values()]
    tagged += [("user_hierarchy", group) for group in centre.groups if group.id in groups.values()]
    tagged += [("contact_flow", inbound)] if inbound else []
    tags = common_tags(centre.tags, (thing.tags for _, thing in tagged))
    inputs: dict[str, Any] = {
        "name": name,
        "instance_alias": centre.alias,
        "identity_management_type": centre.identity_management_type,
        "tags": ByName(tags),
        "contact_flow": {"type": "custom", "file": INBOUND_FILE} if inbound else {},
        **{kind: ByName(sorted(of_kind.items())) for kind, of_kind in found.items()},
        "lambda_functions": ByName(functions),
        "storage": storage,
        "user_hierarchy": hierarchy_input(levels, sorted(groups)),
        "existing": {kind: sorted(of_kind) for kind, of_kind in sorted(names.existing.items())},
    }
    imports = Imports(centre.id, module)
    if inbound:
        files[INBOUND_FILE] = inbound.content or ""
        imports.add_inbound(inbound.id)
    for kind in _ENTRIES:
        imports.add(kind, {key: thing.id for key, thing in managed[kind].items()})
    imports.add_flows({key: (cast("Flow", flow).type, flow.id) for key, flow in managed["contact_flows"].items()})
    imports.add_hierarchy(groups, levels=bool(levels))
    imports.add_functions(functions)
    imports.add_storage(associations)

    unsaid = [
        Remark(kind, one.name, what) for kind in _ENTRIES for one in managed[kind].values() for what in one.unsaid
    ]
    differences = [*unsaid, *names.alike(), *attribute_remarks(centre.attributes), *lacking_remarks(centre, inputs)]
    differences += number_remarks(cast("PhoneNumber", number) for number in managed["phone_numbers"].values())
    differences += [*tag_remarks(centre.tags, tagged, tags), *inbound_remarks(name, inbound)]
    agents_own = {connect.id: connect.name for connect in centre.quick_connects if connect.kind == "USER"}
    left_out = [
        Remark(kind, things[kind][one].name, why) for (kind, one), why in refused.items() if one not in agents_own
    ]
    left_out += [*names.remarks(), *hierarchy_remarks, *storage_remarks, *function_remarks(centre.lambda_functions)]
    return TerraformExport(
        {"phone_number": None} | {member: value for member, value in inputs.items() if value},
        imports,
        files,
        sorted(left_out),
        sorted(agents_own.values()),
        sorted(differences),
    )


def _settled(
    things: Mapping[str, Mapping[str, Thing]], inbound: str
) -> tuple[Names, dict[str, dict[str, Any]], dict[tuple[str, str], str]]:
    """Return the keys, the entries by input and key, and what is refused, by input and id.

    What is refused is no longer managed, so that others name it as something that exists: hence once more until
    nothing new is refused.
    """
    callers = {cast("Queue", queue).caller_number for queue in things["queues"].values()}
    numbers = {one: cast("PhoneNumber", number) for one, number in things["phone_numbers"].items()}
    idle = [one for one, number in numbers.items() if not number.flow and one not in callers]
    why = "leads to no flow, and no queue calls out with it"
    refused: dict[tuple[str, str], str] = {("phone_numbers", one): why for one in idle}
    while True:
        names = Names({kind: of_kind.values() for kind, of_kind in things.items()}, refused, inbound)
        found: dict[str, dict[str, Any]] = {}
        news: dict[tuple[str, str], str] = {}
        for kind, entry in _ENTRIES.items():
            found[kind] = {}
            for one, key in names.managed(kind).items():
                try:
                    check_name(kind, key)
                    found[kind][key] = entry(things[kind][one], names)
                except (CannotBeNamedError, RefusedError) as error:
                    news[kind, one] = str(error)
        if not news:
            return names, found, refused
        refused |= news


def _add_files(found: Mapping[str, dict[str, Any]], managed: Mapping[str, Mapping[str, Thing]]) -> dict[str, str]:
    """Name a file in the entry of each flow and module; return the files' contents by path."""
    files: dict[str, str] = {}
    for kind, folder in _FOLDERS.items():
        for key, path in flow_files(folder, managed[kind]).items():
            found[kind][key]["file"] = path
            files[path] = cast("Flow", managed[kind][key]).content or ""
    return files
