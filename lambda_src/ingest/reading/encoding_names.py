"""The older encodings that files of names come in, and what people call them. Pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final, Literal

Script = Literal["Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Thai", "Japanese", "Chinese", "Korean"]


@dataclass(frozen=True, slots=True)
class OlderEncoding:
    """An encoding that a system wrote before it wrote UTF-8.

    Attributes:
        codec: Python's name for it.
        name: what programs call it where a file is opened or saved.
        script: what it is for; all of them have the letters of ASCII too.
        languages: those that are written with it, by the names that charset-normalizer has for them.
    """

    codec: str
    name: str
    script: Script
    languages: tuple[str, ...] = ()


_CYRILLIC: Final = ("Russian", "Ukrainian", "Bulgarian", "Serbian")
_ARABIC: Final = ("Arabic", "Farsi")

WESTERN: Final = (
    OlderEncoding("cp1252", "windows-1252", "Latin"),
    OlderEncoding("mac-roman", "Mac Roman", "Latin"),
    OlderEncoding("cp850", "MS-DOS (code page 850)", "Latin"),
)
OTHER_LATIN: Final = (
    OlderEncoding("cp1250", "windows-1250", "Latin"),
    OlderEncoding("iso8859-2", "ISO-8859-2", "Latin"),
    OlderEncoding("cp852", "MS-DOS (code page 852)", "Latin"),
    OlderEncoding("mac-latin2", "Mac Central European", "Latin"),
    OlderEncoding("cp1254", "windows-1254", "Latin"),
    OlderEncoding("mac-turkish", "Mac Turkish", "Latin"),
    OlderEncoding("cp857", "MS-DOS (code page 857)", "Latin"),
    OlderEncoding("cp1257", "windows-1257", "Latin"),
    OlderEncoding("cp775", "MS-DOS (code page 775)", "Latin"),
    OlderEncoding("iso8859-15", "ISO-8859-15", "Latin"),
)
OTHER_SCRIPTS: Final = (
    OlderEncoding("cp1251", "windows-1251", "Cyrillic", _CYRILLIC),
    OlderEncoding("koi8-r", "KOI8-R", "Cyrillic", ("Russian", "Bulgarian")),
    OlderEncoding("koi8-u", "KOI8-U", "Cyrillic", ("Ukrainian",)),
    OlderEncoding("cp866", "MS-DOS (code page 866)", "Cyrillic", _CYRILLIC),
    OlderEncoding("cp1125", "MS-DOS (code page 1125)", "Cyrillic", ("Ukrainian",)),
    OlderEncoding("cp855", "MS-DOS (code page 855)", "Cyrillic", _CYRILLIC),
    OlderEncoding("iso8859-5", "ISO-8859-5", "Cyrillic", _CYRILLIC),
    OlderEncoding("mac-cyrillic", "Mac Cyrillic", "Cyrillic", _CYRILLIC),
    OlderEncoding("cp1253", "windows-1253", "Greek", ("Greek",)),
    OlderEncoding("iso8859-7", "ISO-8859-7", "Greek", ("Greek",)),
    OlderEncoding("mac-greek", "Mac Greek", "Greek", ("Greek",)),
    OlderEncoding("cp737", "MS-DOS (code page 737)", "Greek", ("Greek",)),
    OlderEncoding("cp869", "MS-DOS (code page 869)", "Greek", ("Greek",)),
    OlderEncoding("cp1255", "windows-1255", "Hebrew", ("Hebrew",)),
    OlderEncoding("iso8859-8", "ISO-8859-8", "Hebrew", ("Hebrew",)),
    OlderEncoding("cp862", "MS-DOS (code page 862)", "Hebrew", ("Hebrew",)),
    OlderEncoding("cp1256", "windows-1256", "Arabic", _ARABIC),
    OlderEncoding("iso8859-6", "ISO-8859-6", "Arabic", _ARABIC),
    OlderEncoding("cp720", "MS-DOS (code page 720)", "Arabic", _ARABIC),
    OlderEncoding("cp874", "windows-874", "Thai", ("Thai",)),
    OlderEncoding("cp932", "Shift-JIS", "Japanese", ("Japanese",)),
    OlderEncoding("euc_jp", "EUC-JP", "Japanese", ("Japanese",)),
    OlderEncoding("gb18030", "GBK (GB 18030)", "Chinese", ("Chinese",)),
    OlderEncoding("big5", "Big5", "Chinese", ("Chinese, traditional",)),
    OlderEncoding("cp949", "EUC-KR (code page 949)", "Korean", ("Korean",)),
    OlderEncoding("johab", "Johab", "Korean", ("Korean",)),
)
ALL: Final = (*WESTERN, *OTHER_LATIN, *OTHER_SCRIPTS)
SEVERAL_BYTES: Final = frozenset({"Japanese", "Chinese", "Korean"})
"""Scripts whose letters take more than one byte; the second one may be the code of an ASCII letter."""

_CHARSET: Final = re.compile(r";\s*charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE | re.ASCII)
_WIDER: Final = {
    **dict.fromkeys(("gbk", "gb2312"), "gb18030"),
    **dict.fromkeys(("cp950", "big5hkscs"), "big5"),
    **dict.fromkeys(("shift_jis", "ms932"), "cp932"),
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""Encodings that are parts of one of those above, or nearly."""


def declared_encoding(content_type: str) -> OlderEncoding | None:
    """Return the older encoding that a content type such as `text/csv; charset=windows-1251` names, if it names one.

    ISO-8859-1 counts as none: programs write it into the content type of whatever they send.
    """
    match = _CHARSET.search(content_type)
    try:
        codec = codecs.lookup(match[1]).name if match else ""
    except LookupError:
        return None
    return next((encoding for encoding in ALL if codecs.lookup(encoding.codec).name == _WIDER.get(codec, codec)), None)
