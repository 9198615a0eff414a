"""Changes gzip files of a JSON document a line, as plans are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from random import Random

from tests.fuzz.mutation import LARGEST
from tests.fuzz.mutation.any_bytes import change_bytes
from tests.fuzz.mutation.json_documents import change_json


def change_json_lines(data: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """Change one document, or the order and number of them, or how they are packed."""
    if random.random() < 0.1:
        return change_bytes(data, random, others)[:LARGEST]
    try:
        lines = zlib.decompressobj(31).decompress(data, LARGEST).split(b"\n")
    except zlib.error:
        return change_bytes(data, random, others)[:LARGEST]
    at = random.randrange(len(lines))
    what = random.randrange(6)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines[at:at] = [lines[at]]
    elif what == 2:
        lines.reverse()
    else:
        lines[at] = change_json(lines[at], random)
    return gzip.compress(b"\n".join(lines), mtime=0)
