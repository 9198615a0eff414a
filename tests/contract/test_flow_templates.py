"""The flow templates of modules/connect are valid by Connect's flow language, whatever is put into them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from local_aws.connect.flows.language.document import problems
from scripts.terraform.initialise import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted((PROJECT / "modules" / "connect" / "flows").glob("*.json.tftpl"))


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_a_valid_flow(template: Path) -> None:
    # Each placeholder stands for a whole JSON string.
    document = json.loads(re.sub(r"\$\{[^}]*\}", '"x"', template.read_text("utf-8")))
    found = [str(problem) for problem in problems(document, "CONTACT_FLOW", lambda kind, identifier: None)]
    assert found == []
