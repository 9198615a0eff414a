"""What `make test` runs: every test once."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.processes import OUTSIDE_MAKE

PROJECT = Path(__file__).resolve().parents[3]


def commands(*targets: str) -> list[list[str]]:
    """The commands that make would run for some targets."""
    command = ["make", "--dry-run", "--no-print-directory", *targets]
    done = subprocess.run(
        command, cwd=PROJECT, env=OUTSIDE_MAKE, check=True, timeout=60, capture_output=True, text=True
    )
    return [line.split() for line in done.stdout.splitlines()]


def test_every_test_runs_in_one_stage_of_make_test() -> None:
    [stages] = [
        words[words.index("scripts.run_checks") + 1 :] for words in commands("test") if "scripts.run_checks" in words
    ]
    runs: Counter[Path] = Counter()
    for stage in (word for word in stages if word != "--deploying"):
        for words in commands(stage):
            if {"pytest", "tests.on_local_aws"} & set(words):
                assert f"--junitxml=build/test-results/{stage}.xml" in words
                left_out = [PROJECT / word.partition("=")[2] for word in words if word.startswith("--ignore=")]
                for path in (PROJECT / word for word in words if word.partition("/")[0] in {"tests", "local_aws"}):
                    assert path.exists(), path
                    found = path.rglob("test_*.py") if path.is_dir() else [path]
                    runs.update(file for file in found if not {file, *file.parents} & set(left_out))

    everything = [*PROJECT.glob("tests/**/test_*.py"), *PROJECT.glob("local_aws/tests/**/test_*.py")]
    assert runs == dict.fromkeys(everything, 1)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ((), []),
        (("NUMBERS=",), ["--numbers", '""']),  # none, where leaving it out means every one
        (("KEYS=", "INSTANCE="), ["--instance", '""', "--keys", '""']),
        (
            ("NUMBERS=a,b", "KEYS=c", "INSTANCE=d", "BOUNDARY=e", "PARTITION=aws"),
            ["--partition", '"aws"', "--instance", '"d"', "--keys", '"c"', "--numbers", '"a,b"', "--boundary", '"e"'],
        ),
    ],
)
def test_the_deployers_policy_is_asked_for_as_it_was_given(given: tuple[str, ...], options: list[str]) -> None:
    lines = commands("deployer-policy", "NAME=acme", "ACCOUNT=1", "REGION=r", *given)
    words = [word for line in lines for word in line if word != "\\"]

    assert words[words.index('"r"') + 1 :] == options


@pytest.mark.parametrize(("given", "options"), [((), []), (("FOLDER=/x y",), ["--folder", '"/x', 'y"'])])
def test_reports_of_a_run_on_an_account_go_where_it_is_said(given: tuple[str, ...], options: list[str]) -> None:
    words = [word for line in commands("test-aws", "TESTS=tests/x.py", *given) for word in line if word != "\\"]

    assert words[words.index("tests.on_aws") + 1 :] == [*options, "tests/x.py"]


def test_every_example_is_applied_by_an_end_to_end_test_since_no_stage_validates_it_otherwise() -> None:
    tests = [path.read_text("utf-8") for path in PROJECT.glob("tests/end_to_end/**/*.py")]

    for example in PROJECT.glob("examples/*/main.tf"):
        assert any(f'"{example.parent.name}"' in text for text in tests), example
