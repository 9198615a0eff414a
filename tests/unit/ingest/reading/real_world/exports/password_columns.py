"""Columns whose headers speak of passwords, in directories and in lists of passwords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    login_of,
    text_of,
)

KNOWN = "user login,first name,last name,email address"
PAIR = (MARA, TOBIAS)
# A header that says nothing but password: the cell is the initial password.
PLAIN = (
    "Password",
    "Initial password",
    "Initial Password:",
    "PASSWORD *",
    "Temporary password",
    "pwd",
    "Passwd",
    "Passwort",
    "Kennwort",
    "Initialpasswort",
    "Erstpasswort",
    "Mot de passe",
    "Contraseña",
    "Senha",
    "Wachtwoord",
    "Palavra-passe",
)
# Words that may mean more: whether the cell is used is not fixed; that it is shown nowhere is.
SHORT = (
    "PW",
    "Pass",
    "Initial PW",
    "P/W",
    "Pswd",
    "Clave",
    "Parola",
    "Heslo",
    "Passord",
    "PIN",
    "Salasana",
    "Jelszó",
    "Lozinka",
    "Slaptažodis",
    "Şifre",
    "Kodeord",
    "Lösenord",
    "Hasło",
    "Пароль",
    "Κωδικός",
    "סיסמה",
    "كلمة المرور",
    "パスワード",
    "密码",
    "비밀번호",
    "Kata sandi",
    "Mật khẩu",
    "Credential",
    "Passphrase",
)
# Headers that only speak of passwords; with cells that Amazon Connect would take for one.
SPEAKING = (
    ("PasswordLastSet", "12-Mar-2024"),
    ("Last Password Change", "12-Mar-2024"),
    ("Password changed on", "Tue12Mar2024"),
    ("PasswordHash", "5f4Dcc3b5aA765d61d8327deb882cf99"),
    ("Password salt", "Q2hhcjBuZDRzYWx0"),
    ("Secret question", "FirstPet2010?"),
    ("Secret answer", "Rex-the-2nd"),
    ("Secret Santa group", "NorthPole-7"),
    ("Password policy", "Strict-Policy-2"),
    ("Password manager", "KeePassXC-2.7"),
    ("Passwort gesetzt am", "12.Mrz.2024"),
    ("Kennwort läuft ab", "12.Mrz.2025"),
    ("Reset password link", "https://Example.com/r/1Ab"),
    ("Wi-Fi password", "Guest-Net-42"),
    ("Old password", "Old-Secret-41"),
    ("Password hint", "Hint-Is-Dog-1"),
)
FLAGS = ("PasswordNeverExpires", "PasswordExpired", "Password reset required", "PWD changed", "Force password change")
NAMELESS = ("Code", "Notes", "Temp", "Zugang", "")
SECRETS = (CANARY, SECOND_CANARY)


def directory(
    name: str, headers: str, cells: Sequence[Sequence[str]], passwords: Sequence[str | None], **more: Any
) -> Export:
    """Write a directory with further columns; `passwords` are the two that agents must have."""
    rows = [[p.login, p.first, p.last, p.email, *more_cells] for p, more_cells in zip(PAIR, cells, strict=True)]
    agents = {**login_of(MARA, password=passwords[0]), **login_of(TOBIAS, password=passwords[1])}
    settings: dict[str, Any] = {"accepted": 2, "agents": agents} | more
    return Export(
        name,
        "an administrator's list with a column about passwords",
        text_of([*KNOWN.split(","), *headers.split(",")], rows).encode(),
        "agent_directory",
        **settings,
    )


def used(header: str) -> Export:
    cells = [[secret] for secret in SECRETS]
    return directory(f"password under {header}", header, cells, SECRETS, canaries=SECRETS)


def hidden(header: str) -> Export:
    """Expect that what obeys the rule for passwords is shown nowhere, whatever stands above it."""
    agents = {**login_of(MARA), **login_of(TOBIAS)}
    return directory(
        f"maybe a password under {header or 'no header'}",
        header,
        [[secret] for secret in SECRETS],
        (None, None),
        agents=agents,
        canaries=SECRETS,
        says=(header,) if header in {"Code", "Notes", "Temp", "Zugang"} else (),
    )


def not_used(header: str, cell: str) -> Export:
    return directory(
        f"no password under {header}", header, [[cell], [cell]], (None, None), never_used=(cell,), says=(header,)
    )


def beside(header: str, cell: str) -> Export:
    cells = [[secret, cell] for secret in SECRETS]
    return directory(
        f"password beside {header}",
        f"Password,{header}",
        cells,
        SECRETS,
        canaries=SECRETS,
        never_used=(cell,),
        says=(header,),
    )


PASSWORD_COLUMNS = [
    *map(used, PLAIN),
    *map(hidden, (*SHORT, *NAMELESS)),
    *(not_used(header, cell) for header, cell in SPEAKING),
    *(directory(f"no password under {flag}", flag, [["No"], ["TRUE"]], (None, None), says=(flag,)) for flag in FLAGS),
    *(beside(header, cell) for header, cell in SPEAKING[:6]),
    directory(
        "a password that breaks the rule",
        "Password",
        [["short"], [SECOND_CANARY]],
        (None, SECOND_CANARY),
        accepted=1,
        rejected=1,
        agents=login_of(TOBIAS, password=SECOND_CANARY),
        canaries=(SECOND_CANARY,),
        says=("breaks Amazon Connect's rule",),
    ),
    directory(
        "a secretary",
        "Secretary,Passport number,Bypass,Compass team",
        [["Noor", "X1234567", "no", "B"]] * 2,
        (None, None),
    ),
]
