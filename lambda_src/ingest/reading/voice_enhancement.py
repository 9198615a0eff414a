"""Reads which enhancement of an agent's voice a cell names. Pure."""

from __future__ import annotations

from typing import Final

from ingest.reading.language_words import LANGUAGES, NO
from ingest.reading.normal_form import normal_form
from roster.columns.forms import VoiceEnhancement


def _plain(text: str) -> str:
    """Return a text in small letters without accents, blanks and punctuation."""
    return "".join(letter for letter in normal_form("NFKD", text.casefold()) if letter.isalnum())


_MODES: Final[dict[VoiceEnhancement, str]] = {
    "VOICE_ISOLATION": "voice_isolation",
    "NOISE_SUPPRESSION": "noise_suppression",
    "NONE": "no_enhancement",
}
"""Mode → the words for it, beside which its name in Connect's API is one."""

_VOICE_ENHANCEMENTS: Final[dict[str, VoiceEnhancement]] = {
    _plain(word): mode for mode, name in _MODES.items() for words in LANGUAGES.values() for word in getattr(words, name)
} | dict.fromkeys(map(_plain, NO), "NONE")


def read_voice_enhancement(text: str) -> VoiceEnhancement:
    """Read a mode by its name in Connect's API or its console, or by what people write for it in other languages.

    The console's words are those of https://docs.aws.amazon.com/connect/latest/adminguide/audio-enhancement.html.

    Args:
        text: a cell that is cleaned and not empty.

    Raises:
        ValueError: it names none; the message says what to write.
    """
    mode = _VOICE_ENHANCEMENTS.get(_plain(text))
    if mode is None:
        raise ValueError(f"'{text}' is neither voice isolation nor noise suppression nor none; write one of them")
    return mode
