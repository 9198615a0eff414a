"""Lists that people keep by hand in a spreadsheet, in the languages that are built in and in others."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    SECOND_CANARY,
    Export,
    login_of,
    text_of,
)
from tests.unit.ingest.reading.real_world.exports.languages import BUILT_IN, OTHERS, Language

SECRETS = (CANARY, SECOND_CANARY)


def content(language: Language, columns: int, encoding: str, separator: str) -> bytes:
    """Write the first columns of a list; six is all of them, with passwords."""
    rows = [
        [p.login, p.first, p.last, p.email, p.mobile, secret][:columns]
        for p, secret in zip(language.people, SECRETS, strict=True)
    ]
    return text_of(language.headers.split(",")[:columns], rows, separator=separator).encode(encoding)


def known(language: Language, how: str, *, passwords: bool, encoding: str, separator: str) -> Export:
    first, second = language.people
    secrets = SECRETS if passwords else (None, None)
    return Export(
        f"By hand in {language.name}, {how}",
        f"a list kept in Excel, {language.name}, {encoding}",
        content(language, 6 if passwords else 5, encoding, separator),
        "agent_directory",
        accepted=2,
        agents={
            **login_of(first, email=first.email, mobile=first.mobile, password=secrets[0]),
            **login_of(second, email=second.email, mobile=second.mobile, password=secrets[1]),
        },
        canaries=SECRETS if passwords else (),
    )


def other(language: Language, how: str, *, passwords: bool, encoding: str) -> Export:
    return Export(
        f"By hand in {language.name}, {how}",
        f"a list kept in Excel, {language.name}, {encoding}",
        content(language, 6 if passwords else 4, encoding, language.separator),
        "table",
        says=(language.headers.split(",")[0],),
        canaries=SECRETS if passwords else (),
    )


def all_of(language: Language) -> list[Export]:
    return [
        known(language, "CSV UTF-8", passwords=False, encoding="utf-8-sig", separator=language.separator),
        known(language, "CSV", passwords=True, encoding=language.encoding, separator=language.separator),
        known(language, "tabs", passwords=True, encoding="utf-16", separator="\t"),
    ]


HAND_KEPT = [export for language in BUILT_IN for export in all_of(language)]
HAND_KEPT_ELSEWHERE = [
    export
    for language in OTHERS
    for export in (
        other(language, "CSV UTF-8", passwords=False, encoding="utf-8-sig"),
        other(language, "CSV UTF-8, with passwords", passwords=True, encoding="utf-8-sig"),
        *(
            [other(language, "CSV, with passwords", passwords=True, encoding=language.encoding)]
            if language.encoding != "utf-8"
            else []
        ),
    )
]
