"""The older encodings are told apart by the words that they give."""

from __future__ import annotations

import pytest

from ingest.reading.code_pages import is_garbled, tell_code_page

LISTS = {
    "German": "Jürgen Groß, Käthe Schröder, Günther Jäger, Özlem",
    "French": "André, François, Hélène, Noël Lefèvre, Zoé, Benoît",
    "Spanish": "José Núñez, María Peña, Íñigo, Ramón, Jesús",
    "Nordic": "Søren, Ångström, Åse, Bjørn, Kjær",
    "Portuguese": "João, Conceição, Antônio, Inês",
    "capitals": "MÜLLER, SÍTIO, FRANÇOIS",
}


@pytest.mark.parametrize("page", ["cp1252", "mac-roman", "cp850"])
@pytest.mark.parametrize("names", LISTS.values(), ids=LISTS)
def test_names_tell_their_code_page(names: str, page: str) -> None:
    assert tell_code_page(names.encode(page)) == page


@pytest.mark.parametrize(
    "text",
    [
        "Šárka, Žarko, Saša",
        "O\u2019Hara, d\u2019Étoile",
        "Ada \u201cthe Countess\u201d King, 30 €, \u2026 etc.",
        "Gal·la, Meyer\u2013Schmidt, 2. Straße®",
        "GROßE",
        "¿Qué? ¡Hola!",
        "\u00e9",
    ],
)
def test_windows_1252_is_not_doubted_for_little(text: str) -> None:
    assert tell_code_page(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    "name",
    [
        "J\u00c3\u00bcrgen",
        "Jos\u00c3\u00a9",
        "\u00a3ukasz",
        "\u00af\u00f3\u00b3\u00e6",
        "J\u201eger",
        "J\u0178rgen",
        "Zo\u017d",
    ],
)
def test_a_garbled_name_is_seen(name: str) -> None:
    assert is_garbled(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Ada", "Jürgen", "Zoë", "MÜLLER", "GROßE", "Žarko", "Ævar Þór", "Gal·la", "Łukasz", "Nguyễn", "Đặng", "Юлия"),
        *("O\u2019Hara", "D\u2019Ávila", "\u201cBob\u201d", "Meyer\u2013Schmidt", "Ó Súilleabháin", "佐藤"),
        *("Ya\u011fmur \u015eah\u0131n", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
    ],
)
def test_names_of_the_world_are_not_garbled(name: str) -> None:
    assert not is_garbled(name)
