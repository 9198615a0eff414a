"""Reads and writes files on the operator's machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from botocore.exceptions import BotoCoreError

from rollcall_cli.errors import USAGE, CliError


@contextmanager
def open_input(file: Path) -> Iterator[BinaryIO]:
    """Open a file that the user named.

    Raises:
        CliError: it can't be read.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        raise CliError(
            f"{file} can't be read: {error.strerror}", "check the path and its permissions", USAGE
        ) from error
    with stream:
        yield stream


def write_output(file: Path | None, text: str, *, new: bool = False) -> None:
    """Write a sheet to a file, for spreadsheets with a byte order mark; None writes it to standard output.

    Args:
        file: is overwritten unless it has to be new.
        text: the sheet.
        new: whether a file that exists is left as it is.

    Raises:
        CliError: it can't be written, or is there and has to be new.
    """
    _write(file, text, "utf-8-sig", mode="x" if new else "w")


def refuse_existing(file: Path | None) -> None:
    """Make sure that a file is not there, before anything is done to write it; None is standard output.

    Raises:
        CliError: it is there; somebody may have filled it in.
    """
    if file is not None and os.path.lexists(file):
        raise _exists(file)


def _exists(file: Path) -> CliError:
    return CliError(f"{file} exists and is not overwritten", "choose another --output, or move the file away", USAGE)


def write_text(file: Path | None, text: str) -> None:
    """Write a text to a file; None writes it to standard output.

    Raises:
        CliError: it can't be written.
    """
    _write(file, text, "utf-8", mode="w")


def _write(file: Path | None, text: str, encoding: str, *, mode: Literal["w", "x"]) -> None:
    if file is None:
        sys.stdout.write(text)
        return
    try:
        with file.open(mode, encoding=encoding, newline="") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise _exists(file) from error
    except OSError as error:
        raise CliError(f"{file} can't be written: {error.strerror}", "choose another --output", USAGE) from error


def write_pieces(file: Path, pieces: Iterable[bytes]) -> int:
    """Write a file from pieces and return its size in bytes.

    Raises:
        CliError: it can't be written.
        BotoCoreError: the pieces come from AWS, and the next one can't be read.
    """
    try:
        with file.open("wb") as stream:
            return sum(stream.write(piece) for piece in pieces)
    except BotoCoreError:  # some are `OSError`s too, and say nothing of the file
        raise
    except OSError as error:
        raise CliError(f"{file} can't be written: {error.strerror}", "choose another --output", USAGE) from error


def write_folder(folder: Path, files: Mapping[str, str], *, overwrite: bool) -> None:
    """Write files below a folder, all of them or none.

    Args:
        folder: is made if it is not there.
        files: path below the folder → text.
        overwrite: whether files that exist are written over.

    Raises:
        CliError: a file exists, or can't be written.
    """
    if not overwrite and (there := [path for path in files if os.path.lexists(folder / path)]):
        raise CliError(
            f"{', '.join(there)} in {folder} would be overwritten", "choose another --output, or add --force", USAGE
        )
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8", newline="")
    except OSError as error:
        raise CliError(f"{folder} can't be written: {error.strerror}", "choose another --output", USAGE) from error


def write_private(file: Path, text: str) -> None:
    """Write a new file that only its owner may read.

    Raises:
        CliError: it exists, or can't be written.
    """
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError as error:
        raise CliError(f"{file} exists, and may be readable for others", "choose another --output", USAGE) from error
    except OSError as error:
        raise CliError(f"{file} can't be written: {error.strerror}", "choose another --output", USAGE) from error
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
