"""The staged root holds the project and nothing of the user's."""

from pathlib import Path

from scripts.terraform.staging import stage_root


def _checkout(folder: Path) -> Path:
    files = {
        "main.tf": "# main",
        ".terraform.lock.hcl": "# lock",
        "modules/one/main.tf": "# one",
        "uploads/agents.csv": "a,b\r\n",
        "build/ingest.zip": "zip",
        "terraform.tfvars": 'name = "mine"',
        "mine.auto.tfvars": 'name = "mine"',
        "backend_override.tf": 'terraform {\n  backend "s3" {}\n}',
        "terraform.tfstate": "{}",
        ".terraform/environment": "production",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def test_copies_the_root_without_what_is_the_users(tmp_path: Path) -> None:
    target = tmp_path / "home" / "root"
    stage_root(_checkout(tmp_path / "checkout"), target, tmp_path / "home" / "terraform.tfstate")
    staged = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert staged == {
        "main.tf",
        ".terraform.lock.hcl",
        "modules/one/main.tf",
        "uploads/agents.csv",
        "build/ingest.zip",
        "backend_override.tf",
    }
    assert (target / "uploads" / "agents.csv").read_bytes() == b"a,b\r\n"


def test_state_is_kept_beside_the_staged_root(tmp_path: Path) -> None:
    target = tmp_path / "home" / "root"
    stage_root(_checkout(tmp_path / "checkout"), target, tmp_path / "home" / "terraform.tfstate")
    assert 'backend "local"' in (target / "backend_override.tf").read_text()
    assert 'path = "../terraform.tfstate"' in (target / "backend_override.tf").read_text()


def test_what_an_earlier_copy_held_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "root"
    checkout = _checkout(tmp_path / "checkout")
    stage_root(checkout, target, tmp_path / "terraform.tfstate")
    (checkout / "uploads" / "agents.csv").unlink()
    stage_root(checkout, target, tmp_path / "terraform.tfstate")
    assert not (target / "uploads" / "agents.csv").exists()
