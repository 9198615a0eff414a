"""Tells which headers speak of passwords, in the languages of Amazon Connect's console and others of Europe. Pure.

A password is read only from a header that says nothing else; `roster.columns.sign_in` lists those. A header that merely
has one of the words below, such as "PasswordLastSet" or "PIN", may stand above passwords too: cells of such a column
are taken out of the upload, and never used or shown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.reading.normal_form import normal_form

ANYWHERE: Final = (
    *("password", "passwd", "pwd", "pswd", "passphrase", "passcode", "passkey", "secret", "vmpin"),
    *("passwort", "kennwort", "losungswort", "geheimzahl", "wachtwoord", "adgangskode", "kodeord", "passord"),
    *("lösenord", "salasana", "motdepasse", "contraseña", "contrasena", "palavrapasse", "hasło", "haslo", "jelszó"),
    *("lozinka", "slaptažodis", "пароль", "парола", "лозинка", "סיסמה", "كلمةالمرور", "كلمةالسر", "パスワード"),
    *("暗証番号", "密码", "密碼", "口令", "비밀번호", "암호", "katasandi", "mậtkhẩu", "รหัสผ่าน"),
)
"""Wherever one of them stands in a header, whatever is between its parts. "Secretary" is none of them."""

WHOLE: Final = (
    *("pw", "pass", "pin", "pins", "psw", "pword", "pwort", "clave", "parola", "parole", "parol", "senha", "heslo"),
    *("geslo", "şifre", "parool", "sandi", "lösen", "passe", "κωδικός", "credential", "credentials"),
)
"""Only where one of them is a word of a header: "pin" is none in "shopping", nor "pass" in "compass"."""

_NOISE: Final = re.compile(r"[\W_]+")
# A word ends where its letters do, and before a capital letter behind a small one: "InitialPW", "PIN2".
_WORD: Final = re.compile(r"[^\W\d_a-z]+(?![a-z])|[^\W\d_](?:(?![A-Z])[^\W\d_])*")


def fold(text: str) -> str:
    """Return a text in small letters without accents and without what is no letter or digit."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOISE.sub("", text.lower())
    parts = normal_form("NFKD", text.casefold())
    return _NOISE.sub("", "".join(part for part in parts if not unicodedata.combining(part)))


_ANYWHERE: Final = re.compile(
    "|".join("secret(?!ar|air)" if word == "secret" else re.escape(fold(word)) for word in ANYWHERE)
)
_WHOLE: Final = frozenset(map(fold, WHOLE))
_SOME_WHOLE: Final = re.compile("|".join(sorted(_WHOLE)))


def speaks_of_passwords(header: str) -> bool:
    """Whether a header has a word for passwords in it."""
    folded = fold(header)
    if _ANYWHERE.search(folded) or folded in _WHOLE:
        return True
    if header.isascii() and not _SOME_WHOLE.search(folded):
        return False  # as of most headers
    words = _WORD.findall(normal_form("NFKC", header))
    return any(fold(word) in _WHOLE for word in words)


def speaks_plainly(header: str) -> bool:
    """Whether a header has a word that means a password and nothing else; "pass" and "pin" have other meanings."""
    return _ANYWHERE.search(fold(header)) is not None
