"""`make down`, and whether every command was run."""

from __future__ import annotations

import re

import pytest

from scripts.local.excerpt import README, excerpt, readme_with
from tests.documents.commands import documented_commands
from tests.documents.not_run import NOT_RUN
from tests.end_to_end.documents.scene import Scene

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")


def test_what_is_destroyed_is_gone(scene: Scene) -> None:
    shown = scene.at_checkout("make down")
    assert re.search(r"connect users +none left", shown)
    assert "Local AWS is down." in shown
    assert README.read_text("utf-8") == readme_with(excerpt(scene.demo + shown)), "run: make demo-output"


def test_every_command_is_run_here_or_told_why_not(scene: Scene) -> None:
    shown = {command.text for command in documented_commands()}
    assert scene.shell.ran & NOT_RUN.keys() == set()
    assert shown - scene.shell.ran - NOT_RUN.keys() == set()
    assert NOT_RUN.keys() - shown == set(), "no document shows it any more"
