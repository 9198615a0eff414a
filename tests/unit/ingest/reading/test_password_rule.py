"""Initial passwords are those that Amazon Connect takes."""

from __future__ import annotations

import botocore.session
import pytest

from ingest.reading import password_rule


@pytest.mark.parametrize("password", ["Secret12", "x" * 62 + "A1", "Ünïcode1aA", "'=Aa11111"])
def test_a_password_is_taken(password: str) -> None:
    password_rule.check_password(password)


@pytest.mark.parametrize(
    "password", ["Secret1", "x" * 63 + "A1", "secret123", "SECRET123", "SecretABC", "Secret 123", "Secretabc٣"]
)
def test_a_password_is_refused_and_not_shown(password: str) -> None:
    with pytest.raises(ValueError, match="breaks Amazon Connect's rule") as caught:
        password_rule.check_password(password)
    assert password not in str(caught.value)


def test_the_rule_is_quoted_as_the_api_has_it() -> None:
    """So that a change by AWS is noticed when botocore is brought up to date."""
    model = botocore.session.get_session().get_service_model("connect")
    pattern = model.shape_for("Password").metadata["pattern"]

    assert f"`{pattern}`" in str(password_rule.__doc__)
