"""Where the code of functions is unpacked, when servers share the folder."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from local_aws.ministack.functions.bootstrap import PLACE_OF_CODE
from local_aws.ministack.functions.unpacked_code import stand_ins


def zipped(text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("handler.py", text)
    return made.getvalue()


def place_of(stand_in: bytes) -> Path:
    with zipfile.ZipFile(io.BytesIO(stand_in)) as archive:
        return Path(archive.read(PLACE_OF_CODE).decode())


def age(place: Path, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(place, (then, then))


def test_a_second_server_finds_what_the_first_has_unpacked_and_compiled(tmp_path: Path) -> None:
    place = place_of(stand_ins(tmp_path)(zipped("pass")))
    (place / "compiled").touch()
    assert place_of(stand_ins(tmp_path)(zipped("pass"))) == place
    assert sorted(file.name for file in place.iterdir()) == ["compiled", "handler.py"]
    assert place_of(stand_ins(tmp_path)(zipped("..."))) != place


def test_code_that_nobody_has_used_for_a_day_is_removed(tmp_path: Path) -> None:
    used, unused = (place_of(stand_ins(tmp_path)(zipped(text))) for text in ("'used'", "'unused'"))
    age(used, hours=23)
    age(unused, hours=25)
    first = stand_ins(tmp_path)
    assert used.exists()
    assert not unused.exists()
    for _ in range(2):  # also by a server that has run for long
        first(zipped("'used'"))
        assert time.time() - used.stat().st_mtime < 3600
        age(used, hours=25)


def test_code_that_was_removed_meanwhile_is_unpacked_again(tmp_path: Path) -> None:
    first = stand_ins(tmp_path)
    place = place_of(first(zipped("pass")))
    age(place, hours=25)
    stand_ins(tmp_path)
    assert not place.exists()
    assert place_of(first(zipped("pass"))) == place
    assert [file.name for file in place.iterdir()] == ["handler.py"]
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


def test_what_is_no_zip_is_refused_each_time_and_leaves_nothing(tmp_path: Path) -> None:
    first = stand_ins(tmp_path)
    for _ in range(2):
        with pytest.raises(zipfile.BadZipFile):
            first(b"no zip")
    assert list(tmp_path.iterdir()) == []
