"""One run at a time works on a site, and nothing of a deployment outlives its server."""

from pathlib import Path

import pytest

from scripts.local import site as site_module
from scripts.local.errors import LocalError
from scripts.local.site import Site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(site_module, "PROJECT", tmp_path)
    return Site("local")


def test_a_second_run_is_turned_away(site: Site) -> None:
    with site.exclusively(), pytest.raises(LocalError, match="another make target"), site.exclusively():
        pass
    with site.exclusively():
        assert site.home.is_dir()


def test_state_is_dropped_and_logs_stay(site: Site) -> None:
    site.root.mkdir(parents=True)
    site.server_data.mkdir(parents=True)
    names = ("terraform.tfstate", "terraform.tfstate.backup", ".terraform.tfstate.lock.info", "env", "outputs.json")
    kept = (site.terraform_log, site.server_log)
    for path in (*(site.home / name for name in names), *kept, site.server_json):
        path.touch()
    site.forget_deployment()
    assert {path for path in site.home.rglob("*") if path.is_file()} == set(kept)
    site.forget_deployment()
