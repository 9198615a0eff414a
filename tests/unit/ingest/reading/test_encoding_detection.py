"""What lists of names in older encodings are read as: right, or told; a wrong name is told of at least."""

# The letters are those of the languages, whatever Latin ones they look like.

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.encoding_detection import tell_encoding
from ingest.reading.encoding_names import ALL, OTHER_SCRIPTS, declared_encoding
from ingest.reading.encoding_sample import EncodingSample, gather_sample
from ingest.reading.file_encoding import UNREADABLE, FileEncoding
from ingest.reading.utf8_by_chance import is_surely_utf8
from tests.unit.ingest.reading.real_world.exports import code_pages

WESTERN = "Jürgen Groß|Zoë Lefèvre|José Núñez|Åsa Bjørk|João Conceição|Günther Müller|François Noël|Søren Kjær"
LISTS = {
    "Western": (WESTERN, ["cp1252", "mac-roman", "cp850", "iso8859-15"]),
    "Polish": (code_pages.CENTRAL, ["cp1250", "iso8859-2", "cp852", "mac-latin2"]),
    "Czech": (code_pages.CZECH, ["cp1250", "iso8859-2", "cp852"]),
    "Hungarian": (code_pages.HUNGARIAN, ["cp1250", "cp852"]),
    "Turkish": (code_pages.TURKISH, ["cp1254", "iso8859-9", "mac-turkish", "cp857"]),
    "Baltic": (code_pages.BALTIC, ["cp1257", "cp775"]),
    "Russian": (code_pages.CYRILLIC, ["cp1251", "koi8-r", "cp866", "cp855", "iso8859-5", "mac-cyrillic"]),
    "Greek": (code_pages.GREEK, ["cp1253", "iso8859-7", "mac-greek", "cp737", "cp869"]),
    "Hebrew": (code_pages.HEBREW, ["cp1255", "iso8859-8", "cp862"]),
    "Arabic": (code_pages.ARABIC, ["cp1256", "iso8859-6", "cp720"]),
    "Japanese": (code_pages.JAPANESE, ["cp932", "euc_jp"]),
    "Chinese": (code_pages.SIMPLIFIED, ["gbk", "gb18030"]),
    "Chinese, traditional": (code_pages.TRADITIONAL, ["big5"]),
    "Korean": (code_pages.KOREAN, ["cp949", "johab"]),
}
CASES = [(language, encoding) for language, (_, encodings) in LISTS.items() for encoding in encodings]
IN_LATIN = {"Western", "Polish", "Czech", "Hungarian", "Turkish", "Baltic"}
TRIES = 8


def names_of(language: str, encoding: str, amount: int, seed: int) -> list[str]:
    """Return the first and last names of some people, but for those that the encoding can't write."""
    people = [name.split(" ", 1) for name in LISTS[language][0].split("|")]
    chance = random.Random(f"{language} {encoding} {amount} {seed}")  # noqa: S311 (the same names each time)
    names = [name for _ in range(amount) for name in (chance.choice(people)[0], chance.choice(people)[1])]
    return [name for name in names if not name.isascii() and name.encode(encoding, "ignore").decode(encoding) == name]


def sample_of(names: list[str], encoding: str) -> EncodingSample:
    return EncodingSample(tuple(dict.fromkeys(name.encode(encoding) for name in names)))


def read(data: bytes, told: FileEncoding) -> str:
    return data.decode(told.codec, "replace") if told.codec else "".join(told.table[byte] for byte in data)


def outcomes(language: str, encoding: str, amount: int) -> Iterator[str]:
    for seed in range(TRIES):
        names = names_of(language, encoding, amount, seed)
        if not names:
            continue
        told = tell_encoding(sample_of(names, encoding))
        found = [read(name.encode(encoding), told) for name in names]
        wrong = any(one != name and UNREADABLE not in one for one, name in zip(found, names, strict=True))
        yield "wrong" if wrong and not told.doubtful else "right" if found == names else "told"


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_names_are_read_right_or_told(language: str, encoding: str) -> None:
    counts = {amount: Counter(outcomes(language, encoding, amount)) for amount in (1, 2, 5, 50, 1_000)}
    print(language, encoding, {amount: dict(count) for amount, count in counts.items()})  # noqa: T201 (the table)

    assert [amount for amount in (5, 50, 1_000) if counts[amount]["wrong"]] == []
    assert counts[50]["told"] == counts[1_000]["told"] == 0
    if language not in IN_LATIN or encoding == "cp1252":
        assert counts[1]["wrong"] == counts[2]["wrong"] == 0
    if encoding == "cp1252":
        assert counts[1]["told"] == counts[2]["told"] == counts[5]["told"] == 0


@given(st.sampled_from([case for case in CASES if case[0] not in IN_LATIN]), st.integers(1, 8), st.integers())
def test_no_other_script_is_ever_read_wrong(case: tuple[str, str], amount: int, seed: int) -> None:
    language, encoding = case
    names = names_of(language, encoding, amount, seed)
    told = tell_encoding(sample_of(names, encoding))

    for name in names:
        found = read(name.encode(encoding), told)
        assert found == name or UNREADABLE in found


@given(st.lists(st.binary(min_size=1, max_size=12), max_size=20))
def test_any_bytes_are_told_of(cells: list[bytes]) -> None:
    sample = gather_sample([b"\n".join(cells)])
    told = tell_encoding(sample)

    assert told.codec or (told.possible and len(told.table) == 256)
    assert told == tell_encoding(sample)


@pytest.mark.parametrize("text", ["é", "José", "Zoë €", "€", "Étoile", "MÜLLER", "Þór Guðrúnarson", "Nicolò", "Segrè"])
def test_western_europe_is_read_by_a_single_letter(text: str) -> None:
    assert tell_encoding(gather_sample([text.encode("cp1252")])).codec == "cp1252"


def test_a_stray_word_among_many_accents_does_not_put_western_europe_in_doubt() -> None:
    names = names_of("Western", "cp1252", 50, 1)

    assert tell_encoding(sample_of([*names, "Mañka"], "cp1252")).codec == "cp1252"


def test_capitals_of_greek_are_no_apostrophes() -> None:
    names = ["ΆΝΝΑ ΧΑΤΖΆΚΗ", "ΜΑΡΊΑ ΛΆΒΔΑ", "ΆΡΗΣ ΠΑΝΤΆΚΗΣ"]

    assert tell_encoding(sample_of(names, "cp1253")).codec == "cp1253"


@pytest.mark.parametrize(
    ("header", "encoding", "codec"),
    [
        ("用户名,名字,姓氏,密码", "gbk", "gb18030"),
        ("ユーザー名,名,姓,パスワード", "cp932", "cp932"),
        ("사용자 이름,이름,비밀번호", "cp949", "cp949"),
        ("Логин;Имя;Пароль", "koi8-r", "koi8-r"),
        ("שם משתמש,סיסמה", "cp1255", "cp1255"),
        ("Uživatelské jméno;Jméno;Příjmení", "cp1250", "cp1250"),
    ],
)
def test_a_header_that_is_known_tells_the_encoding(header: str, encoding: str, codec: str) -> None:
    assert tell_encoding(gather_sample([header.encode(encoding)])).codec == codec


def test_what_nobody_can_tell_is_read_as_far_as_the_possible_encodings_agree() -> None:
    told = tell_encoding(sample_of(["Kovář", "Jelínek"], "cp1250"))

    assert not told.codec
    assert read("Jelínek, Kovář".encode("cp1250"), told) == f"Jelínek, Ková{UNREADABLE}"
    assert {"windows-1252", "windows-1250"} <= set(told.possible)
    assert "can't be told for certain (windows-1252 or" in told.notice
    assert "may be in windows-1252 or" in told.advice


def test_an_encoding_that_nobody_knows_gives_no_names() -> None:
    shifted = "".join(chr(0x80 + (7 * number) % 128) for number in range(60)).encode("latin-1")

    assert not tell_encoding(gather_sample([b"\n".join(shifted[at : at + 5] for at in range(0, 60, 5))])).codec


def test_utf_8_with_some_other_bytes_stays_utf_8() -> None:
    told = tell_encoding(gather_sample(["Zoë\nJürgen\n".encode() + "Günter\n".encode("cp1252")]))

    assert (told.codec, told.mixed) == ("utf-8", True)
    assert "mixes UTF-8 with another encoding" in told.advice
    assert told.notice == ""


def test_letters_of_east_asia_that_are_utf_8_by_chance_do_not_make_it_utf_8() -> None:
    names = ["张", "伟", "华", "陈", "刘洋", "王芳", "李娜"]
    by_chance = [name for name in names if is_surely_utf8(name.encode("gbk"))]

    assert by_chance == []
    assert tell_encoding(sample_of(names, "gbk")).codec == "gb18030"


def test_few_words_are_doubtful() -> None:
    assert tell_encoding(sample_of(["Łucja", "Żmuda"], "cp1250")).doubtful
    assert not tell_encoding(sample_of(names_of("Polish", "cp1250", 50, 1), "cp1250")).doubtful
    assert not tell_encoding(sample_of(["Zoë"], "cp1252")).doubtful


@pytest.mark.parametrize(
    ("content_type", "codec"),
    [
        ("text/csv; charset=windows-1251", "cp1251"),
        ('text/csv;Charset="GBK"', "gb18030"),
        ("text/csv; charset=shift_jis", "cp932"),
        ("text/csv; charset=iso-8859-9", "cp1254"),
        ("text/csv; charset=iso-8859-1", None),
        ("text/csv; charset=utf-8", None),
        ("text/csv; charset=klingon", None),
        ("text/csv", None),
    ],
)
def test_a_content_type_names_an_encoding(content_type: str, codec: str | None) -> None:
    declared = declared_encoding(content_type)
    assert (declared.codec if declared else None) == codec


def test_a_declared_encoding_counts_if_the_bytes_mean_something_in_it() -> None:
    declared = declared_encoding("text/csv; charset=windows-1250")
    assert declared is not None

    assert tell_encoding(sample_of(["Kovář"], "cp1250"), declared).codec == "cp1250"
    assert tell_encoding(EncodingSample((b"J\xfcrgen \x81",)), declared).codec == "cp1252"


def test_notices_name_the_encoding() -> None:
    told = tell_encoding(sample_of(names_of("Russian", "cp1251", 50, 1), "cp1251"))

    assert told.notice.startswith("The file is in windows-1251 and was read so.")
    assert "the file is in windows-1251, and this is none of its characters" in told.advice
    assert FileEncoding("cp1252", "windows-1252").notice == ""


def test_each_encoding_is_listed_once_and_known_to_python() -> None:
    assert len({encoding.codec for encoding in ALL}) == len(ALL)
    assert all(encoding.languages for encoding in OTHER_SCRIPTS)
    assert all("abc".encode(encoding.codec) == b"abc" for encoding in ALL)
