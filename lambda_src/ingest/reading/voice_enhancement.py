"""Reads which enhancement of an agent's voice a cell names. Pure."""

from __future__ import annotations

from typing import Final

from ingest.reading.normal_form import normal_form
from ingest.reading.values import NO
from roster.columns.forms import VoiceEnhancement


def _plain(text: str) -> str:
    """Return a text in small letters without accents, blanks and punctuation."""
    return "".join(letter for letter in normal_form("NFKD", text.casefold()) if letter.isalnum())


# Beside the names of Connect's API: the console's words for them, and what people write for both in other languages.
_VOICE_ENHANCEMENTS: Final[dict[str, VoiceEnhancement]] = {
    **dict.fromkeys(
        (
            *("voiceisolation", "isolatevoice", "isolateagentvoice", "isolateagentsvoice", "isolation"),
            *("stimmisolierung", "stimmisolation", "sprachisolierung", "sprachisolation", "isolationvocale"),
            *("isolationdelavoix", "aislamientodevoz", "aislamientodelavoz", "isolamentovocale", "isolamentodellavoce"),
            *("isolamentodevoz", "isolamentodavoz", "stemisolatie", "spraakisolatie"),
        ),
        "VOICE_ISOLATION",
    ),
    **dict.fromkeys(
        (
            *("noisesuppression", "suppressnoise", "suppressbackgroundnoise", "backgroundnoisesuppression"),
            *("noisereduction", "gerauschunterdruckung", "rauschunterdruckung", "suppressiondubruit"),
            *("suppressiondesbruits", "reductiondubruit", "supresionderuido", "supresiondelruido"),
            *("reduccionderuido", "soppressionedelrumore", "riduzionedelrumore", "supressaoderuido"),
            *("supressaoderuidos", "reducaoderuido", "ruisonderdrukking", "hintergrundgerauscheunterdrucken"),
            *("unterdruckungvonhintergrundgerauschen", "suppressiondubruitdefond", "supresionderuidodefondo"),
            *("supresiondelruidodefondo", "soppressionedelrumoredifondo", "supressaoderuidodefundo"),
            *("onderdrukkingvanachtergrondgeluid", "achtergrondgeluidonderdrukken"),
        ),
        "NOISE_SUPPRESSION",
    ),
    **dict.fromkeys(
        (
            *("none", "noenhancement", "keine", "aucun", "aucune", "ninguno", "ninguna", "nessuno", "nessuna"),
            *("nenhum", "nenhuma", "geen", "keineverbesserung", "aucuneamelioration", "sinmejora"),
            *("nessunmiglioramento", "nenhumamelhoria", "semmelhoria", "geenverbetering", *map(_plain, NO)),
        ),
        "NONE",
    ),
}


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
