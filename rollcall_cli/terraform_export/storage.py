"""Where an instance keeps recordings and the like, as the input `storage`. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from rollcall_cli.centre.model import Storage
from rollcall_cli.terraform_export.remark import Remark

_MEMBERS: Final = {
    "CALL_RECORDINGS": ("call_recordings", "CallRecordings"),
    "CHAT_TRANSCRIPTS": ("chat_transcripts", "ChatTranscripts"),
    "SCHEDULED_REPORTS": ("exported_reports", "Reports"),
    "SCREEN_RECORDINGS": ("screen_recordings", "ScreenRecordings"),
    "CONTACT_EVALUATIONS": ("contact_evaluations", "ContactEvaluations"),
}
"""Kind of data → the member of the input, and the folder that the module gives it."""

_KIND: Final = "storage"
_PREFIX: Final = re.compile(r"[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*")
_LONGEST_PREFIX: Final = 100
_KEY: Final = re.compile(r"arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")


class _Place(NamedTuple):
    bucket: str
    key_arn: str
    prefix: str


def storage_input(storage: Iterable[Storage]) -> tuple[dict[str, Any], dict[str, str], list[Remark]]:
    """Return the input, the associations to import by kind of data, and what the input can't say.

    The input has one bucket with one key and one prefix: that which most kinds of data have.
    """
    places: dict[str, _Place] = {}
    remarks: list[Remark] = []
    listed = sorted(storage, key=lambda one: one.name)
    for one in listed:
        place = _place(one)
        if isinstance(place, str):
            remarks.append(Remark(_KIND, one.name, place))
        else:
            places[one.name] = place
    if not places:
        return {}, {}, remarks
    counts = Counter(places.values())
    chosen = max(sorted(counts), key=lambda place: counts[place])
    others = [kind for kind, place in places.items() if place != chosen]
    why = f"is stored elsewhere than in {chosen.bucket}/{chosen.prefix}, or with another key"
    remarks += [Remark(_KIND, kind, why) for kind in others]
    associations = {one.name: one.id for one in listed if places.get(one.name) == chosen}
    key = {"key_arn": chosen.key_arn} if chosen.key_arn else {}
    flags = {member: kind in associations for kind, (member, _) in _MEMBERS.items()}
    return {"bucket": chosen.bucket, **key, "prefix": chosen.prefix, **flags}, associations, sorted(remarks)


def _place(storage: Storage) -> _Place | str:
    """Return where a kind of data is stored, or why the input can't say it."""
    config = storage.config
    if storage.name not in _MEMBERS:
        return "is a kind of data that the input does not know"
    if config.get("StorageType") != "S3":
        return f"goes to {config.get('StorageType')} and not to a bucket"
    bucket = config["S3Config"]
    folder = _MEMBERS[storage.name][1]
    prefix = str(bucket.get("BucketPrefix", ""))
    base = prefix.removesuffix(f"/{folder}")
    if base == prefix or not _PREFIX.fullmatch(base):
        return f"has the prefix {prefix!r}, which would have to end with /{folder}"
    if len(base) > _LONGEST_PREFIX:
        return f"has a prefix of {len(base)} characters before /{folder}, and the input takes {_LONGEST_PREFIX}"
    key = str((bucket.get("EncryptionConfig") or {}).get("KeyId", ""))
    if key and not _KEY.fullmatch(key):
        return f"is encrypted with {key!r}, which is not given by the ARN of a key"
    return _Place(bucket["BucketName"], key, base)
