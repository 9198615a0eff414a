"""What `make provider-schemas` does where a package does not look as expected."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from scripts.provider_schemas import __main__ as module
from scripts.provider_schemas.schema import Schema

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_package_of_another_form_is_told_and_nothing_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("cdktn_provider_aws-1-py3-none-any.whl", "pulumi_aws-1-py3-none-any.whl"):
        zipfile.ZipFile(tmp_path / name, "w").close()
    stored: list[object] = []
    monkeypatch.setattr(module, "_locked", lambda wanted: Schema("5.100.0", "a test", {}))
    monkeypatch.setattr(module, "download_wheels", lambda pins, cache: tmp_path)
    monkeypatch.setattr(module, "store", stored.append)

    assert module.main() == 1
    assert capsys.readouterr().err == "cdktn_provider_aws-1-py3-none-any.whl is of the provider's versions []\n"
    assert stored == []
