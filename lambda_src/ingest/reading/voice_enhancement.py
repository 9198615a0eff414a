"""Reads which enhancement of an agent's voice a cell names. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

from ingest.reading.values import NO
from roster.agent import VoiceEnhancement

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
            *("supressaoderuidos", "reducaoderuido", "ruisonderdrukking"),
        ),
        "NOISE_SUPPRESSION",
    ),
    **dict.fromkeys(
        (
            *("none", "off", "noenhancement", "disabled", "aus", "keine", "aucun", "aucune", "desactive", "desactivee"),
            *("ninguno", "ninguna", "desactivado", "desactivada", "nessuno", "nessuna", "disattivato", "disattivata"),
            *("nenhum", "nenhuma", "desativado", "desativada", "geen", "uit", *NO),
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
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())
    mode = _VOICE_ENHANCEMENTS.get(plain)
    if mode is None:
        raise ValueError(f"'{text}' is neither voice isolation nor noise suppression nor none; write one of them")
    return mode
