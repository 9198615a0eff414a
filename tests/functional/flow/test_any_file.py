"""Whatever is uploaded, the whole flow comes to rest: nothing is raised but what the import's report says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.functional.flow.files import Line, body
from tests.functional.flow.world import World, check_at_rest
from tests.unit.ingest.reading.real_world.files import FILES
from tests.unit.ingest.reading.real_world.writing import RealFile

STAFF = body((Line("ada", 10, evening=False, active=True), Line("bob", 10, evening=False, active=True)))
SMALL = [file for file in FILES if len(file.content) < 20_000]
HEADERS = [STAFF.splitlines()[0], b"first name;last name;routing profile;status;pwd", b"account,password"]


def upload(content: bytes, *, mirror: bool) -> World:
    """Upload a file over a directory of two agents, and go on until nothing is left to do."""
    world = World(mirror=mirror)
    for version in (STAFF, content):
        world.upload("all.csv", version)
        world.drain()
    return world


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
@pytest.mark.parametrize("file", SMALL, ids=lambda file: file.name)
def test_files_of_the_real_world(file: RealFile, mirror: bool) -> None:
    world = upload(file.content, mirror=mirror)

    check_at_rest(world)
    _, *records = world.records()
    assert [bool(record.get("reason")) for record in records] == (
        [] if file.kind == "plain file" else [file.kind == "rejected whole"]
    )
    if file.kind != "directory":
        assert set(world.users()) == {"ada", "bob"}


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
@settings(max_examples=100)
@given(
    content=st.one_of(
        st.binary(max_size=500),
        st.builds(lambda header, rest: header + b"\n" + rest, st.sampled_from(HEADERS), st.binary(max_size=300)),
        st.builds(
            lambda content, at, piece, lost: content[:at] + piece + content[at + lost :],
            st.sampled_from([STAFF, *(file.content for file in SMALL if len(file.content) < 2_000)]),
            st.integers(0, 1_000),
            st.binary(max_size=8),
            st.integers(0, 40),
        ),
    )
)
def test_bytes_of_any_kind(mirror: bool, content: bytes) -> None:
    check_at_rest(upload(content, mirror=mirror))
