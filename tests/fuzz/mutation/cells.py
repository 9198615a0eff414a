"""Headers, cells and marks that tables are given."""

from __future__ import annotations

from typing import Final

SEPARATORS: Final = ",;\t|"
HEADERS: Final = (
    *("username", "login", "first name", "last name", "name", "email", "password", "PIN", "Kennwort", "status", "tags"),
    *("proficiencies", "security profiles", "routing profile", "user_hierarchy", "phone type", "mobile", "acw_seconds"),
    *("quick_connect", "auto accept", "error", "department", "", "user_hierarchy_1|user_hierarchy_2", "sep=,"),
)
CELLS: Final = (
    *("", " ", "ada", "Ada", "Admin", "Agent;Admin", "inactive", "active", "yes", "N/A", "-", "null"),
    *("=1+1", "@x", "+"),
    *("x;=cmd|' /C calc'!A0;y", "a\x1b[2Jb", "a\u202eb", "a\x00b", "\ud800", "e\u0301\u0316" * 20, "\ufffd"),
    *("M\u00c3\u00bcller", "x" * 300),
    *("1e309", "-1", "0" * 40, "9" * 400, "2000001", "+49 170 1234567", "07700900123/07700900124", "X'c396'", "&uuml;"),
    *("k=v;k=w", "k|v||k|w", "a:b:9;a:b:1", "a/b/c/d/e/f/g", "Lovelace, Ada", "a@b@c", "ada@example.com", "\u0130"),
)  # fmt: skip
MARKS: Final = ('"', '""', "'", '\\"', "\n", "\r", "\r\n", "\u2028", "\x0b", "\x85", "\0", *SEPARATORS)
