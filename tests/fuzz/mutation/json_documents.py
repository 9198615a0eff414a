"""Changes JSON: members that are missing, of another kind, null, huge, deep or doubled; and texts that hold JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from tests.fuzz.mutation import LARGEST
from tests.fuzz.mutation.any_bytes import change_bytes

TEXTS: Final = (
    *("", " ", "ada", "null", "PENDING", "REMOVE", "MODIFY", "INSERT", "delete", "create", "#"),
    *("a\x1b[2J\nb", "a\u202eb", "\ud800", "x" * 5000, "\u0130"),
    *("%ff%00", "a%0Ab", "../../x", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00+23:59", "1e400"),
    *("aws:sqs", "aws:dynamodb", "arn:aws:dynamodb:eu-central-1:123456789012:table/rollcall-agents/stream/x"),
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 2**63, 10**400, -1.5, 1e308, [], {}, [None], [[]], {"": None}, {"S": 1}, {"N": "x"}),
    *({"N": "1E+125"}, {"N": "-1E-130"}, {"N": "1.5"}, {"N": "9" * 38}, {"N": "1" + "0" * 125}, {"NULL": True}),
    *({"M": {"x": {"L": []}}}, {"B": "AA=="}, {"B": ""}, {"SS": ["a"]}, {"NS": ["1", "2.5"]}, {"BS": ["AA=="]}),
    *({"X": "y"}, {"S": "ada", "N": "1"}),
)  # fmt: skip

_DEEP: Final = 600
"""Levels of nesting that are added: more than Python's recursion in most hands bears, less than its parser refuses."""


def change_json(data: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """Change one thing about a JSON document; one that is none is changed as bytes."""
    if random.random() < 0.07:
        return change_bytes(data, random, others)[:LARGEST]
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return change_bytes(data, random, others)[:LARGEST]
    try:
        changed = write(change_document(document, random, [other for other in others if len(other) < 8192]))
    except RecursionError:  # it was deep already
        changed = change_bytes(data, random, others)
    return changed[:LARGEST]


def write(document: Any) -> bytes:
    """Write JSON in UTF-8, half characters too."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def change_document(document: Any, random: Random, others: Sequence[bytes] = ()) -> Any:
    """Return a document of which one member, or all of it, is another."""
    places = list(_places(document))
    if not places or random.random() < 0.03:
        return _other_value(document, random, others)
    holder, at = random.choice(places)
    value = holder[at]
    if isinstance(value, str) and value[:1] in {"{", "["} and random.random() < 0.8:
        holder[at] = change_json(value.encode("utf-8", "surrogatepass"), random).decode("utf-8", "replace")
        return document
    random.choice(_CHANGES)(holder, at, random, others)
    return document


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Return every holder and key or index below a document, without going down in a recursion."""
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting and len(found) < 2000:
        holder = waiting.pop()
        members = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
        for at, member in members:
            found.append((holder, at))
            waiting.append(member)
    return found


def _other_value(value: Any, random: Random, others: Sequence[bytes]) -> Any:
    what = random.randrange(8)
    if what == 0:
        return random.choice(TEXTS)
    if what == 1:
        return [value] * random.choice((2, 30))
    if what == 2:
        return {random.choice(("key", "S", "M", "x")): value}
    if what == 3:
        deep: Any = value
        for _ in range(random.choice((3, _DEEP))):
            deep = [deep] if random.random() < 0.5 else {"M": deep}
        return deep
    if what == 4 and others:
        try:
            return json.loads(random.choice(others))
        except (ValueError, RecursionError):
            return None
    if what == 5 and isinstance(value, str):
        at = random.randrange(len(value) + 1)
        return value[:at] + random.choice(TEXTS) + value[at:]
    return random.choice(VALUES)


def _replace(holder: Any, at: Any, random: Random, others: Sequence[bytes]) -> None:
    holder[at] = _other_value(holder[at], random, others)


def _remove(holder: Any, at: Any, *_: Any) -> None:
    del holder[at]


def _double(holder: Any, at: Any, random: Random, _: Sequence[bytes]) -> None:
    if isinstance(holder, list):
        holder[at:at] = [holder[at]] * random.choice((1, 1, 20))
    else:
        holder[random.choice(("key", "username", "S", "line", "Records", ""))] = holder[at]


def _rename(holder: Any, at: Any, random: Random, _: Sequence[bytes]) -> None:
    if isinstance(holder, dict):
        holder[random.choice((str(at).upper(), f"{at}s", "", "x" * 3000))] = holder.pop(at)
    else:
        holder.reverse()


def _exchange(holder: Any, at: Any, random: Random, _: Sequence[bytes]) -> None:
    other = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[at], holder[other] = holder[other], holder[at]


_CHANGES: Final[tuple[Callable[[Any, Any, Random, Sequence[bytes]], None], ...]] = (
    *(_replace, _replace, _replace, _remove, _double, _rename, _exchange),
)
