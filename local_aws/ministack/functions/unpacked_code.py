"""Unpacks the code of a function once for all its workers, as Lambda has it at one place in each environment.

ministack unpacks the zip anew for each worker, and Python then compiles each module anew: a good half of the time that
a worker takes to start. It is given a small zip in its place, whose one file says where the code is.

The folder may be one that servers share, as a row of tests does that each start one and deploy the same zips.
"""

import contextlib
import functools
import hashlib
import io
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from local_aws.ministack.functions.bootstrap import PLACE_OF_CODE

_DAY = 24 * 60 * 60
"""Seconds after which code is removed from the folder that no server has unpacked or looked for."""

_KEPT = 64
"""Zips that are remembered; each is a few megabytes that ministack holds anyway."""


def stand_ins(folder: Path) -> Callable[[bytes], bytes]:
    """Gives the function that makes, of a function's zip, the small zip that stands for it.

    Args:
        folder: Where code is unpacked, each zip into a folder of its own.

    Returns:
        A function that raises `zipfile.BadZipFile` for what is no zip.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_old(folder)

    @functools.lru_cache(maxsize=_KEPT)
    def place_and_zip(code_zip: bytes) -> tuple[Path, bytes]:
        place = folder / hashlib.sha256(code_zip).hexdigest()[:16]
        text = io.BytesIO()
        with zipfile.ZipFile(text, "w") as archive:
            archive.writestr(PLACE_OF_CODE, str(place))
        return place, text.getvalue()

    def stand_in(code_zip: bytes) -> bytes:
        place, small_zip = place_and_zip(code_zip)
        _keep(code_zip, place)
        return small_zip

    return stand_in


def _keep(code_zip: bytes, place: Path) -> None:
    """Notes that the code is in use, or unpacks it, also if another server has removed it meanwhile."""
    try:
        os.utime(place)
    except FileNotFoundError:
        _unpack(code_zip, place)


def _unpack(code_zip: bytes, place: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(code_zip)) as archive:
        # Beside it first: two invocations may begin at once, and neither may find half of it.
        parts = Path(tempfile.mkdtemp(dir=place.parent))
        archive.extractall(parts)
    try:
        os.rename(parts, place)
    except OSError:  # the other one was first
        shutil.rmtree(parts)


def _remove_old(folder: Path) -> None:
    for place in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another server removes it, too
            if place.stat().st_mtime < time.time() - _DAY:
                shutil.rmtree(place, ignore_errors=True)
