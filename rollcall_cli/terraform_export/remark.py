"""What an export has to tell of a part of the centre. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """One thing that Terraform can't manage, or not all of.

    Attributes:
        kind: the input that it belongs to, such as `queues`.
        name: the thing's.
        what: why it is left out, or what of it is.
    """

    kind: str
    name: str
    what: str
