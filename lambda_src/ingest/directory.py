"""Opens an upload as an agent directory: finds its header, then yields its rows. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from ingest.columns import Header, read_header
from ingest.policy import Policy
from ingest.rows import Row, RowReader

_HEAD_BYTES: Final = 65_536


class Directory:
    """An agent directory, read row by row in flat memory.

    Args:
        stream: the upload, at its beginning.
        header: its header, from `sniff`.
        policy: the deployment's decisions.
    """

    def __init__(self, stream: BinaryIO, header: Header, policy: Policy) -> None:
        self.header = header
        self._stream = stream
        self._policy = policy

    @property
    def kept_columns(self) -> list[str]:
        """The file's own headers, but for passwords."""
        return [self.header.names[index] for index in self.header.kept]

    def problem(self) -> str | None:
        """Say why the whole file can't be taken, if so."""
        if not self.header.is_agent_directory:
            return (
                "The file has a column of passwords but is no agent directory, so nothing of it was stored. "
                "Passwords belong into AWS Secrets Manager; remove the column, or add the columns of a directory."
            )
        if self.header.repeated:
            return (
                f"The header names {', '.join(self.header.repeated)} more than once; "
                "keep one column of each and upload the file again."
            )
        if not {"username", "email"} & self.header.columns.keys():
            return (
                "The header has no column for the login; add one named 'user login' (or 'email address', "
                "to use the addresses as logins) and upload the file again."
            )
        return None

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header; blank lines are skipped.

        A username that stood on an earlier line makes its row a rejected one. Where the file stops being
        CSV, a last rejected row says so.
        """
        reader = RowReader(self.header, self._policy)
        first_line: dict[str, int] = {}
        lines = csv.reader(io.TextIOWrapper(self._stream, encoding="utf-8-sig", newline=""))
        line = 1
        try:
            next(lines)  # the header
            line = lines.line_num + 1
            for cells in lines:
                if any(cells):
                    row = reader.read(line, cells)
                    if row.username and (earlier := first_line.setdefault(row.username, line)) != line:
                        row.problems.append(
                            {"column": "", "message": f"'{row.username}' stands on line {earlier} already; keep one"}
                        )
                    yield row
                line = lines.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            message = f"the file can't be read from here on ({error}); correct it and upload it again"
            yield Row(line, problems=[{"column": "", "message": message}])


def sniff(head: bytes) -> Header | None:
    """Understand the first line of a file.

    Args:
        head: the file's first bytes, 64 KiB are enough.

    Returns:
        The header of an agent directory or of a table with passwords; None for a plain file.
    """
    try:
        text = head[:_HEAD_BYTES].decode("utf-8-sig", errors="strict" if len(head) < _HEAD_BYTES else "ignore")
        cells = next(csv.reader(io.StringIO(text, newline="")), [])
    except (UnicodeDecodeError, csv.Error):
        return None
    header = read_header(cells)
    return header if header.is_agent_directory or header.holds_credentials else None
