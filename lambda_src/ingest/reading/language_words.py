"""What people write in cells, headers and names of files in the languages whose headers are known. Pure.

The headers of columns stand in `roster.columns`, those of other lists of people in `staff_headers.csv`, and words for
passwords, of more languages than these, in `ingest.reading.password_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, in small letters.

    Attributes:
        yes: what people and spreadsheets write for true and for a setting that is on.
        no: the opposite.
        yes_or_no: the short words by which a header says what is to be written below it: "(ja/nein)", "(j/n)".
        required: what exports and templates write behind a header.
        seconds: likewise, of columns of seconds; a full stop may follow an abbreviation.
        within: the word before these, as in "in seconds".
        people: words of a file's name that say that it lists people.
        voice_isolation: what people call the modes of voice enhancement; blanks and accents do not matter.
        noise_suppression: likewise.
        no_enhancement: likewise.
    """

    yes: tuple[str, ...]
    no: tuple[str, ...]
    yes_or_no: tuple[tuple[str, ...], tuple[str, ...]]
    required: tuple[str, ...]
    seconds: tuple[str, ...]
    within: str
    people: tuple[str, ...]
    voice_isolation: tuple[str, ...]
    noise_suppression: tuple[str, ...]
    no_enhancement: tuple[str, ...]


LANGUAGES: Final = {
    "English": Words(
        yes=("1", "y", "yes", "true", "on", "enabled"),
        no=("0", "n", "no", "false", "off", "disabled"),
        yes_or_no=(("yes", "y"), ("no", "n")),
        required=("required", "optional", "mandatory", "read only", "upload only"),
        seconds=("seconds", "secs", "sec"),
        within="in",
        people=(
            *("staff", "agent", "agents", "user", "users", "employee", "employees", "people", "personnel"),
            *("roster", "worker", "workers", "headcount", "team"),
        ),
        voice_isolation=("voiceisolation", "isolatevoice", "isolateagentvoice", "isolateagentsvoice", "isolation"),
        noise_suppression=(
            *("noisesuppression", "suppressnoise", "suppressbackgroundnoise", "backgroundnoisesuppression"),
            "noisereduction",
        ),
        no_enhancement=("none", "noenhancement"),
    ),
    "German": Words(
        yes=("ja", "wahr", "an", "ein", "aktiviert"),
        no=("nein", "falsch", "aus", "deaktiviert"),
        yes_or_no=(("ja", "j"), ("nein", "n")),
        required=("pflichtfeld", "erforderlich"),
        seconds=("sekunden", "sek"),
        within="in",
        people=(
            *("personal", "mitarbeiter", "mitarbeitende", "mitarbeiterliste", "benutzer", "agenten", "personalliste"),
            "belegschaft",
        ),
        voice_isolation=("stimmisolierung", "stimmisolation", "sprachisolierung", "sprachisolation"),
        noise_suppression=(
            *("gerauschunterdruckung", "rauschunterdruckung", "hintergrundgerauscheunterdrucken"),
            "unterdruckungvonhintergrundgerauschen",
        ),
        no_enhancement=("keine", "keineverbesserung"),
    ),
    "French": Words(
        yes=("oui", "vrai", "activé", "activée"),
        no=("non", "faux", "désactivé", "désactivée"),
        yes_or_no=(("oui", "o"), ("non", "n")),
        required=("obligatoire",),
        seconds=("secondes",),
        within="en",
        people=("employés", "salariés", "utilisateurs", "collaborateurs", "effectif"),
        voice_isolation=("isolationvocale", "isolationdelavoix"),
        noise_suppression=(
            *("suppressiondubruit", "suppressiondesbruits", "reductiondubruit", "suppressiondubruitdefond"),
        ),
        no_enhancement=("aucun", "aucune", "aucuneamelioration"),
    ),
    "Spanish": Words(
        yes=("sí", "si", "verdadero", "activado", "activada"),
        no=("no", "falso", "desactivado", "desactivada"),
        yes_or_no=(("sí", "si", "s"), ("no", "n")),
        required=("obligatorio",),
        seconds=("segundos",),
        within="en",
        people=("empleados", "usuarios", "agentes", "plantilla"),
        voice_isolation=("aislamientodevoz", "aislamientodelavoz"),
        noise_suppression=(
            *("supresionderuido", "supresiondelruido", "reduccionderuido", "supresionderuidodefondo"),
            "supresiondelruidodefondo",
        ),
        no_enhancement=("ninguno", "ninguna", "sinmejora"),
    ),
    "Italian": Words(
        yes=("sì", "si", "vero", "attivato", "attivata"),
        no=("no", "falso", "disattivato", "disattivata"),
        yes_or_no=(("sì", "si", "s"), ("no", "n")),
        required=("obbligatorio",),
        seconds=("secondi",),
        within="in",
        people=("dipendenti", "utenti", "agenti", "anagrafica"),
        voice_isolation=("isolamentovocale", "isolamentodellavoce"),
        noise_suppression=("soppressionedelrumore", "riduzionedelrumore", "soppressionedelrumoredifondo"),
        no_enhancement=("nessuno", "nessuna", "nessunmiglioramento"),
    ),
    "Portuguese": Words(
        yes=("sim", "verdadeiro", "ativado", "ativada"),
        no=("não", "nao", "falso", "desativado", "desativada"),
        yes_or_no=(("sim", "s"), ("não", "nao", "n")),
        required=("obrigatório",),
        seconds=("segundos",),
        within="em",
        people=("funcionários", "colaboradores", "usuários", "utilizadores"),
        voice_isolation=("isolamentodevoz", "isolamentodavoz"),
        noise_suppression=("supressaoderuido", "supressaoderuidos", "reducaoderuido", "supressaoderuidodefundo"),
        no_enhancement=("nenhum", "nenhuma", "nenhumamelhoria", "semmelhoria"),
    ),
    "Dutch": Words(
        yes=("ja", "waar", "aan", "ingeschakeld"),
        no=("nee", "onwaar", "uit", "uitgeschakeld"),
        yes_or_no=(("ja", "j"), ("nee", "n")),
        required=("verplicht",),
        seconds=("seconden",),
        within="in",
        people=("medewerkers", "gebruikers", "personeel"),
        voice_isolation=("stemisolatie", "spraakisolatie"),
        noise_suppression=(
            *("ruisonderdrukking", "onderdrukkingvanachtergrondgeluid", "achtergrondgeluidonderdrukken"),
        ),
        no_enhancement=("geen", "geenverbetering"),
    ),
}
"""Language, as the headers of `roster.columns` name it → its words."""

YES: Final = frozenset(word for words in LANGUAGES.values() for word in words.yes)
NO: Final = frozenset(word for words in LANGUAGES.values() for word in words.no)
