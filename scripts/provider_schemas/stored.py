"""The schemas that are kept beside the tests, and the configuration that they are compared with."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

from scripts.provider_schemas.schema import Schema
from scripts.provider_schemas.usage import Use, uses_of
from scripts.terraform.initialise import PROJECT

SCHEMAS: Final = PROJECT / "tests" / "contract" / "provider_schemas"
KNOWN: Final = SCHEMAS / "known_deprecations.csv"
_CONFIGURATION: Final = ("*.tf", "modules/**/*.tf", "examples/*/*.tf")
_USERS_OWN: Final = "override.tf"


def configuration_uses(project: Path = PROJECT) -> list[Use]:
    """List what the root, the modules and the examples use of the AWS provider."""
    paths = sorted({path for pattern in _CONFIGURATION for path in project.glob(pattern)})
    return [
        use
        for path in paths
        if not path.name.endswith(_USERS_OWN)
        for use in uses_of(path.relative_to(project).as_posix(), path.read_text("utf-8"))
    ]


def stored_schemas(folder: Path = SCHEMAS) -> list[Schema]:
    """Read the stored schemas, the lowest version first."""
    schemas = [Schema.from_json(json.loads(path.read_text("utf-8"))) for path in folder.glob("*.json")]
    return sorted(schemas, key=lambda schema: [int(part) for part in schema.version.split(".")])


def store(schemas: list[Schema], folder: Path = SCHEMAS) -> None:
    """Replace the stored schemas."""
    for path in folder.glob("*.json"):
        path.unlink()
    for schema in schemas:
        text = json.dumps(schema.to_json(), indent=1, ensure_ascii=False)
        (folder / f"{schema.version}.json").write_text(f"{text}\n", "utf-8")


def known_deprecations(path: Path = KNOWN) -> dict[tuple[str, str, str, str], str]:
    """Read the deprecations that are followed later: (version, kind, type, path) → the reason."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["version"], row["kind"], row["type"], row["path"]): row["reason"] for row in csv.DictReader(file)}
