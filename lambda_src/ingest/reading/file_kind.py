"""Tells an agent directory, or another table of people or passwords, from a plain file. Pure.

What a file is, is told by its content; its name only says that it may list people.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO

from ingest.reading.columns import Header
from ingest.reading.containers.first_bytes import is_container, may_be_markup
from ingest.reading.dialect import HEAD_BYTES, read_head
from ingest.reading.encoding_names import OlderEncoding, declared_encoding
from ingest.reading.readings import find_in_readings


def find_header(
    file: BinaryIO | bytes, key: str = "", column_names: Mapping[str, str] | None = None, content_type: str = ""
) -> Header | None:
    """Find the header of a file.

    Args:
        file: the file, at its beginning, where it is left; it can seek. Of text its first `HEAD_BYTES` are enough.
        key: the file's name, which may say that it lists people.
        column_names: the deployment's own headers → columns.
        content_type: what the uploader says the file is; it may name an older encoding.

    Returns:
        The header of an agent directory; of a table of people or passwords that is none; or of a file that may hold
        one and is refused. None for a plain file.
    """
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    head = stream.read(HEAD_BYTES)
    try:
        if is_container(head):
            # With it come the readers of archives and XML, which most files do without.
            from ingest.reading.containers.find_in_container import find_in_container

            return find_in_container(
                stream, head, key, column_names, lambda data, name: _find_in_text(data, name, column_names)
            )
    finally:
        stream.seek(0)
    return _find_in_text(head, key, column_names, declared_encoding(content_type))


def _find_in_text(
    head: bytes, key: str, column_names: Mapping[str, str] | None, declared: OlderEncoding | None = None
) -> Header | None:
    beginning = read_head(head, declared) if head else None
    if beginning is None:
        return None
    if may_be_markup(beginning.text):
        # With it comes a parser of HTML, which no other file needs.
        from ingest.reading.containers.markup import judge_markup

        if refused := judge_markup(beginning.text, key, column_names):
            return refused
    return find_in_readings(list(beginning.readings()), beginning.text, key, column_names)
