"""What the interface is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["input", "output", "column", "header", "table", "report file", "metric", "command"]
"""Inputs and outputs of Terraform, columns and header words of a directory, tables, files, metrics and commands."""

Interface = Mapping[Kind, Mapping[str, str]]
"""By kind: name of an entry → what users rely on beside the name, such as its type and default; it may be empty."""
