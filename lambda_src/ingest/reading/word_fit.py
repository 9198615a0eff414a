"""Tells words that make sense from those that come of the wrong encoding. Pure.

Read in the wrong encoding, a word has a capital letter or a sign in its middle, letters of two scripts, letters that
its language does not have, or a letter where that language never has it.
"""

# The letters are those of the languages, whatever ASCII ones they look like.
# ruff: noqa: RUF001

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from ingest.reading.encoding_names import OlderEncoding, Script

_INSIDE_WORDS: Final = "\u2018\u2019\u2013\u00b4\u00b7\u00a0\u00ad\u30fb\u3000\u05f3\u05f4\u200c\u200d\u200e\u200f"
_WORD: Final = re.compile(rf"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f{_INSIDE_WORDS}]+")
_STANDS_ALONE: Final = re.compile("[€£§°–—…•™®©½¼¾«»“”„‘’¿¡]")
"""Signs that make sense where no letter is beside them."""

_SCRIPTS: Final = {
    "LATIN": "Latin",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "ARABIC": "Arabic",
    "THAI": "Thai",
    "CJK": "Han",
    "IDEOGRAPHIC": "Han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "KATAKANA-HIRAGANA": "kana",
    "HANGUL": "Korean",
}
_OF: Final[dict[Script, frozenset[str]]] = {
    "Japanese": frozenset({"Han", "kana"}),
    "Chinese": frozenset({"Han"}),
    "Korean": frozenset({"Korean"}),
}

_ALPHABETS: Final[dict[str, tuple[str, ...]]] = {
    # Of each code page's languages, the letters beyond a to z: "ø" and "á" stand together in hardly any name.
    "western": (
        *("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüª", "àçéèíïóòúü", "áâãàçéêíóôõú", "àéèìîòóù", "éëïóöüáíèê", "åäöéü"),
        *("æøåéöäüó", "åäöšž", "áéíóúýþæðö", "äöõüšž", "áéíóúýšž", "áéíóöúü", "âêîôûŵŷ", "çë", "çöüâî", "àèìòù", "åéè"),
    ),
    "central": ("ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "çë"),
    "turkish": ("çğıöşüâîû",),
    "baltic": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž", "ąćęłńóśźż"),
}
_EVERYWHERE: Final = frozenset("äöüßé")
"""Letters of foreign names that stand in most lists."""

_OF_NEIGHBOURS: Final = {"baltic": frozenset("ąčęėįšųūžāēģīķļņ")}
"""Letters of a region's languages that stand in the lists of the others."""

_REGION: Final = {
    **dict.fromkeys(("cp1250", "iso8859-2", "cp852", "mac-latin2"), "central"),
    **dict.fromkeys(("cp1254", "mac-turkish", "cp857"), "turkish"),
    **dict.fromkeys(("cp1257", "cp775"), "baltic"),
}
_VOWEL: Final = "aeiouyáéíóúý"
_ODD_LATIN: Final = re.compile(
    # Letters of Western Europe where its languages don't have them, and where other ones have another letter by the
    # same byte: Kuèera for Kučera, Boøek for Bořek, Kamiñski for Kamiński, Stãnescu for Stănescu, Szûcs for Szűcs.
    rf"è[{_VOWEL}]|[aouy]è(?!\b)|[aiy]è\b|ñ(?![aeiouáéíóúü])|[ìò][{_VOWEL}]|ì(?=\w)|ù(?=[^\W{_VOWEL}])"
    rf"|[{_VOWEL}][øæ]|[{_VOWEL}]ê(?!\b)|ê(?=[dgkzw])|ã(?![oesi]|\b)|õ(?!e)|äo|û"
    r"|(?<![aeouyéàt])ï|(?<=[bcdfgjklmnprstvz])ë\b|œ(?!u)"
    r"|[bcdfghjklmnpqrstvwxz]{2}[šž][bcdfghjklmnpqrstvwxz]|ç(?=[^\Waeiouyáéíóúâãôõü])|[aeiouyáéíóú]þ|\bð|[ªº](?=[^\W\d_])|(?<=[^\W\d_m])[ªº]|(?<!a)ÿ|ƒ"
)
_ICELANDIC: Final = re.compile(r"[ðþ]|ý(?!\b)")
_SURELY_ICELANDIC: Final = re.compile("[áéíóúæ]")
_ODD: Final[dict[str, re.Pattern[str]]] = {
    "Greek": re.compile(r"ς(?=\w)|(?<=\w)σ\b|[άέήίόύώΐΰ].*[άέήίόύώΐΰ]"),
    "Cyrillic": re.compile(r"\b[ьъы]|[ьъ]{2}"),
    "Hebrew": re.compile(r"[ךםןףץ](?=\w)|(?<=\w)[כמנצ]\b"),
    "Arabic": re.compile(r"ة(?=\w)|\bء"),
}
_PARTICLES: Final = r"(?!(?:de|da|do|dos|das|di|del|du|der|den|la|le|van|von|zu|zum|ter|ten|y|e|bin|al)\b)"
_CUT_LATIN: Final = re.compile(
    f"(?<=[A-Za-z])\u00a0{_PARTICLES}(?=[a-z])|(?<=[a-z])\u2013(?=[a-z])|(?<!ll)(?<!nt)(?<=[a-z]{{2}})\u2019(?=[a-z])"
)
_CUT: Final = re.compile(
    r"(?<![^\W\d_])[\u2018\u2019\u2013\u00b4\u00b7](?=[^\W\d_])|(?:\A|[\n,;|\t\"]|(?<=[^\W\d_]))\u00a0(?=[^\W\d_])|\u00ad"
)
"""What stands beside a word and seems to be a letter of it that was lost."""

_JOINT: Final = re.compile(r"(?<=[^\W\d_])[\u2018\u2019\u2013\u00b4\u00b7\u00a0](?=[^\W\d_])")
_WESTERN: Final = "western"
_FOREIGN: Final = 0.01
_MANY: Final = 4


@cache
def kind_of(character: str) -> str:
    """Return the script of a letter or mark, `digit`, `sign`, or `none` for what no text has."""
    category = unicodedata.category(character)
    if character == "\ufffd" or category in {"Cc", "Co", "Cn", "Cs"}:
        return "none"
    if category == "Nd":
        return "digit"
    if category[0] not in "LM":
        return "sign"
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ", 1)[0], "other")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text that have more than ASCII in them."""
    return tuple(word for word in _WORD.findall(text) if not word.isascii())


def count_joints(text: str) -> int:
    """Count the apostrophes, dashes and the like between letters: each may be a letter in another encoding."""
    return len(_JOINT.findall(text))


def are_of_one_script(words: Sequence[str]) -> bool:
    """Whether words have letters of one script and no signs in them, but for signs that stand alone."""
    kinds = {kind_of(character) for word in words if not _STANDS_ALONE.fullmatch(word) for character in word}
    return len(kinds - {"digit"}) <= 1 and not kinds & {"sign", "none", "other"}


def count_nonsense(text: str, words: Sequence[str], encoding: OlderEncoding) -> float:
    """Count the words of a text that make no sense, as an encoding reads it; foreign ones count a hundredth.

    Args:
        text: all of it.
        words: its words, from `words_of`.
        encoding: which it was read by.
    """
    sensible = [word for word in words if _makes_sense(word, encoding.script)]
    cut = len((_CUT_LATIN if encoding.script == "Latin" else _CUT).findall(text))
    if encoding.script != "Latin":
        return len(words) - len(sensible) + cut
    known, foreign = _of_region(sensible, _REGION.get(encoding.codec, _WESTERN))
    return len(words) - known + cut + foreign * _FOREIGN


def _makes_sense(word: str, script: Script) -> bool:
    kinds = [kind_of(character) for character in word]
    letters = {kind for kind in kinds if kind not in {"digit", "sign"}}
    if "sign" in kinds or not letters:
        return not letters and _STANDS_ALONE.fullmatch(word.strip("0123456789")) is not None
    if not letters <= _OF.get(script, frozenset({script})):
        return False
    if script == "Latin":
        # A word of accents alone is of another script, unless it is a name such as Żółć.
        return not _odd_case(word) and not (word.islower() and len(word) > 1 and all(map(_is_accented, word)))
    if script in {"Cyrillic", "Greek"} and not _has_sane_case(word):
        return False
    odd = _ODD.get(script)
    return unicodedata.category(word[0]) != "Mn" and (odd is None or not odd.search(word.lower()))


def _of_region(words: Sequence[str], region: str) -> tuple[int, int]:
    """Count the words that a region's languages can have: any of them in Western Europe, elsewhere one of them.

    Returns:
        All of them, and those among them that have a letter which is only foreign there.
    """
    letters = [frozenset(filter(_is_accented, word.lower())) for word in words]
    if region != _WESTERN:
        foreign = _EVERYWHERE | _OF_NEIGHBOURS.get(region, frozenset())
        most, native = max(_explained(letters, alphabet, foreign) for alphabet in _alphabets(region))
        return most, -native
    known = [
        word.lower()
        for word, used in zip(words, letters, strict=True)
        if not _is_all_accents(word)
        and not _ODD_LATIN.search(word.lower())
        and any(used <= alphabet for alphabet in _alphabets(region))
    ]
    doubtful = [word for word in known if _ICELANDIC.search(word)]
    # The letters of Icelandic are those of Turkish by the same bytes, for many more people. So they leave it open.
    sure = any(map(_SURELY_ICELANDIC.search, doubtful))
    return len(known) - (1 if doubtful and not sure else 0), 0


def _is_all_accents(word: str) -> bool:
    """Whether nearly all letters of a word have accents, as those of other scripts seem to have in Western Europe."""
    accents = sum(map(_is_accented, word))
    return accents == len(word) > 1 or (len(word) >= _MANY and accents * 3 > len(word) * 2)


def _is_accented(character: str) -> bool:
    return character.isalpha() and not character.isascii()


def _explained(letters: Sequence[frozenset[str]], alphabet: frozenset[str], foreign: frozenset[str]) -> tuple[int, int]:
    known = [used for used in letters if used <= alphabet | foreign]
    return len(known), -sum(not used <= alphabet for used in known)


def _has_sane_case(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def _is_small_accent(character: str) -> bool:
    return not character.isascii() and character.islower() and character not in "ßıªº"


def _odd_case(word: str) -> bool:
    """Whether a letter with an accent is a capital behind a small one, or a small one among capitals."""
    if len(word) >= _MANY and (
        (_is_small_accent(word[0]) and word[1:].isupper()) or (_is_small_accent(word[-1]) and word[:-1].isupper())
    ):
        return True
    for before, at, after in zip(" " + word, word, word[1:] + " ", strict=False):
        if at.isascii():
            continue
        if at.isupper() and (before.islower() or (before.isupper() and after.islower())):
            return True
        if _is_small_accent(at) and before.isupper() and after.isupper():
            return True
    return False


@cache
def _alphabets(region: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, _ALPHABETS[region]))
