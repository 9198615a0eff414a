"""Writes the stored schemas anew, and says what they have against the configuration: `make provider-schemas`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence

from scripts.packaging.dependencies import download_wheels
from scripts.packaging.errors import BuildError
from scripts.provider_schemas.comparison import complaints, deprecations
from scripts.provider_schemas.deprecations import add_deprecations
from scripts.provider_schemas.errors import SchemaError
from scripts.provider_schemas.from_bindings import read_bindings
from scripts.provider_schemas.from_terraform import read_terraform_schema
from scripts.provider_schemas.schema import Schema
from scripts.provider_schemas.stored import configuration_uses, known_deprecations, store
from scripts.provider_schemas.usage import Use
from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.lockfile import AWS, LOCK_FILE, locked_providers

_PINS = PROJECT / "requirements" / "provider-schemas.txt"
_FOLDER = PROJECT / "build" / "provider-schemas"
_CONFIGURATION = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'


def main() -> int:
    """Writes the schemas, and prints complaints and deprecations.

    Returns:
        0 unless a version lacks something that the configuration uses, a deprecation is not known, or a schema can't be
        read.
    """
    uses = configuration_uses()
    wanted = sorted({(use.kind, use.type) for use in uses})
    try:
        schemas = [_locked(wanted), _newest(wanted)]
    except (BuildError, SchemaError, TerraformSetupError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    store(schemas)
    failed = [_tell(schema, uses) for schema in schemas]
    return int(any(failed))


def _tell(schema: Schema, uses: Sequence[Use]) -> bool:
    """Prints what a version has against the configuration; returns whether that is more than known deprecations."""
    told, known = complaints(uses, schema), known_deprecations()
    lines = [f"{schema.version} ({schema.made_from}): {len(schema.types)} types, {len(told)} complaints", *told]
    failed = bool(told)
    for (kind, of, path), said in sorted(deprecations(uses, schema).items()):
        reason = known.get((schema.version, kind, of, path))
        lines.append(f"deprecated: {kind} {of}, {path}: {said} ({reason or 'not known'})")
        failed |= reason is None
    sys.stdout.write("\n  ".join(lines) + "\n")
    return failed


def _locked(wanted: Iterable[tuple[str, str]]) -> Schema:
    """Asks the provider that the project's targets run with."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    (_FOLDER / "main.tf").write_text(_CONFIGURATION, "utf-8")
    (_FOLDER / LOCK_FILE).unlink(missing_ok=True)  # of an earlier run, which may have had another version
    environment = initialise(_FOLDER, _FOLDER / "data")
    command = ["terraform", "providers", "schema", "-json"]
    printed = subprocess.run(command, cwd=_FOLDER, env=environment, stdout=subprocess.PIPE, check=True).stdout
    versions = {provider.address: provider.version for provider in locked_providers(_FOLDER / LOCK_FILE)}
    return read_terraform_schema(json.loads(printed), versions[AWS], wanted)


def _newest(wanted: Iterable[tuple[str, str]]) -> Schema:
    """Reads the newest version that can be had as Python."""
    wheels = download_wheels(_PINS, PROJECT / "build" / "wheels")
    (bindings,), (pulumi,) = wheels.glob("cdktn_provider_aws-*.whl"), wheels.glob("pulumi_aws-*.whl")
    schema = read_bindings(bindings, wanted)
    add_deprecations(pulumi, schema.types)
    version = "-".join(pulumi.name.split("-")[:2]).replace("_", "-")
    return Schema(schema.version, f"{schema.made_from}; what it deprecates: {version}", schema.types)


if __name__ == "__main__":
    raise SystemExit(main())
