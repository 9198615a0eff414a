"""What is declared of a column of a directory. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from roster.columns.forms import Form

VOICE: Final = "VOICE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where Amazon Connect's API has a value that is a member of an agent's identity or phone.

    CreateUser, UpdateUserIdentityInfo, UpdateUserPhoneConfig, UpdateUserConfig and DescribeUser have it under the same
    names: https://docs.aws.amazon.com/connect/latest/APIReference/API_User.html

    Attributes:
        whole: member of `IdentityInfo` or `PhoneConfig`; empty for a setting that Connect has by channel alone.
        by_channel: the list that has the setting by channel, such as `AutoAcceptConfigs`; empty if none has.
        channel: whose entry of that list has it.
        path: where in the entry.
    """

    whole: str = ""
    by_channel: str = ""
    channel: str = VOICE
    path: tuple[str, ...] = ()


class Header(NamedTuple):
    """A header by which a column is known.

    Attributes:
        source: the language that it is in, or the system that writes it.
        text: the header; case, spaces, underscores and punctuation do not matter.
        rank: where several headers of a file name the same column, the lowest counts; two of one rank are one too many.
    """

    source: str
    text: str
    rank: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a directory.

    Attributes:
        name: as a directory of ours names it.
        form: what its cells say.
        cells: what may stand in them, for docs/directories.md.
        headers: the headers by which it is known, a line `source: header; header` for each language or system. A header
            that counts less than others has its rank behind it, as in `uid (2)`; a source may have several lines.
        facet: the facet of an agent that its value belongs to (`roster.agent`); empty if to none.
        member: of the facet; empty if the value is the facet.
        connect: where Connect has a member. How a whole facet is sent stands in `provision.connect.facet_parameters`.
        follows: the member whose value it has in Connect until somebody sets it.
        label: what people call it in `rollcall agents`; empty if it is not told there by itself.
        example: its cell in a template, where there is no better one.
        only_staff: whether lists of customers and the like have no such column.
        says_little: whether tables of other things often have such a column.
        with_saml: whether Amazon Connect takes it where users sign in by SAML.
        may_be_fixed: whether a deployment may set it for directories that lack it.
        optional: whether an agent has it only if somebody sets it. An export in which nobody has it lacks the column,
            and so does a template, since a file without it leaves alone what Connect has.
    """

    name: str
    form: Form
    cells: str
    headers: str
    facet: str = ""
    member: str = ""
    connect: Place = field(default_factory=Place)
    follows: str = ""
    label: str = ""
    example: str = ""
    only_staff: bool = False
    says_little: bool = False
    with_saml: bool = True
    may_be_fixed: bool = False
    optional: bool = False

    @property
    def is_written(self) -> bool:
        """Whether Amazon Connect can be asked for its value, so that exports have it."""
        return bool(self.facet) or self.form.name == "login"

    def known_by(self) -> Iterator[Header]:
        """Yield its headers, in the order in which they are declared."""
        for line in self.headers.strip().splitlines():
            source, _, names = line.strip().partition(": ")
            for name in names.split("; "):
                text, bracket, rank = name.rpartition(" (")
                ranked = bracket and rank[:-1].isdigit()
                yield Header(source, text, int(rank[:-1])) if ranked else Header(source, name, 1)
