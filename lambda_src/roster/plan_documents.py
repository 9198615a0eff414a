"""Writes the lines of a plan as JSON documents, and reads them back. `ReportsBucket` calls it. Pure.

In the usual plan nearly every line is unchanged, and a document for each of them took a sixth of an import's processor
time. So the unchanged lines of which the same is to be known, nothing as a rule, share a document:

    {"unchanged": [usernames, in the order of their lines], "lines": [[first, last], …], "warnings": [if there are any]}

A pair of `lines` is a run of lines without a gap. Every other line has a document of its own. So had the unchanged ones
in the plans of earlier versions, which are read as ever
(docs/decisions/0040-unchanged-lines-share-a-document.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from roster.plans import PlanLine, Problem

_SHARED: Final = frozenset({"line", "username", "outcome", "cells", "warnings"})
"""What there is to say of a line that shares a document; with anything else, it has one of its own."""

_LINE: Final = itemgetter("line")


def write_lines(lines: Iterable[PlanLine]) -> list[Mapping[str, Any]]:
    """Return the documents that say the same as the lines of a block.

    Args:
        lines: each on a later line of the file than the one before it.
    """
    documents: list[Mapping[str, Any]] = []
    shared: dict[tuple[tuple[str, str], ...], list[PlanLine]] = {}
    for line in lines:
        if line["outcome"] != "unchanged" or line["cells"] or not line.keys() <= _SHARED:
            documents.append(line)
            continue
        warnings = line.get("warnings")
        cause = tuple([(warning["column"], warning["message"]) for warning in warnings]) if warnings else ()
        if cause in shared:
            shared[cause].append(line)
        else:
            shared[cause] = [line]
    return [*map(_shared_document, shared.values()), *documents]


def read_lines(documents: Iterable[Mapping[str, Any]]) -> list[PlanLine]:
    """Return the lines of a block that documents say, in the order of the file.

    Raises:
        KeyError, TypeError, ValueError: they are no such documents, because others wrote there.
    """
    lines: list[PlanLine] = []
    is_in_order = True
    for document in documents:
        if "unchanged" in document:
            lines += _unchanged_lines(document)
            is_in_order = False
        else:
            lines.append(cast("PlanLine", document))
    return lines if is_in_order else sorted(lines, key=_LINE)


def _shared_document(lines: Sequence[PlanLine]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "unchanged": [line["username"] for line in lines],
        "lines": _runs([line["line"] for line in lines]),
    }
    if warnings := lines[0].get("warnings"):
        document["warnings"] = warnings
    return document


def _unchanged_lines(document: Mapping[str, Any]) -> Iterator[PlanLine]:
    warnings: list[Problem] = document.get("warnings", [])
    numbers = chain.from_iterable(range(first, last + 1) for first, last in document["lines"])
    for number, username in zip(numbers, document["unchanged"], strict=True):
        line: PlanLine = {"line": number, "username": username, "outcome": "unchanged", "cells": []}
        if warnings:
            line["warnings"] = warnings
        yield line


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return the first and last number of each run without a gap; the numbers grow."""
    first, last = numbers[0], numbers[-1]
    if last - first == len(numbers) - 1:
        return [[first, last]]
    runs = [[first, first]]
    for number in numbers[1:]:
        if number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs
