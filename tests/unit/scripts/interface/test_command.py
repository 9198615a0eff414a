"""What `make interface` says where the interface can't be read."""

from __future__ import annotations

import pytest

from scripts.generated_text import DocsError
from scripts.interface import __main__ as module


@pytest.mark.parametrize("arguments", [[], ["--store"]])
def test_an_input_that_is_not_documented_is_told(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interface_now() -> None:
        raise DocsError("sites has no line for zone")

    monkeypatch.setattr(module, "interface_now", interface_now)

    assert module.main(arguments) == 1
    assert capsys.readouterr().err == "sites has no line for zone\n"
