"""Each check that the policy scan skips has a reason, and what would change it."""

from __future__ import annotations

import re

from scripts.terraform.initialise import PROJECT

CHANGES = "Changes with: "


def test_checks_that_are_skipped_everywhere_say_why_and_until_when() -> None:
    text = (PROJECT / ".checkov.yaml").read_text("utf-8").partition("skip-check:\n")[2]
    entries = re.findall(r"((?:  # .*\n)+)  - (CKV\w+)\n", text)

    assert len(entries) == len(re.findall(r"^  - ", text, re.MULTILINE)) == 7
    for comment, check in entries:
        assert comment.partition("\n")[0].count(":") >= 1, check
        assert CHANGES in comment, check


def test_checks_that_a_resource_skips_say_why_and_until_when() -> None:
    found = [
        (path.name, line)
        for path in sorted((PROJECT / "modules").rglob("*.tf"))
        if ".terraform" not in path.parts
        for line in re.findall(r"#checkov:skip=(.*)", path.read_text("utf-8"))
    ]

    assert len(found) == 11
    for name, line in found:
        check, _, reason = line.partition(":")
        why, _, changes = reason.partition(CHANGES)
        assert re.fullmatch(r"CKV2?_AWS_\d+", check), (name, line)
        assert len(why) > 12, (name, line)
        assert changes, (name, line)


def test_examples_that_are_not_scanned_have_no_resources_of_their_own() -> None:
    [pattern] = re.findall(r'"(examples/.*)"\]', (PROJECT / ".checkov.yaml").read_text("utf-8"))
    files = sorted((PROJECT / "examples").glob("*/*.tf"))
    scanned = {path for path in files if not re.search(pattern, path.relative_to(PROJECT).as_posix())}
    with_resources = {path for path in files if re.search(r"^resource ", path.read_text("utf-8"), re.MULTILINE)}

    assert with_resources
    assert with_resources <= scanned
