"""An empty or shortened run of `terraform test` is no success."""

from pathlib import Path

import pytest

from scripts.test_terraform import PROJECT, TESTS, count_declared, shortfall


def test_all_declared_tests_passed() -> None:
    assert shortfall("Success! 12 passed, 0 failed.\n", 12) is None


@pytest.mark.parametrize(
    ("output", "declared"),
    [
        ("Success! 0 passed, 0 failed.", 0),
        ("Success! 0 passed, 0 failed.", 3),
        ("1 passed, 0 failed, 1 skipped", 2),
        ("", 1),
    ],
)
def test_fewer_tests_than_declared(output: str, declared: int) -> None:
    complaint = shortfall(output, declared)
    assert complaint is not None
    assert f"declares {declared} tests" in complaint


def test_runs_are_counted_in_folders_that_terraform_passes_over(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.tftest.hcl").write_text('run "one" {\n}\n\nrun "two" {\n}\n# run "none" {\n')
    (tmp_path / "deeper" / "b.tftest.hcl").write_text('run "three" {\n}\n')
    (tmp_path / "notes.hcl").write_text('run "no" {\n}\n')
    assert count_declared(tmp_path) == 3


def test_the_plans_of_policies_are_left_to_their_comparison() -> None:
    folder = PROJECT / TESTS
    declared = {path.name: path.read_text("utf-8").count('\nrun "') for path in folder.glob("*.tftest.hcl")}
    assert declared["policies.tftest.hcl"] > 0
    assert count_declared(folder) == sum(declared.values()) - declared["policies.tftest.hcl"]
