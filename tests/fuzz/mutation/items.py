"""Changes an item of DynamoDB, so that it mostly stays one: attributes of every kind, from other items, or gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from tests.fuzz.mutation import LARGEST
from tests.fuzz.mutation.json_documents import TEXTS, change_json, write

_VALUES: Final[tuple[dict[str, Any], ...]] = (
    *({"S": text} for text in TEXTS),
    *({"N": text} for text in ("0", "-1", "1", "5", "1.5", "700", "1E+125", "-1E-130", "9" * 38, "1" + "0" * 125)),
    *({"BOOL": True}, {"BOOL": False}, {"NULL": True}, {"B": ""}, {"B": "AA=="}, {"B": "e30="}),
    *({"SS": ["a"]}, {"SS": ["", "Agent"]}, {"NS": ["1"]}, {"NS": ["-1", "2.5"]}, {"BS": ["AA=="]}),
    *({"L": []}, {"M": {}}, {"L": [{"S": "a"}, {"N": "1"}]}, {"M": {"x": {"S": "a"}}}),
)

_Place = tuple[Any, Any]
"""What an attribute value is in, and its name or index there."""


def change_item(data: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """Change one thing about an item in JSON; some of them, and what is none, as any JSON."""
    try:
        item = json.loads(data)
        places = list(_places(item))
    except (ValueError, RecursionError):
        places = []
    if not places or random.random() < 0.2:
        return change_json(data, random, others)
    random.choice(_CHANGES)(item, random.choice(places), random, others)
    return write(item)[:LARGEST]


def _places(item: Any) -> list[_Place]:
    """Return where attribute values are: in the item, and in its maps and lists."""
    found: list[_Place] = []
    waiting = [item] if isinstance(item, dict) else []
    while waiting and len(found) < 2000:
        holder = waiting.pop()
        for at, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, dict) and len(value) == 1:
                found.append((holder, at))
                [(kind, content)] = value.items()
                if (kind, type(content)) in {("M", dict), ("L", list)}:
                    waiting.append(content)
    return found


def _replace(_: Any, place: _Place, random: Random, others: Sequence[bytes]) -> None:
    holder, at = place
    holder[at] = _value(random, others)


def _remove(_: Any, place: _Place, *__: Any) -> None:
    holder, at = place
    del holder[at]


def _add(item: Any, _: _Place, random: Random, others: Sequence[bytes]) -> None:
    names = [name for other in map(_item_of, others) for name in other] or ["x"]
    item[random.choice(names)] = _value(random, others)


def _wrap(_: Any, place: _Place, random: Random, __: Sequence[bytes]) -> None:
    holder, at = place
    holder[at] = random.choice(({"L": [holder[at]]}, {"L": [holder[at]] * 30}, {"M": {"x": holder[at]}}))


def _exchange(item: Any, place: _Place, random: Random, _: Sequence[bytes]) -> None:
    holder, at = place
    other, there = random.choice(_places(item))
    holder[at], other[there] = json.loads(json.dumps(other[there])), json.loads(json.dumps(holder[at]))


def _value(random: Random, others: Sequence[bytes]) -> Any:
    values = [value for other in map(_item_of, others) for value in other.values()]
    return random.choice(values) if values and random.random() < 0.2 else json.loads(json.dumps(random.choice(_VALUES)))


def _item_of(data: bytes) -> dict[str, Any]:
    """Return an item, empty where bytes are none."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return item if isinstance(item, dict) else {}


_CHANGES: Final[tuple[Callable[[Any, _Place, Random, Sequence[bytes]], None], ...]] = (
    *(_replace, _replace, _replace, _replace, _remove, _add, _wrap, _exchange),
)
