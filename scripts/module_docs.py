"""Writes the tables of inputs and outputs of each Terraform module, and of the root, from the HCL.

    python -m scripts.module_docs           writes them
    python -m scripts.module_docs --check   fails if a README is not what it would write

The tables stand between two comments in the module's README, those of the root in `docs/inputs.md`; all else there is
written by hand. An object's attributes get rows of their own, with what the variable's description says of them in
lines that begin with `attribute: `.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import hcl2

from scripts.generated_text import PROJECT, DocsError, filled, write_or_check

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN: Final = "<!-- Inputs and outputs: written by `make docs` from variables.tf and outputs.tf -->"
END: Final = "<!-- End of inputs and outputs -->"

_ATTRIBUTE: Final = re.compile(r"^([a-z_]\w*): (.*)$")


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Attributes:
        name: of an input, `input.attribute`, or `input[*].attribute` of a map.
        type: as HCL writes it; `object` where its attributes have rows of their own.
        default: as HCL writes it; None if a value is needed.
        description: in one line.
    """

    name: str
    type: str
    default: str | None
    description: str


def inputs(variables: str) -> list[Row]:
    """Reads the rows of the inputs from the text of a variables.tf, in its order.

    Raises:
        DocsError: An attribute of an object has no line in the variable's description.
    """
    rows = []
    for name, block in _blocks(variables, "variable"):
        attributes = dict(_attributes(block))
        description, lines = _described(str(block.get("description", "")))
        if lines and attributes.keys() != lines.keys():
            wrong = ", ".join(sorted(attributes.keys() ^ lines.keys()))
            raise DocsError(
                f"variable {name}: describe each attribute in a line that begins with its name; see {wrong}"
            )
        several = _without_marks(block["type"]).startswith("map(")
        kind = ("map(object)" if several else "object") if lines else _without_marks(block["type"])
        default = _as_hcl(block["default"]) if "default" in block else None
        rows.append(Row(name, kind, default, description))
        each = f"{name}[*]" if several else name
        rows += [Row(f"{each}.{key}", *attributes[key], lines[key]) for key in lines]
    return rows


def outputs(text: str) -> list[Row]:
    """Reads the rows of the outputs from the text of an outputs.tf, in its order."""
    rows = []
    for name, block in _blocks(text, "output"):
        description, lines = _described(str(block.get("description", "")))
        rows.append(Row(name, "", None, description))
        rows += [Row(f"{name}.{key}", "", None, line) for key, line in lines.items()]
    return rows


def tables(module: Path) -> list[str]:
    """Returns the lines of the two tables of a module."""
    given = inputs((module / "variables.tf").read_text("utf-8"))
    lines = ["## Inputs", "", "| name | type | default | meaning |", "|---|---|---|---|"]
    for row in given:
        default = "" if row.default is None else f"`{row.default}`"
        lines.append(f"| `{row.name}` | `{_shortened(row.type)}` | {default} | {row.description} |")
    lines += ["", "## Outputs", "", "| name | value |", "|---|---|"]
    return [
        *lines,
        *(f"| `{row.name}` | {row.description} |" for row in outputs((module / "outputs.tf").read_text("utf-8"))),
    ]


def main(arguments: list[str], project: Path = PROJECT) -> int:
    """Writes or checks all files; returns 1 if one is not as it should be."""
    texts = {}
    for module, document in _documents(project).items():
        try:
            text = document.read_text("utf-8") if document.is_file() else ""
            texts[document] = filled(text, document, BEGIN, END, tables(module))
        except DocsError as error:
            sys.stderr.write(f"{module.name}: {error}\n")
            return 1
    return write_or_check(texts, project, check="--check" in arguments, source="the HCL", target="docs")


def _documents(project: Path) -> dict[Path, Path]:
    """Returns where each module is documented: the root, and the modules without what Terraform has downloaded."""
    modules = project / "modules"
    found = sorted(path.parent for path in modules.rglob("variables.tf"))
    own = [path for path in found if not any(part.startswith(".") for part in path.relative_to(modules).parts)]
    return {project: project / "docs" / "inputs.md"} | {path: path / "README.md" for path in own}


def _blocks(text: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in hcl2.loads(text).get(kind, []):
        for name, content in block.items():
            if name.startswith('"'):
                yield name.strip('"'), content


def _described(description: str) -> tuple[str, dict[str, str]]:
    """Splits a description into what it says of the whole and of each attribute."""
    whole, attributes = [], {}
    for line in _text(description).splitlines():
        match = _ATTRIBUTE.match(line.strip())
        if match:
            attributes[match[1]] = _cell(match[2])
        elif line.strip():
            whole.append(line.strip())
    return _cell(" ".join(whole)), attributes


def _text(literal: str) -> str:
    """Takes away what makes a text an HCL literal."""
    heredoc = re.fullmatch(r'"?<<-?(\w+)\n(.*)\n\s*\1\s*"?', literal, re.DOTALL)
    plain = heredoc[2] if heredoc else literal.strip('"').replace('\\"', '"')
    return plain.replace("$${", "${")


def _cell(text: str) -> str:
    """Makes a text safe for a cell of a table; <word> would be HTML."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def _without_marks(expression: Any) -> str:
    """Takes off the marks by which the parser says that something is an expression."""
    return re.sub(r"^\$\{(.*)\}$", r"\1", str(expression).strip('"'), flags=re.DOTALL)


def _attributes(block: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Yields the attributes of an object type, or of a map of objects: name, (type, default)."""
    match = re.fullmatch(r"(?:map\()?object\(\{(.*)\}\)\)?", _without_marks(block["type"]))
    for attribute in _split(match[1]) if match else ():
        name, _, kind = attribute.partition(" = ")
        if kind.startswith("optional("):
            kind, *default = _split(kind.removeprefix("optional(").removesuffix(")"))
            yield name, (kind, default[0] if default else "null")
        else:
            yield name, (kind, None)


def _shortened(kind: str) -> str:
    """Writes an object in a type with the names of its attributes alone."""
    before, opening, rest = kind.partition("object({")
    if not opening:
        return kind
    depth, end = 1, 0
    while depth:
        depth += {"{": 1, "}": -1}.get(rest[end], 0)
        end += 1
    names = ", ".join(attribute.partition(" = ")[0] for attribute in _split(rest[: end - 1]))
    return f"{before}object({{ {names} }}{rest[end:]}"


def _split(text: str) -> list[str]:
    """Splits at the commas that stand in no bracket and no quotes."""
    parts, depth, quoted = [""], 0, False
    for character in text:
        quoted ^= character == '"'
        depth += 0 if quoted else (character in "([{") - (character in ")]}")
        if character == "," and depth == 0 and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _as_hcl(value: Any) -> str:
    """Writes a default as HCL does."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inner = ", ".join(f"{key.strip(chr(34))} = {_as_hcl(member)}" for key, member in value.items() if key[0] != "_")
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_as_hcl(member) for member in value)}]"
    return _without_marks(value) if str(value).startswith("${") else str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
