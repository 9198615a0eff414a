"""`rollcall export --terraform`: reads an instance, writes its files, and tells what is not in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from rollcall_cli.centre.model import Centre
from rollcall_cli.centre.reader import FOR_TERRAFORM, read_centre
from rollcall_cli.chosen_instance import ChosenClient
from rollcall_cli.errors import ATTENTION, CliError
from rollcall_cli.local_files import write_folder
from rollcall_cli.printing import amount, print_json, print_table, say, warn
from rollcall_cli.progress import progress
from rollcall_cli.terraform_export.export import TerraformExport, export_centre
from rollcall_cli.terraform_export.files import export_files
from rollcall_cli.terraform_export.names import word_of
from rollcall_cli.terraform_export.remark import Remark

_SIGN_INS: Final = frozenset({"CONNECT_MANAGED", "SAML"})


def export_for_terraform(chosen: ChosenClient, folder: Path | None, *, overwrite: bool, as_json: bool) -> int:
    """Write an instance as inputs and import blocks for Rollcall's root.

    Args:
        chosen: the instance.
        folder: where to write; None takes `connect-<alias>` in the current one, or with JSON writes nothing.
        overwrite: whether files that exist are written over.
        as_json: print JSON and nothing else.

    Returns:
        The exit code: 1 if something of the instance can't be managed by Terraform.

    Raises:
        CliError: there is no such instance, the root would replace it, or the files can't be written.
    """
    with progress("Reading the instance", quiet=as_json) as show:
        centre = read_centre(chosen.client, chosen.instance_id, FOR_TERRAFORM, show)
    _check(centre)
    outputs = chosen.deployment.outputs if chosen.deployment else {}
    export = export_centre(centre, outputs.get("name"))
    files = export_files(export)
    if folder is None and not as_json:
        folder = Path(f"connect-{centre.alias or centre.id}")
    if folder is not None:
        write_folder(folder, files, overwrite=overwrite)
    if as_json:
        print_json(_document(export, files, folder))
    else:
        _tell(export, files, folder)
    return ATTENTION if export.left_out else 0


def _check(centre: Centre) -> None:
    """Refuse an instance that the root would replace, with everything in it."""
    advice = "keep it out of Terraform: what the root can't say of an instance makes it anew"
    if not centre.alias:
        raise CliError(f"The instance {centre.id} has no alias, and the root gives it one", advice)
    if centre.identity_management_type not in _SIGN_INS:
        raise CliError(
            f"The users of {centre.id} sign in by {centre.identity_management_type}, which the root does not know",
            advice,
        )


def _document(export: TerraformExport, files: dict[str, str], folder: Path | None) -> dict[str, Any]:
    return {
        "folder": str(folder) if folder else None,
        "files": list(files),
        "inputs": export.inputs,
        "imports": export.imports.by_address(),
        "left_out": [remark._asdict() for remark in export.left_out],
        "quick_connects_of_agents": export.agents_own,
        "differences": [remark._asdict() for remark in export.differences],
    }


def _tell(export: TerraformExport, files: dict[str, str], folder: Path | None) -> None:
    print_table(("kind", "name", "what"), [("file", path, str(folder)) for path in files])
    for remark in export.left_out:
        warn(f"Left out: {_words(remark)}")
    for remark in export.differences:
        say(f"Look at: {_words(remark)}")
    if export.agents_own:
        say(f"Quick connects of agents, which come and go with them: {', '.join(export.agents_own)}")
    say(
        f"{amount(len(export.imports.by_address()), 'resource')} to import, {len(export.left_out)} left out. Copy the "
        "files into the folder of the root, then `terraform plan`: of module.connect it must have nothing but imports "
        "and what is said above"
    )


def _words(remark: Remark) -> str:
    return f"{word_of(remark.kind)} {remark.name!r} {remark.what}"
