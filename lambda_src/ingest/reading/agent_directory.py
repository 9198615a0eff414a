"""Reads an upload as an agent directory, row by row. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import BinaryIO, Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading.columns import Header
from ingest.reading.doubtful_rows import judge
from ingest.reading.doubts import CERTAIN, Finding
from ingest.reading.header_notices import header_notices
from ingest.reading.line_numbers import LineNumbers
from ingest.reading.open_quotes import OpenQuotes
from ingest.reading.records import FileRecord, open_records
from ingest.reading.repeated_headers import RepeatedHeaders
from ingest.reading.row import Row
from ingest.reading.row_reader import RowReader
from ingest.reading.row_width import RowWidth
from ingest.reading.seen_logins import Earlier, SeenLogins
from ingest.reading.swallowed_rows import swallowed_rows
from ingest.reading.text import UnreadableError
from roster.plans import Problem

_NAMES: Final = ("first_name", "last_name", "name")
_CUT: Final = "a line break seems to have cut the row; quote the cell that holds it"


class AgentDirectory:
    """An agent directory, read row by row; only the logins' hashes are kept.

    Args:
        stream: the upload, at its beginning.
        header: its header, from `find_header`.
        rules: the deployment's rules.
    """

    def __init__(self, stream: BinaryIO, header: Header, rules: DeploymentRules) -> None:
        self.header = header
        self._records = open_records(stream, header)
        self._rules = rules
        self._passed_over = LineNumbers()
        self._unreadable: Row | None = None

    @property
    def kept_columns(self) -> list[str]:
        """Those of the file's own headers whose cells may leave it."""
        return [self.header.names[index] for index in self.header.kept]

    @property
    def name_columns(self) -> dict[str, int]:
        """Which of the kept columns hold the agents' names, by the column's name."""
        columns, kept = self.header.columns, self.header.kept
        return {name: kept.index(columns[name]) for name in _NAMES if name in columns}

    @property
    def encoding(self) -> str:
        """Python's name for the file's encoding, as far as its rows were read by now."""
        return self._records.encoding

    @property
    def notice(self) -> str:
        """What to know about the file as a whole, once its rows were read; empty if there is nothing."""
        return " ".join(
            filter(None, [*header_notices(self.header), *self._records.notices(), _repeated_header(self._passed_over)])
        )

    def problem(self) -> str | None:
        """Return why the whole file is rejected; None if it is not."""
        if not self.header.is_agent_directory:
            # Only a file that is rejected whole needs such advice.
            from ingest.reading.table_advice import advise

            return " ".join(filter(None, [advise(self.header), self.header.dialect.older.notice]))
        if self.header.repeated:
            return (
                f"The header has several columns for the same: {', '.join(self.header.repeated)}; "
                "keep one of each and upload the file again."
            )
        if not {"username", "email"} & self.header.columns.keys():
            from ingest.reading.table_advice import advise_on_login  # as above

            return advise_on_login(self.header)
        return None

    def rows(self, logins: SeenLogins | None = None) -> Iterator[Row]:
        """Yield the rows below the header; blank lines are skipped.

        A username that stood on an earlier line makes its row a rejected one. Where the file can't be read any
        more, a last rejected row says so.

        Args:
            logins: empty; remembers the file's logins for a caller that asks for them afterwards.
        """
        seen = SeenLogins() if logins is None else logins
        table_width = RowWidth(self.header)
        whole, add = table_width.width, seen.add
        # A row with too few cells waits for the next one: the two may be one row that a line break has cut.
        cut: tuple[Row, int] | None = None
        for row, width in self._read_rows():
            if row.username and (earlier := add(row.username, row.line)):
                row = _rejected(row, _repeated("" if row.doubtful else row.username, earlier))
            if cut is not None:
                held, held_width = cut
                if table_width.is_cut(held_width, width):
                    held, row = _rejected(held, _CUT), _rejected(row, _CUT)
                yield held
                cut = None
            if width < whole:
                cut = row, width
            else:
                yield row
        if cut is not None:
            yield cut[0]

    def _read_rows(self) -> Iterator[tuple[Row, int]]:
        """Yield each row and how many cells it has in the file."""
        header, names = self.header, len(self.header.names)
        reader = RowReader(header, self._rules)
        quotes = OpenQuotes(header)
        headers = RepeatedHeaders(header, self._rules.column_names)
        self._passed_over = headers.passed_over
        header_end = header.last_line
        for (line, last_line, cells, _, doubtful), finding in self._judged_records():
            if line <= header_end or not cells:
                continue
            if last_line > line and (broken := quotes.check(line, last_line, cells)):
                yield _shown(broken, finding, header), names
                yield from ((row, names) for row in swallowed_rows(header, line, cells))
            elif row := reader.read(line, cells, doubtful):
                if headers.is_plain_row(cells, row):
                    yield (_shown(row, finding, header) if finding.doubt else row), len(cells)
                elif checked := headers.check(cells, row):
                    yield _shown(checked, finding, header), len(cells) if checked is row else names
        if self._unreadable is not None:
            yield self._unreadable, names

    def _judged_records(self) -> Iterator[tuple[FileRecord, Finding]]:
        """Yield each record with what is known about its cells' places.

        Without passwords nothing needs hiding, and a workbook says where each of its cells stands.
        """
        records = self._readable_records()
        if self.header.may_hold_passwords and self.header.dialect.sheet is None:
            return judge(records, self.header, self._rules.column_names)
        return zip(records, repeat(CERTAIN))

    def _readable_records(self) -> Iterator[FileRecord]:
        record: FileRecord | None = None
        try:
            for record in self._records:
                yield record
        except UnreadableError as error:
            next_line = 1 if record is None else record.last_line + 1
            message = f"the file can't be read from here on ({error}); correct it and upload it again"
            self._unreadable = _rejected(Row(next_line), message)


def _shown(row: Row, finding: Finding, header: Header) -> Row:
    """Return a row as it is, or without all that quotes its cells where it is not certain which cell is which."""
    if not finding.doubt:
        return row
    if not row.problems and not finding.refused:
        warning: Problem = {"column": "", "message": f"{finding.doubt}; its cells are not shown"}
        return row._replace(cells=(), warnings=(warning,), doubtful=True)
    # Problems of the row as a whole and of its password quote no cell; the others are named by their column alone.
    silent = {"", *(header.names[index].strip() for index in header.passwords)}
    unquoted = f"breaks a rule; what it says is not shown, because {finding.doubt}"
    problems: list[Problem] = [
        problem if problem["column"] in silent else {"column": problem["column"], "message": unquoted}
        for problem in row.problems
    ]
    if all(problem["column"] in silent for problem in problems):
        message = f"{finding.doubt}; nothing of it is shown, as the file has passwords"
        problems.append({"column": "", "message": message})
    return Row(row.line, problems=tuple(problems), doubtful=True)


def _repeated_header(lines: LineNumbers) -> str:
    return f"The header stands again on line {lines}, which was passed over." if lines else ""


def _repeated(login: str, earlier: Earlier) -> str:
    if not login:
        return f"the login stands on line {earlier.line} already; keep one"
    if earlier.same:
        return f"'{login}' stands on line {earlier.line} already; keep one"
    return (
        f"'{login}' stands on line {earlier.line} already, with other letters in capitals; keep one of the two logins"
    )


def _rejected(row: Row, message: str) -> Row:
    """Return a row with one more problem, of the row as a whole."""
    problems: tuple[Problem, ...] = (*row.problems, {"column": "", "message": message})
    return Row(row.line, problems=problems) if row.doubtful else row._replace(problems=problems)
