"""Every pattern of botocore's model means in Python what it means to AWS."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_aws.connect.api.patterns import compile_pattern

TAG_KEY = r"^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$"
PASSWORD = r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/"
PHONE = r"\\+[1-9]\\d{1,14}$"


def _model_patterns() -> list[str]:
    model = botocore.session.get_session().get_service_model("connect")
    shapes: list[Any] = [model.shape_for(name) for name in model.shape_names]
    return sorted({shape.metadata["pattern"] for shape in shapes if "pattern" in shape.metadata})


@pytest.mark.parametrize("pattern", _model_patterns())
def test_every_pattern_of_the_model_compiles(pattern: str) -> None:
    compile_pattern(pattern).fullmatch("anything")


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        (TAG_KEY, "rollcall:import", True),
        (TAG_KEY, "équipe nord/1", True),
        (TAG_KEY, "班", True),
        (TAG_KEY, "aws:reserved", False),
        (TAG_KEY, "semi;colon", False),
        (TAG_KEY, "tab\tinside", False),
        (PASSWORD, "Passw0rd", True),
        (PASSWORD, "passw0rd", False),
        (PASSWORD, "Password", False),
        (PASSWORD, "Pass w0rd", False),
        (PASSWORD, "Passw0r", False),
        (PASSWORD, "Passw0rd" * 8, True),
        (PASSWORD, "Passw0rd" * 8 + "x", False),
        (PASSWORD, "Password\N{ARABIC-INDIC DIGIT THREE}", False),
        (PHONE, "+12065550100", True),
        (PHONE, "+02065550100", False),
        (PHONE, "12065550100", False),
        (PHONE, "+1206555010\N{ARABIC-INDIC DIGIT THREE}", False),
        (PHONE, "+12065550100\n", False),
        (r"^[^\p{C}]*$", "plain", True),
        (r"^[^\p{C}]*$", "bell\a", False),
        (r"^\P{C}*$", "bell\a", False),
        (r"^[\P{C}\r\n\t]{1,127}$", "line\nline", True),
        (r"^[\P{C}\r\n\t]{1,127}$", "bell\a", False),
    ],
)
def test_values(pattern: str, value: str, *, expected: bool) -> None:
    assert (compile_pattern(pattern).fullmatch(value) is not None) is expected


@given(st.text(alphabet=st.characters(categories=("L", "N", "Z")), max_size=20))
def test_letters_digits_and_separators_of_any_script_may_be_in_a_tag_key(text: str) -> None:
    assert compile_pattern(TAG_KEY).fullmatch(text)


@given(st.characters(categories=("C", "S", "M")))
def test_symbols_marks_and_control_characters_may_not(character: str) -> None:
    allowed = character in "=+"
    assert (compile_pattern(TAG_KEY).fullmatch(character) is not None) is allowed
