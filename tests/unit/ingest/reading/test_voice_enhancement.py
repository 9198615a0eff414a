"""The enhancement of a voice in the words that people write."""

from __future__ import annotations

import pytest

from ingest.reading.voice_enhancement import read_voice_enhancement


@pytest.mark.parametrize(
    ("cell", "mode"),
    [
        ("VOICE_ISOLATION", "VOICE_ISOLATION"),
        ("voice isolation", "VOICE_ISOLATION"),
        ("Isolate Agent's Voice", "VOICE_ISOLATION"),
        ("Isolate Agent\u2019s Voice", "VOICE_ISOLATION"),
        ("Noise-Suppression", "NOISE_SUPPRESSION"),
        ("Suppress Background Noise", "NOISE_SUPPRESSION"),
        ("Geräuschunterdrückung", "NOISE_SUPPRESSION"),
        ("Réduction du bruit", "NOISE_SUPPRESSION"),
        ("Suppression du bruit de fond", "NOISE_SUPPRESSION"),
        ("Unterdrückung von Hintergrundgeräuschen", "NOISE_SUPPRESSION"),
        ("Aucune amélioration", "NONE"),
        ("deaktiviert", "NONE"),
        ("NONE", "NONE"),
        ("off", "NONE"),
        ("No enhancement", "NONE"),
        ("Não", "NONE"),
        ("FALSE", "NONE"),
        ("désactivé", "NONE"),
    ],
)
def test_words_of_the_api_the_console_and_people(cell: str, mode: str) -> None:
    assert read_voice_enhancement(cell) == mode


@pytest.mark.parametrize("cell", ["yes", "on", "maximum", "isolation noise", "!"])
def test_what_names_no_mode_is_told_what_to_write(cell: str) -> None:
    with pytest.raises(ValueError, match="write one of them"):
        read_voice_enhancement(cell)
